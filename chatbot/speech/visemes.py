"""Lip shapes from speech sounds: Kokoro's and espeak's symbols to the 15 Oculus visemes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chatbot.speech.types import VisemeAt

__all__ = ["Sound", "lip_shapes"]


@dataclass(frozen=True, slots=True)
class Sound:
    """One symbol of a phonetic transcription in time (ms)."""

    symbol: str
    t_ms: int
    d_ms: int


CLOSURES: Final = frozenset(("PP", "FF"))
"""Shapes the eye misses at once when they are lost: lips shut, lip on teeth."""

_SHAPES: Final[dict[str, str]] = {
    symbol: viseme
    for viseme, symbols in {
        "PP": "pbmɓ",
        "FF": "fvʋɸβ",
        "TH": "θð",
        "DD": "tdʈɖɾT",
        "kk": "kɡgcɟqɢ",
        "CH": "ʧʤʃʒʂʐɕʑʨʥꭧʝç",
        "SS": "szʦʣS",
        "nn": "nlŋɲɳʎɴɫ",
        "RR": "ɹrʁɻɽʀɚ",
        "aa": "aɑɐæʌɒ",
        "E": "eɛəɜᵊɝ",
        "ih": "iɪjɨᵻɯ",
        "oh": "oɔɤ",
        "ou": "uʊwɥyøœʉ",
    }.items()
    for symbol in symbols
}
_GLIDES: Final = {
    "A": ("E", "ih"), "I": ("aa", "ih"), "W": ("aa", "ou"), "Y": ("oh", "ih"), "O": ("oh", "ou"),
    "Q": ("E", "ou"),
}  # fmt: skip
_BREATHY: Final = frozenset("hʔxχɣɰɦʕ")
_STRESS: Final = frozenset("ˈˌ")
_MODIFIERS: Final = frozenset("ːˑ̃ʰʲᵝ↓→↗↘̩̯͡^-'\u0361\u032f")
_VOWELS: Final = frozenset(("aa", "E", "ih", "oh", "ou"))
_WEIGHT: Final = {"DD": 0.55, "kk": 0.45, "nn": 0.5, "SS": 0.7, "CH": 0.8, "RR": 0.6, "TH": 0.75}
_LAX: Final = frozenset("əᵊɐᵻɨɪʊ")
_CLOSURE_MS: Final = 60
_SHORTEST_MS: Final = 40
_REST_MS: Final = 90


@dataclass(slots=True)
class _Shape:
    t_ms: float
    d_ms: float
    viseme: str
    weight: float


def lip_shapes(sounds: Sequence[Sound], duration_ms: int) -> tuple[VisemeAt, ...]:
    """The lip shapes of a line of `duration_ms`, without gaps or overlaps, in order.

    A closure (PP, FF) is always kept and lasts at least 60 ms where its neighbours have the time;
    shapes too short to be seen (< 40 ms) are left to their neighbours; breaths take the shape of
    the vowel that follows; pauses of 90 ms or more rest the mouth.
    """
    shapes = _merged(_raw_shapes(sounds))
    shapes = _without_flicker(shapes)
    _hold_closures(shapes)
    return tuple(_rounded(_merged(shapes), duration_ms))


def _raw_shapes(sounds: Sequence[Sound]) -> list[_Shape]:
    shapes: list[_Shape] = []
    breath: tuple[float, float] | None = None
    stressed = False
    for sound in sounds:
        symbol, start, length = sound.symbol, float(sound.t_ms), float(sound.d_ms)
        if symbol in _STRESS:
            # The mark stands before its syllable and its time belongs to what follows.
            stressed = symbol == "ˈ"
            breath = (breath[0] if breath else start, (breath[1] if breath else 0) + length)
            continue
        if symbol in _MODIFIERS:
            if breath is not None:
                breath = (breath[0], breath[1] + length)
            elif shapes:
                shapes[-1].d_ms += length
            continue
        if symbol in _BREATHY:
            breath = (breath[0] if breath else start, (breath[1] if breath else 0) + length)
            continue
        if breath is not None:
            start, length, breath = breath[0], length + start - breath[0], None
        if symbol in _GLIDES:
            first, second = _GLIDES[symbol]
            shapes.append(_Shape(start, length * 0.6, first, 1.0))
            shapes.append(_Shape(start + length * 0.6, length * 0.4, second, 0.7))
        elif symbol in _SHAPES:
            viseme = _SHAPES[symbol]
            weight = _WEIGHT.get(viseme, 1.0)
            if viseme in _VOWELS:
                weight = 0.65 if symbol in _LAX else 1.0 if stressed else 0.85
                stressed = False
            shapes.append(_Shape(start, length, viseme, weight))
        elif length >= _REST_MS or not shapes or symbol in ".!?…;:":
            shapes.append(_Shape(start, length, "sil", 1.0))
        else:
            shapes[-1].d_ms += length
    return [shape for shape in shapes if shape.d_ms > 0 or shape.viseme in CLOSURES]


def _merged(shapes: Iterable[_Shape]) -> list[_Shape]:
    kept: list[_Shape] = []
    for shape in shapes:
        if kept and kept[-1].viseme == shape.viseme:
            kept[-1].d_ms = shape.t_ms + shape.d_ms - kept[-1].t_ms
            kept[-1].weight = max(kept[-1].weight, shape.weight)
        else:
            kept.append(shape)
    return kept


def _without_flicker(shapes: list[_Shape]) -> list[_Shape]:
    """Give the time of shapes too short to be seen to the longer neighbour that may take it."""
    kept: list[_Shape] = []
    for at, shape in enumerate(shapes):
        short = shape.d_ms < _SHORTEST_MS and shape.viseme not in CLOSURES
        following = shapes[at + 1] if at + 1 < len(shapes) else None
        if short and following is not None and following.viseme not in CLOSURES | {"sil"}:
            following.d_ms += following.t_ms - shape.t_ms
            following.t_ms = shape.t_ms
        elif short and kept and kept[-1].viseme not in CLOSURES:
            kept[-1].d_ms = shape.t_ms + shape.d_ms - kept[-1].t_ms
        else:
            kept.append(shape)
    return kept


def _hold_closures(shapes: list[_Shape]) -> None:
    """Lengthen closures that are too short, at most to half of the shape before or after."""
    for at, shape in enumerate(shapes):
        missing = _CLOSURE_MS - shape.d_ms
        if shape.viseme not in CLOSURES or missing <= 0:
            continue
        before = shapes[at - 1] if at else None
        if before is not None and before.viseme not in CLOSURES:
            taken = min(missing, before.d_ms / 2)
            before.d_ms -= taken
            shape.t_ms -= taken
            shape.d_ms += taken
            missing -= taken
        after = shapes[at + 1] if at + 1 < len(shapes) else None
        if missing > 0 and after is not None and after.viseme not in CLOSURES:
            taken = min(missing, after.d_ms / 2)
            after.t_ms += taken
            after.d_ms -= taken
            shape.d_ms += taken


def _rounded(shapes: Sequence[_Shape], duration_ms: int) -> list[VisemeAt]:
    done: list[VisemeAt] = []
    for at, shape in enumerate(shapes):
        start = min(duration_ms, max(0, round(shape.t_ms)))
        end = shapes[at + 1].t_ms if at + 1 < len(shapes) else shape.t_ms + shape.d_ms
        end = min(duration_ms, max(start, round(end)))
        if end > start:
            done.append(VisemeAt(start, end - start, shape.viseme, round(shape.weight, 2)))
    starts_at = done[0].t_ms if done else duration_ms
    ends_at = done[-1].t_ms + done[-1].d_ms if done else duration_ms
    if starts_at:
        done.insert(0, VisemeAt(0, starts_at, "sil", 1.0))
    if ends_at < duration_ms:
        done.append(VisemeAt(ends_at, duration_ms - ends_at, "sil", 1.0))
    return done
