"""Ties a night together: the gateway, who is behind it, and what they hear."""

from __future__ import annotations

import asyncio
import os
import time
from errno import EADDRINUSE
from typing import TYPE_CHECKING, Any, Protocol

from chatbot.adapters.recording import Script
from chatbot.errors import ConfigErrors, NotReady
from chatbot.recordings import read_recording
from chatbot.simulator.audience import Audience
from chatbot.simulator.gateway import Gateway
from chatbot.simulator.goods import Good, goods_of
from chatbot.simulator.stage_ear import listen_to_stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chatbot.simulator.options import SimulatorOptions

__all__ = ["run"]

BEAT_S = 0.1
LAST_WORDS_S = 5.0


class _Source(Protocol):
    """Whatever gives frames as time passes."""

    def until(self, now_s: float) -> list[dict[str, Any]]: ...


async def run(options: SimulatorOptions, *, on_ready: Callable[[int], None] | None = None) -> None:
    """See `chatbot.simulator.simulate`."""
    goods = _goods(options.catalog)
    audience = Audience(seed=options.seed, goods=goods, rate=options.rate)
    script = Script(read_recording(options.script)) if options.script else None

    def on_action(done: dict[str, Any]) -> None:
        if done["action"] == "mute":
            seconds = done.get("seconds")
            audience.mute(done["user"], float(seconds) if isinstance(seconds, int | float) else 600)

    gateway = Gateway(
        room=options.room,
        run=f"s{options.seed}-{time.time_ns() // 1_000_000:x}",
        wall_ms=lambda: time.time_ns() // 1_000_000,
        on_action=on_action,
    )
    try:
        async with gateway.listening(options.host, options.port) as port:
            if on_ready is not None:
                on_ready(port)
            async with asyncio.TaskGroup() as tasks:
                ear = None
                if options.stage:
                    token = options.stage_token or os.environ.get("CHATBOT_STAGE_TOKEN")
                    ear = tasks.create_task(listen_to_stage(options.stage, token, audience.hear))
                await gateway.first_show()
                await _pass_time(gateway, script or audience, options)
                if ear is not None:
                    ear.cancel()
    except OSError as error:
        why = "it is in use" if error.errno == EADDRINUSE else error.strerror or str(error)
        raise NotReady(
            f"cannot listen on {options.host}:{options.port}: {why}; choose another --port"
        ) from error


async def _pass_time(gateway: Gateway, source: _Source, options: SimulatorOptions) -> None:
    loop = asyncio.get_running_loop()
    before_s = loop.time()
    ends_s = None if options.minutes is None else before_s + options.minutes * 60
    night_s = 0.0
    while True:
        now_s = loop.time()
        # a machine that slept does not catch up
        night_s += min(now_s - before_s, 2.0) * options.speed
        before_s = now_s
        for frame in source.until(night_s):
            gateway.send(frame)
        if ends_s is not None and loop.time() >= ends_s:
            return
        if isinstance(source, Script) and source.ended:
            break
        await asyncio.sleep(BEAT_S)
    # the last words are delivered before the gateway goes
    await gateway.delivered(LAST_WORDS_S)


def _goods(path: Path | None) -> tuple[Good, ...]:
    if path is None:
        return ()
    from chatbot.catalog import Catalog
    from chatbot.files import as_catalog, read, validate

    document, wrong = as_catalog(read(path), "CNY")
    if wrong:
        raise ConfigErrors(wrong)
    return goods_of(validate(Catalog, document))
