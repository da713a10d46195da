"""RSS and Atom: the bytes of a feed as items of news, whatever they hold."""

from __future__ import annotations

import calendar
import hashlib
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from chatbot.errors import ConfigError
from chatbot.files.items import MOST_TEXT, tidied
from chatbot.papers import NewsItem
from chatbot.values import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_FEED_BYTES", "read_feed"]

MOST_FEED_BYTES = 2 * 1024 * 1024
MOST_ENTRIES = 60
MOST_TITLE = 300
MOST_HTML = 40_000

_ENTITY = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE[^>]{0,2000}\[)", re.IGNORECASE)
_SILENT = ("script", "style", "head", "template")
_BLOCKS = ("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "figure")


def read_feed(raw: bytes, *, source: str, lang: str, shown: str) -> tuple[NewsItem, ...]:
    """The items of a feed, the first sixty as it lists them; blocks for some tens of ms.

    `source` is said aloud in place of the feed's own title where it is given, `lang` is for a feed
    that names no language we speak. An entry without a title is left out; one without a date has
    none.

    Raises:
        ConfigError: it is too large, defines entities, or is no feed.
    """
    if len(raw) > MOST_FEED_BYTES:
        raise ConfigError(f"larger than {MOST_FEED_BYTES // 1024**2} MiB", path=shown)
    # feeds need no entities of their own, and those that grow are an attack
    if _ENTITY.search(raw.replace(b"\0", b"")):
        raise ConfigError("it defines entities of its own, which no feed needs", path=shown)
    import feedparser

    read: Any = feedparser.parse(raw, sanitize_html=True, resolve_relative_uris=False)
    if not read.entries and not read.get("version"):
        raise ConfigError("this is no RSS or Atom feed: name the feed's own address", path=shown)
    name = source or _plain(read.feed.get("title", ""))
    return tuple(_items(read, name, _language(read.feed.get("language"), lang), shown))


def _items(read: Any, source: str, lang: str, shown: str) -> Iterator[NewsItem]:
    for entry in read.entries[:MOST_ENTRIES]:
        title = _plain(entry.get("title", ""))[:MOST_TITLE]
        if not title:
            continue
        named = _plain((entry.get("source") or {}).get("title", "")) or source
        if not named:
            raise ConfigError("it names no source: write 'source' in the show", path=shown)
        said = entry.get("summary", "") or next((c.value for c in entry.get("content", ())), "")
        key = entry.get("id") or entry.get("link") or title
        yield NewsItem(
            id=hashlib.sha256(str(key).encode()).hexdigest()[:12],
            title=title,
            text=_plain(said)[:MOST_TEXT],
            source=named,
            lang=lang,
            date=_date(entry),
        )


def _date(entry: Any) -> datetime | None:
    """When it was published, else changed; in UTC."""
    for key in ("published_parsed", "updated_parsed"):
        if (parts := entry.get(key)) is not None:
            try:
                return datetime.fromtimestamp(calendar.timegm(parts), UTC)
            except (ValueError, OverflowError, OSError):
                continue
    return None


def _language(tag: str | None, otherwise: str) -> str:
    primary = (tag or "").lower().replace("_", "-").partition("-")[0]
    return primary if primary in LANGUAGES else otherwise


class _Words(HTMLParser):
    """Collects the words of HTML, a full stop's room where a block ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def _plain(html: Any) -> str:
    """The words of a text that may be HTML, without addresses."""
    reader = _Words()
    reader.feed(str(html)[:MOST_HTML])
    reader.close()
    words = re.sub(r"\b(?:https?://|www\.)\S+", "", "".join(reader.words))
    return tidied(words)
