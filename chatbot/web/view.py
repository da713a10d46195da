"""What the console shows: a fold over events and acts into small JSON rows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from chatbot.catalog import local
from chatbot.commands import Cue, Priority
from chatbot.events import (
    CartAdded,
    ChatMessage,
    Event,
    FilesLoaded,
    ModeratorAction,
    OrderPlaced,
    ProductSignal,
    RendererChanged,
    Shed,
    SourceChanged,
    UtteranceFinished,
    UtteranceStarted,
    ViewerCount,
)
from chatbot.language.money import money, per_text
from chatbot.show.acts import (
    Act,
    Ask,
    Fate,
    Interrupt,
    Perform,
    Posture,
    Prepare,
    Raise,
    Rest,
    Suggest,
)
from chatbot.show.attendance import due_ms
from chatbot.show.mood import feeling_of
from chatbot.web import desk_rows
from chatbot.web.health_rows import HealthRows
from chatbot.web.prompter import prompter

if TYPE_CHECKING:
    from chatbot.performance import Part
    from chatbot.show.state import ShowState

__all__ = ["ConsoleView"]

CHAT_ROWS = 200
LOG_ROWS = 100
RAISED_ROWS, BLOCKED_ROWS = 50, 10
"""What alerts and notices are about is still there for who comes later."""
AUDIENCE_EVERY_MS = 2_000
CURVE_ROWS = 360
PROMPT_EVERY_MS = 200
BOARD_EVERY_MS, REASONS_EVERY_MS = 500, 5_000
Row = dict[str, Any]


class ConsoleView:
    """Publishes rows as they arise and keeps enough of them for a newcomer's snapshot."""

    def __init__(self, state: ShowState, publish: Callable[[Row], int]) -> None:
        self._state, self._publish = state, publish
        self._chat: deque[Row] = deque(maxlen=CHAT_ROWS)
        self._by_id: dict[str, Row] = {}
        self._raised: dict[str, Row] = {}
        self._log: deque[Row] = deque(maxlen=LOG_ROWS)
        self._blocked: deque[Row] = deque(maxlen=BLOCKED_ROWS)
        self._notices: deque[Row] = deque(maxlen=LOG_ROWS)
        self._curve: deque[Row] = deque(maxlen=CURVE_ROWS)
        self._latest: dict[str, Row] = {}
        self._health = HealthRows()
        self._cues: dict[str, Cue] = {}
        self._audience_ms = -AUDIENCE_EVERY_MS
        self._prepared = ""
        self._speech_ms, self._characters = 0, 0
        self._board_ms, self._layout = -BOARD_EVERY_MS, list[tuple[str, str, int]]()

    def snapshot(self) -> Row:
        """All a newcomer needs."""
        return {
            "now_ms": self._state.memory.now_ms,
            "chat": _with_older(self._raised.values(), self._chat),
            "decisions": _with_older(self._blocked, self._log),
            "notices": list(self._notices),
            "curve": list(self._curve),
            "health": self._health.all(),
            **self._latest,
        }

    def health(self, part: str, state: str, detail: str = "") -> None:
        """Show how a part is doing."""
        row = self._health.put(part, state, detail, self._state.memory.now_ms)
        if row is not None:
            self._publish(row)

    def cost(self, models: Sequence[tuple[str, int]], money: str = "") -> None:
        """Show what has been spent since the start: tokens by model, speech, `money` in all."""
        self._once(
            "cost",
            models=[{"name": name, "tokens": tokens} for name, tokens in models],
            speech_s=round(self._speech_ms / 1000),
            characters=self._characters,
            money=money,
        )

    def state(self, part: str) -> str:
        """How a part was last said to be, "" for one that nobody spoke of."""
        return str(self._health.of(part).get("state", ""))

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        """Turn one step into rows."""
        if not hasattr(self._state, "persona"):
            return
        match event:
            case ChatMessage():
                self._chat_row(event)
            case UtteranceStarted() if event.verdict == "block":
                cue = self._cues.pop(event.cause or "", None)
                text = cue.say.text if cue and cue.say else ""
                row = {"utterance": event.cause, "text": text, "reasons": event.reasons}
                self._log.append(self._send("blocked", **row))
                self._blocked.append(self._log[-1])
            case UtteranceFinished():
                self._spoke(event)
            case SourceChanged():
                counts = ", ".join(f"{name} {n}" for name, n in event.counts)
                detail = "; ".join(part for part in (event.detail, counts) if part)
                self.health(f"adapter:{event.source}", event.state, detail)
            case RendererChanged():
                label = "" if event.label else ", shows no AI label"
                detail = event.detail or f"sound {event.audio}{label}"
                self.health(f"renderer:{event.name}", event.state, detail)
            case Shed():
                self._send("shed", counts=dict(event.counts))
            case ModeratorAction():
                self._log.append(self._send("action", **desk_rows.action(event, list(acts))))
                self._state_row()
                self.products()
                if event.action == "mood":
                    self._audience(event.at_ms)
            case FilesLoaded() | ProductSignal():
                self.products()
            case ViewerCount():
                self._audience(event.at_ms)
            case CartAdded() | OrderPlaced():
                self.products()
            case _:
                pass
        for act in acts:
            self._act(act)
        if event.at_ms - self._audience_ms >= AUDIENCE_EVERY_MS:
            self._audience(event.at_ms)
        self._desk(event)
        self._prompt(event, acts)

    def _desk(self, event: Event) -> None:
        """The board, what waits for a person, and what people set, where any of it changed."""
        state, now_ms = self._state, self._state.memory.now_ms
        layout = desk_rows.layout(state)
        age_ms = now_ms - self._board_ms
        if age_ms >= REASONS_EVERY_MS or (layout != self._layout and age_ms >= BOARD_EVERY_MS):
            self._next()
        held = desk_rows.held(state, (self._latest.get("held") or {}).get("items", []))
        if held != (self._latest.get("held") or {"items": []})["items"]:
            self._latest["held"] = self._send("held", items=held)
        if isinstance(event, ModeratorAction | FilesLoaded):
            self._once("desk", **desk_rows.desk(state))
        if isinstance(event, ModeratorAction | FilesLoaded | UtteranceStarted):
            self._once("segments", items=desk_rows.segments(state))

    def _once(self, kind: str, **fields: Any) -> None:
        """Send it where it differs from what was sent last."""
        known = self._latest.get(kind) or {}
        if any(known.get(name) != value for name, value in fields.items()):
            self._latest[kind] = self._send(kind, **fields)

    def _next(self) -> None:
        self._board_ms, self._layout = self._state.memory.now_ms, desk_rows.layout(self._state)
        self._once("next", items=desk_rows.board(self._state, self._prepared))

    def _prompt(self, event: Event, acts: Sequence[Act]) -> None:
        """What a person who hosts reads, at most five times a second but for their own doing."""
        known = self._latest.get("assist") or {"whispers": False, "at_ms": -PROMPT_EVERY_MS}
        at_once = isinstance(event, ModeratorAction) or any(isinstance(a, Suggest) for a in acts)
        if not (known["whispers"] or self._state.whispers):
            return
        if at_once or event.at_ms - known["at_ms"] >= PROMPT_EVERY_MS:
            row = prompter(self._state)
            if any(known.get(name) != value for name, value in row.items()):
                self._latest["assist"] = self._send("assist", **row)

    def _row(self, kind: str, **fields: Any) -> Row:
        return {"kind": kind, "at_ms": self._state.memory.now_ms, **fields}

    def _send(self, kind: str, **fields: Any) -> Row:
        row = self._row(kind, **fields)
        self._publish(row)
        return row

    def _chat_row(self, event: ChatMessage) -> None:
        reading = self._state.last_reading
        row = self._send(
            "chat",
            id=f"{event.source}/{event.id}",
            source=event.source,
            viewer={"id": event.viewer.id, "nick": event.viewer.nick, "role": event.viewer.role},
            text=event.text,
            lang=reading.lang if reading else "",
            intent=reading.intent if reading else "",
            question=bool(reading and reading.question),
            sku=reading.sku if reading else None,
            **({"shared_from": event.shared_from} if event.shared_from else {}),
            mood=feeling_of(event.text, reading) if reading else "",
            verdict=reading.outcome if reading else "",
            unsafe=list(reading.unsafe) if reading else [],
        )
        if len(self._chat) == CHAT_ROWS and self._chat[0]["id"] not in self._raised:
            self._by_id.pop(self._chat[0]["id"], None)
        kept = dict(row)
        self._chat.append(kept)
        self._by_id[row["id"]] = kept

    def _spoke(self, event: UtteranceFinished) -> None:
        cue = self._cues.pop(event.cause or "", None)
        if cue is not None and cue.priority is Priority.AMBIENT:
            return  # a face or a gesture: nothing was to be heard
        self._latest.pop("speaking", None)
        row = {"utterance": event.cause, "outcome": event.outcome}
        row |= {"said": event.said, "detail": event.detail}
        self._log.append(self._send("spoke", **row))

    def sent(self, part: Part) -> None:
        """A clause went to the renderers: show it with the times of its words."""
        if part.say is not None:
            self._speech_ms += part.duration_ms
            self._characters += len(part.say.text)
        cue = self._cues.get(part.utterance)
        if cue is None or part.say is None or part.speech is None:
            return
        self._latest["speaking"] = self._send(
            "speaking",
            utterance=part.utterance,
            cue=part.cue,
            part=part.part,
            last=part.last,
            text=part.say.text,
            whole=cue.say.text if cue.say else "",
            lang=part.say.lang,
            why=cue.reason,
            priority=cue.priority.name.lower(),
            answers=list(cue.answers),
            facts=list(cue.facts),
            duration_ms=part.duration_ms,
            words=[
                {"t": w.t_ms, "d": w.d_ms, "from": w.start, "to": w.end} for w in part.speech.words
            ],
        )

    def _act(self, act: Act) -> None:
        match act:
            case Fate(message_id, fate, reason):
                row = self._by_id.get(message_id)
                if row is not None:
                    row["fate"], row["reason"] = fate, reason
                self._send("fate", id=message_id, fate=fate, reason=reason)
            case Perform(cue=cue):
                self._cues[cue.id] = cue
                while len(self._cues) > 8:
                    del self._cues[next(iter(self._cues))]
                self._prepared = ""
                if cue.priority is Priority.AMBIENT:
                    return
                self._decision("perform", cue.reason, cue.id)
                self._next()
                if self._state.memory.on_screen != (self._latest.get("state") or {}).get(
                    "on_screen"
                ):
                    self._state_row()
            case Ask(brief):
                self._decision("ask", f"{brief.reading.intent} {brief.reading.sku or ''}".strip())
                self._next()
            case Prepare(cue):
                self._prepared = cue.say.text if cue.say else ""
                self._next()
            case Interrupt(utterance, why):
                self._decision("interrupt", why, utterance)
            case Raise(level, about, text):
                self._notices.append(self._send("notice", level=level, about=about, text=text))
                self._keep(about)
                self.products()
                self._state_row()
            case Posture():
                self._state_row()
            case Rest():
                pass
            case _:
                pass

    def _keep(self, message_id: str) -> None:
        """A message that a notice is about outlives those that came with it."""
        row = self._by_id.get(message_id)
        if row is None:
            return
        self._raised[message_id] = row
        if len(self._raised) > RAISED_ROWS:
            oldest = self._raised.pop(next(iter(self._raised)))
            if all(row is not oldest for row in self._chat):
                self._by_id.pop(oldest["id"], None)

    def _decision(self, act: str, why: str, utterance: str = "") -> None:
        self._log.append(self._send("decision", act=act, why=why, utterance=utterance))

    def _state_row(self) -> None:
        memory = self._state.memory
        row: Row = {
            "state": memory.mode,
            "assists": self._state.assists,
            "on_screen": memory.on_screen,
            "posture": memory.posture,
            "leaving": memory.leaving is not None,
            "absent": memory.attendance.absent,
            "here_by_ms": None if memory.mode == "human_on" else due_ms(self._state),
        }
        self._once("state", **row)

    def _audience(self, at_ms: int) -> None:
        self._audience_ms = at_ms
        audience, pitch = self._state.memory.audience, self._state.pitch()
        row = self._send(
            "audience",
            count=audience.count,
            smoothed=pitch.viewers,
            tier=pitch.tier.name,
            trend=pitch.trend,
            rate_per_min=len(audience.chats),
            pitch=pitch.why,
            mood=self._state.memory.mood.name,
            mood_why=self._state.memory.mood.why,
        )
        self._latest["audience"] = row
        self._curve.append({"at_ms": at_ms, "count": audience.count, "smoothed": pitch.viewers})

    def products(self) -> None:
        """Send the product table, where it has changed."""
        state = self._state
        lang, audience = state.show.language, state.memory.audience
        items = [
            {
                "sku": p.sku,
                "link_no": p.link_no,
                "title": local(p.name, lang),
                "price": money(p.price[state.currency], state.currency, lang)
                if state.currency in p.price
                else None,
                "per": per_text(p.per, lang),
                "on_hold": p.price_on_hold,
                "stock": p.stock,
                "sold_out": p.sold_out,
                "off_air": p.off_air,
                "interest": audience.carts.get(p.sku, 0) + 3 * audience.orders.get(p.sku, 0),
            }
            for p in state.catalog.products
        ]
        if (self._latest.get("products") or {}).get("items") != items:
            self._latest["products"] = self._send("products", items=items)


def _with_older(kept: Iterable[Row], rows: Sequence[Row]) -> list[Row]:
    """The rows, before them what of the kept ones they no longer hold."""
    there = {id(row) for row in rows}
    return [*(row for row in kept if id(row) not in there), *rows]
