"""What a rundown lacks of a fresh draft, put in with everything people wrote left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.scripting.writing import insert_rows, item_rows, line_rows, segment_rows

if TYPE_CHECKING:
    from chatbot.files import Document
    from chatbot.rundown import Line, Rundown, Segment

__all__ = ["with_missing"]


def with_missing(document: Document, present: Rundown, draft: Rundown) -> tuple[str, int]:
    """The file's text with what it lacks, and how many lines that is.

    A product without a segment gets one. A segment that has beats gets those it lacks, and lines
    for claims and facts that none of its lines rests on. One without beats is a person's own work:
    nothing is added to it.
    """
    text, added = document.text, 0
    inserts: list[tuple[int, list[str]]] = []
    ends = [item_rows(document, ("segments", i))[1] for i in range(len(present.segments))]
    for segment in draft.segments:
        at = _place_of(segment, present)
        if at is None:
            where = ends[-1]
            if segment.title == "Opening":
                where = item_rows(document, ("segments", 0))[0]
            elif segment.sku is not None and present.segments[-1].sku is None and len(ends) > 1:
                where = ends[-2]  # before the closing
            inserts.append((where, ["", *segment_rows(segment), ""]))
            added += len(segment.lines)
        elif lines := _lacking(segment, present.segments[at]):
            last = ("segments", at, "lines", len(present.segments[at].lines) - 1)
            first, end = item_rows(document, last)
            row = document.text.splitlines()[first]
            indent = len(row) - len(row.lstrip())
            inserts.append((end, [row for line in lines for row in line_rows(line, indent)]))
            added += len(lines)
    # from the end of the file on, so that the places before stay where they are
    inserts.sort(key=lambda insert: insert[0])
    for where, rows in reversed(inserts):
        text = insert_rows(text, where, rows)
    return text, added


def _place_of(segment: Segment, present: Rundown) -> int | None:
    beats = {line.beat for line in segment.lines}
    for i, one in enumerate(present.segments):
        if segment.sku is not None:
            if one.sku == segment.sku:
                return i
        elif one.sku is None and (
            one.title.casefold() == segment.title.casefold()
            or beats & {line.beat for line in one.lines}
        ):
            return i
    return None


def _lacking(segment: Segment, present: Segment) -> list[Line]:
    beats = {line.beat for line in present.lines if line.beat}
    if not beats:
        return []
    stated = {fact for line in present.lines for fact in line.facts or ()}
    lacking = []
    for line in segment.lines:
        news = [
            f for f in line.facts or () if f.startswith(("claim:", "fact:")) and f not in stated
        ]
        if line.beat not in beats or news:
            lacking.append(line)
    return lacking
