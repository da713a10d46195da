"""At speaking time: what the gate thinks, how the voice speaks, what the renderers show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatbot.catalog import local
from chatbot.commands import Command, Expression, Gesture, PointToBuy, ShowProduct
from chatbot.engine.stage import Opinion
from chatbot.language.money import money
from chatbot.order_links import modules, shown_link
from chatbot.performance import SpeechRequest
from chatbot.show import core
from chatbot.show.card import stated
from chatbot.show.ordering import link_for, orderable

if TYPE_CHECKING:
    from chatbot.catalog import Product
    from chatbot.commands import Cue, Say
    from chatbot.loading import ShowFiles
    from chatbot.show.state import ShowState

__all__ = ["hosts_of", "opinion", "resolve", "voice_request"]


def opinion(state: ShowState, cue: Cue) -> Opinion:
    """The gate's verdict on a cue against the catalog as it is at this moment."""
    verdict = core.judge_cue(state, cue)
    return Opinion(verdict.passed, verdict.reasons, verdict.detail, state.catalog.version)


def voice_request(state: ShowState, cue: Cue, say: Say) -> SpeechRequest:
    """How the persona says it."""
    voice = state.who(say.speaker).voice
    lang = say.lang or state.show.language
    return SpeechRequest(
        text=say.text,
        lang=lang,
        mood=say.mood,
        pace=round(cue.pace * voice.pace, 2),
        voice=getattr(voice, lang, None),
    )


def hosts_of(files: ShowFiles) -> list[dict[str, str]]:
    """Both hosts as the stage protocol names them, where there are two."""
    if files.cohost is None:
        return []
    both = (("host", files.persona), ("cohost", files.cohost))
    lang = files.show.language
    return [{"speaker": speaker, "name": local(who.name, lang)} for speaker, who in both]


def _per(product: Product) -> bool:
    return product.per not in (None, "piece")


def _ordering(state: ShowState, product: Product) -> dict[str, Any]:
    """Where viewers order it: its number in the cart, or while it can be, address and code."""
    if product.off_air:  # its card may be on screen still
        return {"order": "none"}
    channel = state.show.policy.order_channel
    if channel == "cart":
        return {"link_no": product.link_no}
    found: dict[str, Any] = {"link_no": None, "order": channel}
    link = link_for(state, product.sku)
    if link is not None and orderable(state, product):
        found["link"] = {"url": link, "text": shown_link(link), "code": list(modules(link))}
    return found


def resolve(state: ShowState, command: Command) -> dict[str, Any] | None:
    """The command as a stage-protocol object, from the catalog as it is at this moment."""
    lang = state.show.language
    match command:
        case PointToBuy(sku, _, anchor, hold_ms):
            product = state.catalog.get(sku)
            if product is None or not orderable(state, product):
                return None
            return {"type": "point_to_buy", "sku": sku, "anchor": anchor, "hold_ms": hold_ms}
        case ShowProduct(sku):
            product = state.catalog.get(sku)
            if product is None:
                return None
            amount, stock = stated(state, product)
            price = None if amount is None else money(amount, state.currency, lang)
            return {
                "type": "show_product",
                "sku": sku,
                "title": local(product.name, lang),
                "price": f"{price} / {product.per}" if price and _per(product) else price,
                "stock": stock,
                **_ordering(state, product),
            }
        case Gesture(name):
            return {"type": "gesture", "name": name}
        case Expression(name, weight, fade_ms):
            return {"type": "expression", "name": name, "weight": weight, "fade_ms": fade_ms}
        case _:
            return None
