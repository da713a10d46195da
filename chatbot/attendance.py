"""What a show asks of the people behind it: that one of them says now and then “I'm here”."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chatbot.platforms import profiles

__all__ = ["USUAL_MINUTES", "Attended", "Held", "attended_on", "left_alone"]

USUAL_MINUTES = 30
"""How often where no source says it; this interval is our choice."""


class Attended(BaseModel):
    """A person is there at least every so many minutes, or the show falls back.

    `holding` shows a card and is silent, `script_only` says approved lines and answers nobody.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    every_min: Annotated[int, Field(ge=1, le=24 * 60)] = USUAL_MINUTES
    on_absence: Literal["holding", "script_only"] = "holding"


class Held(BaseModel):
    """How long an answer that rests on no fact waits for a person, and what becomes of it then.

    `drop` leaves it unsaid, `say` says it where the gate lets it pass.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    for_s: Annotated[int, Field(ge=5, le=600)] = 60
    then: Literal["drop", "say"] = "drop"


def attended_on(names: Iterable[str]) -> Attended | None:
    """What the profiles of these platforms suggest; None where none of them could ask for it.

    Where a person must be there, the show holds without one; where that is not known, it keeps to
    its approved script.
    """
    asked = [found.must.attendance for found in profiles(names).values()]
    asked = [one for one in asked if one.needed != "nobody"]
    if not asked:
        return None
    must = any(one.needed in ("always", "required") for one in asked)
    every_min = min((one.every_min for one in asked if one.every_min), default=USUAL_MINUTES)
    return Attended(every_min=every_min, on_absence="holding" if must else "script_only")


def left_alone(names: Iterable[str], attended: Attended | None) -> tuple[str, ...]:
    """The platforms that may ask for a person, where the show switched attendance off."""
    if attended is not None:
        return ()
    return tuple(
        name for name, found in profiles(names).items() if found.must.attendance.needed != "nobody"
    )
