"""One event of a journal without the people who are to be forgotten."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chatbot.catalog import local
from chatbot.events import (
    AnswerReady,
    AudienceMember,
    ChatMessage,
    Event,
    FilesLoaded,
    Filtered,
    GiftSent,
    ItemsFetched,
    ModeratorAction,
    Notice,
    Other,
    PartSent,
    PlatformConfirmed,
    PointsRedeemed,
    Proposed,
    Understood,
    UtteranceFinished,
    UtteranceStarted,
    decode,
    encode,
)
from chatbot.forgetting.people import NO_WORDS, in_texts
from chatbot.language.clean import fold
from chatbot.language.votes import mentions
from chatbot.show.core import admitted
from chatbot.show.prompt import masked
from chatbot.show.words import Words

if TYPE_CHECKING:
    from chatbot.forgetting.people import People, Person
    from chatbot.show.state import ShowState

__all__ = ["Anonymous"]

MOST_PENDING, MOST_LATELY = 1_000, 20_000
QUOTED_AT_LEAST = 10
"""A shorter message is not looked for in what others said: it may be theirs as well."""
ID_AT_LEAST = 6
OF_THE_SHOP = (FilesLoaded, ItemsFetched, PlatformConfirmed)


class Anonymous:
    """Takes people out of events, one after the other as they were; `state` is as before each.

    With `wordless` their words go too; else only what identifies somebody is masked in them.
    """

    def __init__(self, state: ShowState, people: People, *, wordless: bool) -> None:
        self._state, self._people, self._wordless = state, people, wordless
        self._wrote: OrderedDict[str, Person] = OrderedDict()  # message → who wrote it
        self._originals: OrderedDict[str, str] = OrderedDict()  # message → words it had
        self._said: dict[str, list[Person]] = {}  # utterance → who is named in it
        self._quotable: set[str] = set()

    def event(self, event: Event, filtered: Sequence[Filtered]) -> tuple[Event, list[Filtered]]:
        """The event and what the filters made of it, without the people."""
        viewer = getattr(event, "viewer", None)
        who = self._people.of(event.source, viewer) if viewer is not None else None
        if who is not None:
            self._people.seen(who)
        if isinstance(event, ChatMessage):
            return self._chat(event, filtered, who)
        if who is not None:
            event = self._renamed(event, who)
            if isinstance(event, GiftSent | PointsRedeemed) and event.text:
                event = replace(event, text=self._words(event.text, who))
            return event, [self._filtered(f, who) for f in filtered]
        if isinstance(event, Understood):
            return self._understood(event), list(filtered)
        if isinstance(event, Other):
            return (replace(event, data="") if self._about(event.data) else event), list(filtered)
        if viewer is not None or isinstance(event, OF_THE_SHOP):
            return event, list(filtered)
        return self._told(event), [self._filtered(f, None) for f in filtered]

    def decided(self, data: Any) -> None:
        """What was decided in the step: which names the lines hold."""
        for act in data:
            if act["act"] == "perform" and (named := self._people.named_in(json.dumps(act))):
                self._said[act["cue"]["id"]] = named

    def old(self, data: Any) -> Any:
        """A recorded decision without the people, where it cannot be decided anew."""
        answers = [m for act in data for m in act.get("cue", {}).get("answers", ())]
        messages = answers + [act["message"] for act in data if "message" in act]
        certain = [self._wrote[m] for m in dict.fromkeys(messages) if m in self._wrote]
        for act in data:
            if act["act"] == "perform" and certain:
                self._said[act["cue"]["id"]] = certain
        return in_texts(data, lambda text: self._clean(text, certain))

    def deed(self, data: Any) -> Any:
        """A record of the audit log without the people."""
        asked = data.get("asked") if isinstance(data, dict) else None
        user = asked.get("user") if isinstance(asked, dict) else None
        who = self._people.by_user(user) if isinstance(user, str) else None
        certain = [] if who is None else [who]
        found = in_texts(data, lambda text: self._clean(text, certain))
        if who is not None:
            found["asked"]["user"] = who.gone if user == who.id else f"{who.source}/{who.gone}"
        return found

    # -- messages -------------------------------------------------------------------------------

    def _chat(
        self, event: ChatMessage, filtered: Sequence[Filtered], who: Person | None
    ) -> tuple[ChatMessage, list[Filtered]]:
        message_id = f"{event.source}/{event.id}"
        heard = admitted(event, tuple(filtered))
        read = heard.text if isinstance(heard, ChatMessage) else event.text
        text = self._words(event.text, who)
        fresh = [self._filtered(f, who) for f in filtered]
        if who is not None:
            self._wrote[message_id] = who
            if len(self._wrote) > MOST_LATELY:
                self._wrote.popitem(last=False)
            event = self._renamed(event, who)
            if self._wordless and len(read) >= QUOTED_AT_LEAST:
                self._quotable |= {read, event.text}
        if text != event.text or fresh != list(filtered):
            event = replace(event, text=text, kept=event.kept or self._kept(event, read))
            self._originals[message_id] = read
            if len(self._originals) > MOST_PENDING:
                self._originals.popitem(last=False)
        return event, fresh

    def _kept(self, event: ChatMessage, read: str) -> str:
        """What the show reads in the words, before they go; `read` as the filters left them."""
        memory = self._state.memory
        if not memory.texts:
            return ""
        before = memory.viewers.get(f"{event.source}/{event.viewer.id}")
        words = Words(self._state, read)
        message_id = f"{event.source}/{event.id}"
        return words.keep(memory.on_screen, before, message_id, self._people.salt).text()

    def _understood(self, event: Understood) -> Understood:
        read = self._originals.get(event.cause or "")
        doubt = self._state.memory.doubts.get(event.cause or "")
        if read is None or doubt is None or event.intent in (None, doubt.reading.intent):
            return event
        kept = Words(self._state, read).keep_suggested(
            doubt.on_screen, doubt.before, doubt.asked.message_id, self._people.salt,
            first=doubt.reading, suggested=event.intent,
        )  # fmt: skip
        return replace(event, kept=event.kept or kept.text())

    def _words(self, text: str, who: Person | None) -> str:
        if who is None:
            return self._people.without(text, (), self._people.recent) if text else text
        if self._wordless:
            return " ".join((NO_WORDS, *self._hosts_named(text))) if text else ""
        return masked(self._people.without(text, [who], self._people.recent))

    def _hosts_named(self, text: str) -> list[str]:
        """The hosts' own names in it: of two hosts the one who is called answers."""
        if not self._state.memory.texts or self._state.cohost is None:
            return []
        hosts = (self._state.persona, self._state.cohost)
        names = {local(host.name, lang) for host in hosts for lang in host.languages}
        folded = fold(text)
        return sorted(name for name in names if mentions(folded, (name,)))

    def _filtered(self, found: Filtered, who: Person | None) -> Filtered:
        return found if found.text is None else replace(found, text=self._words(found.text, who))

    def _renamed(self, event: Any, who: Person) -> Any:
        viewer: AudienceMember = event.viewer
        nick = self._people.nick(who, viewer.nick)
        ours = replace(event, viewer=AudienceMember(who.gone, nick, viewer.role))
        if len(who.id) >= ID_AT_LEAST and who.id in event.id:
            ours = replace(ours, id=event.id.replace(who.id, who.gone))
        return ours

    # -- what was said and done about them -----------------------------------------------------

    def _told(self, event: Event) -> Event:
        """An event of our own: names in its texts go, and marks stay at their words."""
        certain: list[Person] = []
        perhaps: Sequence[Person] = self._people.recent
        cause = event.cause or ""
        if isinstance(event, AnswerReady):
            cluster = self._state.memory.board.clusters.get(cause)
            asked = [] if cluster is None else [a.message_id for a in cluster.asked]
            certain = [self._wrote[m] for m in asked if m in self._wrote]
        elif isinstance(event, UtteranceStarted | PartSent | UtteranceFinished):
            certain, perhaps = self._said.get(cause, []), ()
        elif isinstance(event, Proposed):
            certain = [self._wrote[cause]] if cause in self._wrote else []
        elif isinstance(event, Notice) and event.about in self._wrote:
            certain = [self._wrote[event.about]]
            if self._wordless:
                event = replace(event, text=NO_WORDS)
        elif isinstance(event, ModeratorAction) and event.user:
            who = self._people.by_user(event.user)
            if who is not None:
                certain = [who]
                user = who.gone if event.user == who.id else f"{who.source}/{who.gone}"
                event = replace(event, user=user)
        return self._rewritten(event, certain, perhaps)

    def _rewritten(
        self, event: Event, certain: Sequence[Person], perhaps: Sequence[Person]
    ) -> Event:
        data = json.loads(encode(event))
        before = json.dumps(data)
        if isinstance(event, AnswerReady) and event.marks:
            for mark in data["marks"]:
                mark["index"] = len(self._clean(event.text[: mark["index"]], certain, perhaps))
        kind, ident, source = data.pop("kind"), data.pop("id", None), data.pop("source", None)
        cause = data.pop("cause", None)
        data = in_texts(data, lambda text: self._clean(text, certain, perhaps))
        kept = (("id", ident), ("source", source), ("cause", cause))
        data = {"kind": kind, **data, **{key: value for key, value in kept if value is not None}}
        if json.dumps(data, sort_keys=True) == json.dumps(json.loads(before), sort_keys=True):
            return event
        return decode(json.dumps(data, ensure_ascii=False))

    def _clean(
        self, text: str, certain: Sequence[Person], perhaps: Sequence[Person] | None = None
    ) -> str:
        for quote in self._quotable:
            if quote in text:
                text = text.replace(quote, NO_WORDS)
        return self._people.without(
            text, certain, self._people.recent if perhaps is None else perhaps
        )

    def _about(self, data: str) -> bool:
        """Whether an unknown frame may hold somebody; without `wordless` each one may."""
        if not self._wordless:
            return True
        return any(name and name in data for p in self._people for name in (p.id, *p.forms))
