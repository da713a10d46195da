"""From what a show names to papers: the documents, the folder of items or the feed beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from chatbot.errors import ConfigError, ConfigErrors
from chatbot.files.documents import MOST_PASSAGES, document_files, read_document
from chatbot.files.feed import MOST_FEED_BYTES, read_feed
from chatbot.files.items import item_files, read_item
from chatbot.papers import NewsItem, Passage, text_of
from chatbot.values import local

if TYPE_CHECKING:
    from chatbot.config import Show
    from chatbot.files import Document

__all__ = ["Read", "read_papers"]

MOST_CHARACTERS = 600_000

Shown = Callable[[Path], str]


@dataclass(slots=True)
class Read:
    """What was read: the texts for the journal, the files and folders to watch, what is wrong."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    seen: list[Path] = field(default_factory=list)
    errors: list[ConfigError] = field(default_factory=list)


def read_papers(show: Show, asked: Document, beside: Path, shown: Shown) -> Read:
    """Read the documents and items that the show file `asked` names; nothing is raised."""
    read = Read()
    if show.documents:
        passages = tuple(_passages(show, asked, beside, shown, read))
        size = sum(len(passage.text) for passage in passages)
        if len(passages) > MOST_PASSAGES or size > MOST_CHARACTERS:
            most = f"{MOST_PASSAGES} passages and {MOST_CHARACTERS // 1000},000 characters at most"
            read.errors.append(asked.error(f"the documents are too long: {most}", ("documents",)))
        read.texts.append(("documents", text_of(passages, "documents")))
    if show.items is not None:
        items = tuple(_items(show, asked, beside, shown, read))
        read.texts.append(("items", text_of(items, "items")))
    return read


def _passages(show: Show, asked: Document, beside: Path, shown: Shown, read: Read) -> list[Passage]:
    found: dict[str, Passage] = {}
    for i, config in enumerate(show.documents):
        place = beside / Path(config.file).expanduser()
        try:
            paths = document_files(config, beside)
        except ConfigError as error:
            read.errors.append(asked.error(error.message, ("documents", i)))
            continue
        read.seen += [place, *paths] if place.is_dir() else paths
        for path in paths:
            try:
                passages = read_document(path, config, show.language, shown=shown(path))
            except ConfigError as error:
                read.errors.append(error)
                continue
            if passages[0].id in found:
                said = f"two documents are called {path.name!r}: rename one, answers name it"
                read.errors.append(asked.error(said, ("documents", i)))
            found |= {passage.id: passage for passage in passages}
    return list(found.values())


def _items(show: Show, asked: Document, beside: Path, shown: Shown, read: Read) -> list[NewsItem]:
    config = show.items
    assert config is not None
    lang = config.language or show.language
    source = local(config.source, lang)
    if config.address is not None:
        return []  # asked for when the show is on the air
    place = beside / Path(config.folder or config.feed or "").expanduser()
    at = ("items", "folder" if config.folder else "feed")
    read.seen.append(place)
    try:
        if config.folder is None:
            with place.open("rb") as file:
                raw = file.read(MOST_FEED_BYTES + 1)
            return list(read_feed(raw, source=source, lang=lang, shown=shown(place)))
        if not place.is_dir():
            said = f"there is no folder {config.folder!r} beside the show"
            read.errors.append(asked.error(said, at))
            return []
        paths = item_files(place)
    except OSError as error:
        said = f"{config.feed!r} cannot be read: {error.strerror or error}"
        read.errors.append(asked.error(said, at))
        return []
    except ConfigError as error:
        read.errors.append(error)
        return []
    read.seen += paths
    zone = ZoneInfo(show.timezone)
    items: dict[str, NewsItem] = {}
    for path in paths:
        try:
            item = read_item(path, source=source, lang=lang, zone=zone, shown=shown(path))
        except ConfigErrors as wrong:
            read.errors += wrong.errors
        except ConfigError as error:
            read.errors.append(error)
        else:
            items[item.id] = item
    return list(items.values())
