"""What people did or tried, for the log that is kept in the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Deed", "Keep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that somebody asked for: `who` in which `role`, what, and what became of it.

    `result` is `done` or `refused`, `reason` why; `asked` holds the fields of the request. Nothing
    secret is in it.
    """

    who: str
    role: str
    action: str
    result: str
    reason: str = ""
    asked: dict[str, Any] = field(default_factory=dict)


Keep = Callable[[Deed], None]
"""Writes a deed down; never waits and never fails."""
