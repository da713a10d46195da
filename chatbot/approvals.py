"""Who approved which lines of a rundown, when, and on which facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from chatbot.values import Instant

__all__ = ["Approvals", "Signature", "approvals_beside", "mark_of"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Signature(_Record):
    """One approval of one or more lines.

    `catalog` is the version it was given on, `facts` what the catalog said then of each fact that
    the lines depend on, `lines` the marks of the lines.
    """

    by: str = Field(min_length=1)
    at: Instant
    catalog: str
    facts: dict[str, str] = Field(default_factory=dict)
    lines: tuple[str, ...] = ()


class Approvals(_Record):
    """All approvals of one rundown, oldest first; of two for the same line the later counts."""

    signatures: tuple[Signature, ...] = ()

    @cached_property
    def by_mark(self) -> dict[str, Signature]:
        """Each signed line's approval."""
        return {mark: signature for signature in self.signatures for mark in signature.lines}


def mark_of(lang: str, text: str, sku: str | None, facts: Iterable[str] | None) -> str:
    """The mark of a line in one language, such as `zh:3fa9c2d1e0b47a65`.

    It changes with the words, the product spoken of and the facts listed, None where none are.
    """
    rests = ("*",) if facts is None else sorted(facts)
    signed = "\0".join((lang, text, sku or "", *rests))
    return f"{lang}:{hashlib.sha256(signed.encode()).hexdigest()[:16]}"


def approvals_beside(rundown: Path) -> Path:
    """Where the approvals of this rundown are kept: `rundown.approved.yaml`."""
    return rundown.with_name(f"{rundown.stem}.approved.yaml")
