"""Platform profiles: what a live platform refuses, and what it asks of owner and show.

The data come from secondary sources, with a date; nobody here gives legal advice. Loading and
rules are pure: the day is an argument.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chatbot.errors import Wrong, WrongValue, did_you_mean

__all__ = [
    "PLATFORMS",
    "Platforms",
    "Profile",
    "Source",
    "Words",
    "agreed",
    "built_in",
    "disclose_every_min",
    "label_of",
    "load",
    "outdated",
    "profiles",
    "refusing",
    "unknown_platform",
]

PLATFORMS = (
    *("taobao", "douyin", "kuaishou", "wechat_channels", "xiaohongshu", "tiktok_us", "tiktok_eu"),
    *("twitch", "youtube", "bilibili", "none"),
)
AGES_AFTER_DAYS = 180
MOST_MINUTES = 15
"""The host says at least this often that it is an AI, wherever it speaks."""

Topic = Literal[
    "synthetic_host",
    "ai_voice",
    "ai_interaction",
    "recorded_audio",
    "static_picture",
    "unattended",
    "unofficial_chat",
    "payment_outside",
]
Word = Literal[
    "head",
    "allowed",
    "conditions",
    "assist_only",
    "unclear",
    "refused",
    "risky",
    "not_known",
    "must",
    "confirm",
    "ask",
    "name",
    "alone",
]
Market = Literal["cn", "eu", "us"]
OrderChannel = Literal["cart", "link", "none"]
Text = Annotated[str, Field(min_length=1)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Record):
    """The same in the three languages that owners read."""

    zh: Text
    en: Text
    fr: Text

    def in_(self, lang: str) -> str:
        """The text in this language."""
        return str(getattr(self, lang))


class Source(_Record):
    """Where something was read, what it said, and when it said so; never the rule itself."""

    title: Text
    dated: Text
    where: Text
    says: Text
    secondary: Literal[True]


class Statement(Words):
    """Something that we say, and the sources that bear it out; with none it is our own choice."""

    sources: tuple[str, ...]


class Refusal(_Record):
    """What a platform refuses (`refused`), or what puts the account at risk there (`risky`)."""

    what: Topic
    stand: Literal["refused", "risky"]
    says: str


class Label(Words):
    """The words of the AI label."""

    says: str


class Disclosure(_Record):
    """How often, in minutes at most, the host says that it is an AI."""

    says: str
    every_min: Annotated[int, Field(ge=2, le=MOST_MINUTES)]


class Attendance(_Record):
    """Whether a person must be there; `every_min` where a source says how often."""

    says: str
    needed: Literal["always", "required", "nobody", "not_known"]
    every_min: Annotated[int, Field(ge=1)] | None = None


class Must(_Record):
    """What the show must do."""

    label: Label
    disclose: Disclosure
    attendance: Attendance


class Profile(_Record):
    """One platform. What `refused` does not list is not known: ask the platform.

    `called` is its name within a sentence, where the title is not one; `confirm` names the points
    of the owner's checklist, none where there is nothing to confirm; `frame` is the stage page's.
    """

    title: Words
    called: Words | None = None
    as_of: date
    ai_host: Literal["allowed", "conditions", "assist_only", "unclear"]
    because: str
    refused: tuple[Refusal, ...]
    must: Must
    confirm: tuple[str, ...]
    market: Market
    order_channel: OrderChannel
    frame: Literal["none", "taobao", "douyin", "tiktok", "twitch"] = "none"

    def says(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The statements it makes, by the place where it names them."""
        yield ("because",), self.because
        for i, refusal in enumerate(self.refused):
            yield ("refused", i), refusal.says
        yield ("must", "label"), self.must.label.says
        yield ("must", "disclose"), self.must.disclose.says
        yield ("must", "attendance"), self.must.attendance.says


class Platforms(_Record):
    """All profiles, and the sources, statements, points and words that they share."""

    sources: dict[str, Source]
    statements: dict[str, Statement]
    points: dict[str, Words]
    topics: dict[Topic, Words]
    words: dict[Word, Words]
    platforms: dict[str, Profile]

    @model_validator(mode="after")
    def _all_named_things_are_there(self) -> Platforms:
        wrongs = [*self._wrong_platforms()]
        for name, statement in self.statements.items():
            at = ("statements", name, "sources")
            wrongs += _strangers(statement.sources, self.sources, "source", at)
        for name, profile in self.platforms.items():
            for where, says in profile.says():
                at_says = ("platforms", name, *where)
                wrongs += _strangers([says], self.statements, "statement", at_says)
            at = ("platforms", name, "confirm")
            wrongs += _strangers(profile.confirm, self.points, "point", at)
        if wrongs:
            raise WrongValue(wrongs)
        return self

    def _wrong_platforms(self) -> Iterator[Wrong]:
        for name in self.platforms:
            if name not in PLATFORMS:
                yield Wrong(unknown_platform(name), ("platforms", name))
        for name in PLATFORMS:
            if name not in self.platforms and len(self.platforms) < len(PLATFORMS):
                yield Wrong(f"the platform {name!r} is missing", ("platforms",))

    def version_of(self, name: str) -> str:
        """Changes with anything that the profile says or asks to be confirmed."""
        profile = self.platforms[name]
        told: list[_Record] = [profile, *(self.statements[each] for _, each in profile.says())]
        told += [self.points[each] for each in profile.confirm]
        digest = hashlib.sha256("\n".join(each.model_dump_json() for each in told).encode())
        return f"{profile.as_of}-{digest.hexdigest()[:8]}"

    def sources_of(self, profile: Profile) -> tuple[Source, ...]:
        """What bears out the profile, each source once, in the order it is needed."""
        named = [name for _, each in profile.says() for name in self.statements[each].sources]
        return tuple(self.sources[name] for name in dict.fromkeys(named))


def _strangers(
    names: Iterable[str], known: Iterable[str], kind: str, at: tuple[str | int, ...]
) -> Iterator[Wrong]:
    listed = tuple(known)
    for name in dict.fromkeys(names):
        if name not in listed:
            yield Wrong(f"unknown {kind} {name!r}{did_you_mean(name, listed)}", at)


# -- loading -------------------------------------------------------------------------------------


def load(path: Path, *, shown: str | None = None) -> Platforms:
    """Read profiles from a file.

    Raises:
        ConfigErrors: everything that is wrong, by file and line.
    """
    from chatbot.files import read_yaml, validate

    return validate(Platforms, read_yaml(path, shown=shown))


@cache
def built_in() -> Platforms:
    """The profiles that come with the program."""
    return load(Path(__file__).parent / "data" / "platforms.yaml", shown="platforms.yaml")


def profiles(names: Iterable[str]) -> dict[str, Profile]:
    """The profiles of these platforms, by name."""
    return {name: built_in().platforms[name] for name in names}


def unknown_platform(name: object) -> str:
    """Say that there is no such platform, and which may be meant."""
    word = str(name).strip().lower()
    starts = [known for known in PLATFORMS if word and known.startswith(f"{word}_")]
    if starts:
        near = f" (did you mean {' or '.join(map(repr, starts))}?)"
    else:
        near = did_you_mean(word, PLATFORMS) or f" (known: {', '.join(PLATFORMS)})"
    return f"unknown platform {name!r}{near}"


# -- rules -----------------------------------------------------------------------------------------


def refusing(names: Iterable[str]) -> tuple[str, ...]:
    """Those of these platforms on which no AI may host: only assist mode is allowed there."""
    return tuple(n for n, found in profiles(names).items() if found.ai_host == "assist_only")


def outdated(names: Iterable[str], today: date) -> tuple[str, ...]:
    """Those of these platforms whose profile is older than 180 days; `none` has nothing to age."""
    return tuple(
        name
        for name, found in profiles(names).items()
        if found.confirm and (today - found.as_of).days > AGES_AFTER_DAYS
    )


@cache
def disclose_every_min(names: tuple[str, ...]) -> int:
    """How often, in minutes at most, the host says that it is an AI: the strictest of these."""
    if names == ("none",):
        return MOST_MINUTES
    every = (found.must.disclose.every_min for found in profiles(names).values())
    return min(every, default=MOST_MINUTES)


def label_of(names: Iterable[str]) -> dict[str, str]:
    """The words of the AI label by language; where these platforms differ, each one's."""
    labels = [found.must.label for found in profiles(names).values()]
    return {
        lang: " · ".join(dict.fromkeys(label.in_(lang) for label in labels))
        for lang in ("zh", "en", "fr")
    }


def agreed(names: Iterable[str]) -> tuple[Market | None, OrderChannel | None]:
    """Market and order channel that these platforms suggest; None where they differ."""
    found = profiles(names).values()
    markets, channels = {p.market for p in found}, {p.order_channel for p in found}
    return (
        markets.pop() if len(markets) == 1 else None,
        channels.pop() if len(channels) == 1 else None,
    )
