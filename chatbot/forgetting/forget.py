"""Forgets viewers in journals: on request, with their words; by age, with their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.engine.chain import rewrite
from chatbot.events import AudienceMember
from chatbot.forgetting.cutting import cut
from chatbot.forgetting.finding import shop_words, viewers_in
from chatbot.forgetting.people import People
from chatbot.forgetting.rewriting import Rewriting
from chatbot.language.nick import spoken_nick

if TYPE_CHECKING:
    from pathlib import Path

    from chatbot.forgetting.finding import Found

__all__ = ["Done", "cut_off", "forget", "people_for", "pseudonymise"]

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a journal: records rewritten, people in them, where a replay differs (or 0).

    `kept_names` are nicknames that are also words of the shop: they were left where it is not known
    that they name the viewer.
    """

    records: int
    people: int = 0
    differs_from: int = 0
    kept_names: tuple[str, ...] = ()
    differed_before: int = 0
    """The first record that a replay decided otherwise before any was rewritten."""


def people_for(found: Iterable[Found], paths: Iterable[Path]) -> People:
    """These viewers, by every name that the journals know them by."""
    found, paths = list(found), list(paths)
    ids = {each.qualified for each in found}
    people = People(lambda source, viewer: f"{source}/{viewer.id}" in ids, shop_words(paths))
    for each in found:
        for nick in each.nicks or [""]:
            person = people.of(each.source, AudienceMember(each.id, nick))
            assert person is not None
            people.seen(person)
    forms = {form for person in people for form in person.forms}
    nicks = {viewer.get("nick", "") for path in paths for _, viewer in viewers_in(path)}
    for nick in nicks - forms:
        for name in (nick, spoken_nick(nick) or ""):
            if name not in forms and any(form in name for form in forms):
                people.others.add(name)
    return people


def forget(path: Path, people: People, *, why: str, by: str, wall_ms: int, tell: Tell) -> Done:
    """Take these people and their words out of a journal.

    Raises:
        JournalError: a show is writing it, it is no journal, or of another version.
    """
    return _rewrite(path, Rewriting(path, people, wordless=True), people, why, by, wall_ms, tell)


def pseudonymise(path: Path, *, until_ms: int, why: str, by: str, wall_ms: int, tell: Tell) -> Done:
    """Let a pseudonym stand for everybody until this show time; of their words only contacts go.

    Raises:
        JournalError: as for `forget`.
    """
    people = People(lambda source, viewer: True, shop_words([path]))
    work = Rewriting(path, people, wordless=False, until_ms=until_ms)
    return _rewrite(path, work, people, why, by, wall_ms, tell)


def _rewrite(
    path: Path, work: Rewriting, people: People, why: str, by: str, wall_ms: int, tell: Tell
) -> Done:
    count = rewrite(
        path,
        lambda: work.changes(tell),
        why=why,
        by=by,
        wall_ms=wall_ms,
        more=lambda: work.differences,
        snapshot=work.snapshot,
    )
    kept = tuple(sorted(people.kept_names))
    return Done(count, len(people), work.differs_from, kept, work.differed_before)


def cut_off(path: Path, *, before_ms: int, why: str, by: str, wall_ms: int, tell: Tell) -> Done:
    """Remove what happened before this show time from a journal that goes on.

    Raises:
        JournalError: as for `forget`.
    """
    count = rewrite(
        path,
        lambda: cut(path, before_ms, tell),
        why=why,
        by=by,
        wall_ms=wall_ms,
        more=lambda: {"removed_before_ms": before_ms},
        keep_snapshot=True,
    )
    return Done(count)
