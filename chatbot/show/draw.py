"""Choosing among equals, the same way at every replay."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

__all__ = ["draw", "draw_number"]

T = TypeVar("T")


def draw_number(seed: int, *key: object) -> int:
    """A number below 2**32 that depends on the seed and the key alone."""
    text = "\0".join(str(part) for part in (seed, *key))
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")


def draw(options: Sequence[T], number: int, avoid: Sequence[T] = ()) -> T:
    """Choose one of the options, one not in `avoid` where there is any.

    Raises:
        ValueError: there are no options.
    """
    if not options:
        raise ValueError("nothing to choose from")
    fresh = [option for option in options if option not in avoid] or list(options)
    return fresh[number % len(fresh)]
