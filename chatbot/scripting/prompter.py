"""What a line would be now: its slots filled from the catalog, its words read by the gate."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from chatbot.errors import Wrong
from chatbot.phrases import built_in_phrases
from chatbot.rundown import slots_in
from chatbot.scripting.lines import numbered
from chatbot.show.gate import GateContext, judge
from chatbot.show.lines import fill
from chatbot.show.memory import Memory
from chatbot.show.programme import line_slots
from chatbot.show.state import ShowState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from chatbot.loading import ShowFiles
    from chatbot.rundown import Rundown
    from chatbot.show.gate import Verdict

__all__ = ["Prompter", "blocked_lines", "state_for"]

MOST_SHOWN = 12
MOST_READ = 600  # lines, some 0.6 s, as one checks again and again while writing by hand
A_VIEWER = {"zh": "小雨", "en": "Robin", "fr": "Camille"}
"""Whom a line that names a viewer names while it is read by the gate and shown for approval."""


def state_for(
    files: ShowFiles, lang: str, wall_ms: int, rundown: Rundown | None = None
) -> ShowState:
    """The state of a show that speaks `lang` and airs all of this rundown, at this moment."""
    show = files.show.model_copy(
        update={
            "language": lang,
            "policy": files.show.policy.model_copy(update={"autonomy": "grounded"}),
        }
    )

    def no_reader(*_: Any) -> Any:
        return None

    return ShowState(
        Memory(seed=1, started_wall_ms=wall_ms, texts=(("show", ""),)),
        parse=lambda texts: (
            show,
            files.persona,
            files.catalog,
            rundown,
            None,
            files.papers,
            files.cohost,
        ),
        phrases=built_in_phrases(),
        reader=no_reader,
    )


class Prompter:
    """Fills and judges lines of one show, all against the same moment."""

    def __init__(self, files: ShowFiles, wall_ms: int) -> None:
        self._files = files
        for_sale = (p.sku for p in files.catalog.products if not (p.sold_out or p.off_air))
        self._on_screen = tuple(islice(for_sale, MOST_SHOWN))
        self._states = {lang: state_for(files, lang, wall_ms) for lang in files.persona.languages}

    def fillings(self, text: str, lang: str, sku: str | None) -> tuple[str, ...]:
        """The text filled, once for each claim where it has a slot for one; () where it cannot."""
        state = self._states.get(lang)
        if state is None:
            return ()
        product = self._files.catalog.get(sku)
        claims = (
            product.allowed_claims.get(lang, ()) if product and "claim" in slots_in(text) else ()
        )
        texts = []
        for number in range(max(1, len(claims))):
            slots = line_slots(state, product, state.pitch(), number)
            filled = fill(text, {"viewer": A_VIEWER[lang], **slots})
            if filled is not None:
                texts.append(filled[0])
        return tuple(dict.fromkeys(texts))

    def verdict(
        self, text: str, lang: str, sku: str | None, *, by_machine: bool = False
    ) -> Verdict:
        """The gate's verdict on words as they would be said."""
        state = self._states[lang]
        context = GateContext(
            catalog=self._files.catalog,
            room_lang=lang,
            languages=self._files.persona.languages,
            market=self._files.show.policy.market,
            wall=state.wall,
            sku=sku,
            say_as=state.say_as(lang),
            by_machine=by_machine,
            order_channel=self._files.show.policy.order_channel,
        )
        return judge(text, lang, context)

    def blocked(self, text: str, lang: str, sku: str | None, *, by_machine: bool = False) -> str:
        """Why the gate would not let this line pass now, "" where it would or cannot be filled.

        A line about no product is said while any of them may still be on the screen.
        """
        shown = (sku,) if sku else (None, *self._on_screen)
        for filled in self.fillings(text, lang, sku):
            for each in shown:
                verdict = self.verdict(filled, lang, each, by_machine=by_machine)
                if not verdict.passed:
                    return f"{verdict.reasons[0]}: {verdict.detail}"
        return ""


def blocked_lines(files: ShowFiles, wall_ms: int) -> Iterator[Wrong]:
    """The rundown's lines that the gate would not let pass now, with their places.

    Of a rundown as long as drafts are nothing is told: a draft is read as it is made, and
    `chatbot script review` reads everything.
    """
    lines = numbered(files.rundown) if files.rundown else ()
    if sum(len(one.line.text) for one in lines) > MOST_READ:
        return
    prompter = Prompter(files, wall_ms)
    for one in lines:
        sku = one.segment.sku
        for lang, text in one.line.text.items():
            for filled in prompter.fillings(text, lang, sku):
                verdict = prompter.verdict(filled, lang, sku)
                if not verdict.passed:
                    why = f"{verdict.reasons[0]}: {verdict.detail}"
                    told = f"the gate will not let {text!r} be said ({why})"
                    yield Wrong(told, (*one.at, "text", lang))
                    break
