"""A fake audience behind a Taobao-style gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.simulator.options import SimulatorOptions

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SimulatorOptions", "simulate"]


async def simulate(
    options: SimulatorOptions, *, on_ready: Callable[[int], None] | None = None
) -> None:
    """Be a gateway with an audience until cancelled, or until its script or time is over.

    `on_ready` is told the port once shows can connect. The night begins with the first one.

    Raises:
        ConfigError: the script or catalog is wrong.
        NotReady: the port is taken.
    """
    from chatbot.simulator.night import run

    await run(options, on_ready=on_ready)
