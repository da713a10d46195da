"""How a show's state is put together from texts, and back from a journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from chatbot.catalog import local
from chatbot.engine.journal import Record, read_head, read_records, read_snapshot
from chatbot.events import Event, Filtered, decode
from chatbot.language.reader import Reader
from chatbot.loading import load_show_texts
from chatbot.phrases import built_in_phrases
from chatbot.show import core
from chatbot.show.memory import Memory
from chatbot.show.state import ShowState

if TYPE_CHECKING:
    from pathlib import Path

    from chatbot.catalog import Catalog
    from chatbot.config import Show
    from chatbot.persona import Persona
    from chatbot.rundown import Rundown

__all__ = ["engine_version", "make_reader", "new_state", "parse_texts", "restore", "steps_of"]


def engine_version() -> str:
    """The version that wrote a journal; only the same one promises an identical replay."""
    try:
        return version("live-room-host")
    except PackageNotFoundError:
        return "0"


def parse_texts(
    texts: tuple[tuple[str, str], ...],
) -> tuple[Show, Persona, Catalog, Rundown | None]:
    """The files in force, from the texts the journal keeps."""
    files = load_show_texts(texts)
    return files.show, files.persona, files.catalog, files.rundown


def make_reader(catalog: Catalog, show: Show, persona: Persona) -> Reader:
    """A reader that knows this shop's products and this host's name."""
    names = {local(persona.name, lang) for lang in persona.languages}
    return Reader(
        catalog,
        room_lang=show.language,
        market=show.policy.market,
        languages=persona.languages,
        host_names=sorted(names),
    )


def _parts() -> dict[str, Any]:
    return {"parse": parse_texts, "phrases": built_in_phrases(), "reader": make_reader}


def new_state(*, seed: int, started_wall_ms: int) -> ShowState:
    """The state of a show that has not begun."""
    return ShowState(Memory(seed=seed, started_wall_ms=started_wall_ms), **_parts())


def restore(path: Path) -> tuple[ShowState, int]:
    """The state at a journal's end, and its last show time in ms.

    Raises:
        JournalError: it is not a journal of this format.
    """
    head = read_head(path)
    snapshot = read_snapshot(path)
    if snapshot is None:
        state = new_state(seed=head["seed"], started_wall_ms=head["started_wall_ms"])
        after = 0
    else:
        after, body = snapshot
        state = ShowState.from_snapshot(body, **_parts())
    last_ms = state.memory.now_ms
    for event, filtered, _ in steps_of(read_records(path, after=after)):
        core.step(state, event, filtered)
        last_ms = max(last_ms, event.at_ms)
    return state, last_ms


def steps_of(
    records: Iterable[Record],
) -> Iterator[tuple[Event, tuple[Filtered, ...], Record | None]]:
    """The steps of a journal: each event, what the filters made of it, and what was decided."""
    event: Event | None = None
    filtered: list[Filtered] = []
    decided: Record | None = None
    for record in records:
        if record.kind == "out":
            decided = record
            continue
        if record.kind != "in":
            continue
        read = decode(record.body)
        if isinstance(read, Filtered):
            filtered.append(read)
            continue
        if event is not None:
            yield event, tuple(filtered), decided
        event, filtered, decided = read, [], None
    if event is not None:
        yield event, tuple(filtered), decided
