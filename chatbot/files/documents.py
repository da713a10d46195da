"""Documents a clerk answers from: Markdown, plain text and PDF, cut into passages."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.errors import ConfigError
from chatbot.files import read_text
from chatbot.papers import Passage
from chatbot.values import LANGUAGES, local

if TYPE_CHECKING:
    from chatbot.papers import DocumentConfig

__all__ = ["DOCUMENTS", "document_files", "read_document"]

DOCUMENTS = (".md", ".markdown", ".txt", ".pdf")
MOST_BYTES = 5 * 1024 * 1024
MOST_PAGES = 200
MOST_PASSAGES = 2_000
MOST_HEADING = 6
COLONS = {"zh": "：", "fr": " : "}
WRAPPED = 45
"""A line of a page at least so long may be cut off by the margin rather than end."""

Piece = tuple[str, str, int | None]  # heading, text, page

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(.*)")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*")
_LINK = re.compile(r"!?\[([^\]]{0,200})\]\([^)]{0,500}\)")
_MARKS = re.compile(r"\*{1,3}|_{2,3}|`{1,3}|~~|^>\s?|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)")
_TAG = re.compile(r"<[^<>]{1,200}>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENDS = tuple(".!?:;。！？：；…")


def document_files(config: DocumentConfig, beside: Path) -> list[Path]:
    """The files that an entry names, sorted: itself, or those in its folder that can be read.

    Raises:
        ConfigError: there is nothing to read there.
    """
    path = beside / Path(config.file).expanduser()
    if path.is_dir():
        found = sorted(p for p in path.iterdir() if _readable(p))
        if not found:
            raise ConfigError(f"no {', '.join(DOCUMENTS)} in the folder {config.file!r}")
        return found
    if not path.is_file():
        raise ConfigError(f"there is no file or folder {config.file!r} beside the show")
    if path.suffix.lower() not in DOCUMENTS:
        raise ConfigError(f"{config.file!r} cannot be read: save it as {', '.join(DOCUMENTS)}")
    return [path]


def _readable(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in DOCUMENTS and path.name[0] not in "._"


def read_document(
    path: Path, config: DocumentConfig, language: str, *, shown: str
) -> tuple[Passage, ...]:
    """The passages of one document; `language` is the room's, `shown` its name in messages.

    Raises:
        ConfigError: it cannot be read, or holds no text.
    """
    lang = config.language or _language_of(path) or language
    if path.suffix.lower() == ".pdf":
        title, pieces = _pdf(path, shown)
    elif path.suffix.lower() == ".txt":
        title, pieces = "", list(_plain(read_text(path, shown=shown)))
    else:
        text = read_text(path, shown=shown)
        title, pieces = _title(text), list(_markdown(text, COLONS.get(lang, ": ")))
    if not pieces:
        raise ConfigError("there is no text in it", path=shown)
    if len(pieces) > MOST_PASSAGES:
        raise ConfigError(f"more than {MOST_PASSAGES} passages: split it", path=shown)
    source = local(config.name, lang) or title or _words_of(path)
    return tuple(
        Passage(
            id=f"{path.name}#{number}",
            text=text,
            source=source,
            lang=lang,
            heading="" if heading == title else heading,
            page=page,
        )
        for number, (heading, text, page) in enumerate(pieces, 1)
    )


def _language_of(path: Path) -> str:
    """The `fr` of `fees.fr.md`, "" for none that is spoken."""
    ending = Path(path.stem).suffix[1:].lower()
    return ending if ending in LANGUAGES else ""


def _words_of(path: Path) -> str:
    stem = path.stem.removesuffix(f".{_language_of(path)}")
    return re.sub(r"[-_\s]+", " ", stem).strip()


def _title(text: str) -> str:
    first = next((line for line in text.split("\n") if line.strip()), "")
    heading = _HEADING.fullmatch(first.strip())
    return _bare(heading[2]) if heading and len(heading[1]) == 1 else ""


def _bare(text: str) -> str:
    """The words without Markdown's signs."""
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    return re.sub(r"\s+", " ", _MARKS.sub("", text)).strip()


def _markdown(text: str, colon: str) -> Iterator[Piece]:
    """Each paragraph, list item and row of a table, with the heading it stands under."""
    text = _COMMENT.sub("", text)
    heading, paragraph = "", list[str]()
    columns: list[str] | None = None

    def flush() -> Iterator[Piece]:
        words = _bare(" ".join(paragraph))
        paragraph.clear()
        if words:
            yield heading, words, None

    for line in [*text.split("\n"), ""]:
        title, item = _HEADING.fullmatch(line.strip()), _ITEM.fullmatch(line)
        if line.lstrip().startswith("|"):
            yield from flush()
            cells = [_bare(cell) for cell in line.strip().strip("|").split("|")]
            if columns is None:
                columns = cells
            elif not _RULE.fullmatch(line) and (row := _row(columns, cells, colon)):
                yield heading, row, None
            continue
        columns = None
        if title or item or not line.strip():
            yield from flush()
        if title:
            heading = _bare(title[2])
        elif item:
            paragraph.append(item[1])
        elif line.strip():
            paragraph.append(line.strip())


def _row(columns: list[str], cells: list[str], colon: str) -> str:
    """A row as it is said: `Lost card: 3 euros`; of more columns, each after its name."""
    if len(cells) == 2:
        return colon.join(filter(None, cells))
    named = [f"{name} {cell}".strip() for name, cell in zip(columns[1:], cells[1:], strict=False)]
    return colon.join(filter(None, (cells[0], ", ".join(named)))) if cells else ""


def _plain(text: str, page: int | None = None) -> Iterator[Piece]:
    """Paragraphs, and lines that end before the margin; a few words alone are a heading."""
    heading = paragraph = ""
    for line in [*text.split("\n"), ""]:
        line = re.sub(r"\s+", " ", line).strip()
        if line and paragraph and len(paragraph.rsplit("\n", 1)[-1]) >= WRAPPED:
            goes_on = not paragraph.endswith(_ENDS) or line[0].islower()
        else:
            goes_on = False
        if paragraph and not goes_on:
            words = _joined(paragraph)
            if _heads(words):
                heading = words
            elif words:
                yield heading, words, page
            paragraph = ""
        paragraph = f"{paragraph}\n{line}" if paragraph else line


def _heads(words: str) -> bool:
    """True for a few words without a figure or an end: a title rather than something said."""
    few = len(words.split()) <= MOST_HEADING and len(words) <= WRAPPED
    return few and not words.endswith(_ENDS) and not re.search(r"\d", words)


def _joined(lines: str) -> str:
    """Lines as one: a word that the margin cut in two is whole again."""
    return re.sub(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])", "", lines).replace("\n", " ").strip()


def _pdf(path: Path, shown: str) -> tuple[str, list[Piece]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    remedy = "save it anew as a PDF with text, or as .md"
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            raise ConfigError(f"larger than {MOST_BYTES // 1024**2} MiB: split it", path=shown)
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted:
            raise ConfigError("it asks for a password: save it without one", path=shown)
        if len(reader.pages) > MOST_PAGES:
            raise ConfigError(f"more than {MOST_PAGES} pages: split it", path=shown)
        title = str((reader.metadata and reader.metadata.title) or "").strip()
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"cannot be read ({error}): {remedy}", path=shown) from error
    pieces = [piece for n, text in enumerate(pages, 1) for piece in _plain(text, n)]
    if not pieces:
        raise ConfigError(f"there is no text in it, perhaps it is a scan: {remedy}", path=shown)
    return title, pieces
