"""Who speaks: a persona, its voice, its manners, and how it fits its pitch to the room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chatbot.character import Gag, Topic, Vote
from chatbot.errors import Wrong, WrongValue
from chatbot.values import LANGUAGES, LanguageKey, LocalText

__all__ = [
    "GESTURES",
    "MOODS",
    "ROOM_MOODS",
    "GestureName",
    "MoodName",
    "MoodRules",
    "Persona",
    "PitchRules",
    "RoomMood",
    "Tier",
    "Voice",
]

GestureName = Literal[
    "point_to_buy",
    "point",
    "wave",
    "clap",
    "thumbs_up",
    "hold_product",
    "present",
    "heart",
    "nod",
    "bow",
    "shake",
    "shrug",
    "idle",
]
GESTURES: tuple[str, ...] = get_args(GestureName)
"""The motions that authors may ask for; a renderer plays the nearest one it has."""

MoodName = Literal[
    "neutral",
    "happy",
    "smile",
    "excited",
    "surprised",
    "thinking",
    "sorry",
    "sober",
    "wink",
    "shy",
    "proud",
]
MOODS: tuple[str, ...] = get_args(MoodName)
"""The moods that a line may have."""

MoodGesture = Literal[
    "wave", "clap", "thumbs_up", "heart", "nod", "bow", "shake", "shrug", "idle"
]  # those that show no goods: a mood sells nothing
RoomMood = Literal["neutral", "warm", "playful", "hurried", "sober"]
ROOM_MOODS: tuple[str, ...] = get_args(RoomMood)
"""The moods that a room may put the host in, one at a time."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Voice(_Record):
    """Which voice speaks each language; `pace` 1.0 is the voice's own speed."""

    zh: str | None = None
    en: str | None = None
    fr: str | None = None
    pace: float = Field(default=1.0, ge=0.5, le=2.0)


class Tier(_Record):
    """How to speak to a room of this size, from `viewers` up.

    `length` chooses among the lines' variants; `address` is how the room is addressed;
    a call to action comes at most every `call_to_action_every_s`, and she points at the buy button
    at most every `point_every_s` (at once for who asks where to buy).
    """

    name: str
    viewers: int = Field(ge=0)
    pace: float = Field(default=1.0, ge=0.5, le=2.0)
    length: Literal["short", "medium", "long"] = "medium"
    address: dict[LanguageKey, tuple[str, ...]] = Field(default_factory=dict)
    call_to_action_every_s: float = Field(default=60, gt=0)
    point_every_s: float = Field(default=25, ge=0)
    greet_by_name: bool = False
    answers_in_a_row: int = Field(default=3, ge=1, le=20)


DEFAULT_TIERS = (
    Tier(
        name="handful",
        viewers=0,
        pace=0.96,
        length="long",
        call_to_action_every_s=120,
        greet_by_name=True,
        address={"zh": ("你们", "大家"), "en": ("you all",), "fr": ("vous",)},
    ),
    Tier(
        name="dozens",
        viewers=30,
        length="medium",
        call_to_action_every_s=90,
        greet_by_name=True,
        address={"zh": ("大家", "朋友们"), "en": ("everyone",), "fr": ("tout le monde",)},
    ),
    Tier(
        name="hundreds",
        viewers=300,
        pace=1.04,
        length="medium",
        call_to_action_every_s=60,
        address={"zh": ("朋友们", "家人们"), "en": ("everyone",), "fr": ("tout le monde",)},
    ),
    Tier(
        name="thousands",
        viewers=3000,
        pace=1.08,
        length="short",
        call_to_action_every_s=40,
        address={"zh": ("家人们",), "en": ("everybody",), "fr": ("tout le monde",)},
    ),
)


class PitchRules(_Record):
    """How the pitch follows the audience.

    The count is smoothed over `smoothing_s`; a tier changes when the smoothed count has been
    `hysteresis` (a share) beyond the border for `dwell_s`.
    """

    smoothing_s: float = Field(default=45, ge=0)
    hysteresis: float = Field(default=0.15, ge=0, lt=1)
    dwell_s: float = Field(default=60, ge=0)
    tiers: tuple[Tier, ...] = Field(default=DEFAULT_TIERS, min_length=1)

    @model_validator(mode="after")
    def _tiers_rise(self) -> PitchRules:
        wrongs = []
        if self.tiers[0].viewers != 0:
            wrongs.append(
                Wrong("the first tier starts at 0 viewers", ("tiers", 0, "viewers")),
            )
        names: dict[str, int] = {}
        for i, tier in enumerate(self.tiers):
            if i and tier.viewers <= self.tiers[i - 1].viewers:
                wrongs.append(
                    Wrong(
                        f"{tier.viewers} viewers is not more than in the tier before ({{other}})",
                        ("tiers", i, "viewers"),
                        ("tiers", i - 1, "viewers"),
                    )
                )
            if tier.name in names:
                wrongs.append(
                    Wrong(
                        f"the tier {tier.name!r} is already there ({{other}})",
                        ("tiers", i, "name"),
                        ("tiers", names[tier.name], "name"),
                    )
                )
            names.setdefault(tier.name, i)
        if wrongs:
            raise WrongValue(wrongs)
        return self


class MoodRule(_Record):
    """When the room puts the host in this mood, and what she is like in it.

    Each message that shows the feeling adds one to a sum that halves in `half_life_s`. The mood
    comes when the sum reaches `at_least` and the `share` of those who write.
    """

    half_life_s: float = Field(default=60, ge=5, le=1_800)
    at_least: float = Field(default=3, ge=1)
    share: float = Field(default=0.25, ge=0, le=1)
    face: MoodName = "neutral"
    gestures: tuple[MoodGesture, ...] = ()
    pace: float = Field(default=1.0, ge=0.8, le=1.25)


class Warm(MoodRule):
    """Praise, orders and greetings."""

    face: MoodName = "smile"
    gestures: tuple[MoodGesture, ...] = ("nod", "heart", "thumbs_up")


class Playful(MoodRule):
    """Laughter."""

    half_life_s: float = Field(default=45, ge=5, le=1_800)
    face: MoodName = "happy"
    gestures: tuple[MoodGesture, ...] = ("clap", "nod", "shrug")
    pace: float = Field(default=1.02, ge=0.8, le=1.25)


class Hurried(MoodRule):
    """Impatience, or `questions` that wait, the oldest of them for `wait_s`."""

    at_least: float = Field(default=2.5, ge=1)
    share: float = Field(default=0.2, ge=0, le=1)
    questions: int = Field(default=8, ge=2)
    wait_s: float = Field(default=45, gt=0)
    gestures: tuple[MoodGesture, ...] = ("nod",)
    pace: float = Field(default=1.04, ge=0.8, le=1.25)


class Sober(MoodRule):
    """Complaints; nothing is sold until `no_pitch_s` after they have become few."""

    at_least: float = Field(default=2, ge=1)
    share: float = Field(default=0.12, ge=0, le=1)
    face: MoodName = "sober"
    gestures: tuple[MoodGesture, ...] = ("nod", "bow")
    pace: float = Field(default=0.97, ge=0.8, le=1.25)
    no_pitch_s: float = Field(default=60, ge=0, le=3_600)


class MoodRules(_Record):
    """How the chat's mood moves the host's face, voice and small gestures.

    A mood goes when its sum has fallen under `release` of what brought it, and stays for `dwell_s`
    at least. A viewer counts once in `once_s`, and fewer than `viewers` of them change nothing.
    """

    dwell_s: float = Field(default=30, ge=1, le=1_800)
    release: float = Field(default=0.5, ge=0.05, lt=1)
    once_s: float = Field(default=45, ge=1, le=1_800)
    viewers: int = Field(default=3, ge=2)
    gesture_every_s: float = Field(default=25, ge=20)
    warm: Warm = Field(default_factory=Warm)
    playful: Playful = Field(default_factory=Playful)
    hurried: Hurried = Field(default_factory=Hurried)
    sober: Sober = Field(default_factory=Sober)


class Persona(_Record):
    """A host as its author wrote it.

    `kind` seller sells the catalog; clerk answers when asked, from the catalog or from documents;
    presenter reads news; character only talks.
    `lines` override or extend the built-in lines by name and language
    (`lines.greeting.zh: [...]`); `gestures` map occasions to motions. `taboos` are words and
    subjects that never pass the host's lips, `topics` what a character likes to talk about;
    `disclosure` says, in the host's own words, that it is an AI. With a `vote` the chat chooses
    among those topics that have lines; `gags` are jokes that return.
    """

    name: LocalText
    kind: Literal["seller", "clerk", "presenter", "character"] = "seller"
    languages: tuple[LanguageKey, ...] = Field(default=LANGUAGES, min_length=1)
    about: LocalText = ""
    tone: LocalText = ""
    voice: Voice = Field(default_factory=Voice)
    avatar: str | None = None
    disclosure: LocalText | None = None
    lines: dict[str, dict[LanguageKey, tuple[str, ...]]] = Field(default_factory=dict)
    gestures: dict[str, GestureName] = Field(default_factory=dict)
    taboos: tuple[str, ...] = ()
    topics: tuple[str | Topic, ...] = ()
    vote: Vote | None = None
    gags: tuple[Gag, ...] = ()
    pitch: PitchRules = Field(default_factory=PitchRules)
    mood: MoodRules = Field(default_factory=MoodRules)

    @model_validator(mode="after")
    def _speaks_what_it_claims(self) -> Persona:
        wrongs = list(_unspoken(self))
        if wrongs:
            raise WrongValue(wrongs)
        return self


def _unspoken(persona: Persona) -> Iterator[Wrong]:
    """Texts that are missing, or written in a language that the persona does not speak."""
    spoken = persona.languages
    for i, lang in enumerate(spoken):
        if lang in spoken[:i]:
            yield Wrong(f"the language {lang!r} is there twice", ("languages", i))
    if isinstance(persona.disclosure, dict):
        for lang in spoken:
            if lang not in persona.disclosure:
                yield Wrong(f"the persona speaks {lang!r}: say it in {lang!r} too", ("disclosure",))
    for name, texts in persona.lines.items():
        for lang, variants in texts.items():
            if lang not in spoken:
                yield Wrong(f"the persona does not speak {lang!r}", ("lines", name, lang))
            for i, text in enumerate(variants):
                if not text.strip():
                    yield Wrong("the line is empty", ("lines", name, lang, i))
    yield from _untold(persona)


def _untold(persona: Persona) -> Iterator[Wrong]:
    """Gags of one name, texts in a language it does not speak, too few topics to vote on."""
    names = [gag.name for gag in persona.gags]
    for i, gag in enumerate(persona.gags):
        if gag.name in names[:i]:
            yield Wrong(f"the gag {gag.name!r} is there twice", ("gags", i, "name"))
    told = [("gags", i, gag.lines) for i, gag in enumerate(persona.gags)]
    told += [("topics", i, t.lines) for i, t in enumerate(persona.topics) if isinstance(t, Topic)]
    for kind, i, lines in told:
        for lang in lines:
            if lang not in persona.languages:
                yield Wrong(f"the persona does not speak {lang!r}", (kind, i, "lines", lang))
    if persona.vote is not None and sum(isinstance(t, Topic) for t in persona.topics) < 2:
        yield Wrong("a vote needs two topics with 'name' and 'lines' at least", ("topics",))
