"""What a person or script asks the show to do, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from chatbot.web.answers import first_wrong

__all__ = ["ActionRequest", "ActionResult", "BadAction", "read_action"]

Short = Annotated[str, Field(max_length=128)]


_TAG = re.compile(r"<[a-zA-Z/!?]")


class BadAction(ValueError):
    """A request that cannot be read; `ref` is its own, where it had one."""

    def __init__(self, message: str, ref: str | None = None):
        super().__init__(message)
        self.ref = ref


class ActionRequest(BaseModel):
    """One action; which fields apply depends on it. Nothing in it says who asks.

    With `lowers` it may give the host less freedom, not more, and not change products: what is
    asked by anybody but an owner is taken so. With `undo` the reply says how it is undone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: Annotated[str, Field(min_length=1, max_length=32)]
    ref: Short | None = None
    id: Short | None = None
    text: Annotated[str, Field(max_length=2000)] | None = None
    sku: Short | None = None
    user: Short | None = None
    seconds: Annotated[float, Field(gt=0, le=7 * 86_400)] | None = None
    price: Decimal | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    stock: Annotated[int, Field(ge=0, le=10**9)] | None = None
    sold_out: bool | None = None
    off_air: bool | None = None
    farewell: bool | None = None
    lowers: bool | None = None
    undo: bool | None = None
    override: Annotated[tuple[Short, ...], Field(max_length=8)] = ()

    @field_validator("ref", mode="before")
    @classmethod
    def _numbers_too(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("text")
    @classmethod
    def _no_markup(cls, value: str | None) -> str | None:
        if value is not None and _TAG.search(value):
            raise ValueError("markup is neither said nor shown: write plain words")
        return value

    @field_validator("price")
    @classmethod
    def _an_amount(cls, value: Decimal | None) -> Decimal | None:
        if value is not None:
            exponent = value.as_tuple().exponent if value.is_finite() else None
            if not isinstance(exponent, int) or exponent < -4 or not 0 <= value < 10**9:
                raise ValueError("a price is a number from 0 with at most 4 decimals")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionResult:
    """What became of an action; `durable` is false for what acts before it is written.

    `undo` is the id to give the action `undo`, where it can be undone.
    """

    done: bool
    reason: str = ""
    detail: str = ""
    undo: str = ""
    durable: bool = True
    silenced_ms: int | None = None
    confirmed: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    def to_data(self, ref: str | None) -> dict[str, Any]:
        """The reply on the wire: `done` or `refused`, with the request's `ref`."""
        if not self.done:
            return {"type": "refused", "ref": ref, "reason": self.reason or "refused"}
        data: dict[str, Any] = {"type": "done", "ref": ref, "durable": self.durable}
        if self.detail:
            data["detail"] = self.detail
        if self.undo:
            data["undo"] = self.undo
        if self.silenced_ms is not None:
            data["silenced_ms"] = self.silenced_ms
            data["confirmed"] = list(self.confirmed)
            data["unconfirmed"] = list(self.unconfirmed)
        return data


def read_action(data: Any) -> ActionRequest:
    """Read a decoded JSON object as an action.

    Raises:
        BadAction: the text names the field and what it takes.
    """
    if not isinstance(data, dict):
        raise BadAction("an action is one JSON object")
    ref = data.get("ref")
    kept = str(ref)[:128] if isinstance(ref, str | int) and not isinstance(ref, bool) else None
    try:
        return ActionRequest.model_validate(data)
    except ValidationError as error:
        raise BadAction(first_wrong(error), kept) from None
