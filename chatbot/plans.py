"""Lines for certain times, such as a holiday's greeting, as the show file says them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from chatbot.errors import Wrong, WrongValue
from chatbot.rundown import PRODUCT_SLOTS, Line, slots_in
from chatbot.times import Timed
from chatbot.values import LANGUAGES

__all__ = ["Plan"]


def _lines(value: object) -> object:
    lines = value if isinstance(value, list | tuple) else [value]
    for i, line in enumerate(lines):
        if isinstance(line, str):
            wrong = f"say in which language: {LANGUAGES[0]}: {line!r}"
            raise WrongValue([Wrong(wrong, (i,) if len(lines) > 1 else ())])
    return tuple(lines)


class Plan(Timed):
    """Something to say at its times, in the show's time zone, between two sentences.

    `say` is a line by language, or several of which one is drawn each time.
    """

    say: Annotated[
        tuple[Line, ...],
        BeforeValidator(_lines, json_schema_input_type=Line | tuple[Line, ...]),
        Field(min_length=1),
    ]

    @model_validator(mode="after")
    def _has_times(self) -> Plan:
        wrongs = [] if self.times else [Wrong("say when: 'at', 'on' or 'cron'", ())]
        wrongs += [
            Wrong(f"{{{slot}}} needs a product: make it a segment of the rundown", ("say",))
            for line in self.say
            for text in line.text.values()
            for slot in slots_in(text)
            if slot in PRODUCT_SLOTS
        ]
        if wrongs:
            raise WrongValue(wrongs)
        return self
