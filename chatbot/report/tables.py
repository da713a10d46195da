"""The night as rows, for whoever reads it with another program."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chatbot.report.page import SYNTHETIC, clock_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.report.night import Night

__all__ = ["TABLES", "as_csv", "as_jsonl", "rows_of"]

TABLES = ("lines", "questions", "minutes", "products", "interventions", "outages", "costs")


def rows_of(night: Night, table: str) -> Iterator[dict[str, Any]]:
    """The rows of one of `TABLES`; times are wall time and ms of the show.

    What the host said carries `digital_source_type`, which says that it is synthetic.
    """
    clock = clock_of(night)
    if table == "minutes":
        for number, minute in enumerate(night.minutes):
            yield {"time": clock(night.minute_ms(number))[:5], **asdict(minute)}
        return
    found: Any = getattr(night, table)
    for each in found.values() if isinstance(found, dict) else found:
        row = asdict(each)
        if "at_ms" in row:
            row = {"time": clock(row["at_ms"]), **row}
        if table == "lines":
            row |= {"approver": each.approver, "digital_source_type": SYNTHETIC}
        yield row


def as_jsonl(night: Night, tables: tuple[str, ...] = TABLES) -> str:
    """One JSON object a line; `table` says of which."""
    return "".join(
        json.dumps({"table": table, **row}, ensure_ascii=False) + "\n"
        for table in tables
        for row in rows_of(night, table)
    )


def as_csv(night: Night, table: str) -> str:
    """One table with a header; a cell that a spreadsheet would take for a formula is quoted."""
    rows = list(rows_of(night, table))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else ["time"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = " / ".join(map(str, value))
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
