"""Answers by a language model, on a leash: each sentence is judged before anybody hears it.

A model is asked with the facts it may state; what it says wrongly, late or not at all is replaced
by the facts responder's phrasing. It can return words, and nothing else: what is pointed at follows
from the words, among the products it was told of.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Protocol

from chatbot.commands import Mark
from chatbot.responders.sentences import unlabelled
from chatbot.responders.trouble import ModelTrouble
from chatbot.show.brief import Answer
from chatbot.show.draw import draw_number
from chatbot.show.gate import Utterance, judge
from chatbot.show.gate.facts import facts_of
from chatbot.show.prompt import SENTENCES, canary, facts_for, messages_for, shortlist

if TYPE_CHECKING:
    from chatbot.responders.facts import FactsResponder
    from chatbot.show.brief import Brief
    from chatbot.show.lines import PhraseBook
    from chatbot.show.prompt import Fact

__all__ = ["Model", "ModelResponder"]

ALIKE = 0.8
"""From this likeness on (0 to 1) a question is the one that was asked."""

ONLY_FACTS = frozenset({"ai_identity", "spam"})
"""What the law, or nobody, has an answer to: never left to a model."""


class Model(Protocol):
    """Something that writes: pieces of text, as they come; closing the iterator ends the work."""

    name: str

    def why_not(self) -> str:
        """Why it cannot be asked now, "" when it can."""
        ...

    async def load(self) -> None:
        """Get ready, which may take long; until then `why_not` says so.

        Raises:
            ModelTrouble: it cannot be loaded.
        """
        ...

    async def aclose(self) -> None:
        """Let go of what it holds."""
        ...

    def sentences(self, messages: Sequence[Mapping[str, str]]) -> AsyncGenerator[str]:
        """Whole sentences without markup, each as soon as it is there.

        Raises:
            ModelTrouble: it cannot be reached, stalls, or talks nonsense.
        """
        ...


class ModelResponder:
    """Asks the models in order, and the facts where none of them helps.

    `tell` hears (level, model's name, text) of what a moderator should know.
    """

    name = "model"

    def __init__(
        self,
        models: Sequence[Model],
        facts: FactsResponder,
        phrases: PhraseBook,
        *,
        tell: Callable[[str, str, str], None],
    ) -> None:
        self._models, self._facts, self._phrases = tuple(models), facts, phrases
        self._tell = tell

    async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        """Yield the answer's sentences; the last piece is the facts' own where a model failed."""
        model = next((m for m in self._models if not m.why_not()), None)
        if model is None or brief.reading.intent in ONLY_FACTS:
            yield self._by_facts(brief)
            return
        facts, name = facts_for(brief), brief.persona.name
        names = (name,) if isinstance(name, str) else tuple(name.values())
        told: list[str] = []
        try:
            async with aclosing(model.sentences(messages_for(brief, facts))) as sentences:
                async for written in sentences:
                    if not (sentence := unlabelled(written, names)):
                        continue
                    wrong = _wrong(sentence, brief, told)
                    if wrong:
                        raise ModelTrouble(
                            "blocked", f"not said, the facts answer: {sentence!r}: {wrong}"
                        )
                    told.append(sentence)
                    last = len(told) == SENTENCES.get(brief.length, 2)
                    yield replace(_answer(sentence, brief, facts), by=model.name, last=last)
                    if last:
                        return
        except ModelTrouble as trouble:
            level = "info" if trouble.kind == "blocked" else "warning"
            self._tell(level, model.name, str(trouble))
            yield self._by_facts(replace(brief, askers=()) if told else brief)
            return
        yield Answer(by=model.name) if told else self._by_facts(brief)

    def moment(self, brief: Brief) -> Answer | None:
        """What the host says when no sentence has come for a while."""
        options = self._phrases.get("model.moment", brief.lang)
        if not options:
            return None
        text = options[draw_number(brief.draw, "moment") % len(options)]
        return Answer(
            text=text,
            lang=brief.lang,
            mood="thinking",
            last=False,
            by=self._facts.name,
            filler=True,
        )

    def _by_facts(self, brief: Brief) -> Answer:
        return replace(self._facts.answer(brief), by=self._facts.name)


def _wrong(sentence: str, brief: Brief, told: Sequence[str]) -> str:
    """Why this sentence must not be said after those `told`, "" when it may."""
    if canary(brief) in sentence:
        return "it repeats its instructions"
    if _bare(sentence) in map(_bare, told):
        return "it repeats itself"
    if brief.reading.question and _asks_back(sentence, brief.text):
        return "it repeats the question"
    verdict = judge(sentence, brief.lang, brief.gate_context(brief.reading.sku, by_machine=True))
    return "" if verdict.passed else f"{', '.join(verdict.reasons)} ({verdict.detail})"


def _asks_back(sentence: str, text: str) -> bool:
    """Whether it is the viewer's own question; "it fits" after "does it fit?" is an answer."""
    said, asked = _bare(sentence), _bare(text)
    if said == asked:
        return True
    alike = SequenceMatcher(None, said, asked, autojunk=False).ratio() >= ALIKE
    return sentence.rstrip().endswith(("?", "？")) and alike


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _answer(sentence: str, brief: Brief, facts: Sequence[Fact]) -> Answer:
    """The sentence and what is shown with it: the product it names, pointed at with its price."""
    utterance = Utterance(sentence, brief.lang, facts_of(brief.catalog))
    allowed = [product.sku for product in shortlist(brief)]
    named = [m.sku for m in utterance.mentions if m.sku in allowed]
    sku = named[0] if named else brief.reading.sku
    price = next((a for a in utterance.amounts if a.kind == "money"), None)
    marks = (Mark("buy", price.start),) if price is not None and sku else ()
    stated = tuple(f.id for f in facts if f.id.split(":")[1:2] == [sku]) if sku else ()
    return Answer(
        text=sentence,
        lang=brief.lang,
        marks=marks,
        mood="sorry" if brief.reading.intent == "complaint" else "smile",
        sku=sku,
        point=bool(marks),
        facts=stated or ("none",),
    )
