"""Everything remembered about tonight, as plain data: a snapshot of it is its JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

from chatbot.commands import CommandData, Mark, Pin, PointToBuy, ShowProduct
from chatbot.language.reading import Reading
from chatbot.papers import NewsItem
from chatbot.show.company import Ballot, GagTold, Regular
from chatbot.show.mood import Mood
from chatbot.show.pitch import Audience
from chatbot.show.questions import Asked, Board, Cluster

__all__ = [
    "Attendance",
    "Leaving",
    "Memory",
    "Note",
    "OfferTold",
    "OnStage",
    "Place",
    "Programme",
    "Reply",
    "Said",
    "Schedule",
    "Undoable",
    "ViewerMemory",
    "Wish",
]


@dataclass
class Wish:
    """Something to perform that a person, a plugin or an event asked for.

    With `after_answers` it does not come between two sentences of one answer.
    """

    id: str
    commands: tuple[CommandData, ...]
    priority: int
    reason: str
    at_ms: int
    expires_at_ms: int
    override: tuple[str, ...] = ()
    after_answers: bool = False

    @property
    def wordless(self) -> bool:
        """Whether it shows goods and says or writes nothing."""
        shows = (isinstance(c, ShowProduct | PointToBuy | Pin) for c in self.commands)
        return bool(self.commands) and all(shows)


@dataclass
class OnStage:
    """The utterance being performed.

    `asks_platform` is what is still to be asked of the platforms, `asked` how much has been, `link`
    the message with the link that goes with this answer.
    """

    utterance: str
    priority: int
    text: str
    lang: str
    sku: str | None
    clusters: tuple[str, ...]
    wish: str
    from_programme: bool
    called_to_action: bool
    since_ms: int
    started: bool = False
    asks_platform: tuple[CommandData, ...] = ()
    asked: int = 0
    link: str = ""
    unwanted: bool = False
    skipped: bool = False
    wished: Wish | None = None
    stopping: bool = False
    facts: tuple[str, ...] = ()
    speaker: str = ""
    taken_back: str = ""


@dataclass
class Leaving:
    """The host is silent once the goodbye (the wish of this id) is said, at last at `until_ms`.

    `mode` is what the show does then: a human is on, or the broadcast has ended.
    """

    wish: str
    by: str
    until_ms: int
    mode: str = "human_on"


@dataclass
class Schedule:
    """What came by the clock so far, in ms of wall time since 1970.

    `seen_ms` is up to when; `next_ms` when something may come next; `inside` whether the avatar's
    hours had begun then, None before the first look.
    """

    seen_ms: int = 0
    next_ms: int = 0
    inside: bool | None = None


@dataclass(frozen=True)
class Place:
    """Where the programme stood, to go back to; the fields are those of `Programme`."""

    segment: int
    step: int
    round: int
    timed_ms: int | None = None
    segment_since_ms: int | None = None
    resume_at: Place | None = None


@dataclass
class Attendance:
    """When a person was last there, and what the show fell back to without one."""

    at_ms: int = 0
    reminded: bool = False
    absent: str = ""


@dataclass(frozen=True)
class Reply:
    """The second half of a pair of lines, which the other host says at once."""

    speaker: str
    name: str
    text: str
    marks: tuple[Mark, ...] = ()
    sku: str | None = None
    facts: tuple[str, ...] = ()


@dataclass
class Programme:
    """Where the rundown, or the catalog cycle, stands; a silent one leaves the room to answers.

    `turns` says of each place in the rundown, as `segment.step`, whose turn it is, and of each item
    of news when it was last read; `item` is the one that this line reads. `returning` means that
    the host is back from a human and has not said so yet. `timed_ms` is when the segment came by
    the clock; after an interlude the rundown goes on at `resume_at`. `swung_ms` is when a crowd
    that came or left at once last changed the course. Of two hosts, one may have a `reply` to give,
    and one may have still to say who speaks: `owed` names who, and the line.
    """

    silent: bool = False
    returning: bool = False
    segment: int = 0
    step: int = 0
    round: int = 0
    segment_since_ms: int | None = None
    opened: bool = False
    disclosed_ms: int | None = None
    last_call_ms: int | None = None
    last_line_ms: int = 0
    timed_ms: int | None = None
    resume_at: Place | None = None
    before: Place | None = None
    disclosed_before_ms: int | None = None
    turns: dict[str, int] = field(default_factory=dict)
    ballot: Ballot = field(default_factory=Ballot)
    ballot_before: Ballot | None = None
    item: str = ""
    swung_ms: int | None = None
    reply: Reply | None = None
    owed: tuple[str, str] = ("", "")
    owed_before: tuple[str, str] = ("", "")


@dataclass
class ViewerMemory:
    """What a viewer's last message was about, for follow-ups."""

    lang: str
    sku: str | None = None


@dataclass
class OfferTold:
    """Which moments of an offer or coupon have come, and when the last did, in ms since 1970."""

    moments: list[str] = field(default_factory=list)
    last_ms: int = 0


@dataclass
class Doubt:
    """A message whose reading an embedding may improve, and what the rules knew of its context."""

    asked: Asked
    reading: Reading
    on_screen: str | None
    before: ViewerMemory | None


@dataclass
class Said:
    """A line that was heard, `text` as far as it was; whole it is `line`.

    `taken_back` names who had it taken back.
    """

    utterance: str
    text: str
    line: str
    lang: str
    sku: str | None
    facts: tuple[str, ...]
    speaker: str
    at_ms: int
    taken_back: str = ""


@dataclass
class Undoable:
    """An action (its id) that can be undone, and what that takes.

    `what` is the user, word, product or level it was about; `before` and `after` are the changes
    made to the catalog on the air around it.
    """

    id: str
    action: str
    by: str
    at_ms: int
    what: str = ""
    cluster: Cluster | None = None
    place: Place | None = None
    before: list[tuple[str, str, str]] = field(default_factory=list)
    after: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Note:
    """What the people on shift tell each other."""

    id: str
    by: str
    text: str
    at_ms: int


@dataclass
class Memory:
    """The state of one show. Times are show time in ms; `started_wall_ms` is its zero.

    `confirmed` says for each platform which version of its profile was confirmed, by whom, when.
    `settled` says of a message what a person did with it, who and when; `blocked_words` who blocked
    a word; `autonomy` is the level a person set on the air, "" for that of the show file. `linked`
    and `link_refused` say of each platform when the link was last asked for there, and when last
    refused, "" being all of them; `can_reply` names those that can write into their chat.
    """

    seed: int = 0
    started_wall_ms: int = 0
    now_ms: int = 0
    mode: str = "on_air"
    mode_by: str = ""
    muted_until_ms: int = 0
    leaving: Leaving | None = None
    attendance: Attendance = field(default_factory=Attendance)
    schedule: Schedule = field(default_factory=Schedule)
    utterances: int = 0
    decisions: int = 0
    posture: str = ""
    on_screen: str | None = None
    card_sku: str = ""
    card: str = ""
    """The product whose card renderers show, and what it says."""
    pointed_ms: int | None = None
    pinned: str | None = None
    linked: dict[str, int] = field(default_factory=dict)
    link_refused: dict[str, int] = field(default_factory=dict)
    texts: tuple[tuple[str, str], ...] = ()
    loaded_ms: int = 0
    catalog_changes: list[tuple[str, str, str]] = field(default_factory=list)
    doubted: dict[str, str] = field(default_factory=dict)
    offers: dict[str, OfferTold] = field(default_factory=dict)
    offers_looked_ms: int = -(10**6)
    low_stock_told: list[str] = field(default_factory=list)
    audience: Audience = field(default_factory=Audience)
    mood: Mood = field(default_factory=Mood)
    board: Board = field(default_factory=Board)
    programme: Programme = field(default_factory=Programme)
    onstage: OnStage | None = None
    wishes: list[Wish] = field(default_factory=list)
    last_ended_ms: int = -(10**6)
    last_outcome: str = ""
    spoke: str = ""
    asked: int = 0
    streak: int = 0
    recent: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    viewers: dict[str, ViewerMemory] = field(default_factory=dict)
    regulars: dict[str, Regular] = field(default_factory=dict)
    greeted_ms: int = -(10**6)
    newcomer: tuple[str, str, int] = ("", "", 0)
    gags: dict[str, GagTold] = field(default_factory=dict)
    votes: dict[str, int] = field(default_factory=dict)
    votes_of: int = 0
    removed: dict[str, int] = field(default_factory=dict)
    fates: list[tuple[str, str, str]] = field(default_factory=list)
    raises: list[tuple[str, str, str]] = field(default_factory=list)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    new_doubts: list[str] = field(default_factory=list)
    prepared: str = ""
    judged_ms: int = 0
    confirmed: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    can_reply: list[str] = field(default_factory=list)
    fetched: list[NewsItem] = field(default_factory=list)
    last_item: str = ""
    said: list[Said] = field(default_factory=list)
    undoable: list[Undoable] = field(default_factory=list)
    settled: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    blocked_words: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    autonomy: str = ""
    plugins_off: list[str] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
