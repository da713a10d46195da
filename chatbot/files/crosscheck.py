"""What only shows when show, persona, catalog and rundown are looked at together."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from chatbot.errors import Wrong, did_you_mean
from chatbot.order_links import host_of
from chatbot.rundown import SLOTS, slots_in
from chatbot.values import MARKET_CURRENCY, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from chatbot.catalog import Catalog, Product
    from chatbot.config import Show
    from chatbot.papers import Papers
    from chatbot.persona import Persona
    from chatbot.rundown import Rundown, Segment

__all__ = [
    "catalog_doubts",
    "catalog_wrongs",
    "cohost_wrongs",
    "over_already",
    "papers_doubts",
    "papers_wrongs",
    "persona_wrongs",
    "rundown_wrongs",
    "show_wrongs",
    "with_skus",
]

_MOST_KNOWN = 8

# lines of the programme; those of answers have slots of their own
_PROGRAMME = {"opening", "disclosure", "idle"}

_DIGITS = r"\d(?:[\d.,  ]*\d)?"
_HAN = r"[零〇一二两三四五六七八九十百千万]"
_AMOUNT = re.compile(
    rf"(?:[¥￥€$£]|\b(?:CNY|RMB|EUR|USD))\s*({_DIGITS})"
    rf"|({_DIGITS})\s*(?:€|\$|元|块|(?:CNY|RMB|EUR|USD|euros?|dollars?|yuan)\b)"
    rf"|(?:{_HAN}+(?:元|块钱)|{_HAN}{{2,}}块)",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:(\d+)(?=\s*号?链接)|(?<=\blink )(\d+)|(?<=\blien )(\d+))", re.IGNORECASE)
_LEFT = re.compile(
    rf"(?P<before>[剩余](?:下|了)?\s*)(?:\d+|{_HAN}+)(?=\s*[件个只瓶份袋盒罐条双套])"
    r"|\d+(?= (?:are |is )?(?:left|remaining)\b)|(?<=\bplus que )\d+"
    r"|(?<=\breste )\d+(?=\s*(?:$|[.,;:!?]|en stock|exemplaires?|pièces?|articles?))",
    re.IGNORECASE,
)


def show_wrongs(show: Show, persona: Persona, rundown: Rundown | None) -> Iterator[Wrong]:
    """What in the show file does not fit the persona or the rundown."""
    if show.language not in persona.languages:
        spoken = ", ".join(persona.languages)
        yield Wrong(
            f"the persona {show.persona!r} does not speak {show.language!r} (it speaks {spoken})",
            ("language",),
        )
    for i, plan in enumerate(show.plans):
        if show.policy.autonomy == "script":
            yield Wrong(
                "with 'autonomy: script' only approved lines air: write this one into the rundown, "
                "as a segment with the same times",
                ("plans", i),
            )
        if not any(show.language in line.text for line in plan.say):
            yield Wrong(f"no text in {show.language!r}, the room's language", ("plans", i, "say"))
    yield from _scene_wrongs(show, rundown)
    policy = show.policy
    if policy.order_channel == "link" and policy.order_link is None and persona.kind == "seller":
        yield Wrong(
            "a seller with order_channel 'link' needs the link: write "
            "'order_link: https://shop.example/…' into the policy, or 'order_channel: none'",
            ("policy", "order_channel"),
        )


def _scene_wrongs(show: Show, rundown: Rundown | None) -> Iterator[Wrong]:
    """Scenes for segments that there are not."""
    titles = [segment.title for segment in rundown.segments] if rundown else []
    for i, renderer in enumerate(show.renderers):
        for title in renderer.scenes if renderer.type == "obs" else ():
            at = ("renderers", i, "scenes", title)
            if show.rundown is None:
                yield Wrong("scenes go with a rundown's segments, and this show has no rundown", at)
            elif rundown is not None and title not in titles:
                near = did_you_mean(title, titles)
                yield Wrong(f"the rundown has no segment {title!r}{near}", at)


def _link_wrongs(catalog: Catalog, show: Show) -> Iterator[Wrong]:
    """Links of products that lead elsewhere than the show's own."""
    own = show.policy.order_link
    for i, product in enumerate(catalog.products):
        if own and product.link and host_of(product.link) != host_of(own):
            yield Wrong(
                f"{host_of(product.link)!r} is another host than the show's order_link "
                f"({host_of(own)}): write a link to that host",
                ("products", i, "link"),
            )


def papers_wrongs(show: Show, persona: Persona, catalog: Catalog | None) -> Iterator[Wrong]:
    """What does not go together with documents, or with news."""
    for key, has, kind in (
        ("documents", bool(show.documents), "clerk"),
        ("items", show.items is not None, "presenter"),
    ):
        if kind == "presenter" == persona.kind and not has:
            yield Wrong("a presenter needs news: write 'items', a feed or a folder", ("persona",))
        if not has:
            continue
        if persona.kind != kind:
            said = f"{key!r} needs a persona of kind {kind}; {show.persona!r} is a {persona.kind}"
            yield Wrong(said, (key,))
        if any(responder.type != "facts" for responder in show.responder):
            said = f"with {key!r} every answer is read from them: leave out 'responder'"
            yield Wrong(said, ("responder",))
        if catalog is not None and catalog.products:
            said = f"with {key!r} nothing is sold: name a catalog with 'products: []'"
            yield Wrong(said, ("catalog",))


def papers_doubts(papers: Papers, show: Show, persona: Persona) -> Iterator[Wrong]:
    """What would never be read aloud: warnings."""
    for key, pile in (("documents", papers.passages), ("items", papers.items)):
        silent = sorted({paper.lang for paper in pile} - set(persona.languages))
        if silent:
            said = (
                f"{', '.join(silent)} in {key!r} is never read: {show.persona!r} does not speak it"
            )
            yield Wrong(said, (key,))


def cohost_wrongs(show: Show, persona: Persona, cohost: Persona) -> Iterator[Wrong]:
    """What keeps two personas from hosting together."""
    at = ("cohost",)
    if show.language not in cohost.languages:
        spoken = ", ".join(cohost.languages)
        yield Wrong(
            f"the persona {show.cohost!r} does not speak {show.language!r} (it speaks {spoken})", at
        )
    lang = show.language
    if local(persona.name, lang) == local(cohost.name, lang):
        name = local(cohost.name, lang)
        yield Wrong(f"both hosts are called {name!r}: give one another 'name'", at)
    if persona.kind != cohost.kind:
        yield Wrong(
            f"a {persona.kind} and a {cohost.kind} cannot host together: let both be of one kind",
            at,
        )


def persona_wrongs(persona: Persona) -> Iterator[Wrong]:
    """Slots in the persona's own lines that nothing will ever fill: such a line is never said."""
    for name, texts in persona.lines.items():
        if name not in _PROGRAMME and not name.startswith("pitch."):
            continue
        for lang, lines in texts.items():
            for i, line in enumerate(lines):
                for slot in slots_in(line):
                    if slot not in SLOTS:
                        near = did_you_mean(slot, SLOTS) or f" (known: {', '.join(SLOTS)})"
                        at = ("lines", name, lang, i)
                        yield Wrong(f"unknown slot {{{slot}}}{near}", at)


def catalog_wrongs(catalog: Catalog, persona: Persona, show: Show) -> Iterator[Wrong]:
    """What in the catalog keeps this persona from working."""
    yield from _link_wrongs(catalog, show)
    if persona.kind == "seller" and not catalog.products:
        yield Wrong("a seller needs at least one product", ("products",))


def catalog_doubts(catalog: Catalog, show: Show) -> Iterator[Wrong]:
    """What in the catalog may be meant and may be forgotten: warnings."""
    currency = MARKET_CURRENCY[show.policy.market]
    for i, product in enumerate(catalog.products):
        at = ("products", i)
        title = local(product.name, show.language)
        if currency not in product.price:
            yield Wrong(
                f"{title!r} has no price in {currency}, the currency of the market "
                f"{show.policy.market!r}: the host will say that it does not know",
                at,
            )
        counted = product.variants.total if product.variants else None
        if counted is not None and product.stock is not None and counted != product.stock:
            yield Wrong(
                f"{title!r}: the variants add up to {counted}, 'stock' says {product.stock}",
                (*at, "stock"),
            )
        if isinstance(product.name, dict) and show.language not in product.name:
            yield Wrong(f"{title!r} has no name in {show.language!r}", (*at, "name"))


def over_already(catalog: Catalog, wall: datetime, language: str = "") -> Iterator[Wrong]:
    """Offers and coupons whose end is past: nothing will be said of them."""
    for i, product in enumerate(catalog.products):
        ends_at = product.offer.ends_at if product.offer else None
        if ends_at is not None and ends_at <= wall:
            title = local(product.name, language)
            yield Wrong(
                f"the offer on {title!r} ended on {ends_at:%Y-%m-%d %H:%M}: "
                "nothing is said of it; see that 'price' still holds, and take 'offer' out",
                ("products", i, "offer", "ends_at"),
            )
    for i, promotion in enumerate(catalog.promotions):
        if promotion.ends_at is not None and promotion.ends_at <= wall:
            yield Wrong(
                f"the coupon {promotion.code!r} ended on {promotion.ends_at:%Y-%m-%d %H:%M}: "
                "nothing is said of it",
                ("promotions", i, "ends_at"),
            )


def with_skus(rundown: Rundown, catalog: Catalog) -> Rundown:
    """The rundown with skus where its segments give a product's name or alias instead."""
    called = {
        name.strip().casefold(): product.sku
        for product in catalog.products
        for name in _called(product)
    }

    def read(segment: Segment) -> Segment:
        if segment.sku is None or catalog.get(segment.sku) is not None:
            return segment
        sku = called.get(segment.sku.strip().casefold())
        return segment.model_copy(update={"sku": sku}) if sku else segment

    return rundown.model_copy(update={"segments": tuple(map(read, rundown.segments))})


def _called(product: Product) -> tuple[str, ...]:
    names = (product.name,) if isinstance(product.name, str) else tuple(product.name.values())
    return (*names, *product.aliases)


def _products_known(word: str, catalog: Catalog, language: str) -> str:
    """What a product of this name or sku may be meant to be: ` (did you mean …?)`, or a list."""
    names = {name for product in catalog.products for name in _called(product)}
    near = did_you_mean(word, names | {product.sku for product in catalog.products})
    titles = [local(product.name, language) for product in catalog.products]
    more = f" and {len(titles) - _MOST_KNOWN} more" if len(titles) > _MOST_KNOWN else ""
    return near or f" (known: {', '.join(titles[:_MOST_KNOWN])}{more})"


def rundown_wrongs(
    rundown: Rundown, catalog: Catalog, language: str
) -> Iterator[tuple[bool, Wrong]]:
    """Yield (True, error) and (False, warning) for lines that the catalog does not bear out."""
    if all(segment.times for segment in rundown.segments):
        until = "every segment waits for its time: until the first comes, the host only answers"
        yield False, Wrong(until, ("segments",))
    for i, segment in enumerate(rundown.segments):
        at = ("segments", i)
        product = catalog.get(segment.sku)
        if segment.sku is not None and product is None:
            near = _products_known(segment.sku, catalog, language)
            yield True, Wrong(f"unknown sku or name {segment.sku!r}{near}", (*at, "sku"))
        for j, line in enumerate(segment.lines):
            if language not in line.text:
                yield (
                    False,
                    Wrong(f"no text in {language!r}: the line is left out", (*at, "lines", j)),
                )
            for lang, text in line.text.items():
                place = (*at, "lines", j, "text", lang)
                wrong = _typed_figures(text, product, catalog)
                if wrong:
                    yield True, Wrong(wrong, place)


def _typed_figures(text: str, product: Product | None, catalog: Catalog) -> str:
    """Say what is wrong with figures that are typed where the catalog can fill them in."""
    stated = set(_amounts_of(catalog))
    replaced: list[str] = []
    unknown: list[str] = []

    def amount(match: re.Match[str]) -> str:
        figure = _decimal(match[1] or match[2])
        slot = _price_slot(figure, product)
        if slot:
            replaced.append(match[0])
            return slot
        if figure is None or figure not in stated:
            unknown.append(match[0])
        return match[0]

    def link(match: re.Match[str]) -> str:
        number = int(match[0])
        if product is not None and number == product.link_no:
            replaced.append(match[0])
            return "{link_no}"
        if all(number != other.link_no for other in catalog.products):
            unknown.append(match[0])
        return match[0]

    def left(match: re.Match[str]) -> str:
        if product is None:
            return match[0]
        before = match["before"] or ""
        replaced.append(match[0].removeprefix(before))
        return before + "{stock}"

    corrected = _AMOUNT.sub(amount, text)
    corrected = _LEFT.sub(left, _LINK.sub(link, corrected))
    if replaced:
        figures = ", ".join(repr(figure) for figure in replaced)
        return f"{figures} is typed by hand and may change: write {corrected!r}"
    if unknown:
        return f"{', '.join(map(repr, unknown))} is stated nowhere in the catalog"
    return ""


def _price_slot(figure: Decimal | None, product: Product | None) -> str:
    if product is None:
        return ""
    if figure is None or figure in product.price.values():
        return "{price}"
    return "{was}" if figure in (product.prior_price_30d_lowest or {}).values() else ""


def _amounts_of(catalog: Catalog) -> Iterable[Decimal]:
    for product in catalog.products:
        yield from product.price.values()
    for promotion in catalog.promotions:
        yield from promotion.effect.values()
        yield from promotion.min_order.values()
    yield from _numbers_in(catalog.shipping)


def _numbers_in(value: object) -> Iterator[Decimal]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _numbers_in(inner)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield Decimal(str(value))


def _decimal(digits: str | None) -> Decimal | None:
    if not digits:
        return None
    plain = re.sub(r"[  ]", "", digits)
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        plain = plain.replace(",", ".")
    try:
        return Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None
