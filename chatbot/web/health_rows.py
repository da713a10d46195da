"""How each part of a show is: its state, what is said of it, and what went wrong with it last."""

from __future__ import annotations

from typing import Any

__all__ = ["WRONG", "HealthRows"]

WRONG = frozenset({"down", "error", "refused", "failed", "late"})
"""States that are an error; the last one stays with the part when it is well again."""
Row = dict[str, Any]


class HealthRows:
    """The newest row of each part."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}

    def put(self, part: str, state: str, detail: str, now_ms: int) -> Row | None:
        """The part's row where something is new, else None."""
        known = self._rows.get(part)
        if known and (known["state"], known["detail"]) == (state, detail):
            return None
        row: Row = {
            "kind": "health", "at_ms": now_ms, "part": part, "state": state, "detail": detail,
            "last": "", "last_ms": None,
        }  # fmt: skip
        if known and known["state"] in WRONG:
            row |= {"last": known["detail"], "last_ms": known["at_ms"]}
        elif known:
            row |= {"last": known["last"], "last_ms": known["last_ms"]}
        self._rows[part] = row
        return row

    def all(self) -> list[Row]:
        """The rows, in the order in which the parts were first told of."""
        return list(self._rows.values())

    def of(self, part: str) -> Row:
        """The part's row, or {}."""
        return self._rows.get(part, {})
