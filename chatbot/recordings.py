"""Reads a recorded chat, whichever of five kinds the file is: told by what is in it.

A journal of ours, a Twitch video's chat as JSON (`comments`), Bilibili's danmaku XML, JSON lines
(`{"offset_s": 3, "user": "jo", "text": "hi"}`) and JSON lines of gateway messages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from pydantic import ValidationError

from chatbot.adapters.recording import Line
from chatbot.errors import ConfigError, JournalError

__all__ = ["read_recording"]

SQLITE = b"SQLite format 3\0"
MOST_BYTES = 512 * 1024 * 1024
UNNAMED = "somebody"
LINE = '{"offset_s":3,"user":"jo","text":"hi"}'


def read_recording(path: Path) -> tuple[Line, ...]:
    """Read a recording, in the order of time.

    Raises:
        ConfigError: it cannot be read, or is not of a kind that is known; the message names the
            line where there is one.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(SQLITE))
            raw = b"" if start == SQLITE else start + file.read(MOST_BYTES)
    except OSError as error:
        why = error.strerror or str(error)
        raise ConfigError(f"cannot read this recording: {why}", path=path) from error
    if start == SQLITE:
        lines = _journal(path)
    elif raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        lines = _danmaku(raw.removeprefix(b"\xef\xbb\xbf").lstrip(), path)
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            wrong = "cannot read this recording: it is not UTF-8; save it as UTF-8"
            raise ConfigError(wrong, path=path) from error
        whole = _document(text)
        lines = _json_lines(text, path) if whole is None else _comments(whole, path)
    if not lines:
        raise ConfigError("there is no chat in this recording: name another", path=path)
    return tuple(sorted(lines, key=lambda line: line.offset_s))


# -- our journal -----------------------------------------------------------------------------------


def _journal(path: Path) -> list[Line]:
    from chatbot.engine.records import read_head, read_records
    from chatbot.events import ChatMessage
    from chatbot.events.codec import decode
    from chatbot.forgetting.people import NO_WORDS

    lines = []
    try:
        read_head(path)
        for record in read_records(path):
            event = decode(record.body) if record.kind == "in" else None
            if isinstance(event, ChatMessage) and event.text and event.text[:3] != NO_WORDS:
                who = event.viewer.nick or event.viewer.id or UNNAMED
                lines.append(Line(offset_s=record.at_ms / 1000, user=who[:200], text=event.text))
    except JournalError as error:
        raise ConfigError(str(error)) from error
    return lines


# -- Twitch ----------------------------------------------------------------------------------------


def _document(text: str) -> dict[str, Any] | None:
    """The file as one JSON object with `comments`, or None."""
    if '"comments"' not in text:
        return None
    try:
        whole = json.loads(text)
    except ValueError:
        return None
    return whole if isinstance(whole, dict) and isinstance(whole.get("comments"), list) else None


def _comments(whole: dict[str, Any], path: Path) -> list[Line]:
    lines = []
    for number, comment in enumerate(whole["comments"], 1):
        try:
            lines.append(Line.model_validate(_of_comment(comment)))
        except (ValidationError, TypeError, AttributeError) as error:
            raise ConfigError(
                f"comment {number} is not one of Twitch's: it needs content_offset_seconds, "
                "commenter and message",
                path=path,
            ) from error
    return lines


def _of_comment(comment: dict[str, Any]) -> dict[str, Any]:
    who = comment.get("commenter") or {}  # a deleted account has none
    return {
        "offset_s": comment.get("content_offset_seconds"),
        "user": who.get("display_name") or who.get("name") or UNNAMED,
        "text": comment["message"].get("body") if comment.get("message") else None,
    }


# -- JSON lines ------------------------------------------------------------------------------------


def _json_lines(text: str, path: Path) -> list[Line]:
    lines: list[Line] = []
    first_ms: float | None = None
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise ConfigError(_not_json(text, number), path=path, line=number) from error
        if isinstance(row, dict) and "offset_s" not in row:
            if "content_offset_seconds" in row and isinstance(row.get("message"), dict):
                row = _of_comment(row)
            elif isinstance(row.get("user"), dict) and isinstance(row.get("ts"), int | float):
                if row.get("type") != "chat":
                    continue
                first_ms = row["ts"] if first_ms is None else first_ms
                row = _of_frame(row, first_ms)
        try:
            lines.append(Line.model_validate(row))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            what = ".".join(map(str, first["loc"])) or "line"
            wrong = f"{what}: {first['msg'][0].lower()}{first['msg'][1:]}; a line reads {LINE}"
            raise ConfigError(wrong, path=path, line=number) from error
    return lines


def _not_json(text: str, number: int) -> str:
    if text.lstrip().startswith("{") and '"comments"' in text[:65_536]:
        return "broken JSON, as of a download that was cut off: fetch the chat again"
    if number > 1:
        return f"a line is one JSON object, such as {LINE}"
    return (
        "no recorded chat that is known here: neither a journal, nor a Twitch video's chat as JSON "
        f"(comments), nor Bilibili's XML, nor JSON lines such as {LINE}"
    )


def _of_frame(frame: dict[str, Any], first_ms: float) -> dict[str, Any]:
    user = frame["user"]
    who = user.get("nick") or user.get("id")
    offset_s = max(0.0, (frame["ts"] - first_ms) / 1000)
    return {"offset_s": offset_s, "user": who, "text": frame.get("text")}


# -- Bilibili --------------------------------------------------------------------------------------


def _danmaku(raw: bytes, path: Path) -> list[Line]:
    """`<i><d p="seconds,mode,size,colour,unix,pool,sender,row">text</d></i>`."""
    try:
        return list(_Danmaku(path).read(raw))
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise ConfigError(f"broken XML: {what}", path=path, line=error.lineno) from error


class _Danmaku:
    def __init__(self, path: Path) -> None:
        self._path, self._parser = path, expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        # entities that grow are an attack, and those of other files tell what is in them
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._lines: list[Line] = []
        self._depth = 0
        self._open: dict[str, str] | None = None
        self._text: list[str] = []

    def read(self, raw: bytes) -> Iterator[Line]:
        self._parser.Parse(raw, True)
        return iter(self._lines)

    def _wrong(self, message: str) -> ConfigError:
        return ConfigError(message, path=self._path, line=self._parser.CurrentLineNumber)

    def _refuse(self, *_: object) -> None:
        raise self._wrong("a chat needs no DOCTYPE and no entities of its own")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and tag != "i":
            raise self._wrong(f"no danmaku: Bilibili's begins with <i>, this with <{tag[:40]}>")
        if tag == "d":
            self._open, self._text = given, []

    def _data(self, text: str) -> None:
        if self._open is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag != "d" or self._open is None:
            return
        given, self._open = self._open, None
        parts = given.get("p", "").split(",")
        who = given.get("user") or (parts[6] if len(parts) > 6 else "") or UNNAMED
        try:
            line = Line(offset_s=float(parts[0]), user=who[:200], text="".join(self._text))
        except ValueError as error:  # pydantic's is one too
            raise self._wrong('<d p="…"> begins with the seconds since the start') from error
        self._lines.append(line)
