"""Lines of a draft by the show's language model: judged like any other, and read by people.

A model is told of one product, and of slots in place of every figure that can change. What it
writes comes first in its beat; a line that the gate blocks, or with a word about goods that the
catalog does not hold, is dropped.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from chatbot.catalog import local
from chatbot.rundown import SLOTS, Line, slots_in
from chatbot.scripting.prompter import Prompter
from chatbot.show.prompt import LANGUAGE
from chatbot.show.signed import facts_of_line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from chatbot.catalog import Product
    from chatbot.loading import ShowFiles
    from chatbot.responders.model import Model

__all__ = ["lines_by", "with_lines"]

TASKS = {
    "hook": "open the topic: whom it suits, in which everyday moment. No price.",
    "facts 1": "tell one fact each, in plain words.",
    "doubt": "name a doubt that a viewer may have and settle it with a fact.",
    "call": "say the price with {price} and invite, without pressure, to order; write [buy] right "
    "before the word that invites.",
}
"""The beats that gain most by another voice, and what their lines do."""
LINES_A_BEAT = 5
MOST_CHARACTERS = 160
_MOODS = {"hook": "happy", "call": "smile"}


async def lines_by(
    model: Model, product: Product, files: ShowFiles, wall_ms: int
) -> AsyncIterator[Line]:
    """The lines that may be said, in the room's language, each resting on all of its product.

    Raises:
        ModelTrouble: the model cannot be reached, stalls, or talks nonsense.
    """
    lang, prompter = files.show.language, Prompter(files, wall_ms)
    seen: set[str] = set()
    for beat, task in TASKS.items():
        found = 0
        async with aclosing(model.sentences(messages_for(product, files, task))) as sentences:
            async for sentence in sentences:
                text = sentence.strip()
                if text in seen or not _may_stand(text, product, lang, prompter):
                    continue
                seen.add(text)
                found += 1
                yield _line(beat, text, lang, product.sku)
                if found == LINES_A_BEAT:
                    break


def _may_stand(text: str, product: Product, lang: str, prompter: Prompter) -> bool:
    if len(text) > MOST_CHARACTERS or not SLOTS.keys() >= set(slots_in(text)):
        return False
    filled = prompter.fillings(text, lang, product.sku)
    return bool(filled) and not prompter.blocked(text, lang, product.sku, by_machine=True)


def _line(beat: str, text: str, lang: str, sku: str) -> Line:
    line = Line.model_validate({"text": {lang: text}, "beat": beat, "facts": [],
                                "mood": _MOODS.get(beat, "neutral")})  # fmt: skip
    facts = (f"product:{sku}", *facts_of_line(line, lang, sku))
    return line.model_copy(update={"facts": tuple(dict.fromkeys(facts))})


def with_lines(lines: tuple[Line, ...], more: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with others before those of the same beat; other beats gain nothing."""
    told: list[Line] = []
    for line in lines:
        if line.beat and line.beat not in {each.beat for each in told}:
            told += [each for each in more if each.beat == line.beat]
        told.append(line)
    return tuple(told)


def messages_for(product: Product, files: ShowFiles, task: str) -> tuple[Mapping[str, str], ...]:
    """What the model is told: who speaks, what the lines are for, and the product's facts."""
    lang, persona = files.show.language, files.persona
    rules = [
        f"You write lines for {local(persona.name, lang)}, an AI host of a live shop.",
        local(persona.tone, lang),
        f"Write {LINES_A_BEAT} lines in {LANGUAGE.get(lang, lang)}, one a row, each one short "
        f"spoken sentence that can stand alone. They {task}",
        "Write {name} for the product's name, {price} for its price, {stock} for how many are "
        "left, {link_no} for its link number; no other figure that can change.",
        "State only what stands under FACTS. No superlatives, no health effects, no urgency, no "
        "discounts, no emoji, no markup, no numbering.",
        "FACTS",
        *_facts(product, lang),
    ]
    return (
        {"role": "system", "content": "\n".join(rule for rule in rules if rule)},
        {"role": "user", "content": "Write the lines."},
    )


def _facts(product: Product, lang: str) -> list[str]:
    told: dict[str, Any] = {"name": local(product.name, lang), **product.facts}
    facts = [f"- {key.replace('_', ' ')}: {_in(value, lang)}" for key, value in told.items()]
    return facts + [f"- {claim}" for claim in product.allowed_claims.get(lang, ())]


def _in(value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.get(lang, value)) if isinstance(value, dict) else str(value)
