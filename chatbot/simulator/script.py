"""A recorded chat, played again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chatbot.errors import ConfigError

__all__ = ["Line", "Script", "read_script"]


class Line(BaseModel):
    """One message of a recording; `offset_s` counts from its start. Other keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    offset_s: float = Field(ge=0, allow_inf_nan=False)
    user: str = Field(min_length=1, max_length=200)
    text: str


def read_script(path: Path) -> tuple[Line, ...]:
    """Read a recording, one JSON object a line, in the order of time.

    Raises:
        ConfigError: a line is not of this form; the message names it.
    """
    lines: list[Line] = []
    try:
        with path.open(encoding="utf-8") as file:
            for number, raw in enumerate(file, 1):
                if raw.strip():
                    lines.append(_line(raw, path, number))
    except OSError as error:
        why = error.strerror or str(error)
        raise ConfigError(f"cannot read this recording: {why}", path=path) from error
    except UnicodeDecodeError as error:
        raise ConfigError("cannot read this recording: it is not UTF-8", path=path) from error
    return tuple(sorted(lines, key=lambda line: line.offset_s))


def _line(raw: str, path: Path, number: int) -> Line:
    try:
        return Line.model_validate(json.loads(raw))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        what = ".".join(map(str, first["loc"])) or "line"
        raise ConfigError(f"{what}: {first['msg']}", path=path, line=number) from error
    except ValueError as error:
        raise ConfigError("a line is one JSON object", path=path, line=number) from error


@dataclass(slots=True)
class Script:
    """Gives a recording's frames as time passes, with a viewer count guessed from who writes."""

    lines: tuple[Line, ...]
    _at: int = 0
    _counted_s: float = -60.0

    @property
    def ended(self) -> bool:
        """Everything has been said."""
        return self._at >= len(self.lines)

    def until(self, now_s: float) -> list[dict[str, Any]]:
        """What was written up to `now_s`, as frames without id, room and stamp."""
        frames: list[dict[str, Any]] = list(self._chat(now_s))
        if now_s - self._counted_s >= 5.0 and not self.ended:
            self._counted_s = now_s
            recent = {x.user for x in self._before(now_s - 300)}
            # about one viewer in twelve writes
            frames.append({"type": "viewers", "count": max(1, 12 * len(recent))})
        return frames

    def _chat(self, now_s: float) -> Iterator[dict[str, Any]]:
        while not self.ended and self.lines[self._at].offset_s <= now_s:
            line = self.lines[self._at]
            self._at += 1
            user = {"id": line.user, "nick": line.user, "role": "viewer"}
            yield {"type": "chat", "user": user, "text": line.text}

    def _before(self, since_s: float) -> Iterator[Line]:
        for line in reversed(self.lines[: self._at]):
            if line.offset_s < since_s:
                return
            yield line
