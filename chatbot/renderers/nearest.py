"""What a renderer performs for a name it does not have."""

from __future__ import annotations

from typing import Any

from chatbot.performance import VISEMES
from chatbot.renderers.wire import Caps, Fallbacks

__all__ = ["EXPRESSIONS", "GESTURES", "OPENNESS", "fallbacks", "nearest"]

GESTURES: dict[str, tuple[str, ...]] = {
    "point_to_buy": ("point", "present", "wave"),
    "point": ("point_to_buy", "present", "wave"),
    "wave": ("nod", "bow", "present"),
    "clap": ("thumbs_up", "wave", "nod"),
    "thumbs_up": ("clap", "nod", "wave"),
    "heart": ("thumbs_up", "wave", "nod"),
    "hold_product": ("present", "point", "wave"),
    "present": ("hold_product", "point", "wave"),
    "nod": ("bow", "thumbs_up"),
    "bow": ("nod", "wave"),
    "shake": ("shrug",),
    "shrug": ("shake",),
    "idle": (),
}
"""The gestures the show uses, each with what may stand in for it, nearest first."""

EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "neutral": (),
    "happy": ("smile", "excited", "neutral"),
    "smile": ("happy", "neutral"),
    "excited": ("happy", "surprised", "smile"),
    "surprised": ("excited", "happy", "neutral"),
    "thinking": ("sober", "neutral"),
    "sorry": ("sober", "neutral"),
    "sober": ("neutral",),
    "wink": ("smile", "happy", "neutral"),
    "shy": ("smile", "happy", "neutral"),
    "proud": ("smile", "happy", "neutral"),
}
"""The faces the show uses, each with what may stand in for it, nearest first."""

OPENNESS = dict(
    zip(
        VISEMES,
        (0, 0, 0.1, 0.15, 0.2, 0.25, 0.2, 0.1, 0.2, 0.25, 0.9, 0.6, 0.4, 0.7, 0.35),
        strict=True,
    )
)
"""How far each mouth shape opens the mouth, from 0 to 1."""


def nearest(name: str, have: tuple[str, ...], table: dict[str, tuple[str, ...]]) -> str | None:
    """What a renderer with `have` performs for `name`; None where it has nothing near."""
    if name in have:
        return name
    return next((other for other in table.get(name, ()) if other in have), None)


def fallbacks(caps: Caps) -> Fallbacks:
    """What this renderer gets for each name it does not have.

    For `lipsync` volume or arkit, a viseme becomes how far the jaw opens, from 0 to 1.
    """
    lips: dict[str, Any] = {}
    if caps.lipsync == "volume":
        lips = {name: {"volume": share} for name, share in OPENNESS.items()}
    elif caps.lipsync == "arkit":
        lips = {name: {"jawOpen": share} for name, share in OPENNESS.items()}
    elif caps.lipsync == "none":
        lips = dict.fromkeys(VISEMES)
    return Fallbacks(
        gestures={
            name: nearest(name, caps.gestures, GESTURES)
            for name in GESTURES
            if name not in caps.gestures
        },
        expressions={
            name: nearest(name, caps.expressions, EXPRESSIONS)
            for name in EXPRESSIONS
            if name not in caps.expressions
        },
        visemes=lips,
    )
