"""Numbers in Chinese characters, financial forms and colloquial ends included."""

from __future__ import annotations

import re
from decimal import Decimal

from chatbot.language.numeral import Numeral
from chatbot.language.patterns import led

__all__ = ["parse_zh", "zh_numerals"]

_ZH_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")}
_ZH_DIGIT.update({c: i + 1 for i, c in enumerate("壹贰叁肆伍陆柒捌玖")})
_ZH_DIGIT.update({"〇": 0, "两": 2, "俩": 2, "貳": 2, "參": 3, "陸": 6})
_ZH_SCALE = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ZH_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8}
_ZH_RUN = re.compile(
    r"[零〇一二三四五六七八九十百千万亿两俩壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬廿卅]{1,24}"
    r"(?:点[零〇一二三四五六七八九]{1,4})?"
)
_COUNTER = re.compile(r"[件个只瓶条双套盒包袋台支张杯罐箱份对斤公克天]")
_TWO_DIGITS = re.compile(r"[十百千][零〇]?[一二三四五六七八九][一二两三四五六七八九]$")
_EACH_ONE = re.compile(r"(?:[百千]一十|[百千二三四五六七八九]十|百|^[一二三四五六七八九])一$")
_HOW_MANY = re.compile(r"[剩有存是买要拍共后仅只来近过卖送第约满]$")
_ZH_NOT_NUMBER = led(
    r"一下|一起|一样|一定|一直|一点(?![零一二三四五六七八九])|一些|一般|一共|一旦|一边|一路|一切|一律|一向|一并|一致|一时|一手|一流"
    r"|统一|唯一|万一|万能|百搭|百分百|十分(?!钟)|三高|双十一|双十二|十足|七夕|一键|一次性|再一次|独一无二"
    r"|千万(?=别|不|要|记)|一目了然|一眼|一会|一方|一体|一身|一家人|星期[一二三四五六日天]|周[一二三四五六日天]"
    r"|礼拜[一二三四五六日天]|第一(?!件)|之一|一号链接|百货|五一|一块(?=儿|买|下单|拍|用|来|带|入|看)|(?<=[这那])一块(?!钱|[一二三四五六七八九\d])|万分|一模一样"
    r"|[一两二三四五六七八九十]+号(?:链接|连接|商品|宝贝)|(?<=[这那同某当])一(?=[天年周晚刻季])|一心|一股|一丝|一抹|一到(?=货|手)|一杯好"
)


def parse_zh(run: str) -> Decimal:
    """The value of a run of Chinese numerals, colloquial ends included (两百五 is 250)."""
    whole, _, tail = run.partition("点")
    if not any(c in _ZH_SCALE or c in _ZH_BIG or c in "廿卅" for c in whole):
        value = Decimal("".join(str(_ZH_DIGIT[c]) for c in whole))
    else:
        total = section = 0
        digit: int | None = None
        last_scale, zero = 1, False
        for char in whole:
            if char in _ZH_DIGIT:
                digit, zero = _ZH_DIGIT[char], zero or _ZH_DIGIT[char] == 0
                if digit == 0:
                    digit = None
            elif char in "廿卅":
                section, last_scale = section + (20 if char == "廿" else 30), 10
            elif char in _ZH_SCALE:
                section += (1 if digit is None else digit) * _ZH_SCALE[char]
                last_scale, digit, zero = _ZH_SCALE[char], None, False
            else:
                section += digit or 0
                total = (total + (section or 1)) * _ZH_BIG[char]
                last_scale, section, digit, zero = _ZH_BIG[char], 0, None, False
        if digit is not None:
            section += digit if zero or last_scale <= 10 else digit * last_scale // 10
        value = Decimal(total + section)
    if tail:
        value += Decimal("0." + "".join(str(_ZH_DIGIT[c]) for c in tail))
    return value


def zh_numerals(text: str) -> list[Numeral]:
    """All numbers in Chinese characters, in order."""
    masked = [m.span() for m in _ZH_NOT_NUMBER.finditer(text)]
    found: list[Numeral] = []
    for match in _ZH_RUN.finditer(text):
        start, end = match.span()
        run = match[0]
        plain = all(c in _ZH_DIGIT for c in run)
        if (
            start
            and text[start - 1] in "块元"
            and plain
            and len(run) == 2
            and _COUNTER.match(text, end)
        ):
            # 块五一件: five jiao, then one piece
            found.append(Numeral(start, start + 1, parse_zh(run[0]), words=True))
            found.append(Numeral(start + 1, end, parse_zh(run[1]), words=True, weak=True))
            continue
        if any(a <= start < b for a, b in masked):
            continue
        each = (
            _EACH_ONE.search(run)
            and _COUNTER.match(text, end)
            and not _HOW_MANY.search(text, max(0, start - 1), start)
        )
        if (_TWO_DIGITS.search(run) and not plain) or each:
            # 四十五一个: forty-five, then one; so is 一百三十一个 where nothing asks how many
            found.append(Numeral(start, end - 1, parse_zh(run[:-1]), words=True))
            found.append(Numeral(end - 1, end, parse_zh(run[-1]), words=True, weak=True))
            continue
        if start and text[start - 1].isdigit() and (run[0] not in _ZH_DIGIT or len(run) > 1):
            continue  # 3万: the scale belongs to the digits
        if plain and len(run) == 2 and 0 < _ZH_DIGIT[run[1]] - _ZH_DIGIT[run[0]] <= 2 and text[end : end + 1] in (
            "天", "个", "件", "小", "分", "次", "滴", "泡", "道", "遍", "回", "种", "款", "杯", "克", "斤", "块", "日", "瓶", "周", "年", "秒",
        ):  # fmt: skip
            # 三五天 is three to five days
            found.append(Numeral(start, start + 1, parse_zh(run[0]), words=True))
            found.append(Numeral(start + 1, end, parse_zh(run[1]), words=True))
            continue
        weak = len(run) == 1
        found.append(Numeral(start, end, parse_zh(run), words=True, weak=weak))
    return found
