"""What an audience makes of the stage protocol: what was said, shown and pointed at. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chatbot.commands import Command, PointToBuy, Say, ShowProduct

__all__ = ["Heard", "heard_from", "heard_in"]

_PRICE = re.compile(
    r"[¥￥€$]\s?\d|\d\s?(?:元|块|€|\$|yuan|euros?|dollars?)|[一二三四五六七八九十百千两]+块", re.I
)
_TEASE = re.compile(r"猜|价格|价位|优惠|福利|price|deal|guess|prix|promo|offre", re.I)
_INVITE = re.compile(
    r"[扣打]\s?[1一]|想要的|要的朋友"
    r"|(?:type|drop|send) (?:a )?1\b|who wants|(?:tapez|mettez) 1\b|qui (?:en )?veut",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One thing the host did: `kind` is said, shown or pointed, `at_ms` after its cue began."""

    kind: str
    text: str = ""
    sku: str = ""
    title: str = ""
    at_ms: int = 0

    @property
    def tells_price(self) -> bool:
        """A figure of money was said."""
        return bool(_PRICE.search(self.text))

    @property
    def teases_price(self) -> bool:
        """Money is in the air, and no figure yet."""
        return bool(_TEASE.search(self.text)) and not self.tells_price

    @property
    def invites(self) -> bool:
        """Viewers were asked to write."""
        return bool(_INVITE.search(self.text))


def heard_from(commands: Iterable[Command]) -> Iterator[Heard]:
    """What an audience hears and sees of one utterance's commands."""
    for command in commands:
        match command:
            case Say(text):
                yield Heard(kind="said", text=text)
            case ShowProduct(sku):
                yield Heard(kind="shown", sku=sku)
            case PointToBuy(sku):
                yield Heard(kind="pointed", sku=sku)


def heard_in(message: Mapping[str, Any]) -> Iterator[Heard]:
    """What a `welcome` or `cue` frame lets an audience see and hear, in no special order."""
    if message.get("type") == "welcome":
        shown = message.get("product")
        if isinstance(shown, Mapping):
            yield Heard(kind="shown", sku=_text(shown, "sku"), title=_text(shown, "title"))
        elif isinstance(shown, str) and shown:
            yield Heard(kind="shown", sku=shown)
    if message.get("type") != "cue":
        return
    commands = [c for c in message.get("commands") or () if isinstance(c, Mapping)]
    marks: dict[str, int] = {}
    for command in commands:
        if command.get("type") == "say":
            yield Heard(kind="said", text=_text(command, "text"))
            for mark in command.get("marks") or ():
                if isinstance(mark, Mapping) and isinstance(mark.get("t"), int):
                    marks[_text(mark, "name")] = mark["t"]
    for command in commands:
        kind = {"point_to_buy": "pointed", "show_product": "shown"}.get(_text(command, "type"))
        if kind:
            yield Heard(
                kind=kind,
                sku=_text(command, "sku"),
                title=_text(command, "title"),
                at_ms=_when(command.get("at"), marks),
            )


def _when(at: Any, marks: Mapping[str, int]) -> int:
    if not isinstance(at, Mapping):
        return 0
    ms = at.get("ms")
    return marks.get(_text(at, "mark"), ms if isinstance(ms, int) else 0)


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
