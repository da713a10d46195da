"""Rewrites a journal without some people: what happened, and what was decided because of it.

The show's own core decides the whole night once more, on what happened without them. Where it
decides the same but for the names, its decision is what the journal keeps: nothing of the people
can be in it. Where it decides otherwise, the record of what was decided stays, without the names,
and the note tells from which record on a replay will differ.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from chatbot.engine.records import Record, read_records
from chatbot.engine.room import acts_record
from chatbot.events import Event, Filtered, decode, encode
from chatbot.forgetting.alike import alike
from chatbot.forgetting.anonymous import Anonymous
from chatbot.forgetting.people import NO_WORDS
from chatbot.replaying import decided_otherwise_at
from chatbot.restoring import engine_version, opening, state_of
from chatbot.show import core

if TYPE_CHECKING:
    from pathlib import Path

    from chatbot.engine.chain import Change
    from chatbot.forgetting.people import People

__all__ = ["Rewriting"]


class Rewriting:
    """One pass over a journal; `until_ms` is the show time from which people stay.

    `changes` gives what to rewrite, in order; `differs_from` is then the first record that a replay
    decides otherwise, 0 where there is none, and `snapshot` the state at the end.

    Raises:
        JournalError: the file is no journal, or holds an event of another version.
    """

    def __init__(
        self, path: Path, people: People, *, wordless: bool, until_ms: int | None = None
    ) -> None:
        self._path, self._people, self._until_ms = path, people, until_ms
        head, self._state, self._after = opening(path)
        self._begins: Change | None = None
        if self._after:
            self._begins = self._without_them()
        self._comparable = head["engine"] == engine_version()
        self._anonymous = Anonymous(self._state, people, wordless=wordless)
        self.differs_from = self.differed_before = 0

    @property
    def differences(self) -> dict[str, int]:
        """For the note: where a replay differs because of this, or where it did before.

        To be asked for at the end, while the journal still reads as it was.
        """
        before = decided_otherwise_at(self._path) if self.differs_from else 0
        if 0 < before <= self.differs_from:
            self.differs_from, self.differed_before = 0, before
        found = {"differs_from": self.differs_from}
        return found | ({"differed_before": self.differed_before} if self.differed_before else {})

    def snapshot(self) -> str:
        """The state at the end, without the people."""
        return self._state.snapshot()

    def changes(self, tell: Callable[[int], None] = lambda seq: None) -> Iterator[Change]:
        """Each record that must change, and what it becomes; `tell` hears how far it is."""
        if self._begins is not None:
            yield self._begins
        step: list[Record] = []
        for record in read_records(self._path, after=self._after):
            if record.seq % 500 == 0:
                tell(record.seq)
            begins = record.kind not in ("in", "out") or (
                record.kind == "in" and not record.body.startswith('{"kind":"filtered"')
            )
            if begins:
                yield from self._step(step)
                step = []
            if record.kind in ("in", "out"):
                step.append(record)
            elif record.kind == "audit" and self._goes(record):
                yield from _changed(record, _dumped(self._anonymous.deed(json.loads(record.body))))
        yield from self._step(step)

    def _without_them(self) -> Change | None:
        """The state that stands for removed records, without the people; None where it had none."""
        record = next(iter(read_records(self._path, after=self._after - 1, most=1)))
        people = list(self._people)

        def clean(value: Any) -> Any:
            if isinstance(value, dict):
                ours = any(value.get("viewer_id") == person.qualified for person in people)
                fresh = {without(key): clean(each) for key, each in value.items()}
                return fresh | ({"text": NO_WORDS} if ours and "text" in value else {})
            if isinstance(value, list):
                return [clean(each) for each in value]
            return without(value) if isinstance(value, str) else value

        def without(text: str) -> str:
            return self._people.without(text, people)

        data = json.loads(record.body)
        texts = data.pop("texts", None)  # the shop's own files
        fresh = {**clean(data), **({} if texts is None else {"texts": texts})}
        if fresh == {**data, **({} if texts is None else {"texts": texts})}:
            return None
        body = json.dumps(fresh, ensure_ascii=False, separators=(",", ":"))
        self._state = state_of(body)
        return record.seq, Record(record.kind, record.at_ms, body)

    def _goes(self, record: Record) -> bool:
        return self._until_ms is None or record.at_ms < self._until_ms

    def _step(self, step: list[Record]) -> Iterator[Change]:
        if not step:
            return
        heard = [decode(record.body) for record in step if record.kind == "in"]
        event, filtered = heard[0], [each for each in heard[1:] if isinstance(each, Filtered)]
        ours, fresh = event, filtered
        if self._goes(step[0]):
            ours, fresh = self._anonymous.event(event, filtered)
        acts = core.step(self._state, ours, tuple(fresh))
        for record, was, now in zip(step, heard, (ours, *fresh), strict=False):
            if was != now:
                yield record.seq, _recorded(record, now)
        decided = acts_record(acts, event.at_ms)
        out = next((record for record in step if record.kind == "out"), None)
        yield from self._decision(out, decided, event, step[0])

    def _decision(
        self, out: Record | None, decided: Record | None, event: Event, first: Record
    ) -> Iterator[Change]:
        new = json.loads(decided.body) if decided else []
        if out is None or decided is None or out.body == decided.body:
            if (out is None) != (decided is None):
                self._differs(out or first)
                if out is not None and self._goes(out):
                    yield from _changed(out, _dumped(self._anonymous.old(json.loads(out.body))))
            self._anonymous.decided(new)
            return
        old = json.loads(out.body)
        if alike(old, new):
            self._anonymous.decided(new)
            yield from _changed(out, decided.body)
            return
        self._differs(out)
        if self._goes(out):
            yield from _changed(out, _dumped(self._anonymous.old(old)))

    def _differs(self, record: Record) -> None:
        if self._comparable and not self.differs_from:
            self.differs_from = record.seq


def _recorded(record: Record, event: Event) -> Record:
    event_id = event.id if record.event_id else ""
    return Record("in", record.at_ms, encode(event).decode(), record.source, event_id)


def _changed(record: Record, body: str) -> Iterator[Change]:
    if body != record.body:
        yield record.seq, Record(record.kind, record.at_ms, body, record.source, record.event_id)


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
