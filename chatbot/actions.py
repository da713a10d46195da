"""Carrying out what people on the console ask for: silence first, paper second."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from chatbot.events import ModeratorAction
from chatbot.show.acts import Refuse
from chatbot.show.authority import objection, to_judge
from chatbot.show.core import judge_cue
from chatbot.show.undoing import UNDOABLE
from chatbot.web.actions import ActionRequest, ActionResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatbot.engine.bus import Fate
    from chatbot.engine.room import Room
    from chatbot.engine.stage import Stage
    from chatbot.events import Event
    from chatbot.renderers.stage_hub import StageHub
    from chatbot.show.acts import Act

__all__ = ["Actions"]

SILENCE_WITHIN_S = 0.3
DURABLE_WITHIN_S = 1.0
AT_ONCE = ("stop", "takeover", "mute")
SPEAKS = (
    "resume", "handback", "answer", "say", "pin", "point", "correct", "approve", "edit",
)  # fmt: skip


class Actions:
    """`act` is what the pages call; who may call it was checked at the door."""

    def __init__(self, *, room: Room, stage: Stage, hub: StageHub) -> None:
        self._room, self._stage, self._hub = room, stage, hub
        self._taken: dict[str, str] = {}  # actions under way, and why one was refused after all

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        """Hear what the room made of an action: somebody else may have been first."""
        for act in acts:
            if isinstance(act, Refuse) and act.action in self._taken:
                self._taken[act.action] = act.why

    async def act(self, request: ActionRequest, by: str) -> ActionResult:
        """Do it; `done` once it is in force, and durable unless it had to come first."""
        event = self._event(request, by)
        gently = event.farewell and self._room.state.memory.mode == "on_air"
        against = objection(self._room.state, event)
        if not against and event.action in SPEAKS and not self._room.writable:
            against = "the journal cannot be written, so nothing can be said: free disk space first"
        against = against or self._gate(event)
        if against:
            return ActionResult(done=False, reason=against)
        began = time.monotonic()
        if event.action in ("stop", "mute"):
            self._stage.silence()
            self._hub.show_state("stopped")
        elif event.action == "takeover" and not gently:
            self._stage.silence()
            self._hub.show_state("human_on")
        durable = asyncio.get_running_loop().create_future()

        def decided(fate: Fate) -> None:
            if not durable.done():
                durable.set_result(fate)

        self._taken[event.id] = ""
        self._room.put(event, decided)
        try:
            result = await self._outcome(event, durable, began, gently=gently)
            undo = event.id if request.undo and event.action in UNDOABLE else ""
            return replace(result, undo=undo) if result.done else result
        finally:
            del self._taken[event.id]

    async def _outcome(
        self, event: ModeratorAction, durable: asyncio.Future[Fate], began: float, *, gently: bool
    ) -> ActionResult:
        if gently or event.action not in AT_ONCE:
            within_s = DURABLE_WITHIN_S if self._room.writable else 0.05
            done, _ = await asyncio.wait([durable], timeout=within_s)
            if against := self._taken[event.id]:
                return ActionResult(done=False, reason=against)
            return ActionResult(done=True, durable=bool(done))
        report = await self._hub.silenced(max(0.0, SILENCE_WITHIN_S - (time.monotonic() - began)))
        done, _ = await asyncio.wait([durable], timeout=0.05)
        return ActionResult(
            done=True,
            durable=bool(done),
            silenced_ms=report.silenced_ms,
            confirmed=report.confirmed,
            unconfirmed=report.unconfirmed,
        )

    def _gate(self, event: ModeratorAction) -> str:
        """Why its words may not be said, or ""; they are read again when they are spoken."""
        cue = to_judge(self._room.state, event)
        verdict = None if cue is None else judge_cue(self._room.state, cue)
        if verdict is None or verdict.passed:
            return ""
        return f"{', '.join(verdict.reasons)}: {verdict.detail}"

    def _event(self, request: ActionRequest, by: str) -> ModeratorAction:
        values: list[tuple[str, str]] = []
        if request.price is not None:
            currency = request.currency or self._room.state.currency
            values.append((f"price:{currency}", str(request.price)))
        if request.stock is not None:
            values.append(("stock", str(request.stock)))
        if request.sold_out is not None and request.sold_out:
            values.append(("stock", "0"))
        if request.off_air is not None:
            values.append(("off_air", "true" if request.off_air else "false"))
        if request.lowers and request.action != "product":
            values.append(("lowers", "true"))
        return ModeratorAction(
            id=self._room.next_id("action"),
            action=request.action,
            by=by,
            target=request.id or "",
            text=request.text or "",
            sku=request.sku or "",
            user=request.user or "",
            seconds=request.seconds or 0.0,
            values=tuple(values),
            override=request.override,
            farewell=request.farewell is True and self._room.writable,  # else it cannot be said
        )
