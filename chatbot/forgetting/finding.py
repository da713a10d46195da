"""Finds viewers in journals, by the id or the nickname that the platform gave them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chatbot.engine.records import read_records
from chatbot.restoring import STATE

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Found", "find_viewers", "shop_words", "viewers_in"]


@dataclass(slots=True)
class Found:
    """A viewer of some journals: the names they had there, and how many records are theirs."""

    source: str
    id: str
    nicks: list[str] = field(default_factory=list)
    records: int = 0

    @property
    def qualified(self) -> str:
        """The id with its source, which nobody else has."""
        return f"{self.source}/{self.id}"


def viewers_in(
    path: Path, *, until_ms: int | None = None, tell: Callable[[int], None] = lambda seq: None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each viewer that a record tells of, as (source, {"id", "nick"?}), as often as they did."""
    for record in read_records(path):
        if record.seq % 1000 == 0:
            tell(record.seq)
        if until_ms is not None and record.at_ms >= until_ms:
            return
        if record.kind == STATE:
            for name in json.loads(record.body).get("viewers", ()):
                source, _, ident = name.partition("/")
                yield source, {"id": ident}
        if record.kind == "in" and '"viewer":{' in record.body:
            viewer = json.loads(record.body).get("viewer")
            if isinstance(viewer, dict) and "id" in viewer:
                yield record.source, viewer


def find_viewers(
    paths: Iterable[Path], *, user: str = "", nick: str = "", tell: Callable[[int], None]
) -> list[Found]:
    """Who has this id (alone or as SOURCE/ID), or had this nickname once, however it is cased."""
    everybody: dict[str, Found] = {}
    for path in paths:
        for source, viewer in viewers_in(path, tell=tell):
            name = f"{source}/{viewer['id']}"
            found = everybody.setdefault(name, Found(source, viewer["id"]))
            found.records += 1
            if viewer.get("nick") and viewer["nick"] not in found.nicks:
                found.nicks.append(viewer["nick"])
    if user:
        return [each for name, each in everybody.items() if user in (name, each.id)]
    wanted = nick.casefold()
    return [e for e in everybody.values() if any(n.casefold() == wanted for n in e.nicks)]


def shop_words(paths: Iterable[Path]) -> str:
    """All that the shop wrote itself: its files, and the host's built-in lines."""
    from importlib.resources import files

    texts: list[str] = []
    for path in paths:
        for record in read_records(path):
            if record.kind == "head" or (
                record.kind == "in" and record.body.startswith('{"kind":"files_loaded"')
            ):
                texts += [text for _, text in json.loads(record.body).get("texts", [])]
    for file in (files("chatbot") / "data" / "phrases").iterdir():
        if file.name.endswith(".yaml"):
            texts.append(file.read_text("utf-8"))
    return "\n".join(dict.fromkeys(texts))
