"""Counts of goods whatever their measure word: a numeral, one character, and a product or a frame."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from chatbot.language.amounts import Amount
from chatbot.language.numerals import parse_zh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatbot.show.gate.utterance import Mention

__all__ = ["NOT_GOODS", "with_measure_words"]

NOT_GOODS = frozenset(
    "的号元折点分秒天年月日周次位名种款步句遍样人毛角万千百十岁度公厘毫克斤升米档滴泡色码楼层星级勺小时加和跟与配及减"
)
"""Characters that count no goods after a numeral."""

_NUM = r"(?<![\d零〇一二两俩三四五六七八九十百千万])(?P<n>\d{1,4}|[零一二两俩三四五六七八九十百千]{1,7})"
_MEASURE = r"(?P<m>(?![零〇一二两俩三四五六七八九十百千万亿点元毛角])[\u4e00-\u9fff])"
_LEFT = (
    r"(?:[只仅就还]?剩[下余]?|库存(?:还有|只有|有|为|是|仅|就)?|最后|仅有|只有|还有|现货)"
    r"(?:最后|大概|大约|只有|就)*"
)
_REMAINING = re.compile(rf"{_LEFT}{_NUM}{_MEASURE}(?=$|\W|了|啦|哦|喽|可)")
_BEFORE_NAME = re.compile(rf"(?P<left>{_LEFT})?{_NUM}{_MEASURE}$")
_AFTER_NAME = re.compile(
    rf"(?:要|买|拍|来|拿|现在|我)*{_NUM}{_MEASURE}"
    r"(?:[一总合]?共|合计|只要|才|就|也|都|是|算|得|要|只|仅|¥|￥)*(?=\d|[一二两三四五六七八九十百千])"
)


def with_measure_words(
    found: Sequence[Amount], folded: str, mentions: Sequence[Mention]
) -> tuple[Amount, ...]:
    """The amounts with those counts added whose measure word no list holds.

    三块 is a count rather than money where it says what is left (只剩三块香皂).
    """
    if folded.isascii():
        return tuple(found)
    matches = [
        m for mention in mentions
        if (m := _BEFORE_NAME.search(folded, max(0, mention.start - 14), mention.start))
    ] + [
        m for mention in mentions if (m := _AFTER_NAME.match(folded, mention.end))
    ]  # fmt: skip
    if "剩" in folded or "最后" in folded or "库存" in folded:
        matches += _REMAINING.finditer(folded)
    counts: dict[int, Amount] = {}
    for match in matches:
        if match["m"] in NOT_GOODS:
            continue
        remaining = match.re is _REMAINING or match.groupdict().get("left") is not None
        if match["m"] == "块" and not remaining:
            continue
        raw = match["n"]
        value = Decimal(raw) if raw[0].isdigit() else parse_zh(raw)
        if value >= 2:
            start = match.start("n")
            counts[start] = Amount(
                value=value, start=start, end=match.end("m"), kind="count", unit=match["m"]
            )
    if not counts:
        return tuple(found)
    kept = [
        a for a in found
        if not any(a.start < c.end and c.start < a.end for c in counts.values())
        or (a.kind not in ("bare", "money") and counts.pop(a.start, a) is not None)
    ]  # fmt: skip
    kept += [
        c for c in counts.values() if not any(a.start < c.end and c.start < a.end for a in kept)
    ]
    return tuple(sorted(kept, key=lambda a: a.start))
