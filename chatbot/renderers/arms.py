"""An arm that points, as bone rotations. Pure.

Unity's axes, as the VMC protocol wants them: x to the figure's right, y up, z to where it looks,
which is the viewer. Rotations are local quaternions (x, y, z, w), from the T pose.
"""

from __future__ import annotations

import math
from typing import Any

__all__ = ["Quaternion", "pointing", "resting"]

Quaternion = tuple[float, float, float, float]
Vector = tuple[float, float, float]

RIGHT, LEFT = "RightUpperArm", "LeftUpperArm"
_ALONG = {RIGHT: (1.0, 0.0, 0.0), LEFT: (-1.0, 0.0, 0.0)}
_HANGING = {RIGHT: (0.3, -0.95, 0.05), LEFT: (-0.3, -0.95, 0.05)}
_SIDES: dict[str, tuple[float, float]] = {
    "up": (0.5, 0.0), "down": (0.5, 1.0), "left": (0.0, 0.5), "right": (1.0, 0.5),
}  # fmt: skip


def resting() -> dict[str, Quaternion]:
    """Both arms hanging."""
    return {bone: _between(along, _HANGING[bone]) for bone, along in _ALONG.items()}


def pointing(anchor: Any, share: float) -> dict[str, Quaternion]:
    """Both arms while one points at `anchor`, `share` of the way from hanging.

    `anchor` is a side of the frame as the viewer sees it, or `{"x": …, "y": …}` from its top left.
    The arm on that side is the one that is raised.
    """
    x, y = _SIDES["down"]
    if isinstance(anchor, str):
        x, y = _SIDES.get(anchor, (x, y))
    elif isinstance(anchor, dict):
        x, y = float(anchor.get("x", x)), float(anchor.get("y", y))
    # the figure looks at the viewer: its right is the picture's left
    side, height = 1.0 - 2.0 * x, 1.0 - 2.0 * y
    bone = RIGHT if side >= 0 else LEFT
    outward = 0.35 if bone == RIGHT else -0.35
    goal = (side + outward * (1 - abs(side)), height, 0.6)
    pose = resting()
    pose[bone] = _slerp(pose[bone], _between(_ALONG[bone], goal), share)
    return pose


def _between(a: Vector, b: Vector) -> Quaternion:
    """The shortest rotation from one direction to another."""
    a, b = _unit(a), _unit(b)
    x = a[1] * b[2] - a[2] * b[1]
    y = a[2] * b[0] - a[0] * b[2]
    z = a[0] * b[1] - a[1] * b[0]
    w = 1.0 + a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    if w < 1e-6:  # opposite: half a turn about the upright axis
        return (0.0, 1.0, 0.0, 0.0)
    size = math.sqrt(x * x + y * y + z * z + w * w)
    return (x / size, y / size, z / size, w / size)


def _unit(a: Vector) -> Vector:
    size = math.sqrt(a[0] ** 2 + a[1] ** 2 + a[2] ** 2)
    return (a[0] / size, a[1] / size, a[2] / size)


def _slerp(a: Quaternion, b: Quaternion, share: float) -> Quaternion:
    dot = sum(p * q for p, q in zip(a, b, strict=True))
    if dot < 0:
        b, dot = (-b[0], -b[1], -b[2], -b[3]), -dot
    angle = math.acos(min(1.0, dot))
    if angle < 1e-6:
        return b
    p = math.sin((1 - share) * angle) / math.sin(angle)
    q = math.sin(share * angle) / math.sin(angle)
    x, y, z, w = (p * m + q * n for m, n in zip(a, b, strict=True))
    return (x, y, z, w)
