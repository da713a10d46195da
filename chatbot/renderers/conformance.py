"""Whether a renderer keeps `chatbot.stage/1`: sends it what a show sends, and times its reports.

The limits are those of docs/protocol/stage.md: what a show waits for before another one paces.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.performance import Part
from chatbot.renderers.examined import Broken, Examined
from chatbot.renderers.nearest import fallbacks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from chatbot.renderers.client import StageSocket

__all__ = ["Result", "examine"]

HELLO_S = 15.0
LATE_START_S = 1.0
LATE_END_S = 1.5
EARLY_END_S = 0.15
"""How much of a sentence may be missing at its end."""
GAP_S = 0.15
"""Of silence between two parts; what a listener does not take for a pause."""
SILENCE_S = 0.3
LABEL = {"zh": "AI生成", "en": "AI-generated", "fr": "Généré par IA"}


@dataclass(frozen=True, slots=True)
class Result:
    """One rule of the protocol: whether it was kept, what was seen, and what to change."""

    rule: str
    kept: bool
    seen: str
    remedy: str = ""


async def examine(socket: StageSocket, tell: Callable[[Result], None]) -> None:
    """Put a connected renderer through the rules, one after the other; it takes about 5 s."""
    examined = Examined(socket)
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(examined.read())
        for rule, remedy, check in RULES:
            try:
                tell(Result(rule, True, await check(examined)))
            except (Broken, ConnectionError) as error:
                tell(Result(rule, False, str(error) or "the connection closed", remedy))
                if examined.hello is None or examined.gone:
                    break
        reading.cancel()


async def _hello(peer: Examined) -> str:
    if not await peer.until(lambda: peer.hello is not None, HELLO_S) or peer.hello is None:
        said = f"; its first message was refused: {peer.bad[0]}" if peer.bad else ""
        raise Broken(f"no hello within {HELLO_S:g} s{said}")
    caps = peer.hello.caps
    await peer.send(
        {
            "type": "welcome", "label": LABEL, "lang": "en", "state": "idle", "product": None,
            "cue": None, "fallbacks": fallbacks(caps).model_dump(mode="json"),
        }
    )  # fmt: skip
    return f"{peer.hello.name}: audio {caps.audio}, lipsync {caps.lipsync}"


async def _sentence(peer: Examined) -> str:
    part = peer.sentence("One sentence, with its own end.", 1200)
    sent = await peer.cue(part)
    began = await peer.report("started", part.cue, LATE_START_S)
    ended = await peer.report("finished", part.cue, part.duration_ms / 1000 + LATE_END_S)
    lasted = ended - began
    if lasted < part.duration_ms / 1000 - EARLY_END_S:
        raise Broken(f"finished {lasted:.2f} s after it started; the sentence lasts 1.20 s")
    return f"started after {(began - sent) * 1000:.0f} ms, lasted {lasted:.2f} of 1.20 s"


async def _parts(peer: Examined) -> str:
    first = peer.sentence("The first half,", 700, last=False)
    second = peer.sentence("and the second.", 500, 1)
    await peer.cue(first)
    await peer.cue(second)
    ended = await peer.report("finished", first.cue, 0.7 + LATE_START_S + LATE_END_S)
    began = await peer.report("started", second.cue, LATE_START_S)
    await peer.report("finished", second.cue, 0.5 + LATE_END_S)
    gap = began - ended
    if gap < -EARLY_END_S:
        raise Broken(f"the second part began {-gap * 1000:.0f} ms before the first ended")
    if gap > GAP_S:
        raise Broken(f"{gap * 1000:.0f} ms of silence between the parts")
    return f"in order, {max(0, gap) * 1000:.0f} ms apart"


async def _stop(peer: Examined) -> str:
    first = peer.sentence("This one is cut off long before it comes to its end.", 4000, last=False)
    second = peer.sentence("And this one is never heard.", 500, 1)
    await peer.cue(first)
    await peer.cue(second)
    await peer.report("started", first.cue, LATE_START_S)
    sent = peer.now
    await peer.send({"type": "stop", "cue": first.cue, "fade_ms": 80})
    cut = await peer.report("interrupted", first.cue, SILENCE_S) - sent
    if await peer.until(lambda: peer.when("started", second.cue) is not None, 1.0):
        raise Broken("it played the next part of the utterance that was stopped")
    if peer.when("finished", first.cue) is not None:
        raise Broken("it reported the cue that was cut as finished")
    return f"confirmed after {cut * 1000:.0f} ms; the queued part was dropped"


async def _stop_all(peer: Examined) -> str:
    await peer.send({"type": "stop", "cue": None, "fade_ms": 0})  # nothing is playing
    part = peer.sentence("This one is cut by a stop of everything.", 3000)
    await peer.cue(part)
    await peer.report("started", part.cue, LATE_START_S)
    sent = peer.now
    await peer.send({"type": "stop", "cue": None, "fade_ms": 0})
    cut = await peer.report("interrupted", part.cue, SILENCE_S) - sent
    return f"confirmed after {cut * 1000:.0f} ms"


async def _no_sound(peer: Examined) -> str:
    part = Part(
        cue="check-gesture.0", utterance="check-gesture", part=0, last=True,
        commands=({"type": "gesture", "name": "wave"}, {"type": "expression", "name": "happy"}),
    )  # fmt: skip
    await peer.cue(part)
    await peer.report("started", part.cue, LATE_START_S)
    await peer.report("finished", part.cue, LATE_END_S)
    return "started and finished"


async def _unknown(peer: Examined) -> str:
    await peer.send({"type": "weather", "sky": "clear"})
    await peer.send({"type": "state", "state": "thinking", "since": 3})
    part = Part(
        cue="check-new.0", utterance="check-new", part=0, last=True,
        commands=(
            {"type": "gesture", "name": "moonwalk"},
            {"type": "confetti", "amount": 3},
            {"type": "show_product", "sku": "🧣", "title": "", "price": None, "stock": None},
        ),
    )  # fmt: skip
    await peer.cue(part)
    await peer.report("finished", part.cue, LATE_START_S + LATE_END_S)
    await peer.alive()
    return "passed over"


async def _large(peer: Examined) -> str:
    part = peer.sentence("长长的一句话，带着😀和很多字。" * 40, 25_000)
    await peer.cue(part)
    await peer.report("started", part.cue, LATE_START_S)
    await peer.send({"type": "stop", "cue": part.cue, "fade_ms": 0})
    await peer.report("interrupted", part.cue, SILENCE_S)
    return "half a minute of sound in one cue, stopped at once"


async def _ping(peer: Examined) -> str:
    sent = peer.now
    await peer.alive()
    return f"answered after {(peer.now - sent) * 1000:.0f} ms"


async def _reports(peer: Examined) -> str:
    if peer.bad:
        raise Broken(f"{len(peer.bad)} that a show would refuse, such as: {peer.bad[0]}")
    return f"{len(peer.reports)}, all readable"


RULES: tuple[tuple[str, str, Callable[[Examined], Awaitable[str]]], ...] = (
    ("says hello", "send a `hello` with your name and caps as the first message", _hello),
    ("plays a sentence in its time", "report `started` with the first sample, `finished` when "
     "`duration_ms` have passed; begin within 1 s", _sentence),
    ("plays parts in order, without a gap", "queue the cues of an utterance and begin each when "
     "the one before has ended", _parts),
    ("falls silent when stopped", "on `stop`, cut the sound, forget the queued parts of that "
     "utterance, and report `interrupted` for what was playing", _stop),
    ("falls silent when everything is stopped", "`stop` with `cue: null` cuts whatever "
     "plays", _stop_all),
    ("performs a cue without a sentence", "report `started` on receipt and `finished` when its "
     "gestures have begun", _no_sound),
    ("passes over what it does not know", "ignore types, commands, keys and names that you do not "
     "know, and nulls", _unknown),
    ("takes a large cue", "let your socket take messages of 16 MB, and begin before all is decoded",
     _large),
    ("answers a ping", 'send {"type": "pong"}', _ping),
    ("its reports are readable", "compare them with docs/protocol/stage.from-renderer.schema.json",
     _reports),
)  # fmt: skip
