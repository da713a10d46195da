"""What a gateway may say, checked: the neutral frames that every dialect is decoded to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

__all__ = [
    "ACTIONS",
    "Bad",
    "Ban",
    "Cart",
    "Chat",
    "Decoded",
    "Delete",
    "Done",
    "Enter",
    "Follow",
    "Frame",
    "Gift",
    "Hello",
    "Like",
    "Live",
    "Order",
    "Product",
    "Refused",
    "Share",
    "Unknown",
    "User",
    "Viewers",
]

ACTIONS = frozenset({"reply", "pin", "unpin", "delete", "mute"})
"""What a gateway may say it can do."""

ROLES = frozenset({"viewer", "moderator", "anchor", "bot"})


_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,8})?")


def _amount(value: float | str | None) -> str | None:
    """A decimal amount as text, without a float's noise."""
    if value is None:
        return None
    text = value if isinstance(value, str) else format(Decimal(str(value)), "f")
    if not _AMOUNT.fullmatch(text):
        raise ValueError("not an amount of money, such as 129 or 129.90")
    return text.rstrip("0").rstrip(".") if "." in text else text


# Names end up in pages, logs and queues: no controls, nothing invisible, short enough to keep
# many. Written so that Rust, Python and JavaScript read it alike.
_UNSEEN = (
    r"\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
)
_PRINTABLE = f"^[^{_UNSEEN}]+$"
Name = Annotated[str, Field(max_length=256, pattern=_PRINTABLE)]
Count = Annotated[int, Field(ge=0, le=2_000_000_000)]
Quantity = Annotated[int, Field(ge=1, le=1_000_000)]
Money = Annotated[float, Field(ge=0, lt=1e12, allow_inf_nan=False)]
Currency = Annotated[str, Field(pattern=r"^[A-Za-z]{3}$")]
Instant = Annotated[float, Field(allow_inf_nan=False)]


class _Record(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class User(_Record):
    """Who acted. An unknown role is a viewer; no role carries authority."""

    id: Name
    nick: str | None = None
    role: str | None = None

    @property
    def known_role(self) -> str:
        """The role, `viewer` where it is none of the protocol's."""
        return self.role if self.role in ROLES else "viewer"


class Frame(_Record):
    """The envelope; `ts` is the platform's clock in ms since 1970."""

    id: Name
    room: Name
    ts: Instant | None = None


class _Personal(Frame):
    user: User


class Chat(_Personal):
    """A viewer wrote."""

    type: Literal["chat"]
    text: str


class Viewers(Frame):
    """How many are watching."""

    type: Literal["viewers"]
    count: Count


class Enter(_Personal):
    """A viewer came in."""

    type: Literal["enter"]


class Follow(_Personal):
    """A viewer followed."""

    type: Literal["follow"]


class Share(_Personal):
    """A viewer shared the room."""

    type: Literal["share"]


class Like(_Personal):
    """A viewer sent likes."""

    type: Literal["like"]
    count: Count


class Gift(_Personal):
    """A viewer sent gifts; `value` is for all of them together."""

    type: Literal["gift"]
    name: str
    count: Count
    value: Money | None = None
    currency: Currency | None = None
    text: str | None = None


class Cart(_Personal):
    """A viewer put something in the cart."""

    type: Literal["cart"]
    sku: Name
    qty: Quantity | None = None


class Order(_Personal):
    """A viewer ordered."""

    type: Literal["order"]
    sku: Name
    qty: Quantity | None = None
    amount: Money | None = None
    currency: Currency | None = None


class Delete(Frame):
    """The platform deleted message `target`."""

    type: Literal["delete"]
    target: Name


class Ban(_Personal):
    """The platform removed this viewer."""

    type: Literal["ban"]


class Live(Frame):
    """The broadcast began or ended."""

    type: Literal["live"]
    state: Literal["started", "ended"]


class Product(Frame):
    """The platform speaks about a product; `stock` and `price` go with their action.

    `amount` is the price as decimal text, such as `129`; the wire may call it so too.
    """

    type: Literal["product"]
    sku: Name
    action: Literal["shown", "sold_out", "stock", "price"]
    stock: Count | None = None
    amount: Annotated[float | str | None, AfterValidator(_amount)] = Field(
        default=None, validation_alias=AliasChoices("price", "amount")
    )
    currency: Currency | None = None

    @model_validator(mode="after")
    def _figure_is_there(self) -> Product:
        if self.action == "stock" and self.stock is None:
            raise ValueError("action stock needs stock")
        if self.action == "price" and self.amount is None:
            raise ValueError("action price needs price")
        return self


class Hello(_Record):
    """A gateway's first frame: whether it wants acknowledgements, and what it can do."""

    type: Literal["hello"]
    acks: bool | None = None
    can: list[str] | None = None


class Done(_Record):
    """The gateway did what we asked under `ref`."""

    type: Literal["done"]
    ref: Name


class Refused(_Record):
    """The gateway did not do what we asked under `ref`."""

    type: Literal["refused"]
    ref: Name
    reason: str | None = None


class Unknown(Frame):
    """A frame of a type this version does not know; `data` is its JSON text."""

    type: Annotated[str, Field(max_length=64, pattern=_PRINTABLE)]
    data: str = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """A frame that breaks the protocol: `kind` counts it, `detail` names the field."""

    kind: str
    detail: str = ""


Decoded = Frame | Hello | Done | Refused | Bad
