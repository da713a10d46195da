"""Words in time: from stretches of the spoken text to the words that people read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chatbot.language.spoken import Spoken
from chatbot.speech.types import Word

CJK: Final = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN: Final = re.compile(rf"[{CJK}]+|[^\W{CJK}_]+(?:['’][^\W{CJK}_]+)*['’]?|[^\w\s]|_")
"""One run of Chinese, one word of a Latin script with its apostrophes, or one punctuation sign."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`spoken[at:to]` sounds from `t_ms` for `d_ms`."""

    at: int
    to: int
    t_ms: int
    d_ms: int


def words_of(spoken: Spoken, stretches: Sequence[Stretch]) -> tuple[Word, ...]:
    """The written words of `spoken` in time; what is one stretch in writing is one word.

    Several spoken words for one written figure (`¥129`) become that one word, from the first's
    start to the last's end. Blanks and punctuation around a word are not part of it.
    """
    words: list[Word] = []
    for stretch in stretches:
        start, end = _bare(spoken.written, *spoken.written_range(stretch.at, stretch.to))
        if start >= end:
            continue
        stop = stretch.t_ms + stretch.d_ms
        if words and start < words[-1].end:
            first = words.pop()
            start, end = min(first.start, start), max(first.end, end)
            words.append(Word(first.t_ms, stop - first.t_ms, start, end, spoken.written[start:end]))
        else:
            words.append(Word(stretch.t_ms, stretch.d_ms, start, end, spoken.written[start:end]))
    return tuple(words)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    keep = "%¥$€£°℃'’"
    while start < end and not (text[start].isalnum() or text[start] in keep):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in keep):
        end -= 1
    return start, end
