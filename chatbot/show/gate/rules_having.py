"""What the host may call its own, as data: "I have", "my", 我有, 我的 and their objects."""

from __future__ import annotations

import re

from chatbot.language.patterns import led
from chatbot.language.wordlists import sections

__all__ = [
    "AND_EN", "AND_FR", "COUNTED", "HAS", "HAS_ZH", "HAVE_EN", "HAVE_FR", "HAVE_ZH", "MINE_ZH",
    "OWNS_ZH", "STOPS",
]  # fmt: skip

_HOST = {title: " ".join(lines).split() for title, _, lines in sections("host")}

HAS = frozenset(_HOST["has"])
HAS_ZH = led("|".join(_HOST["has_zh"]))
OWNS_ZH = re.compile("|".join(_HOST["owns_zh"]))

COUNTED = frozenset(_HOST["counted"])
"""What stands before a noun and is not yet the thing had."""

STOPS = frozenset(_HOST["stops"])
"""Where a noun and its adjectives end."""

_DET_EN = (
    r"(?:a|an|another|one|two|three|four|five|six|seven|eight|nine|ten|some|several|many|my|the|"
    r"this|that|these|those|\d+)"
)
_DET_FR = (
    r"(?:un|une|des|le|la|les|du|de la|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques|"
    r"plusieurs|mon|ma|mes|\d+)"
)
_NOUN = r"((?:[a-zà-ÿœ'-]+ ){0,4}[a-zà-ÿœ'-]+)"
HAVE_EN = re.compile(
    r"(?<![\w'])i(?:'ve got|'ve had|'ve|(?: (?:still|also|only|just|always|already|do|now|even|"
    r"currently|actually|really|"
    rf"happen to|will|must|can))* (?:have got|have had|have|had|own|keep|got))(?: (?:also|still|only|just|even|here|both|got))* "
    rf"{_DET_EN} {_NOUN}"
)
"""I have and what is had, with its adjectives and whatever follows."""
HAVE_FR = re.compile(
    r"(?<![\w'])(?:j'ai|je possède|j'avais)(?: (?:aussi|encore|bien|même|déjà|juste|donc|toujours|"
    r"seulement|là|ici))* "
    rf"(?:{_DET_FR} |l')(?:(?:petite?s?|bonnes?|bons?|grande?s?|jolie?s?|belles?|beaux?) )*{_NOUN}"
)
AND_EN = re.compile(rf"(?:, and|,| and) (?:a|an|my|two|three|four|some) {_NOUN}")
AND_FR = re.compile(rf"(?:,| et) (?:une?|mon|ma|mes|deux|trois|quatre|des) {_NOUN}")
"""One more thing had, beside the first."""

HAVE_ZH = re.compile(
    r"我(?:这儿|这里|这边|手上|手里|手头|手边|也|还|都|就|可|真的|今天|现在|目前|确实|其实|只|正好|刚好|倒是)*有"
    r"(?!没有|关|点|些|时|幸|不)([^，。！？,!?；;]{1,14})"
)
MINE_ZH = re.compile(r"我(?:自己)?的(?!是|话|呀|啊|呢|吧|哦|[，。！？,!?])([^，。！？,!?；;]{1,8})")
