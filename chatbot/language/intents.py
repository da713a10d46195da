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
    r"|^你是(?:不是)?真的[\u4e00-\u9fff]{1,4}(?:吗|嘛|么|\?)[?!\s]*$"
    r"|^(?:t'?es|tu es|es-tu|vous etes)\b.{0,6}\bune? vraie? [a-z]{3,12}\s?\?[ ?!]*$"
)

_WEIGHS = re.compile(
    r"\bpese|\bweigh|\bhow much (?:does|do|can|will) \w+(?: \w+)? (?:hold|contain)\b"
)
_MONEY_BACK = re.compile(r"退|\brefund|\bmoney\b|\breturn|\brembours|\brenvo|\bretour")


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
    by_name: bool = False  # it opens with the name of somebody who is not the host
    bare: bool = False  # nothing but words of shop talk
    lived: bool = False  # its topic is known from words of daily life only: `sleep`, `rain`

    @property
    def length(self) -> float:
        """About how many words: a Chinese character counts half a word."""
        return sum(word != "\0" for word in self.words) + sum(
            0.5 for char in self.folded if "\u3400" <= char <= "\u9fff"
        )

    @property
    def short(self) -> bool:
        """No longer than a bare question is: `battery life`, `what about size`."""
        return self.length <= 3

    @property
    def sized(self) -> bool:
        """It speaks of sizes or colours."""
        return bool(self.size or self.colour) or self.has("size", "colour", "fit")

    def has(self, *tags: str) -> bool:
        """True when any of the tags was found."""
        return not self.tags.isdisjoint(tags)

    @property
    def asks_firmly(self) -> bool:
        """A question by more than a closing particle, which `歇会儿吧` has too."""
        return self.mark or self.has("q", "yn", "ask")

    @property
    def tells(self) -> bool:
        """It neither asks nor is a bare key word of the shop."""
        return not (self.asks or self.bare)

    @property
    def asks(self) -> bool:
        """The form of a question or a request."""
        return self.mark or self.has("q", "yn", "ynw", "ask")


def decide(c: Clues) -> tuple[str, bool]:
    """Return (intent, confident). The first rule that applies wins; the order is the argument."""
    if c.generic or c.to_other:
        return "chit_chat", True
    for rules in (_people, _trouble, _after_sale, _offer, _goods, _money, _feelings):
        found = rules(c)
        if found is not None:
            return ("chit_chat", False) if _is_aside(c, found[0]) else found
    return "chit_chat", c.has("chat") or c.length > 12


_MEANT = tuple("done haggle confirm you_said if want dear price howmany invoice warranty".split())
"""What is meant for the shop whatever the form of the sentence."""


def _is_aside(c: Clues, intent: str) -> bool:
    """True for a word of the shop in a remark that names no product and asks nothing."""
    if intent not in SHOP_INTENTS or c.asks or c.bare or c.skus or c.colour or c.size:
        return False
    if c.place and c.has("ship") and c.length <= 5 and not c.has("i", "time"):
        return False  # delivery and a place in few words
    return c.weight_kg is None and not c.has(*_MEANT)


def _people(c: Clues) -> tuple[str, bool] | None:
    """Who is speaking, and who only advertises."""
    named = c.has("ai") and not c.has("human") and (c.has("you", "i") or c.asks or c.short)
    if named or c.has("ai_like") or _REAL_PERSON.search(c.folded):
        return "ai_identity", True
    if c.has("spam") and not (c.asks and c.has("price", "stock", "ship", "return", "order")):
        return "spam", True
    return ("complaint", True) if c.has("human") else None


def _trouble(c: Clues) -> tuple[str, bool] | None:
    """Complaints, where nothing is asked that a fact answers."""
    if c.has("may") and (c.mark or c.has("yn")) and not c.has("i", "done"):
        return None
    if not c.has("complaint"):
        fails = c.has("work") and c.has("neg") and c.folded.isascii() and not c.asks
        return ("complaint", c.has("i")) if fails else None
    if c.asks:
        supposed = c.has("return", "warranty", "if") and not c.has("i", "done")
        about_fact = c.topic is not None and not c.has("broken", "done")
        if supposed or about_fact or c.has("return"):
            return None
        if c.has("auth") and not c.has("broken", "i"):
            return None
    return "complaint", True


def _after_sale(c: Clues) -> tuple[str, bool] | None:
    """Returns, warranty, delivery."""
    if c.has("return") and (not c.has("warranty") or _MONEY_BACK.search(c.folded)):
        waited = c.has("neg") and c.has("still") and not c.asks
        return ("complaint" if waited else "return"), True
    if c.has("warranty", "invoice"):
        return "authenticity", True
    if c.has("if") and c.has("broken") and c.asks and not c.has("done"):
        return "return", True  # a fault that is only imagined
    if c.has("ship") and not c.has("coupon"):
        return "shipping", True
    if c.place is None or c.has("auth", "greeting", "chat", "life"):
        return None
    if c.has("work"):
        c.topic = c.topic or "voltage"  # what works abroad is a matter of current
        return "usage", True
    if c.topic is None and (
        (c.asks_firmly and not c.has("room"))
        or (c.short and not c.has("chat", "i", "room", "life", "time"))
    ):
        return "shipping", c.asks
    return None


def _offer(c: Clues) -> tuple[str, bool] | None:
    """Offers, orders that were placed, advice."""
    if c.has("discount", "haggle") or (c.has("offer_end") and c.topic is None):
        return "discount", True
    if c.has("done") or (c.has("reserve") and not c.has("stock")):
        return "order", True
    if (
        c.has("recommend")
        and c.weight_kg is None
        and c.size is None
        and not c.has("size", "colour", "fit")
    ):
        return "chit_chat", True
    return None


def _goods(c: Clues) -> tuple[str, bool] | None:
    """What there is of it, and what it is like."""
    if c.weight_kg is not None and (c.asks or c.sized or c.short):
        return "size_colour", True
    if c.has("other") and c.asks and (c.has("colour", "size") or c.colour):
        return "size_colour", True
    if c.has("colour", "size") and c.has("q") and not (c.colour or c.size):
        return "size_colour", True
    if c.has("stock") and not c.has("chart"):
        return "stock", True
    if c.has("fit", "chart"):
        return "size_colour", True
    linked = bool(c.skus) and (c.has("howmany") or (c.has("praise") and not c.asks))
    if c.has("order") and not c.has("price", "auth") and not linked and not (c.topic and c.asks):
        return "order", True
    return _quality(c) or _variant(c)


def _quality(c: Clues) -> tuple[str, bool] | None:
    """A fact about the product: `usage`, or `authenticity` where its truth is in doubt."""
    priced = c.has("price") and not _WEIGHS.search(c.folded)
    if c.topic is None or (priced and c.topic in ("capacity", "weight", "material")):
        return None
    if c.topic == "material" and c.asks and c.has("pure", "auth") and not c.has("q"):
        return "authenticity", True
    if c.has("auth") and c.topic in ("material", "origin", "ingredients"):
        return "authenticity", True
    if c.sized and c.topic in ("usage", "capacity", "dimensions", "age"):
        return None
    if c.lived:
        applied = bool(c.skus) or c.has("follow_up", "work", "may", "yn") or c.mark
        return ("usage", True) if applied and c.asks_firmly and not c.has("you", "room") else None
    if c.has("passed") and not c.mark:
        return None
    if c.has("life") and not c.asks_firmly:
        return None
    bare = c.short and c.bare and not c.has("chat")
    return ("usage", True) if c.asks or bare or (c.skus and c.short) else None


def _variant(c: Clues) -> tuple[str, bool] | None:
    """Sizes and colours: whether they exist, or whether one that exists is left."""
    if (
        not c.sized
        or c.has("price")
        or (c.has("praise") and not c.asks)
        or (c.tells and c.has("life", "i", "time"))
    ):
        return None
    wanted = c.size is not None and (c.colour is not None or c.has("have", "yn"))
    if c.has("still") or (wanted and c.size_offered):
        return "stock", True
    if c.has("size", "colour") or c.asks or c.length <= 4:
        return "size_colour", True
    return None


def _money(c: Clues) -> tuple[str, bool] | None:
    """Prices, and what is left of the questions of stock and trust."""
    if c.amount and c.asks:
        return "price", True
    if c.has("still") and c.has("have", "howmany") and c.asks and not c.has("price"):
        return "stock", True
    if c.has("price", "howmany"):
        return "price", c.has("price") or c.length < 5
    if c.has("auth") and (c.asks or ((c.bare or c.skus) and not c.has("praise", "chat"))):
        return "authenticity", c.asks
    if c.has("still") and c.asks:
        return "stock", False
    if (c.currency and (c.asks or c.skus)) or (c.amount and c.has("you_said", "confirm")):
        return "price", bool(c.skus)
    return None


def _feelings(c: Clues) -> tuple[str, bool] | None:
    """Greetings and praise; then what a question about a product is when no word says it."""
    if c.has("greeting") and not c.has("praise") and not (c.has("chat") and c.asks):
        return "greeting", True
    if c.has("praise") and c.has("q") and c.has("you") and c.topic is None:
        return "chit_chat", False
    asked = c.has("praise") and (c.mark or c.has("yn")) and not c.has("you")
    if asked and (c.skus or c.on_screen):
        return "usage", False
    if c.has("praise", "thanks") and not (c.asks and c.has("chat", "room")):
        return "praise", not c.mark or c.has("you")
    if c.skus and c.has("have") and c.asks and c.length < 6:
        return "stock", False
    if c.has("greeting"):
        return "greeting", True
    if c.has("passed") and not c.mark:
        return None
    about = (c.topic and not c.lived) or c.skus or _points(c)
    if about and c.asks and not c.has("chat", "room", "recommend"):
        return "usage", False
    return None


def _points(c: Clues) -> bool:
    """True when `this` or `it` can only be the product on screen."""
    return (
        c.on_screen
        and c.has("follow_up")
        and c.asks_firmly
        and not c.has("you", "where", "life", "time")
    )


_REMARK_ENDS = ("了", "啦", "啊", "哦", "呀", "哈", "嘞", "~")
_REMARK_STARTS = frozenset(("i", "je", "j", "my", "im", "mon", "ma"))


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
        to_room = c.has("crowd") or c.by_name or (c.has("room") and not c.has("you"))
        if c.has("exclaim", "passed") and not c.mark:
            return False
        soft = c.has("ynw") and not c.has("life")
        return not to_room and c.length > 2 and (c.mark or c.has("q", "yn") or soft)
    if intent == "order" and c.has("done"):
        return c.mark and c.has("q", "yn")
    if c.mark or c.has("q", "yn", "ask", "haggle", "confirm", "you_said"):
        return True
    if intent == "discount" and c.has("if"):
        return True
    if c.has("dear", "praise") and not c.has("ynw"):
        return False
    return not _is_remark(c) and c.length <= 8


def _is_remark(c: Clues) -> bool:
    """A statement: it tells something rather than asks."""
    if not c.folded.isascii():
        return c.folded.rstrip(" .!！~").endswith(_REMARK_ENDS)
    return bool(c.words) and c.words[0] in _REMARK_STARTS and not c.has("ask")
