"""Reading what people write: safe YAML, JSON and CSV, with file and line in every error."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from chatbot.errors import ConfigError
from chatbot.files.document import MAX_BYTES, MAX_DEPTH, At, Document
from chatbot.files.json_text import parse_json
from chatbot.files.price_list import as_catalog, parse_csv, read_money
from chatbot.files.problems import read_as, validate
from chatbot.files.yaml_text import parse_yaml

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "SUFFIXES",
    "At",
    "Document",
    "as_catalog",
    "parse",
    "parse_csv",
    "parse_json",
    "parse_yaml",
    "read",
    "read_as",
    "read_money",
    "read_text",
    "read_yaml",
    "validate",
]

SUFFIXES = {".yaml": parse_yaml, ".yml": parse_yaml, ".json": parse_json, ".csv": parse_csv}
"""The formats people may write in, by the end of the file's name."""

_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_text(path: Path, *, shown: str | None = None) -> str:
    """Return a file's text without its byte-order mark, line ends as written by Unix.

    Raises:
        ConfigError: it is missing, no file, larger than 1 MiB, or not UTF-8.
    """
    name = shown or str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError("there is no such file", path=name) from None
    except IsADirectoryError:
        raise ConfigError("this is a folder: name a file in it", path=name) from None
    except OSError as error:
        reason = error.strerror or os.strerror(error.errno or 0)
        raise ConfigError(f"cannot be read: {reason}", path=name) from None
    if len(raw) > MAX_BYTES:
        raise ConfigError(f"larger than {MAX_BYTES // 1024} KiB: split it", path=name)
    return decode(raw, name)


def decode(raw: bytes, name: str) -> str:
    """Return bytes as text.

    Raises:
        ConfigError: they are not UTF-8, or hold a zero byte.
    """
    if raw[:2] in _MARKS:
        raise ConfigError("saved as UTF-16: save it as UTF-8", path=name, line=1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            "not UTF-8: save it with the encoding UTF-8 (in Excel: 'CSV UTF-8')",
            path=name,
            line=line,
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ConfigError("a zero byte: this is not a text file", path=name, line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, path: str) -> Document:
    """Parse text in the format that the path's suffix names.

    Raises:
        ConfigError: with the line of the first thing that is wrong.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise ConfigError(
            f"the ending {suffix or 'of the name'!r} is not known: use {', '.join(SUFFIXES)}",
            path=path,
        )
    if len(text.encode()) > MAX_BYTES:
        raise ConfigError(f"larger than {MAX_BYTES // 1024} KiB: split it", path=path)
    if not text.strip():
        raise ConfigError("the file is empty", path=path)
    return SUFFIXES[suffix](text, path)


def read(path: Path, *, shown: str | None = None) -> Document:
    """Read and parse a file; `shown` is its name in messages.

    Raises:
        ConfigError: with the line of the first thing that is wrong.
    """
    return parse(read_text(path, shown=shown), shown or str(path))


def read_yaml(path: Path, *, shown: str | None = None) -> Document:
    """Read a YAML file whatever its name; see `read`."""
    return parse_yaml(read_text(path, shown=shown), shown or str(path))
