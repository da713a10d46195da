"""Invented viewers: who they are, what they speak, how they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

__all__ = ["Viewer", "invent"]

LANGUAGE_SHARES = {"zh": 0.76, "en": 0.15, "fr": 0.09}
SPAMMER_SHARE = 0.015

_ZH_A = [
    "小",
    "阿",
    "大",
    "老",
    "爱",
    "是",
    "一只",
    "半颗",
    "今天",
    "想当",
    "隔壁",
    "山里的",
    "爱笑的",
    "不吃",
    "迷路的",
    "快乐",
]
_ZH_B = [
    "雨",
    "橙子",
    "鱼",
    "桃",
    "柠檬",
    "团子",
    "木木",
    "云朵",
    "橘猫",
    "豆包",
    "月亮",
    "芝麻",
    "青柠",
    "麻薯",
    "阿甘",
    "星期八",
    "栗子",
    "土豆",
    "葡萄",
    "年糕",
]
_ZH_END = [
    "er",
    "呀",
    "同学",
    "酱",
    "本人",
    "不熬夜",
    "在路上",
    "要早睡",
    "妈妈",
    "先生",
    "的店",
    "",
]
_EN_A = [
    "jo",
    "mia",
    "sam",
    "late_",
    "nora",
    "tiny",
    "real_",
    "ben",
    "lil",
    "kay",
    "sunny",
    "max",
    "ivy",
    "old_",
    "theo",
    "red",
]
_EN_B = [
    "fox",
    "bakes",
    "walks",
    "k",
    "tea",
    "moss",
    "in_dublin",
    "owl",
    "b",
    "reads",
    "spoon",
    "hill",
    "cat",
    "lane",
    "vibes",
    "rows",
]
_FR_A = [
    "lou",
    "camille",
    "petit_",
    "emma",
    "jules",
    "nino",
    "la_",
    "max_",
    "chloe",
    "zoe",
    "tonton",
    "mimi",
    "leo",
    "anouk",
]
_FR_B = [
    "du34",
    "nantes",
    "lyonnaise",
    "tartine",
    "b",
    "renard",
    "plume",
    "pomme",
    "dort",
    "chat",
    "75",
    "bzh",
    "citron",
]
_PLACES = {
    "zh": [
        "成都",
        "杭州",
        "哈尔滨",
        "广州",
        "乌鲁木齐",
        "长沙",
        "西安",
        "厦门",
        "兰州",
        "海口",
        "沈阳",
        "昆明",
    ],
    "en": [
        "Dublin",
        "Leeds",
        "Toronto",
        "Boston",
        "Berlin",
        "Austin",
        "Singapore",
        "Perth",
        "Oslo",
    ],
    "fr": [
        "Lyon",
        "Nantes",
        "Bruxelles",
        "Lille",
        "Genève",
        "Marseille",
        "Bordeaux",
        "Montréal",
        "Brest",
    ],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """One person in the audience; `chatty` weighs how often they write, `keen` how they buy."""

    id: str
    nick: str
    lang: str
    place: str
    kg: int
    chatty: float
    keen: float
    spams: bool = False


def invent(rng: Random, number: int) -> Viewer:
    """A new viewer, drawn from `rng`."""
    lang = rng.choices(list(LANGUAGE_SHARES), list(LANGUAGE_SHARES.values()))[0]
    return Viewer(
        id=f"u{number}",
        nick=_nick(rng, lang),
        lang=lang,
        place=rng.choice(_PLACES[lang]),
        kg=rng.randint(42, 92),
        chatty=min(4.0, rng.paretovariate(1.6)),
        keen=rng.random() ** 2,
        spams=rng.random() < SPAMMER_SHARE,
    )


def _nick(rng: Random, lang: str) -> str:
    style = rng.random()
    if lang == "zh":
        name = rng.choice(_ZH_B)
        if style < 0.6:
            name = rng.choice(_ZH_A) + name
        if style > 0.35:
            name += rng.choice(_ZH_END)
        if style > 0.93:
            name = f"tb{rng.randint(10_000_000, 99_999_999)}"
        elif style > 0.85:
            name += rng.choice(("🌸", "🐟", "⭐", "~", "🍀", "88", "2000"))
        return name
    first, second = (_EN_A, _EN_B) if lang == "en" else (_FR_A, _FR_B)
    name = rng.choice(first) + rng.choice(second)
    if style < 0.4:
        name += str(rng.randint(2, 99))
    return name.title() if style > 0.85 else name
