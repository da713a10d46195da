"""One plugin's ordered queue: deadline, error budget, breaker. A slow plugin hurts only itself."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import traceback
from collections import deque
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chatbot.commands import EVERY_PLATFORM, Reply, Say
from chatbot.events import Event, Filtered, Lane, Notice, Proposed, encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from chatbot.plugin import Context, Plugin, Reaction

__all__ = ["Mailbox"]

SIZE = 64
DEADLINE_S = 0.5
ERRORS_ALLOWED = 5
ERRORS_WITHIN_MS = 60_000
FILTER_SLOW_NS = 5_000_000
FILTER_SLOW_ALLOWED = 3
PROPOSAL_PRIORITY = 1


class Mailbox:
    """Runs a plugin's handlers one event at a time and sends back what they wish for.

    After five failures (errors or missed deadlines) in a minute the plugin is switched off.
    """

    def __init__(
        self,
        plugin: Plugin[Any],
        context: Callable[[Callable[..., None]], Context[Any]],
        publish: Callable[[Event], None],
        *,
        now_ms: Callable[[], int],
        now_ns: Callable[[], int],
        deadline_s: float = DEADLINE_S,
        life: str = "",
    ) -> None:
        """`life` tells ids of this start of the show from those of the starts before it."""
        self.name = plugin.name
        self.enabled = True
        self.off_by_hand = False
        self.shed = 0
        self.told = ""
        """What it last failed at, or why it is off."""
        self._plugin = plugin
        self._make_context = context
        self._publish = publish
        self._now_ms, self._now_ns = now_ms, now_ns
        self._deadline_s, self._life = deadline_s, life
        self._queue: deque[Event] = deque()
        self._arrived = asyncio.Event()
        self._failures: deque[int] = deque(maxlen=ERRORS_ALLOWED)
        self._slow_filters = 0
        self._numbers = itertools.count(1)

    @property
    def plugin(self) -> Plugin[Any]:
        """What it runs."""
        return self._plugin

    @property
    def waiting(self) -> int:
        """How many events it has still to serve."""
        return len(self._queue)

    def switch(self, *, on: bool) -> None:
        """A person switches it off, or on again whatever it was off for."""
        self.off_by_hand = not on
        if on and not self.enabled:
            self.enabled, self.told, self._slow_filters = True, "", 0
            self._failures.clear()
        if not on:
            self._queue.clear()

    @property
    def _listens(self) -> bool:
        return self.enabled and not self.off_by_hand

    def context(self) -> Context[Any]:
        """A context with the files in force now."""
        return self._make_context(self._propose)

    def post(self, event: Event) -> None:
        """Queue an event the plugin listens to; the oldest gives way when 64 wait."""
        if not self._listens or not any(
            isinstance(event, kind) for kind, _ in self._plugin.handlers
        ):
            return
        if len(self._queue) >= SIZE:
            self._queue.popleft()
            self.shed += 1
        self._queue.append(event)
        self._arrived.set()

    def filter(self, event: Event) -> Filtered | None:
        """What the plugin's filters make of an event; None where they leave it as it is.

        What people in charge and our own parts say is not filtered.
        """
        if not self._listens or event.lane is Lane.CONTROL:
            return None
        heard = event
        for kind, check in self._plugin.filters:
            if not isinstance(heard, kind):
                continue
            before = self._now_ns()
            try:
                result = check(heard, self.context())
            except Exception:  # a plugin's error is the plugin's: counted, shown, never ours
                self._failed(f"filter failed\n{traceback.format_exc(limit=-3)}")
                return None
            self._mind_time(self._now_ns() - before)
            if result is None:
                return Filtered(cause=event.id, source=event.source, plugin=self.name, dropped=True)
            heard = result
        text, before_text = getattr(heard, "text", None), getattr(event, "text", None)
        if text == before_text or not isinstance(text, str):
            return None
        return Filtered(
            cause=event.id, source=event.source, plugin=self.name, text=_sound(text)[:500]
        )

    def _mind_time(self, took_ns: int) -> None:
        if took_ns > FILTER_SLOW_NS:
            self._slow_filters += 1
            if self._slow_filters >= FILTER_SLOW_ALLOWED:
                self._switch_off(f"its filter took {took_ns / 1e6:.0f} ms, three times over 5 ms")

    async def run(self) -> None:
        """Serve events until cancelled."""
        async with AsyncExitStack() as stack:
            if self._plugin.opened is not None:
                try:
                    await stack.enter_async_context(self._plugin.opened(self.context()))
                except Exception:  # see above
                    self._switch_off(f"could not open\n{traceback.format_exc(limit=-3)}")
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                while self._queue and self._listens:
                    await self.serve(self._queue.popleft())

    async def serve(self, event: Event) -> None:
        """Run the handlers for one event and send back what they wish for."""
        for kind, handler in self._plugin.handlers:
            if not isinstance(event, kind):
                continue
            try:
                async with asyncio.timeout(self._deadline_s):
                    reaction = await handler(event, self.context())
            except TimeoutError:
                self._failed(
                    f"took longer than {self._deadline_s:.1f} s for a {type(event).__name__}"
                )
            except Exception:  # see above
                self._failed(traceback.format_exc(limit=-3))
            else:
                self._send(reaction, event)

    def _send(self, reaction: Reaction, event: Event) -> None:
        if reaction is None:
            return
        commands = tuple(reaction) if isinstance(reaction, list | tuple) else (reaction,)
        if sum(isinstance(command, Say) for command in commands) > 1:
            self._failed("returned more than one Say: join them, or propose one after the other")
            return
        somebody = getattr(event, "viewer", None) is not None
        here = event.source if somebody else EVERY_PLATFORM
        self._propose(*(_addressed(command, here) for command in commands), cause=event.id)

    def _propose(self, *commands: Any, cause: str | None = None, expires_s: float = 60.0) -> None:
        if not self._listens or not commands:
            return
        wish = Proposed(
            id=f"{self.name}-{self._life}{next(self._numbers)}",
            cause=cause,
            plugin=self.name,
            commands=commands,
            priority=PROPOSAL_PRIORITY,
            expires_s=expires_s,
        )
        try:
            encode(wish)
        except (ValueError, TypeError, KeyError) as error:
            self._failed(f"proposed what is no command, or no text: {error}")
            return
        self._publish(wish)

    def _failed(self, what: str) -> None:
        self.told = what.strip().splitlines()[-1]
        now_ms = self._now_ms()
        self._failures.append(now_ms)
        recent = [at for at in self._failures if now_ms - at <= ERRORS_WITHIN_MS]
        self._publish(Notice(level="warning", about=f"plugin {self.name}", text=what.strip()))
        if len(recent) >= ERRORS_ALLOWED:
            self._switch_off(f"{ERRORS_ALLOWED} failures in a minute")

    def _switch_off(self, why: str) -> None:
        self.enabled = False
        self.told = why.splitlines()[0]
        self._queue.clear()
        self._publish(
            Notice(level="warning", about=f"plugin {self.name}", text=f"switched off: {why}")
        )


def _addressed(command: Any, here: str) -> Any:
    """A reply that names no platform goes to who is reacted to."""
    return (
        replace(command, source=here)
        if isinstance(command, Reply) and not command.source
        else command
    )


def _sound(text: str) -> str:
    """The text without halves of characters, which cannot be written down."""
    return text.encode("utf-8", "replace").decode("utf-8")


def check_signatures(plugin: Plugin[Any]) -> str:
    """Why the plugin cannot run (a handler that is not async, a filter that is), or ""."""
    for kind, handler in plugin.handlers:
        if not inspect.iscoroutinefunction(handler):
            return f"the handler of {kind.__name__} is not `async def`"
    for kind, check in plugin.filters:
        if inspect.iscoroutinefunction(check):
            return f"the filter of {kind.__name__} is `async def`; filters are synchronous"
    return ""
