"""What viewers say: patterns in three languages, and how one line is drawn from them.

`(a|b|)` is a choice, `{p}` a product as people call it, `{n}` its link number, `{size}`,
`{colour}`, `{place}` and `{kg}` what they sound like, `☻` a smile made of a colon. A pattern
whose slot has no value is not drawn. `@food,wear ` before a pattern keeps it to such goods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING

from chatbot.simulator.phrases_en import EN
from chatbot.simulator.phrases_fr import FR
from chatbot.simulator.phrases_zh import ZH

if TYPE_CHECKING:
    from random import Random

__all__ = ["LANGUAGES", "PHRASES", "draw", "every"]

PHRASES: dict[str, dict[str, tuple[str, ...]]] = {"zh": ZH, "en": EN, "fr": FR}
LANGUAGES = tuple(PHRASES)

_ONLY = re.compile(r"@([a-z,]+) ")
_CHOICE = re.compile(r"\(([^()]*)\)")
_SLOT = re.compile(r"\{([a-z]+)\}")


def draw(rng: Random, lang: str, about: str, slots: Mapping[str, str], kind: str = "") -> str:
    """One line of this language; an empty text where no pattern fits the slots and `kind`."""
    patterns = [
        pattern[only.end() :] if only else pattern
        for pattern in PHRASES[lang][about]
        if not (only := _ONLY.match(pattern)) or kind in only[1].split(",")
    ]
    for _ in range(8):
        line = _CHOICE.sub(lambda m: rng.choice(m[1].split("|")), rng.choice(patterns))
        if all(slots.get(name) for name in _SLOT.findall(line)):
            return _SLOT.sub(lambda m: slots[m[1]], line).replace("☻", ":)").strip()
    return ""


def every(lang: str, about: str) -> Iterator[str]:
    """Every line that `draw` could give, slots left open."""
    for pattern in PHRASES[lang][about]:
        parts = _CHOICE.split(_ONLY.sub("", pattern))
        choices = [p.split("|") if i % 2 else [p] for i, p in enumerate(parts)]
        for chosen in product(*choices):
            yield "".join(chosen).strip()
