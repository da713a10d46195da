"""News as files: a folder of items, each in Markdown with a head of keys, or in YAML."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from chatbot.errors import ConfigError
from chatbot.files import Document, parse_yaml, read_text, validate
from chatbot.papers import NewsItem
from chatbot.values import LanguageKey

__all__ = ["ITEMS", "Item", "item_files", "read_item", "tidied"]

ITEMS = (".md", ".markdown", ".yaml", ".yml")
MOST_ITEMS = 200
MOST_TEXT = 4_000

_HEAD = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)


class Item(BaseModel):
    """What a file of an item says; `date` without an offset is the show's local time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1, max_length=300)
    date: datetime
    source: str = Field(default="", max_length=120)
    language: LanguageKey | None = None
    text: str = Field(default="", max_length=20_000)

    @field_validator("date", mode="before")
    @classmethod
    def _in_iso(cls, value: object) -> object:
        try:
            return datetime.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError(
                f"{value!r} is no date: write 2026-11-28 or 2026-11-28 07:30"
            ) from None


def item_files(folder: Path) -> list[Path]:
    """The files of items in a folder, sorted.

    Raises:
        ConfigError: there are too many.
    """
    found = sorted(
        p for p in folder.iterdir() if p.suffix.lower() in ITEMS and p.name[0] not in "._"
    )
    if len(found) > MOST_ITEMS:
        raise ConfigError(f"more than {MOST_ITEMS} items: move the old ones out", path=folder)
    return found


def read_item(path: Path, *, source: str, lang: str, zone: ZoneInfo, shown: str) -> NewsItem:
    """The item of a file; `source` and `lang` are for one that names none.

    Raises:
        ConfigErrors: a key is missing, wrong or unknown.
        ConfigError: it cannot be read, or names no source.
    """
    text = read_text(path, shown=shown)
    if path.suffix.lower() in (".md", ".markdown"):
        head = _HEAD.match(text)
        if head is None:
            raise ConfigError(
                "begin with a head: ---, then title, source and date, then --- again",
                path=shown,
                line=1,
            )
        document = parse_yaml(f"\n{head[1]}", shown)  # so that the lines are the file's
        document = _with_text(document, text[head.end() :])
    else:
        document = parse_yaml(text, shown)
    item = validate(Item, document)
    if not (item.source or source):
        raise ConfigError("name the 'source' that is said aloud", path=shown, line=1)
    date = item.date if item.date.tzinfo else item.date.replace(tzinfo=zone)
    return NewsItem(
        id=path.stem,
        title=tidied(item.title),
        text=tidied(item.text)[:MOST_TEXT],
        source=tidied(item.source or source),
        lang=item.language or lang,
        date=date,
    )


def _with_text(document: Document, text: str) -> Document:
    if not isinstance(document.data, dict) or "text" in document.data:
        return document
    data = {**document.data, "text": text.strip()}
    return Document(document.path, document.text, data, document.lines)


def tidied(text: str) -> str:
    """One line of plain words: no Markdown signs, control characters or doubled blanks."""
    text = re.sub(r"!?\[([^\]]{0,200})\]\([^)]{0,500}\)", r"\1", text)
    text = re.sub(r"(?m)^\s*(?:#{1,6}|[-*+>])\s+", "", text)
    text = re.sub(r"\*{1,3}|_{2,3}|`+", "", text)
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+", " ", text).strip()
