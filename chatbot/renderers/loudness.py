"""How far a mouth opens by the sound alone, for voices that give no mouth shapes."""

from __future__ import annotations

__all__ = ["loudness"]

SLICE_S = 0.04
FLOOR = 0.02
"""Quieter than this share of full scale is silence."""


def loudness(audio: bytes, rate: int) -> tuple[tuple[float, float, float], ...]:
    """Slices of the sound as (from s, to s, level from 0 to 1 of the loudest); silence left out.

    `audio` is mono 16-bit little-endian PCM.
    """
    if len(audio) < 2 or rate <= 0:
        return ()
    import numpy as np

    samples = np.frombuffer(audio[: len(audio) // 2 * 2], dtype="<i2").astype(np.float32) / 32768
    size = max(1, round(rate * SLICE_S))
    padded = np.pad(samples, (0, -len(samples) % size)).reshape(-1, size)
    levels = np.sqrt((padded**2).mean(axis=1))
    loudest = float(levels.max())
    if loudest < FLOOR:
        return ()
    return tuple(
        (i * SLICE_S, (i + 1) * SLICE_S, round(min(1.0, float(level) / loudest) ** 0.7, 3))
        for i, level in enumerate(levels)
        if level >= FLOOR / 2
    )
