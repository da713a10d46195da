"""The lines of a rundown with all that a reviewer wants to know of each."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from chatbot.approvals import Approvals
from chatbot.errors import ConfigError
from chatbot.files import parse
from chatbot.rundown import slots_in
from chatbot.scripting.lines import choose
from chatbot.scripting.opening import script_from
from chatbot.scripting.prompter import Prompter
from chatbot.scripting.writing import item_rows, replace_rows
from chatbot.show.signed import facts_of_line, standing, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chatbot.scripting.lines import Numbered
    from chatbot.scripting.opening import OpenScript

__all__ = ["Row", "edited", "rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line in one language, as it would be said now.

    `verdict` is `pass`, `block` or `waits` (a slot has no value now). `state` is how the approval
    stands, `why` what made it stale. `lint` tells a typed figure, with file, line and remedy.
    """

    number: int
    segment: str
    lang: str
    text: str
    facts: tuple[str, ...]
    verdict: str
    state: str
    at_line: int
    reason: str = ""
    by: str = ""
    at: str = ""
    why: str = ""
    lint: str = ""
    missing: tuple[str, ...] = field(default=())

    @property
    def wrong(self) -> bool:
        """True where somebody has to do something before the line can air."""
        return bool(self.lint or self.missing) or self.verdict == "block" or self.state == "stale"

    def as_data(self) -> dict[str, Any]:
        """As JSON would have it."""
        return asdict(self) | {"wrong": self.wrong}


def rows(script: OpenScript, wall_ms: int, lines: Iterable[Numbered]) -> Iterator[Row]:
    """Each of these lines in each of its languages."""
    prompter = Prompter(script.files, wall_ms)
    catalog, persona = script.files.catalog, script.files.persona
    known: dict[str, str | None] = {}

    def value(fact: str) -> str | None:
        if fact not in known:
            known[fact] = value_of(fact, catalog, persona)
        return known[fact]

    for one in lines:
        sku = one.segment.sku
        for lang, text in one.line.text.items():
            fills = prompter.fillings(text, lang, sku)
            reason = prompter.blocked(text, lang, sku)
            verdict = "block" if reason else "pass" if fills else "waits"
            if verdict == "waits":
                slots = ", ".join(f"{{{slot}}}" for slot in dict.fromkeys(slots_in(text)))
                reason = f"one of {slots} has no value now" if lang in persona.languages else (
                    f"the persona does not speak {lang!r}"
                )  # fmt: skip
            found = standing(one.line, lang, sku, script.approvals or Approvals(), value)
            facts = facts_of_line(one.line, lang, sku)
            at = (*one.at, "text", lang)
            lint = script.wrong.get(at) or script.wrong.get((*one.at[:2], "sku"))
            yield Row(
                number=one.number, segment=one.segment.title, lang=lang,
                text=fills[0] if fills else re.sub(r"\[[a-z_]+\]", "", text), facts=facts,
                verdict=verdict, state=found.state, at_line=script.document.line(at),
                reason=reason, by=found.by, at=found.at, why=found.why,
                lint=str(lint) if lint else "",
                missing=tuple(fact for fact in facts if value(fact) is None),
            )  # fmt: skip


def edited(script: OpenScript, number: int, edit: Callable[[str], str | None]) -> str | None:
    """The rundown's text with one line as `edit` returns it, None where nothing was changed.

    Raises:
        ConfigErrors: what was written is no line.
        ConfigError: there is no such line, it cannot be changed in place, or a figure is typed.
    """
    one = choose(script.rundown, lines=[number])[0]
    first, end = item_rows(script.document, one.at)
    before = script.document.text.splitlines()[first:end]
    written = edit("\n".join(before) + "\n")
    if written is None or written.rstrip() == "\n".join(before).rstrip():
        return None
    after = [row.rstrip() for row in written.rstrip().splitlines()]
    if after and not after[0].lstrip().startswith("- "):
        raise ConfigError("a line begins with '- ', as it did: nothing is changed")
    text = replace_rows(script.document.text, first, end, after)
    fresh = script_from(script.files, script.path, parse(text, script.document.path))
    wrong = next((e for at, e in fresh.wrong.items() if at[:4] == one.at), None)
    if wrong is not None:
        raise wrong
    return text
