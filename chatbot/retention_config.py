"""How long a show keeps what viewers wrote, and its journals, as the show file says it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from chatbot.errors import Wrong, WrongValue
from chatbot.values import Seconds

__all__ = ["Retention"]

DAY_S = 86_400.0


def _a_day(value: float) -> float:
    if value < DAY_S:
        raise ValueError("a day at least: write 1d or more, or never")
    return value


Age = Annotated[
    Annotated[Seconds, AfterValidator(_a_day)] | None,
    BeforeValidator(
        lambda value: None if value == "never" else value,
        json_schema_input_type=float | str,
    ),
]


class Retention(BaseModel):
    """After `viewers` a pseudonym stands for each of them, after `journals` the records go.

    Both are ages, a day at least; `never` keeps them. With `at_start` a show does it before it goes
    on the air.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    viewers: Age = 30 * DAY_S
    journals: Age = 365 * DAY_S
    at_start: bool = False

    @model_validator(mode="after")
    def _names_go_first(self) -> Retention:
        if self.journals is not None and self.viewers is not None and self.viewers > self.journals:
            wrong = "journals are gone by then: let 'viewers' be the shorter, or 'never'"
            raise WrongValue([Wrong(wrong, ("viewers",))])
        return self
