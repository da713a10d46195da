"""The stage protocol's server side: cues to every client, and whose word ends them.

`StageHub` is a `chatbot.performance.Renderer`. It knows no web server: whoever accepts a socket
calls `serve` with it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, OrderedDict
from typing import TYPE_CHECKING, Any

from chatbot.events import RendererChanged
from chatbot.performance import Played, StopReport
from chatbot.renderers.client import Client, ClientInfo, StageSocket
from chatbot.renderers.following import Following
from chatbot.renderers.frames import CueFrames, Frame, encode_json
from chatbot.renderers.nearest import fallbacks
from chatbot.renderers.pacing import Ended, Pacing
from chatbot.renderers.silence import Silence
from chatbot.renderers.wire import (
    FRAME_LIMIT,
    BadReport,
    Closed,
    Hello,
    Report,
    Trouble,
    read_report,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chatbot.performance import Part
    from chatbot.renderers.follower import Follower

__all__ = ["ClientInfo", "StageHub", "StageSocket"]

CLIENT_LIMIT = 32
BAD_LIMIT = 1000
CLOSE_WITHIN_S = 1.0
HELLO_WITHIN_S = 15.0
PING_EVERY_S = 15.0
_REMEMBERED = 512
CARDS = {"soon": ("waiting", "soon"), "ended": ("stopped", "ended")}
"""Silences that a picture explains: the state of the protocol, and the card."""


class StageHub:
    """Renderers that connect to us. Sending and stopping never wait; `played` always returns.

    `on_change` hears who joins and leaves, `on_error` a client's name and what is wrong with it,
    `on_report` every `started`, `mark`, `finished` and `interrupted` of the client that paces.
    `lang` is the room's language: label and holding card keep to it, whatever is being said.
    `hosts` are both hosts where there are two, as the welcome names them.
    """

    name = "stage"

    def __init__(
        self,
        *,
        label: Mapping[str, str],
        lang: str = "en",
        hosts: Sequence[Mapping[str, str]] = (),
        pacer: str | None = None,
        on_change: Callable[[RendererChanged], None],
        on_error: Callable[[str, str], None],
        on_report: Callable[[str, Report], None] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ):
        self._label, self._lang, self._hosts = dict(label), lang, [dict(host) for host in hosts]
        self._on_change, self._on_error, self._on_report = on_change, on_error, on_report
        self._now = monotonic
        self._pacing = Pacing(pacer)
        self._clients: dict[int, Client] = {}
        self._connected = 0
        self._next_key = 0
        self._state = "idle"
        self._product: dict[str, Any] | None = None
        self._ended: OrderedDict[str, Played] = OrderedDict()
        self._waiting: dict[str, asyncio.Future[Played]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._silence: Silence | None = None
        self.counts: Counter[str] = Counter()
        self.following = Following()

    # --- Renderer -----------------------------------------------------------------------

    def send(self, part: Part) -> None:
        """Give a part to every client; it plays after the parts sent before it."""
        if part.cue in self._ended or self._pacing.waiting(part.cue):
            raise ValueError(f"cue {part.cue!r} was sent before: ids are unique")
        frames = CueFrames(part)
        reached = []
        for client in self._greeted():
            if client.put(frames.for_caps(client.caps)):
                client.opened(part.cue, part.utterance)
                reached.append(client.key)
        for command in part.commands:
            if command.get("type") == "show_product":
                self._product = {k: v for k, v in command.items() if k not in ("type", "at")}
        self.following.sent(part)
        now = self._now()
        self._take(
            self._pacing.sent(part.cue, part.utterance, part.duration_ms / 1000, reached, now)
        )

    async def played(self, cue: str) -> Played:
        """Wait until that part has ended; one that is not known has."""
        if cue in self._ended:
            return self._ended[cue]
        if not self._pacing.waiting(cue):
            return Played("finished")
        if cue not in self._waiting:
            self._waiting[cue] = asyncio.get_running_loop().create_future()
        return await asyncio.shield(self._waiting[cue])

    def stop(self, cue: str | None, fade_ms: int = 80) -> None:
        """Silence every client at once: the cue with its utterance's parts, or everything."""
        now = self._now()
        self._silence = Silence(self._now)
        utterance = None if cue is None else self._pacing.utterance_of(cue)
        for client in self._greeted():
            client.unsend(client.parts_of(cue, utterance))
            playing = client.parts_of(cue, utterance)
            # A part that this client has ended already would mean nothing to it.
            named = cue if cue is None or cue in playing or not playing else playing[0]
            client.put_first(Frame(encode_json({"type": "stop", "cue": named, "fade_ms": fade_ms})))
            self._silence.ask(client, playing)
        if cue is None or utterance is not None:
            self.following.stop(utterance)
        self._take(self._pacing.stop(cue, now))

    async def silenced(self, within_s: float) -> StopReport:
        """Who confirmed the last stop; a client that had nothing to play has."""
        if self._silence is None:
            return StopReport()
        return await self._silence.report(within_s)

    def show_state(self, state: str) -> None:
        """Tell clients what the host is doing, one of `wire.STATES` or `CARDS`."""
        if state != self._state:
            self._state = state
            self._tell({"type": "state", **self._shown_state()})
            self.following.show("state", state)

    def _shown_state(self) -> dict[str, str]:
        state, card = CARDS.get(self._state, (self._state, ""))
        return {"state": state, "card": card} if card else {"state": state}

    # --- more than a renderer -----------------------------------------------------------

    def follow(self, follower: Follower) -> None:
        """Let an outside renderer follow the pacer."""
        self.following.followers.append(follower)
        follower.show("label", self._label)
        follower.show("state", self._state)

    def show_label(self, text: Mapping[str, str]) -> None:
        """Change the AI label's words (such as who is on); it cannot be hidden."""
        self._label = dict(text)
        self._tell({"type": "label", "text": self._label, "visible": True})
        self.following.show("label", self._label)

    def show_segment(self, title: str) -> None:
        """Tell outside renderers which segment the show is in."""
        self.following.show("segment", title)

    @property
    def cue(self) -> str | None:
        """The cue in play."""
        return self._pacing.head

    def clients(self) -> tuple[ClientInfo, ...]:
        """The renderers connected now, longest-connected first."""
        pacer = self._pacing.pacer
        return tuple(
            ClientInfo(
                name=client.name,
                audio=client.caps.audio,
                page=client.page,
                label=client.caps.overlay,
                late=self._pacing.is_late(client.key),
                pacing=client.key == pacer,
                offset_ms=client.offset_ms,
            )
            for client in self._greeted()
        )

    async def serve(self, socket: StageSocket, *, page: bool) -> None:
        """Serve one client until it is gone; `page` says it came without a token."""
        if self._connected >= CLIENT_LIMIT:
            await socket.close(1013, f"{CLIENT_LIMIT} renderers are connected already")
            return
        client = Client(self._next_key, socket, page)
        self._next_key += 1
        self._connected += 1
        try:
            async with asyncio.TaskGroup() as group:
                client.own(
                    group.create_task(self._read(client)),
                    group.create_task(client.write()),
                    group.create_task(self._ask(client)),
                )
        finally:
            self._connected -= 1
            self._forget(client)
        try:
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await socket.close(client.close_code, client.close_reason)
        except (TimeoutError, ConnectionError):
            self.counts["not_closed"] += 1

    # --- one client ---------------------------------------------------------------------

    async def _read(self, client: Client) -> None:
        try:
            while True:
                self._receive(client, await client.messages())
        except Closed:
            client.end(1000, "gone")

    async def _ask(self, client: Client) -> None:
        """End a client that never says hello; ask the others whether they are there."""
        await asyncio.sleep(HELLO_WITHIN_S)
        if not client.greeted:
            client.end(1008, "no hello came")
        while True:
            client.put(Frame('{"type":"ping"}'))
            await asyncio.sleep(PING_EVERY_S)

    def _receive(self, client: Client, raw: str | bytes) -> None:
        now = self._now()
        if not client.rate.take(now):
            self.counts["too_many"] += 1
            self._blame(client)
            return
        try:
            if isinstance(raw, bytes):
                raise BadReport("frames from a renderer are text")
            if len(raw) > FRAME_LIMIT:
                raise BadReport(f"a frame has at most {FRAME_LIMIT} characters")
            message = read_report(json.loads(raw))
        except (BadReport, ValueError, RecursionError) as error:
            self._refuse(client, raw, error)
            return
        if message is None:
            self.counts["unknown_type"] += 1
        elif isinstance(message, Hello):
            self._greet(client, message)
        elif isinstance(message, Report):
            self._report(client, message, now)
        elif isinstance(message, Trouble) and client.errors.take(now):
            self._on_error(client.name or "renderer", message.message[:300])

    def _refuse(self, client: Client, raw: str | bytes, error: Exception) -> None:
        self.counts["bad"] += 1
        if not client.greeted and isinstance(raw, str) and '"hello"' in raw[:FRAME_LIMIT]:
            # Whoever writes a renderer sees this in its close event and knows what to mend.
            client.end(1008, f"hello: {error}"[:120])
        else:
            self._blame(client)

    def _blame(self, client: Client) -> None:
        client.bad += 1
        if client.bad > BAD_LIMIT:
            client.end(1008, "too many bad frames")

    def _greet(self, client: Client, hello: Hello) -> None:
        known = (client.name, client.caps) if client.greeted else None
        client.name, client.caps, client.greeted = hello.name, hello.caps, True
        self._clients[client.key] = client
        self._pacing.join(client.key, hello.name, hello.caps.audio != "none")
        welcome = {
            "type": "welcome",
            "label": self._label,
            "lang": self._lang,
            **self._shown_state(),
            "product": self._product,
            "cue": self._pacing.head,
            "fallbacks": fallbacks(hello.caps).model_dump(mode="json"),
            **({"hosts": self._hosts} if self._hosts else {}),
        }
        client.put(Frame(encode_json(welcome)))
        if known != (hello.name, hello.caps):
            self._say_changed(client, "changed" if known else "joined")

    def _report(self, client: Client, report: Report, now: float) -> None:
        if not client.greeted:
            self.counts["before_hello"] += 1
            return
        if report.type == "finished" and report.cue not in client.begun:
            self.counts["before_started"] += 1  # nobody can have heard it: it ends nothing
            return
        if report.type == "interrupted":
            if self._silence is not None:
                self._silence.interrupted(client, report.cue)
            for cue in [report.cue] if report.cue else list(client.open):
                client.open.pop(cue, None)
        elif report.type == "finished" and report.cue:
            client.open.pop(report.cue, None)
            if self._silence is not None:
                self._silence.finished(client, report.cue)
        if report.cue is None:
            return
        if self._on_report is not None and client.key == self._pacing.pacer:
            self._on_report(client.name, report)
        if report.type == "started":
            self._take(self._pacing.started(client.key, report.cue, now))
            client.last_start = (report.cue, now)
            client.begun.append(report.cue)
            self._measure_offsets(report.cue)
        elif report.type != "mark":
            ended = self._pacing.finished(client.key, report.cue, now, outcome=report.type)
            self._take(ended)

    def _measure_offsets(self, cue: str) -> None:
        began = self._pacing.began_at(cue)
        if began is None:
            return
        for client in self._greeted():
            at = client.last_start
            if at is not None and at[0] == cue:
                client.offset_ms = round((at[1] - began) * 1000)

    def _forget(self, client: Client) -> None:
        if self._clients.pop(client.key, None) is None:
            return
        if self._silence is not None:
            self._silence.left(client)
        if client.close_code == 4008:
            self._on_error(client.name, "too slow: it was disconnected")
        self._take(self._pacing.leave(client.key, self._now()))
        self._say_changed(client, "left")

    def _say_changed(self, client: Client, state: str) -> None:
        caps = client.caps
        self._on_change(
            RendererChanged(
                source="stage",
                state=state,
                name=client.name,
                audio=caps.audio,
                label=caps.overlay,
            )
        )

    # --- all clients --------------------------------------------------------------------

    def _greeted(self) -> list[Client]:
        return list(self._clients.values())

    def _tell(self, message: dict[str, Any]) -> None:
        frame = Frame(encode_json(message))
        for client in self._greeted():
            client.put(frame)

    def _take(self, ended: tuple[Ended, ...]) -> None:
        """Settle what ended and set the alarm for what may end next."""
        for each in ended:
            played = Played(each.outcome, each.pacer)
            self._ended[each.cue] = played
            while len(self._ended) > _REMEMBERED:
                self._ended.popitem(last=False)
            waiter = self._waiting.pop(each.cue, None)
            if waiter is not None and not waiter.done():
                waiter.set_result(played)
            if each.outcome == "late":
                self._on_error(each.pacer, f"late with {each.cue}: the next renderer paces")
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.following.settle(self._pacing, ended, self._now())
        due = self._pacing.due_at()
        if due is not None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(0.0, due - self._now()), self._tick)

    def _tick(self) -> None:
        self._timer = None
        self._take(self._pacing.tick(self._now()))
