"""A face as blend shapes, by the names that programs know: VRM 0, VRM 1 or ARKit. Pure.

The VMC protocol wants VRM 0 names even for VRM 1 models; ARKit's are for models with the 52 shapes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.renderers.nearest import EXPRESSIONS, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatbot.renderers.outside import Face

__all__ = ["FACES", "blend_shapes"]

MOST_FACE = 0.8
"""A stronger face may keep a model's mouth shut."""

_VOWELS: dict[str, tuple[tuple[str, float], ...]] = {
    "TH": (("ih", 0.3),), "DD": (("ih", 0.3),), "kk": (("ih", 0.3),), "CH": (("ou", 0.3),),
    "SS": (("ih", 0.3),), "nn": (("ih", 0.3),), "RR": (("oh", 0.4),), "aa": (("aa", 1.0),),
    "E": (("ee", 1.0),), "ih": (("ih", 1.0),), "oh": (("oh", 1.0),), "ou": (("ou", 1.0),),
}  # fmt: skip
_ARKIT: dict[str, tuple[tuple[str, float], ...]] = {
    "PP": (("mouthClose", 0.3), ("mouthPressLeft", 0.5), ("mouthPressRight", 0.5)),
    "FF": (("mouthRollLower", 0.5), ("jawOpen", 0.1)),
    "TH": (("jawOpen", 0.2), ("tongueOut", 0.3)),
    "DD": (("jawOpen", 0.2),), "kk": (("jawOpen", 0.25),),
    "CH": (("mouthFunnel", 0.5), ("jawOpen", 0.15)),
    "SS": (("mouthStretchLeft", 0.4), ("mouthStretchRight", 0.4), ("jawOpen", 0.08)),
    "nn": (("jawOpen", 0.15),),
    "RR": (("mouthFunnel", 0.4), ("jawOpen", 0.2)),
    "aa": (("jawOpen", 0.8),),
    "E": (("jawOpen", 0.4), ("mouthStretchLeft", 0.4), ("mouthStretchRight", 0.4)),
    "ih": (("jawOpen", 0.25), ("mouthStretchLeft", 0.3), ("mouthStretchRight", 0.3)),
    "oh": (("jawOpen", 0.5), ("mouthFunnel", 0.6)),
    "ou": (("jawOpen", 0.2), ("mouthPucker", 0.8)),
}  # fmt: skip
_ARKIT_FACES: dict[str, tuple[tuple[str, float], ...]] = {
    "happy": (("mouthSmileLeft", 0.9), ("mouthSmileRight", 0.9), ("cheekSquintLeft", 0.4),
              ("cheekSquintRight", 0.4)),
    "angry": (("browDownLeft", 0.9), ("browDownRight", 0.9), ("noseSneerLeft", 0.3),
              ("noseSneerRight", 0.3)),
    "sad": (("mouthFrownLeft", 0.7), ("mouthFrownRight", 0.7), ("browInnerUp", 0.8)),
    "relaxed": (("mouthSmileLeft", 0.4), ("mouthSmileRight", 0.4)),
    "surprised": (("browInnerUp", 0.8), ("browOuterUpLeft", 0.8), ("browOuterUpRight", 0.8),
                  ("eyeWideLeft", 0.6), ("eyeWideRight", 0.6)),
}  # fmt: skip
_MEANT = {"sorry": "sad", "sober": "relaxed", "thinking": "relaxed"}
FACES = tuple(_ARKIT_FACES)
"""The faces that all three sets of names have."""
_VRM0 = {
    "aa": "A", "ih": "I", "ou": "U", "ee": "E", "oh": "O",
    "happy": "Joy", "angry": "Angry", "sad": "Sorrow", "relaxed": "Fun", "surprised": "Surprised",
}  # fmt: skip


def blend_shapes(face: Face, names: str) -> dict[str, float]:
    """The weight of every shape that this set moves, 0 where it rests.

    `names` is `vrm0`, `vrm1` or `arkit`.
    """
    faces = dict.fromkeys(FACES, 0.0)
    for name, weight in face.expressions.items():
        near = _MEANT.get(name) or nearest(name, FACES, EXPRESSIONS)
        if near is not None:
            faces[near] = min(MOST_FACE, faces[near] + weight)
    if names == "arkit":
        shapes = _mixed(face.visemes, _ARKIT)
        for name, weight in _mixed(faces, _ARKIT_FACES).items():
            shapes[name] = shapes.get(name, 0.0) + weight
    else:
        shapes = {**_mixed(face.visemes, _VOWELS), **faces}
        if names == "vrm0":
            shapes = {_VRM0[name]: weight for name, weight in shapes.items()}
    return {name: round(min(1.0, weight), 4) for name, weight in shapes.items()}


def _mixed(
    weights: Mapping[str, float], table: Mapping[str, tuple[tuple[str, float], ...]]
) -> dict[str, float]:
    mixed = {shape: 0.0 for shares in table.values() for shape, _ in shares}
    for name, weight in weights.items():
        for shape, share in table.get(name, ()):
            mixed[shape] += weight * share
    return mixed
