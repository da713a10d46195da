"""Signing lines, and taking a signature back; kept in a file of its own beside the rundown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from chatbot.approvals import Approvals, Signature, mark_of
from chatbot.files.whole import write_whole
from chatbot.show.signed import LIVE, facts_of_line, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from chatbot.catalog import Catalog
    from chatbot.persona import Persona
    from chatbot.scripting.lines import Numbered

__all__ = ["revoke", "sign", "write_approvals"]

HEAD = """\
# Who approved which lines, kept by `chatbot script approve`. A line airs while its words are as
# they were signed and the catalog says what they rest on. To take one back, use --revoke.
"""


def _marks(line: Numbered) -> list[str]:
    own = line.line
    return [mark_of(lang, text, line.segment.sku, own.facts) for lang, text in own.text.items()]


def sign(
    approvals: Approvals,
    lines: Iterable[Numbered],
    catalog: Catalog,
    persona: Persona,
    *,
    by: str,
    at: datetime,
) -> Approvals:
    """The approvals with these lines signed as the catalog is now, in all their languages."""
    marks: list[str] = []
    facts: dict[str, str] = {}
    for one in lines:
        marks += _marks(one)
        for lang in one.line.text:
            for fact in facts_of_line(one.line, lang, one.segment.sku):
                if fact.partition(":")[0] in LIVE or fact in facts:
                    continue
                if (value := value_of(fact, catalog, persona)) is not None:
                    facts[fact] = value
    if not marks:
        return approvals
    kept = _without(approvals, marks)
    signature = Signature(
        by=by,
        at=at,
        catalog=catalog.version,
        facts=dict(sorted(facts.items())),
        lines=tuple(dict.fromkeys(marks)),
    )
    return Approvals(signatures=(*kept.signatures, signature))


def revoke(approvals: Approvals, lines: Iterable[Numbered]) -> Approvals:
    """The approvals without those of these lines."""
    return _without(approvals, [mark for one in lines for mark in _marks(one)])


def _without(approvals: Approvals, marks: Iterable[str]) -> Approvals:
    gone = set(marks)
    kept = (
        signature.model_copy(update={"lines": tuple(m for m in signature.lines if m not in gone)})
        for signature in approvals.signatures
    )
    return Approvals(signatures=tuple(signature for signature in kept if signature.lines))


def write_approvals(path: Path, approvals: Approvals) -> None:
    """Write the file whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    body = {
        "signatures": [
            {
                "by": signature.by,
                "at": signature.at.isoformat(timespec="seconds"),
                "catalog": signature.catalog,
                "facts": dict(signature.facts),
                "lines": list(signature.lines),
            }
            for signature in approvals.signatures
        ]
    }
    text = yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=100)
    write_whole(path, HEAD + text)
