"""The show as a transcript in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chatbot.commands import Gesture, PointToBuy
from chatbot.events import (
    CartAdded,
    ChatMessage,
    Event,
    OrderPlaced,
    PartSent,
    RendererChanged,
    SourceChanged,
    UtteranceFinished,
    UtteranceStarted,
)
from chatbot.show.acts import Act, Fate, Interrupt, Perform, Raise, Suggest

if TYPE_CHECKING:
    from rich.console import Console

    from chatbot.show.state import ShowState

__all__ = ["Transcript", "print_summary"]

QUIET_FATES = ("waiting", "answered", "ignored", "merged")
QUIET_REASONS = ("too late for a courtesy",)  # a greeting not returned is no question missed
AUDIENCE_EVERY_MS = 15_000
ADDRESSES = ("ws://", "wss://", "http://", "https://")
LINES_PER_S = 8  # of what viewers do; in a flood the rest is only counted
MESSAGES = 2_000  # whose words are remembered: two minutes of a busy room
WORDS = 24  # of a text that only reminds of which it was


class Transcript:
    """Prints who asked, what is said or whispered and why, gestures, audience and pitch."""

    def __init__(self, console: Console, state: ShowState) -> None:
        self._console, self._state = console, state
        self._cues: dict[str, Perform] = {}
        self._messages: dict[str, tuple[str, str]] = {}
        self._spoken = ("", "")
        self._audience_ms = -AUDIENCE_EVERY_MS
        self._second, self._shown, self._passed_over = 0, 0, 0
        self._told: dict[str, str] = {}

    def _room_for_another(self, at_ms: int) -> bool:
        """Whether a viewer's line still fits into this second."""
        if at_ms // 1000 != self._second:
            self._second, self._shown = at_ms // 1000, 0
            if self._passed_over:
                self._line(at_ms, "and", "", f"{self._passed_over} more", "dim")
                self._passed_over = 0
        self._shown += 1
        if self._shown > LINES_PER_S:
            self._passed_over += 1
        return self._shown <= LINES_PER_S

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        """Print what is worth a line."""
        if isinstance(event, ChatMessage):
            self._messages[f"{event.source}/{event.id}"] = event.viewer.nick, event.text
            if len(self._messages) > MESSAGES:
                del self._messages[next(iter(self._messages))]
            reading = self._state.last_reading
            wanted = reading is not None and (reading.question or reading.outcome == "blocked")
            if reading is not None and wanted and self._room_for_another(event.at_ms):
                label = f"{reading.lang} {reading.intent}" + (
                    f" {reading.sku}" if reading.sku else ""
                )
                self._line(
                    event.at_ms, "asks", event.viewer.nick, f"{event.text}  ({label})", "cyan"
                )
        elif isinstance(event, OrderPlaced | CartAdded):
            if not self._room_for_another(event.at_ms):
                return
            what = "orders" if isinstance(event, OrderPlaced) else "adds to cart"
            self._line(event.at_ms, what, event.viewer.nick, event.sku, "green")
        elif isinstance(event, UtteranceStarted):
            self._started(event)
        elif isinstance(event, UtteranceFinished) and event.outcome not in ("done", "blocked"):
            words = _short(event.said) or self._words_of(event.cause or "")
            said = f"after “{words}”" if event.said else f"“{words}”" if words else ""
            told = "; ".join(part for part in (said, event.detail) if part)
            self._line(event.at_ms, event.outcome, "", told, "yellow")
        elif isinstance(event, RendererChanged | SourceChanged):
            self._connection(event)
        elif isinstance(event, PartSent) and event.part > 0:
            pass
        for act in acts:
            self._act(event.at_ms, act)
        if event.at_ms - self._audience_ms >= AUDIENCE_EVERY_MS and hasattr(self._state, "persona"):
            self._audience_ms = event.at_ms
            self._line(event.at_ms, "audience", "", self._state.pitch().why, "magenta")

    def _connection(self, event: RendererChanged | SourceChanged) -> None:
        """What a person has to click or mend: a source's own troubles are notices anyway."""
        if isinstance(event, RendererChanged):
            name, address = event.name, event.detail.startswith(ADDRESSES)
            if event.source != "outside" or (event.state == "connecting" and address):
                return
        else:
            name = event.source
            if event.state != "stranger" or event.detail[:1].isdigit():  # how many more: counted
                return
        if self._told.get(name) != event.detail:
            self._told[name] = event.detail
            good = event.state == "up"
            what, style = ("connected", "dim") if good else ("look", "yellow")
            self._line(event.at_ms, what, name, event.detail, style)

    def _act(self, at_ms: int, act: Act) -> None:
        match act:
            case Perform(cue=cue):
                self._cues[cue.id] = act
            case Interrupt(utterance, why):
                words = self._words_of(utterance)
                self._line(at_ms, "cut", "", f"“{words}”: {why}" if words else why, "yellow")
            case Suggest():
                self._line(at_ms, "whispers", "", act.text, "green")
            case Raise(level, about, text):
                style = "red" if level == "urgent" else "yellow" if level == "warning" else "dim"
                nick, asked = self._messages.get(about, (about, ""))
                self._line(
                    at_ms, level, nick, f"“{_short(asked)}”: {text}" if asked else text, style
                )
            case Fate(message_id, fate, reason) if (
                fate not in QUIET_FATES
                and reason not in QUIET_REASONS
                and self._room_for_another(at_ms)
            ):
                nick, asked = self._messages.get(message_id, ("", ""))
                told = f"“{_short(asked)}”: {reason}" if asked else reason
                self._line(at_ms, fate, nick, told, "dim")
            case _:
                pass

    def _started(self, event: UtteranceStarted) -> None:
        act = self._cues.pop(event.cause or "", None)
        if act is None:
            return
        cue = act.cue
        text = cue.say.text if cue.say else "(no words)"
        self._spoken = cue.id, text
        gestures = [c.name for c in cue.commands if isinstance(c, Gesture)]
        gestures += [f"point to buy {c.sku}" for c in cue.commands if isinstance(c, PointToBuy)]
        extra = f"  [{', '.join(gestures)}]" if gestures else ""
        if event.verdict == "block":
            self._line(event.at_ms, "blocked", ", ".join(event.reasons), text, "red")
            return
        self._line(event.at_ms, "says", "", text + extra, "bold")
        self._line(event.at_ms, "", "", f"because {cue.reason}", "dim")

    def _words_of(self, utterance: str) -> str:
        """The first words of the last line that was begun, if it is this one."""
        return _short(self._spoken[1]) if self._spoken[0] == utterance else ""

    def _line(self, at_ms: int, what: str, who: str, text: str, style: str) -> None:
        from rich.text import Text

        seconds = at_ms // 1000
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        line = Text(f"{clock} {what:>12}  ", style="dim")
        line.append(f"{who} " if who else "", style="bold" if style == "cyan" else style)
        line.append(text, style=style)
        self._console.print(line, soft_wrap=True)


def _short(text: str) -> str:
    return text if len(text) <= WORDS else text[: WORDS - 1].rstrip() + "…"


def print_summary(console: Console, summary: dict[str, Any]) -> None:
    """The closing figures, as a small table."""
    from rich.table import Table

    table = Table(title="The show", show_header=False, title_justify="left")
    for key, value in summary.items():
        if isinstance(value, dict):
            known = ((k, "-" if v is None else v) for k, v in value.items())
            value = "\n".join(f"{k}: {v}" for k, v in known) or "-"
        table.add_row(key.replace("_", " "), str(value))
    console.print(table)
