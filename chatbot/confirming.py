"""The owner's confirmation of a platform's checklist: told, kept beside the show, asked for.

Without it no show goes on air on a platform; where only assist mode is allowed, none does at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field

from chatbot.attendance import left_alone
from chatbot.engine.clock import wall_now_ms
from chatbot.errors import CannotGoOnAir, ConfigError
from chatbot.events import Event, Notice, PlatformConfirmed
from chatbot.files import parse, read_yaml, validate
from chatbot.files.whole import write_whole
from chatbot.platforms import (
    AGES_AFTER_DAYS,
    Profile,
    Topic,
    Words,
    built_in,
    outdated,
    profiles,
    refusing,
)
from chatbot.values import Instant

if TYPE_CHECKING:
    from chatbot.engine.room import Room
    from chatbot.loading import ShowFiles

__all__ = [
    "Confirmation",
    "Confirmations",
    "admission",
    "checklist",
    "confirm",
    "confirmations_beside",
    "doubts",
    "in_words",
    "musts",
    "points_of",
    "refuse_assist_only",
    "same_platforms",
    "show_doubts",
    "stated",
    "tell_room",
    "unconfirmed",
    "unknown_topics",
    "wall_now",
]

NOTE = "# Who confirmed which platform's checklist. `chatbot platform confirm` writes it.\n"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Confirmation(_Record):
    """Somebody confirmed the checklist of one version of a platform's profile for one show."""

    show: str
    platform: str
    version: str
    by: str = Field(min_length=1, max_length=80)
    at: Instant
    points: tuple[str, ...]


class Confirmations(_Record):
    """All confirmations kept beside a show, oldest first."""

    confirmed: tuple[Confirmation, ...] = ()


def wall_now(files: ShowFiles) -> datetime:
    """The process's wall clock, to the second, in the show's time zone."""
    return datetime.fromtimestamp(wall_now_ms() // 1000, ZoneInfo(files.show.timezone))


# -- in words ------------------------------------------------------------------------------------


def in_words(words: Words, name: str, lang: str) -> str:
    """What the profiles say, as said of this platform in this language."""
    profile = built_in().platforms[name]
    slots = {
        "title": profile.title.in_(lang),
        "platform": (profile.called or profile.title).in_(lang),
        "date": str(profile.as_of),
        "minutes": str(profile.must.disclose.every_min),
        "label": profile.must.label.in_(lang),
    }
    text = words.in_(lang)
    for slot, value in slots.items():
        text = text.replace(f"{{{slot}}}", value)
    return text


def stated(says: str, name: str, lang: str) -> str:
    """The statement of this name about this platform."""
    return in_words(built_in().statements[says], name, lang)


def musts(name: str, lang: str) -> tuple[str, ...]:
    """What the show must do, thing by thing."""
    must = built_in().platforms[name].must
    says = (must.label.says, must.disclose.says, must.attendance.says)
    return tuple(stated(each, name, lang) for each in says)


def unknown_topics(profile: Profile) -> tuple[Topic, ...]:
    """What no source speaks of: not known, ask the platform."""
    told = {refusal.what for refusal in profile.refused}
    return tuple(topic for topic in get_args(Topic) if topic not in told)


def checklist(name: str, lang: str) -> tuple[str, ...]:
    """What the owner confirms, point by point."""
    known = built_in()
    return tuple(in_words(known.points[n], name, lang) for n in known.platforms[name].confirm)


def points_of(files: ShowFiles, name: str) -> tuple[str, ...]:
    """What the owner of this show confirms: the platform's points, and a choice of their own."""
    points, lang = checklist(name, files.show.language), files.show.language
    if name in _alone(files):
        points += (in_words(built_in().words["alone"], name, lang),)
    return points


def _alone(files: ShowFiles) -> tuple[str, ...]:
    policy = files.show.policy
    return () if policy.mode == "assist" else left_alone(policy.platform, policy.attended)


def _version(files: ShowFiles, name: str) -> str:
    """Changes with the profile, and with whether the show is left alone there."""
    return built_in().version_of(name) + ("-alone" if name in _alone(files) else "")


# -- kept beside the show --------------------------------------------------------------------------


def confirmations_beside(show: Path) -> Path:
    """Where the confirmations of this show are kept: `show.confirmed.yaml`."""
    return show.with_name(f"{show.stem}.confirmed.yaml")


def _kept(show: Path) -> Confirmations:
    path = confirmations_beside(show)
    return validate(Confirmations, read_yaml(path)) if path.exists() else Confirmations()


def _in_force(files: ShowFiles) -> dict[str, Confirmation]:
    """The latest confirmation of each platform's present profile."""
    return {
        each.platform: each
        for each in _kept(files.path).confirmed
        if each.show == files.show.name
        and each.platform in files.show.policy.platform
        and each.version == _version(files, each.platform)
    }


def unconfirmed(files: ShowFiles) -> tuple[str, ...]:
    """The platforms whose checklist nobody has confirmed for this show and profile."""
    found = _in_force(files)
    named = profiles(files.show.policy.platform)
    return tuple(name for name, profile in named.items() if profile.confirm and name not in found)


def confirm(files: ShowFiles, by: str) -> tuple[Confirmation, ...]:
    """Keep that the owner confirms what is not confirmed yet, and return it.

    Raises:
        CannotGoOnAir: only assist mode is allowed there, or the file cannot be written.
    """
    refuse_assist_only(files)
    at = wall_now(files)
    fresh = tuple(
        Confirmation(
            show=files.show.name,
            platform=name,
            version=_version(files, name),
            by=by,
            at=at,
            points=points_of(files, name),
        )
        for name in unconfirmed(files)
    )
    if fresh:
        kept = Confirmations(confirmed=(*_kept(files.path).confirmed, *fresh))
        _write(confirmations_beside(files.path), kept)
    return fresh


def _write(path: Path, kept: Confirmations) -> None:
    body = yaml.safe_dump(kept.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    try:
        write_whole(path, NOTE + body)
    except OSError as error:
        raise CannotGoOnAir(
            f"{path}: the confirmation cannot be written ({error.strerror}): "
            "make the show's folder writable"
        ) from error


# -- at the start --------------------------------------------------------------------------------


def admission(files: ShowFiles) -> tuple[Confirmation, ...]:
    """What was confirmed, where the show may go on air.

    Raises:
        CannotGoOnAir: the owner has not confirmed, or only assist mode is allowed there.
    """
    refuse_assist_only(files)
    if waiting := unconfirmed(files):
        raise CannotGoOnAir(_not_confirmed(files, waiting))
    return tuple(_in_force(files).values())


def _not_confirmed(files: ShowFiles, waiting: tuple[str, ...]) -> str:
    before = [c for c in _kept(files.path).confirmed if c.platform in waiting]
    before = [c for c in before if c.show == files.show.name]
    why = "nobody has confirmed the checklist for this show"
    if before:
        changed = before[-1].version.removesuffix("-alone") != built_in().version_of(waiting[0])
        what = "the profile has changed" if changed else "policy.attended has changed"
        why = f"{what} since {before[-1].by} confirmed it on {before[-1].at.date()}"
    return (
        f"{_place(files)}: {', '.join(waiting)}: {why}. Read it (`chatbot platform show "
        f"{waiting[0]}`), then confirm it: `chatbot run {files.path} --confirm`, or "
        f"`chatbot platform confirm {files.path} --by NAME`"
    )


def refuse_assist_only(files: ShowFiles) -> None:
    """Keep a show that speaks by itself off platforms that leave only assist mode.

    Raises:
        CannotGoOnAir: one of its platforms is such a one.
    """
    if closed := _closed(files):
        because = " ".join(stated(profiles(closed)[n].because, n, "en") for n in closed)
        raise CannotGoOnAir(
            f"{_place(files)}: {', '.join(closed)}: {because} So the show does not speak by itself "
            f"there: let a person host (policy.mode: assist), or take {' and '.join(closed)} out "
            "of policy.platform"
        )


def _closed(files: ShowFiles) -> tuple[str, ...]:
    """The platforms where this show may not go on air: in assist mode a person hosts."""
    policy = files.show.policy
    return () if policy.mode == "assist" else refusing(policy.platform)


def _place(files: ShowFiles) -> str:
    written = parse(dict(files.texts)["show"], str(files.path))
    return f"{files.path}:{written.line(('policy', 'platform'))}"


def same_platforms(files: ShowFiles, fresh: ShowFiles) -> None:
    """Keep a save from moving a show, while it is on air, to platforms that nobody confirmed.

    Raises:
        CannotGoOnAir: the save names other platforms.
    """
    if set(fresh.show.policy.platform) != set(files.show.policy.platform):
        raise CannotGoOnAir(
            f"{_place(fresh)}: the platforms cannot change on air: stop the show and run it anew"
        )
    if fresh.show.policy.mode != files.show.policy.mode:
        raise CannotGoOnAir(
            f"{_place(fresh)}: who hosts (policy.mode) cannot change on air: stop the show and run "
            "it anew"
        )


def doubts(names: tuple[str, ...], today: date) -> Iterator[str]:
    """What to tell about the profiles of these platforms on this day: those that are old."""
    for name in outdated(names, today):
        age = (today - built_in().platforms[name].as_of).days
        yield (
            f"the profile of {name!r} is {age} days old (more than {AGES_AFTER_DAYS}): the rules "
            "may have changed; read the platform's own, and look for a newer program"
        )


def show_doubts(files: ShowFiles) -> Iterator[ConfigError]:
    """What `chatbot check` tells about the platforms of a show, by file and line."""
    written = parse(dict(files.texts)["show"], str(files.path))
    names = files.show.policy.platform
    for text in doubts(names, wall_now(files).date()):
        yield written.error(text, ("policy", "platform"))
    for name in _closed(files):
        text = f"only assist mode is allowed on {name}: the show will not go on air by itself"
        yield written.error(text, ("policy", "platform"))


def tell_room(room: Room, files: ShowFiles, confirmed: tuple[Confirmation, ...]) -> None:
    """Have it in the journal who confirmed what and when, once; and on the console what is old."""
    for each in confirmed:
        at = each.at.isoformat()
        if room.state.memory.confirmed.get(each.platform) != (each.version, each.by, at):
            room.put(_event(room, each, at))
    told = [("platform", t) for t in doubts(files.show.policy.platform, wall_now(files).date())]
    if alone := _alone(files):
        text = f"off (policy.attended): on {' and '.join(alone)} nobody has to say “I'm here”"
        told.append(("attendance", text))
    for about, text in told:
        notice = Notice(id=room.next_id("platform"), level="warning", about=about, text=text)
        room.put(notice)


def _event(room: Room, confirmation: Confirmation, at: str) -> Event:
    return PlatformConfirmed(
        id=room.next_id("platform"),
        platform=confirmation.platform,
        version=confirmation.version,
        by=confirmation.by,
        confirmed_at=at,
        points=confirmation.points,
    )
