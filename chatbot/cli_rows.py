"""Files of one JSON object a line, as `chatbot ask` and `chatbot gate` read and write them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["read_rows", "write_rows"]


def read_rows(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """One JSON object a line, each with the keys `needed`.

    Raises:
        ConfigError: the file cannot be read.
        ConfigErrors: every line that is wrong.
    """
    from chatbot.errors import ConfigError, ConfigErrors

    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", path=path) from error
    rows: list[dict[str, Any]] = []
    wrong: list[ConfigError] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            wrong.append(ConfigError(f"not JSON: {error}", path=path, line=number))
            continue
        if isinstance(row, dict) and all(key in row for key in needed):
            rows.append(row)
        else:
            what = f"each line is an object with {' and '.join(needed)}"
            wrong.append(ConfigError(what, path=path, line=number))
    if wrong:
        raise ConfigErrors(wrong)
    yield from rows


def write_rows(path: Path, rows: Iterator[dict[str, Any]], total: int, doing: str) -> None:
    """Write one JSON object a line, with a progress bar.

    Raises:
        ConfigError: the file cannot be written.
    """
    from rich.console import Console
    from rich.progress import track

    from chatbot.errors import ConfigError

    try:
        out = path.open("w", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", path=path) from error
    with out:
        for row in track(rows, doing, total=total, console=Console(stderr=True), transient=True):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
