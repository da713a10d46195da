"""What is done to a raw clip: silence cut away, loudness evened, samples made s16le."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

_FRAME_MS: Final = 5
_LEVEL: Final = 0.126  # -18 dBFS, RMS over the voiced frames
_MOST_GAIN: Final = 6.0
_KNEE: Final = 0.8
_LEAD_MS: Final = 25
_TAIL_MS: Final = 45


def voiced_span(audio: Floats, rate: int) -> tuple[int, int]:
    """The samples (start, end) between which there is sound, with a little air on both sides.

    A clip without sound gives (0, 0).
    """
    import numpy as np

    size = rate * _FRAME_MS // 1000
    count = len(audio) // size
    if not count:
        return (0, 0)
    level = np.sqrt(np.mean(audio[: count * size].reshape(count, size) ** 2, axis=1))
    loud = np.flatnonzero(level > max(0.0015, 0.02 * float(level.max())))
    if not len(loud):
        return (0, 0)
    start = max(0, int(loud[0]) * size - rate * _LEAD_MS // 1000)
    end = min(len(audio), (int(loud[-1]) + 1) * size + rate * _TAIL_MS // 1000)
    return start, end


def even(audio: Floats, rate: int) -> bytes:
    """`audio` (float, -1 to 1) at an even loudness as s16le; peaks are bent, never clipped."""
    import numpy as np

    size = rate * _FRAME_MS // 1000
    count = len(audio) // size
    if not count:
        return b""
    power = np.mean(audio[: count * size].reshape(count, size) ** 2, axis=1)
    voiced = power[power > 0.05 * float(power.max())] if power.max() > 0 else power
    rms = float(np.sqrt(voiced.mean())) if len(voiced) else 0.0
    gain = min(_MOST_GAIN, _LEVEL / rms) if rms > 1e-6 else 1.0
    loud = audio * gain
    over = np.abs(loud) > _KNEE
    bent = np.sign(loud) * (_KNEE + (1 - _KNEE) * np.tanh((np.abs(loud) - _KNEE) / (1 - _KNEE)))
    loud = np.where(over, bent, loud)
    fade = min(len(loud), rate * 4 // 1000)
    ramp = np.linspace(0, 1, fade, dtype=np.float32)
    loud[:fade] *= ramp
    loud[len(loud) - fade :] *= ramp[::-1]
    return bytes((np.clip(loud, -1, 1) * 32767).astype("<i2").tobytes())


def silence(ms: int, rate: int) -> bytes:
    """`ms` of s16le silence."""
    return bytes(2 * (rate * ms // 1000))
