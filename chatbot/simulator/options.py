"""What a simulated night is made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["SimulatorOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatorOptions:
    """`rate` scales the audience, `speed` the passing of time.

    `script` plays a recorded chat instead of an invented audience. `stage` is the address of a
    stage socket to listen to, with `stage_token` or CHATBOT_STAGE_TOKEN. `minutes` ends the
    night by itself. `seed` and what is heard decide everything.
    """

    host: str = "127.0.0.1"
    port: int = 8770
    room: str = "r1"
    script: Path | None = None
    rate: float = 1.0
    speed: float = 1.0
    seed: int = 1
    stage: str | None = None
    stage_token: str | None = None
    catalog: Path | None = None
    minutes: float | None = None
