"""Where the files that a show names are: beside it, in the person's folder, or built in."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path

from chatbot.config import Kind, builtin_dir, user_dir
from chatbot.files import read_text

__all__ = ["environment_of", "find", "names"]


def environment_of(folder: Path) -> dict[str, str]:
    """Return the process's environment over the `.env` in this folder; neither is changed.

    Raises:
        ConfigError: the `.env` is no text in UTF-8.
    """
    from dotenv import dotenv_values

    file = folder / ".env"
    text = read_text(file, shown=".env") if file.is_file() else ""
    values = dotenv_values(stream=StringIO(text), interpolate=False)
    return {key: value for key, value in values.items() if value} | dict(os.environ)


def names(kind: Kind, beside: Path | None = None) -> tuple[str, ...]:
    """Return the names that a file may use for a persona, plugin or show, sorted."""
    found: set[str] = set()
    for folder in _folders(kind, beside):
        if kind == "shows":
            found |= {path.parent.name for path in folder.glob("*/show.yaml")}
        else:
            suffix = ".yaml" if kind == "personas" else ".py"
            found |= {p.stem for p in folder.glob(f"*{suffix}") if p.stem[0] not in "._"}
    return tuple(sorted(found))


def find(kind: Kind, name: str, beside: Path | None = None) -> Path | None:
    """Return the file that a name means: beside the show, the user's own, or a built-in one.

    A name with a suffix or a slash is a path, seen from `beside`.
    """
    ends = {"personas": (".yaml", ".yml"), "plugins": (".py",), "shows": ("/show.yaml", ".yaml")}
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml", ".py")):
        path = (beside or Path()) / Path(name).expanduser()
        return path if path.is_file() else None
    for folder in (beside, *_folders(kind, beside)):
        for end in ends[kind]:
            if folder is not None and (path := Path(f"{folder / name}{end}")).is_file():
                return path
    return None


def _folders(kind: Kind, beside: Path | None) -> tuple[Path, ...]:
    near = (beside / kind,) if beside else ()
    return (*near, user_dir(kind), builtin_dir(kind))
