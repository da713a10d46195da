"""What our own parts report: the stage, the responders, plugins, people, files, time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from chatbot.commands import CommandData, Mark
from chatbot.events.base import Event, Lane
from chatbot.papers import NewsItem

__all__ = [
    "AnswerReady",
    "ClockMoved",
    "FilesLoaded",
    "Filtered",
    "ItemsFetched",
    "ModeratorAction",
    "Notice",
    "PartSent",
    "PlatformConfirmed",
    "PlatformResult",
    "Proposed",
    "RendererChanged",
    "Resumed",
    "Shed",
    "SourceChanged",
    "Understood",
    "UtteranceFinished",
    "UtteranceStarted",
    "Woke",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChanged(Event):
    """An adapter's health.

    `state` is connecting, up, down, refused, off (it is over), frames (bad-frame counts), or
    stranger (somebody who must not connect to us tried). `counts` maps what happened (such as
    `bad_json`, `wrong_room`) to how often, since the start.
    """

    state: str
    detail: str = ""
    can: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered(Event):
    """What the plugin filters made of event `cause`: dropped, or its text replaced."""

    plugin: str
    dropped: bool = False
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood(Event):
    """What an embedding made of message `cause`; the rules' reading stands where it is silent.

    `kept` is what was read with it in words that were taken out of the journal since.
    """

    intent: str | None = None
    sku: str | None = None
    score: float = 0.0
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReady(Event):
    """A sentence of the answer to cluster `cause`, or all of it; more follow until the `last`.

    `text` empty means that there is nothing (more) to say, and `why`.
    """

    text: str = ""
    lang: str = ""
    marks: tuple[Mark, ...] = ()
    mood: str = "neutral"
    sku: str | None = None
    point: bool = False
    gesture: str | None = None
    facts: tuple[str, ...] = ()
    responder: str = ""
    why: str = ""
    took_ms: int = 0
    part: int = 0
    last: bool = True
    filler: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Event):
    """A plugin wishes these commands performed."""

    plugin: str
    commands: tuple[CommandData, ...]
    priority: int = 0
    expires_s: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceStarted(Event):
    """Utterance `cause` passed the gate at `catalog_version` and is about to be sent.

    Nothing of it leaves before this is durable. `verdict` is `pass` or `block`.
    """

    verdict: str
    reasons: tuple[str, ...] = ()
    catalog_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSent(Event):
    """One clause of utterance `cause` went to the renderers; measured times of this performance."""

    part: int
    text: str
    duration_ms: int
    engine: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceFinished(Event):
    """Utterance `cause` ended: done, interrupted, failed, expired, blocked or unknown.

    `said` is the text that was really spoken.
    """

    outcome: str
    said: str = ""
    pacer: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RendererChanged(Event):
    """A renderer joined, left or changed its capabilities; `detail` says more of an outside one."""

    state: str
    name: str
    audio: str = "none"
    label: bool = True
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorAction(Event):
    """Somebody with authority acted; `by` names them, `ref` is theirs to match the reply."""

    action: str
    by: str = ""
    target: str = ""
    text: str = ""
    sku: str = ""
    user: str = ""
    seconds: float = 0.0
    values: tuple[tuple[str, str], ...] = ()
    override: tuple[str, ...] = ()
    farewell: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformResult(Event):
    """A platform's reply to something we asked it to do: `done`, `refused` or `timeout`."""

    result: str
    action: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformConfirmed(Event):
    """The owner confirmed the checklist of a platform's profile before the show went on air.

    `confirmed_at` is the wall clock then, in ISO with offset; `points` is the checklist as it was
    read.
    """

    platform: str
    version: str
    by: str
    confirmed_at: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesLoaded(Event):
    """Contents of the files people write, at the start and after a save.

    `texts` pairs a kind (show, persona, catalog, rundown, documents …) with its full text;
    `error` says why a save was not taken (the old version stays in force).
    """

    texts: tuple[tuple[str, str], ...] = ()
    version: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsFetched(Event):
    """What the show's feed lists now; a replay takes it from here and asks nobody."""

    items: tuple[NewsItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Event):
    """Something a moderator should see: `level` is info, warning or urgent."""

    level: str
    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shed(Event):
    """How many events the bus let go since the last report, by reason."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The show went on after `gap_ms` without us; `unknown` utterances were cut by the crash."""

    gap_ms: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMoved(Event):
    """The machine's clock was set, or slept: wall time is `by_ms` later than it was thought to be.

    Show time goes on as before.
    """

    by_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Woke(Event):
    """A moment the director asked to be woken at has come."""

    lane: ClassVar[Lane] = Lane.LATEST
