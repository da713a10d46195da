"""From the words found in a message to what it wants: one decision list for three languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["SHOP_INTENTS", "Clues", "decide", "wants_answer"]

SHOP_INTENTS = frozenset(
    ("price", "stock", "shipping", "return", "size_colour", "usage", "authenticity", "discount", "order")
)  # fmt: skip


_REAL_PERSON = re.compile(
    r"\b(?:you|u|she|he|host|streamer)\b.{0,14}\b(?:real|human|alive|fake|a person|cgi|animated)\b"
    r"(?! (?:leather|cotton|silk|deal|price|product|store|shop))"
    r"|\b(?:tu|vous|elle|t|presentatrice)\b.{0,14}\b(?:reelle?|vivante?|humaine?|virtuelle?|vraie personne)\b"
    r"|(?:你|主播|她|他).{0,5}(?:真的假的|活的|假的吧|真的人|真实的|是人)"
)


@dataclass(slots=True)
class Clues:
    """What was found in one message, for the decision list."""

    folded: str
    words: list[str]
    tags: set[str]
    lang: str
    mark: bool  # it has a question mark
    skus: tuple[str, ...] = ()
    colour: str | None = None
    size: str | None = None
    weight_kg: float | None = None
    place: str | None = None
    currency: str | None = None
    amount: bool = False
    topic: str | None = None
    topics: list[str] = field(default_factory=list)
    size_offered: bool = False
    on_screen: bool = False
    generic: bool = False  # nothing but signs
    to_other: bool = False  # addressed to another viewer

    @property
    def length(self) -> float:
        """About how many words: a Chinese character counts half a word."""
        return sum(word != "\0" for word in self.words) + sum(
            0.5 for char in self.folded if "\u3400" <= char <= "\u9fff"
        )

    def has(self, *tags: str) -> bool:
        """True when any of the tags was found."""
        return not self.tags.isdisjoint(tags)

    @property
    def asks(self) -> bool:
        """The form of a question or a request."""
        return self.mark or self.has("q", "yn", "ynw", "ask")


def decide(c: Clues) -> tuple[str, bool]:
    """Return (intent, confident). The first rule that applies wins; the order is the argument."""
    if c.generic:
        return "chit_chat", True
    if c.to_other:
        return "chit_chat", True
    return (
        _people(c)
        or _trouble(c)
        or _after_sale(c)
        or _offer(c)
        or _goods(c)
        or _feelings(c)
        or ("chit_chat", c.has("chat") or c.length > 12)
    )


def _people(c: Clues) -> tuple[str, bool] | None:
    if c.has("ai") and not c.has("human"):
        if c.has("you", "i") or c.asks or len(c.folded) < 16:
            return "ai_identity", True
    if _REAL_PERSON.search(c.folded):
        return "ai_identity", True
    if c.has("spam") and not c.has("price", "stock", "ship", "return", "order"):
        return "spam", True
    if c.has("human"):
        return "complaint", True
    return None


def _trouble(c: Clues) -> tuple[str, bool] | None:
    """Complaints, where nothing is asked that a fact answers."""
    if not c.has("complaint"):
        fails = c.has("work") and c.has("neg") and c.folded.isascii()
        return ("complaint", c.has("i")) if fails and not c.asks else None
    hypothetical = c.asks and c.has("return", "warranty", "if")
    if hypothetical and not c.has("i", "done"):
        return None
    if c.has("return") and c.asks:
        return None
    if c.topic and c.asks and not c.has("broken") and not c.has("done"):
        return None
    if c.has("auth") and c.asks and not c.has("broken", "i"):
        return None
    return "complaint", True


def _after_sale(c: Clues) -> tuple[str, bool] | None:
    if c.has("return") and c.has("neg") and not c.asks and c.has("still"):
        return "complaint", True
    if c.has("return") and not (c.has("warranty") and not c.asks):
        return "return", True
    if c.has("warranty", "invoice"):
        return "authenticity", True
    shipping_free = c.has("ship") and c.has("discount")
    if c.has("ship") and not c.has("coupon") or shipping_free and not c.has("coupon"):
        return "shipping", True
    if c.place is not None and c.has("work") and not c.has("ship"):
        c.topic = c.topic or "voltage"
        return "usage", True
    if c.place is not None and not c.topics and not c.has("auth", "greeting"):
        if c.has("i") and not c.asks:
            return None
        if (c.asks and not c.has("room")) or (c.length <= 3 and not c.has("chat", "i")):
            return "shipping", c.asks
    return None


def _offer(c: Clues) -> tuple[str, bool] | None:
    if c.has("discount", "offer_end") and not (c.has("price q") and not c.has("coupon")):
        return "discount", True
    if c.has("haggle"):
        return ("price", True) if c.has("q") and not c.has("yn") else ("discount", True)
    if c.has("done"):
        return "order", True
    if c.has("recommend") and c.weight_kg is None and not c.has("size", "colour", "fit"):
        return "chit_chat", True
    return None


def _goods(c: Clues) -> tuple[str, bool] | None:
    sized = c.size is not None or c.colour is not None or c.has("size", "colour", "fit")
    if c.weight_kg is not None and (c.asks or sized or c.length < 5):
        return "size_colour", True
    if c.has("other") and (c.has("colour", "size") or c.colour) and c.asks:
        return "size_colour", True
    if c.has("stock") and not c.has("chart"):
        if not (c.topic and not c.has("available")) or c.size or c.colour:
            return "stock", True
        return "stock", True
    if c.has("order") and not c.has("price", "auth") and not (c.topic and c.asks):
        return "order", True
    if c.has("fit", "chart"):
        return "size_colour", True
    if c.topic and (not c.has("price") or c.topic not in ("capacity", "weight")) and not (
        c.topic in ("material",) and c.has("price")
    ):
        if c.topic == "material" and c.has("yn", "auth") and not c.has("q") and c.has("of_material"):
            return "authenticity", True
        if c.has("auth") and c.topic in ("material", "origin", "ingredients"):
            return "authenticity", True
        if c.asks or (c.length <= 3 and not c.has("chat")):
            if not (sized and c.topic in ("usage", "weight", "capacity", "dimensions")):
                return "usage", True
    if sized:
        if c.has("price"):
            return "price", True
        if c.size and (c.colour or c.has("have", "still", "yn")) and c.size_offered:
            return "stock", True
        if c.has("still"):
            return "stock", True
        if c.has("size", "colour") or c.asks or c.length <= 4:
            return "size_colour", True
    if c.has("still") and c.has("have", "howmany") and c.asks and not c.has("price"):
        return "stock", True
    if c.has("price", "howmany") or (c.amount and c.asks):
        return "price", c.has("price") or c.length < 5
    if c.has("auth") and not (c.has("praise") and not c.asks):
        return "authenticity", c.asks
    if c.has("still") and c.asks:
        return "stock", False
    if c.currency and (c.asks or c.skus) or c.amount and c.has("you_said", "confirm"):
        return "price", bool(c.skus)
    return None


def _feelings(c: Clues) -> tuple[str, bool] | None:
    if c.has("greeting") and not c.has("praise") and not (c.has("chat") and c.asks):
        return "greeting", True
    if c.has("praise", "thanks") and not (c.asks and c.has("chat", "room")):
        if not c.has("praise") and c.has("greeting"):
            return "greeting", True
        if not (c.mark and not c.has("you")):
            return "praise", True
        return "praise", False
    if c.skus and c.has("have") and c.asks and c.length < 6:
        return "stock", False
    if c.topic and c.asks:
        return "usage", False
    if c.has("greeting"):
        return "greeting", True
    about = c.skus or (c.on_screen and c.has("follow_up"))
    if about and c.asks and not c.has("chat", "room", "recommend"):
        return "usage", False
    return None


_NOT_ASKING_ZH = ("了", "啦", "啊", "哦", "呀", "哈", "嘞", "~")


def wants_answer(c: Clues, intent: str) -> bool:
    """True when the message waits for the host to answer."""
    if c.generic or c.to_other or intent in ("praise", "greeting", "spam"):
        return False
    if intent == "complaint":
        return c.has("human") or (c.mark and c.has("q"))
    if intent == "ai_identity":
        return True
    if intent == "chit_chat":
        if c.has("recommend"):
            return True
        if c.has("room") and not c.has("you"):
            return False
        if not (c.mark or c.has("q", "yn", "ynw")):
            return False
        return c.length > 2
    if intent == "order" and c.has("done"):
        return c.mark and c.has("q", "yn")
    if c.mark or c.has("q", "yn", "ask", "haggle", "confirm", "you_said"):
        return True
    if c.has("ynw"):
        return not _is_remark(c)
    if c.has("dear", "praise") or _is_remark(c):
        return False
    return c.length <= 8


def _is_remark(c: Clues) -> bool:
    """A statement: it tells something rather than asks."""
    if not c.folded.isascii() and c.folded.rstrip(" .!！~").endswith(_NOT_ASKING_ZH):
        return True
    return c.words[:1] in (["i"], ["je"], ["j"], ["my"], ["im"], ["mon"], ["ma"]) and not c.has("ask")
