"""Who is in a journal, and the names that stand for them once they are forgotten."""

from __future__ import annotations

import hmac
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from chatbot.language.clean import clean_nick
from chatbot.language.nick import spoken_nick

if TYPE_CHECKING:
    from chatbot.events import AudienceMember

__all__ = ["GONE", "LIKE_A_NAME", "NO_WORDS", "People", "Person", "in_texts"]

NO_WORDS = "[…]"
"""What stands for words that are gone."""
GONE = "gone-"
"""How the id of somebody begins who was forgotten."""
LIKE_A_NAME = re.compile(rf"{GONE}[0-9a-f]{{10}}|Viewer-[A-Z][a-z]{{7}}|Viewer 0[0-9a-f]{{10}}")
RECENT = 40
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_LATIN = re.compile(r"[A-Za-z0-9À-ÿ_]")
_MENTION = re.compile(r"(?<![\w.])@(\w{2,32})")


@dataclass(slots=True)
class Person:
    """Somebody who is to be forgotten: `source` and `id` as the platform names them.

    `forms` maps each way to write or say a name of theirs to what stands for it.
    """

    source: str
    id: str
    gone: str
    forms: dict[str, str] = field(default_factory=dict)

    @property
    def qualified(self) -> str:
        """The id as the show knows viewers."""
        return f"{self.source}/{self.id}"


class People:
    """Those who are forgotten, of whom `wanted` (source, viewer) says who they are.

    The names that stand for them depend on a number drawn when this is made and never written: once
    it is gone nobody can find out who they were. `shop` are the shop's own words: a nickname among
    them is replaced only where it is known to name the viewer.
    """

    def __init__(self, wanted: Callable[[str, AudienceMember], bool], shop: str = "") -> None:
        self.salt = os.urandom(32)
        self._wanted, self._shop = wanted, shop.casefold()
        self._by_id: dict[str, Person] = {}
        self._by_name: dict[str, Person] = {}
        self._written_as: dict[str, Person] = {}
        self._recent: deque[Person] = deque(maxlen=RECENT)
        self._shops: dict[str, bool] = {}
        self.others: set[str] = set()
        """Longer names of other people, in which a name of these is found."""
        self.kept_names: set[str] = set()

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    def of(self, source: str, viewer: AudienceMember) -> Person | None:
        """The person behind a viewer, None for whoever stays."""
        known = self._by_id.get(f"{source}/{viewer.id}")
        if known is None:
            if viewer.id.startswith(GONE) or not self._wanted(source, viewer):
                return None
            known = Person(source, viewer.id, GONE + self._digest(f"{source}/{viewer.id}")[:10])
            self._by_id[known.qualified] = known
            self._by_name[known.gone] = known
        self._name(known, viewer.nick)
        return known

    def seen(self, person: Person) -> None:
        """They did something just now."""
        if person not in self._recent:
            self._recent.append(person)

    def by_user(self, user: str) -> Person | None:
        """The person that a moderator's action means: an id, or one with its source."""
        if user in self._by_id:
            return self._by_id[user]
        return next((p for p in self._by_id.values() if p.id == user), None)

    @property
    def recent(self) -> tuple[Person, ...]:
        """Who did something lately."""
        return tuple(self._recent)

    def named_in(self, text: str) -> list[Person]:
        """Those for whom a name stands in this text."""
        names = dict.fromkeys(LIKE_A_NAME.findall(text))
        return [self._by_name[name] for name in names if name in self._by_name]

    def nick(self, person: Person, nick: str) -> str:
        """What stands for this nickname of theirs; one that may be said stays one that may be."""
        self._name(person, nick)
        return person.forms.get(nick, "")

    def without(self, text: str, certain: Iterable[Person], perhaps: Iterable[Person] = ()) -> str:
        """The text without the names of the people in it.

        `certain` ones are known to be meant; of those who are `perhaps` meant, only a name is
        replaced that is no word of the shop's.
        """
        certain = list(certain)
        forms: dict[str, str] = {}
        for person in (*certain, *perhaps):
            forms[person.qualified] = f"{person.source}/{person.gone}"
            if len(person.id) >= 6:
                forms[person.id] = person.gone
            for form, gone in person.forms.items():
                if form not in text:
                    continue
                if person in certain or not self._of_the_shop(form):
                    forms.setdefault(form, gone)
                else:
                    self.kept_names.add(form)
        for form in sorted((f for f in forms if len(f) > 1 and f in text), key=len, reverse=True):
            text = self._replaced(form, forms[form], text)
        return _MENTION.sub(self._mentioned, text)

    def _replaced(self, form: str, gone: str, text: str) -> str:
        """The text without this name, which stays where it is part of somebody else's."""
        longer = tuple(name for name in self.others if form in name and name in text)
        if not longer:
            return _whole(form).sub(gone, text)
        names = "|".join(map(re.escape, sorted(longer, key=len, reverse=True)))
        either = re.compile(f"{names}|{_whole(form).pattern}")
        return either.sub(lambda found: found[0] if found[0] in longer else gone, text)

    def _mentioned(self, found: re.Match[str]) -> str:
        person = self._written_as.get(found[1].casefold())
        return found[0] if person is None else f"@{next(iter(person.forms.values()), person.gone)}"

    def _of_the_shop(self, form: str) -> bool:
        if form not in self._shops:
            self._shops[form] = bool(_whole(form.casefold()).search(self._shop))
        return self._shops[form]

    def _name(self, person: Person, nick: str) -> None:
        if not nick or nick in person.forms:
            return
        said = spoken_nick(nick)
        gone = self._sayable(person) if said else f"Viewer 0{person.gone.removeprefix(GONE)}"
        for form in dict.fromkeys((nick, clean_nick(nick), said or nick)):
            if form:
                person.forms.setdefault(form, gone)
                self._written_as.setdefault(form.casefold(), person)
        self._by_name[gone] = person

    def _sayable(self, person: Person) -> str:
        """A name that the host could say: what was decided for a sayable one stays decided."""
        for attempt in count():
            digest = bytes.fromhex(self._digest(f"{person.qualified} {attempt}"))
            pairs = zip(digest[:4], digest[4:8], strict=True)
            letters = "".join(
                _CONSONANTS[a % len(_CONSONANTS)] + _VOWELS[b % len(_VOWELS)] for a, b in pairs
            )
            name = f"Viewer-{letters.capitalize()}"
            if spoken_nick(name) == name and self._by_name.get(name, person) is person:
                return name
        raise AssertionError

    def _digest(self, text: str) -> str:
        return hmac.new(self.salt, text.encode("utf-8", "replace"), "sha256").hexdigest()


@cache
def _whole(form: str) -> re.Pattern[str]:
    before = r"(?<![A-Za-z0-9À-ÿ_])" if _LATIN.match(form[0]) else ""
    after = r"(?![A-Za-z0-9À-ÿ_])" if _LATIN.match(form[-1]) else ""
    return re.compile(f"{before}{re.escape(form)}{after}")


def in_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The JSON value with each of its texts changed; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [in_texts(each, change) for each in value]
    if isinstance(value, dict):
        return {key: in_texts(each, change) for key, each in value.items()}
    return value
