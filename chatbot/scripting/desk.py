"""A show's rundown on the console: read, checked while typing, edited, signed, re-ordered.

What is written goes into the files that `chatbot script` works on; a show on air takes them in as
after any save.
"""

from __future__ import annotations

import hashlib
import textwrap
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml

from chatbot.approvals import Approvals
from chatbot.engine.clock import wall_now_ms
from chatbot.errors import ConfigError, ConfigErrors
from chatbot.files import parse
from chatbot.scripting import approving
from chatbot.scripting.lines import Numbered, numbered
from chatbot.scripting.opening import OpenScript, open_script, script_from
from chatbot.scripting.review import edited, rows
from chatbot.scripting.writing import item_rows, scalar, write_text
from chatbot.show.signed import standing, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ScriptDesk"]

CHANGED = "somebody changed the rundown since you read it: it is shown anew, please look again"


class ScriptDesk:
    """Works on the rundown of the show in this file; every call reads the files anew and waits."""

    def __init__(self, show: Path) -> None:
        self._show = show

    def outline(self) -> dict[str, Any]:
        """The segments with how many lines they have and how many of them are signed.

        Raises:
            ConfigErrors: a file cannot be read.
            ConfigError: there is no rundown.
        """
        script = open_script(self._show)
        files = script.files

        def value(fact: str) -> str | None:
            return value_of(fact, files.catalog, files.persona)

        segments: list[dict[str, Any]] = [
            {"n": n, "title": s.title, "sku": s.sku, "lines": 0, "approved": 0}
            for n, s in enumerate(script.rundown.segments, 1)
        ]
        for one in numbered(script.rundown):
            row = segments[int(one.at[1])]
            row["lines"] += 1
            row["approved"] += all(
                standing(one.line, lang, one.segment.sku, script.approvals, value).state
                == "approved"
                for lang in one.line.text
            )
        return {"version": _version(script), "path": script.path.name, "segments": segments}

    def segment(self, number: int) -> dict[str, Any]:
        """The lines of a segment, counted from 1, as they would be said now.

        Raises:
            ConfigError: there is no such segment.
        """
        script = open_script(self._show)
        chosen = _of_segment(script, number)
        raw = {(one.number, lang): text for one in chosen for lang, text in one.line.text.items()}
        found = [
            row.as_data() | {"raw": raw[row.number, row.lang]}
            for row in rows(script, wall_now_ms(), chosen)
        ]
        return {"version": _version(script), "n": number, "rows": found}

    def check(self, number: int, lang: str, text: str) -> dict[str, Any]:
        """What this text would be in place of a line's, the gate's opinion, and wrong slots."""
        script = open_script(self._show)
        try:
            fresh = self._with(script, number, lang, text)
        except ConfigErrors as error:
            return {"verdict": "block", "reason": error.errors[0].message, "text": text}
        except ConfigError as error:
            return {"verdict": "block", "reason": error.message, "text": text}
        one = next(o for o in numbered(fresh.rundown) if o.number == number)
        row = next(r for r in rows(fresh, wall_now_ms(), [one]) if r.lang == lang)
        return {"verdict": row.verdict, "reason": row.lint or row.reason, "text": row.text}

    def edit(self, number: int, lang: str, text: str, version: str) -> dict[str, Any]:
        """Write a line's text in one language; it waits to be signed again.

        Raises:
            ConfigError: it is no line, a figure is typed, or somebody wrote meanwhile.
        """
        script = self._open(version)
        fresh = self._with(script, number, lang, text)
        write_text(script.path, fresh.document.text)
        return {"version": _version(fresh)}

    def sign(self, numbers: Sequence[int], by: str, version: str, *, take: bool) -> dict[str, Any]:
        """Sign these lines, or take the signature back; those that may not be are named.

        Raises:
            ConfigError: somebody wrote meanwhile.
        """
        script = self._open(version)
        chosen = [one for one in numbered(script.rundown) if one.number in set(numbers)]
        bad: dict[int, str] = {}
        if take:
            approvals = approving.revoke(script.approvals or Approvals(), chosen)
        else:
            for row in rows(script, wall_now_ms(), chosen):
                if row.lint or row.verdict == "block" or row.missing:
                    missing = f"not in the catalog: {', '.join(row.missing)}"
                    bad.setdefault(row.number, row.lint or row.reason or missing)
            approvals = approving.sign(
                script.approvals,
                [one for one in chosen if one.number not in bad],
                script.files.catalog,
                script.files.persona,
                by=by,
                at=datetime.fromtimestamp(
                    wall_now_ms() // 1000, ZoneInfo(script.files.show.timezone)
                ),
            )
        try:
            approving.write_approvals(script.approvals_path, approvals)
        except OSError as error:
            raise ConfigError(
                f"cannot be written: {error.strerror}", path=script.approvals_path
            ) from error
        return {"version": version, "done": len(chosen) - len(bad), "refused": bad}

    def move(self, number: int, to: int, version: str) -> dict[str, Any]:
        """Put a segment at another place, both counted from 1; its comments go along.

        Raises:
            ConfigError: there is no such place, the file is not written in rows, or it changed.
        """
        script = self._open(version)
        last = len(script.rundown.segments)
        if not (1 <= number <= last and 1 <= to <= last):
            raise ConfigError(f"there are {last} segments", path=script.path)
        blocks, head, tail = _blocks(script)
        blocks.insert(to - 1, blocks.pop(number - 1))
        text = "\n".join([*head, *(row for block in blocks for row in block), *tail]) + "\n"
        fresh = _from_text(script, text)
        write_text(script.path, text)
        return {"version": _version(fresh)}

    def _open(self, version: str) -> OpenScript:
        script = open_script(self._show)
        if script.path.suffix.lower() not in (".yaml", ".yml"):
            raise ConfigError("only YAML can be edited from here", path=script.path)
        if _version(script) != version:
            raise ConfigError(CHANGED, path=script.path)
        return script

    def _with(self, script: OpenScript, number: int, lang: str, text: str) -> OpenScript:
        room = script.files.show.language

        def rewritten(before: str) -> str:
            return _rewritten(before, lang, text, room)

        found = edited(script, number, rewritten)
        return script if found is None else _from_text(script, found)


def _from_text(script: OpenScript, text: str) -> OpenScript:
    return script_from(script.files, script.path, parse(text, script.document.path))


def _version(script: OpenScript) -> str:
    return hashlib.sha256(script.document.text.encode()).hexdigest()[:12]


def _of_segment(script: OpenScript, number: int) -> list[Numbered]:
    if not 1 <= number <= len(script.rundown.segments):
        raise ConfigError(f"there is no segment {number}", path=script.path)
    return [one for one in numbered(script.rundown) if one.at[1] == number - 1]


def _rewritten(before: str, lang: str, text: str, room: str) -> str:
    """An item's rows with another text in this language; the other keys stay."""
    indent = len(before) - len(before.lstrip())
    (item,) = yaml.safe_load(textwrap.dedent(before))
    if isinstance(item, str):
        item = {room: item}
    own = item.get("text")
    if isinstance(own, dict):
        own[lang] = text
    elif own is not None:
        item["text"] = {room: own, lang: text}
    else:
        item[lang] = text
    keys = [f"{key}: {scalar(value)}" for key, value in item.items()]
    pad = " " * indent
    return f"{pad}- " + f"\n{pad}  ".join(keys) + "\n"


def _blocks(script: OpenScript) -> tuple[list[list[str]], list[str], list[str]]:
    """The rows of each segment with the comment above it, and what stands before and after."""
    all_rows = script.document.text.splitlines()
    spans = [
        item_rows(script.document, ("segments", n)) for n in range(len(script.rundown.segments))
    ]
    starts = []
    for n, (first, _) in enumerate(spans):
        floor = spans[n - 1][1] if n else 0
        while first > floor and all_rows[first - 1].lstrip().startswith("#"):
            first -= 1
        starts.append(first)
    ends = [*starts[1:], spans[-1][1]]
    blocks = [all_rows[start:end] for start, end in zip(starts, ends, strict=True)]
    return blocks, all_rows[: starts[0]], all_rows[ends[-1] :]
