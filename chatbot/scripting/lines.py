"""The lines of a rundown as people count them: numbered from 1, through all segments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.errors import ConfigError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatbot.rundown import Line, Rundown, Segment

__all__ = ["Numbered", "choose", "numbered"]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line with its number and place: `at` leads to it in the file."""

    number: int
    segment: Segment
    line: Line
    at: tuple[str | int, ...]


def numbered(rundown: Rundown) -> tuple[Numbered, ...]:
    """All lines in the order of the file."""
    found: list[Numbered] = []
    for i, segment in enumerate(rundown.segments):
        for j, line in enumerate(segment.lines):
            at = ("segments", i, "lines", j)
            found.append(Numbered(len(found) + 1, segment, line, at))
    return tuple(found)


def choose(
    rundown: Rundown, *, lines: Sequence[int] = (), segments: Sequence[str] = ()
) -> tuple[Numbered, ...]:
    """The lines of these numbers and of the segments with these titles; all where none is named.

    Raises:
        ConfigError: there is no such line or segment.
    """
    every = numbered(rundown)
    titles = {title.casefold() for title in segments}
    known = {one.segment.title.casefold(): one.segment.title for one in every}
    for title in segments:
        if title.casefold() not in known:
            near = did_you_mean(title, known.values()) or f" (known: {', '.join(known.values())})"
            raise ConfigError(f"no segment {title!r}{near}")
    for number in lines:
        if not 1 <= number <= len(every):
            raise ConfigError(f"no line {number}: they go from 1 to {len(every)}")
    if not lines and not segments:
        return every
    return tuple(
        one for one in every if one.number in lines or one.segment.title.casefold() in titles
    )
