"""What a host reads from besides the catalog: passages of documents and items of news."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import PurePath
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

from chatbot.values import LanguageKey, LocalText, Seconds

__all__ = [
    "NO_PAPERS",
    "DocumentConfig",
    "ItemsConfig",
    "NewsItem",
    "Papers",
    "Passage",
    "items_place",
    "papers_of",
    "text_of",
]

FEEDS = (".xml", ".rss", ".atom", ".rdf")
"""Endings of files that hold a feed."""

DAY_S = 86_400


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentConfig(_Record):
    """A file (.md .txt .pdf) or a folder of them that a clerk answers from.

    `name` is what it is called aloud, its title where absent; `language` what it is written in,
    else the `.fr` of `fees.fr.md`, else the room's.
    """

    file: str = Field(min_length=1)
    name: LocalText | None = None
    language: LanguageKey | None = None


class ItemsConfig(_Record):
    """Where a presenter's news comes from: a feed (an address or a file) or a folder of items.

    An item older than `fresh_for` is not read as news. A feed at an address is asked `every` so
    often. `source` is said aloud for items that name none, `language` is theirs where they name
    none.
    """

    feed: str | None = Field(default=None, min_length=1)
    folder: str | None = Field(default=None, min_length=1)
    source: LocalText | None = None
    language: LanguageKey | None = None
    fresh_for: Annotated[Seconds, Field(gt=0)] = DAY_S
    every: Annotated[Seconds, Field(ge=30, le=DAY_S)] = 300.0

    @field_validator("feed")
    @classmethod
    def _plain_address(cls, value: str | None) -> str | None:
        if value is None or "://" not in value:
            return value
        where = urlsplit(value)
        if where.scheme not in ("http", "https") or not where.hostname:
            raise ValueError(f"{value!r} is no address of a feed: it starts with https://")
        if where.username or where.password:
            raise ValueError("a feed that asks for a password is not read: take it out")
        return value

    @model_validator(mode="after")
    def _one_place(self) -> ItemsConfig:
        if (self.feed is None) == (self.folder is None):
            raise ValueError("name one place: 'feed' (an address or a file) or 'folder'")
        return self

    @property
    def address(self) -> str | None:
        """The feed's address, None for what is on this disk."""
        return self.feed if self.feed is not None and "://" in self.feed else None


def items_place(value: object) -> object:
    """Let a file write one text, an address, a feed's file or a folder, for an `ItemsConfig`."""
    if not isinstance(value, str):
        return value
    a_feed = "://" in value or PurePath(value).suffix.lower() in FEEDS
    return {"feed" if a_feed else "folder": value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document under `heading`; `source` is its name as said aloud."""

    id: str
    text: str
    source: str
    lang: str
    heading: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One piece of news; `source` is said aloud, `date` is aware, None where nobody says when."""

    id: str
    title: str
    text: str
    source: str
    lang: str
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Papers:
    """All that a host may read from now; nothing where the show has neither kind."""

    passages: tuple[Passage, ...] = ()
    items: tuple[NewsItem, ...] = ()
    fresh_for_s: float = DAY_S

    def __bool__(self) -> bool:
        return bool(self.passages or self.items)

    def item(self, item_id: str) -> NewsItem | None:
        """The item of this id, None where it is not there any more."""
        return next((item for item in self.items if item.id == item_id), None)

    def cited(self, facts: tuple[str, ...]) -> Iterator[Passage | NewsItem]:
        """What these facts (`item:ID`, `passage:ID`) rest on, as far as it is still there."""
        for fact in facts:
            kind, _, name = fact.partition(":")
            if kind == "item":
                yield from (item for item in self.items if item.id == name)
            elif kind == "passage":
                yield from (passage for passage in self.passages if passage.id == name)


NO_PAPERS = Papers()


@cache
def _adapters() -> tuple[TypeAdapter[Any], TypeAdapter[Any]]:
    return TypeAdapter(tuple[Passage, ...]), TypeAdapter(tuple[NewsItem, ...])


def text_of(papers: tuple[Passage, ...] | tuple[NewsItem, ...], kind: str) -> str:
    """The passages (`documents`) or items as the text that the journal keeps."""
    adapter = _adapters()[kind == "items"]
    return adapter.dump_json(papers, exclude_defaults=True).decode()


def papers_of(texts: Mapping[str, str], items: ItemsConfig | None) -> Papers:
    """What `text_of` wrote, by kind.

    Raises:
        ValueError: it is something else.
    """
    passages, news = _adapters()
    return Papers(
        passages.validate_json(texts.get("documents", "[]")),
        news.validate_json(texts.get("items", "[]")),
        items.fresh_for if items is not None else DAY_S,
    )
