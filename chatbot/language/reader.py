"""From a viewer's words to a `Reading`: rules of three languages over one pass of vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from chatbot.catalog import Catalog
from chatbot.language.clean import clean_text, fold
from chatbot.language.identify import latin_language, script_of
from chatbot.language.intents import SHOP_INTENTS, Clues, decide, wants_answer
from chatbot.language.lexicon import Hit, Scan
from chatbot.language.products import ProductIndex
from chatbot.language.reading import INTENTS, Reading
from chatbot.language.spots import is_bare, outside, topics_of, without_names
from chatbot.language.topics import fact_key
from chatbot.language.unsafe import judge
from chatbot.language.variants import VariantIndex, quantity_of, weight_kg_of
from chatbot.language.vocabulary import CJK_PATTERNS, GIVEN_NAMES, LATIN_PATTERNS, base_lexicon

__all__ = ["Reader"]

_TAGS: Final = re.compile(r"<[^<>]{0,300}>")
_MENTION: Final = re.compile(r"(?:^|\s)@\s?([\w\u3400-\u9fff-]{1,40})")
_MARK: Final = re.compile(r"[?？¿]")
_NUMBER: Final = re.compile(r"(?<![\d.,])\d{2,6}(?:\.\d{1,2})?(?![\d.,%])")
_AMOUNT: Final = re.compile(
    r"\d{1,7}(?:[.,]\d{1,3})?\s?(?:元|块|€|\$|欧|刀|euro|dollar|buck|yuan)|[一二两三四五六七八九]百[零一二三四五六七八九十]{0,4}(?![斤米天人件克毫升度分年个])|[€$£¥]\s?\d|\d[.,]\d\d(?!\d)"
)
_ORDERED: Final = re.compile(
    r"^(?:c'est |bien |j'ai |je l'ai |déjà )*(?:commandée?s?|achetée?s?|payée?s?|prise?s?)\b[\s!.❤]*$"
    r"|[\s,](?:commandé|acheté|payé)[\s!.❤]*$|^c'est (?:fait|validé|réglé)[\s!.~:)☺]*$"
)
_ONE: Final = re.compile(r"^(?:扣|打|刷|公屏扣?)?\s?[1１一](?:\s?[1一])*[!.~ ]*$")
_SIX: Final = re.compile(r"^(?:6{2,12}|8{2,6}|9{2,6}|2333*|nb|n+i+c+e+)\W*$")
_SIGNS_ONLY: Final = re.compile(r"^[\W_]*$")
_HEARTS: Final = frozenset("❤💕💖💗💓💘💝🥰😍👍🔥👏💯😘🌹💐✨🎉🙌😻🤩♥")
_ADDRESS: Final = frozenset(("you", "u", "are", "where", "did", "tu", "t", "toi"))
_HOW_LARGE: Final = re.compile(r"\btaille|\bsize\b|尺寸|大小|多大")
_KEEP_SKU: Final = frozenset(("price", "stock", "size_colour", "usage", "authenticity", "discount"))
_NO_SKU: Final = frozenset(("chit_chat", "greeting", "spam", "ai_identity"))
_LOANS: Final = frozenset(("ask", "greeting", "praise", "thanks", "chat", "spam"))
_SIZE_TOPICS: Final = frozenset(("weight", "fit", "capacity", "dimensions", "age"))


def _drop_foreign(scan: Scan, lang: str) -> None:
    """Leave out what only the other Latin language would read so; loan words of chat stay."""
    other = {"en": "fr", "fr": "en"}.get(lang)
    scan.hits = [hit for hit in scan.hits if hit.lang != other or hit.tags <= _LOANS]
    scan.tags = {tag for hit in scan.hits for tag in hit.tags}


class Reader:
    """Reads chat for one catalog version. Pure and deterministic; builds its tables once."""

    def __init__(
        self,
        catalog: Catalog,
        *,
        room_lang: str = "zh",
        market: str = "cn",
        languages: Iterable[str] = ("zh", "en", "fr"),
        host_names: Iterable[str] = (),
    ) -> None:
        self.catalog = catalog
        self.room_lang = room_lang
        self.market = market
        self.languages = tuple(languages)
        host = catalog.shop.host
        names = [host.name] if host and isinstance(host.name, str) else []
        if host and isinstance(host.name, dict):
            names = list(host.name.values())
        self._host = {
            fold(name) for name in (*names, *host_names, "主播", "host", "streamer") if name
        }
        self._products = ProductIndex(catalog)
        self._variants = VariantIndex(catalog)
        self._lexicon = base_lexicon()
        self._product_words = self._products.lexicon.vocabulary()
        self._names = self._product_words | self._variants.lexicon.vocabulary()
        amounts = [amount for p in catalog.products for amount in p.price.values()]
        self._prices = {f"{a:f}" for a in amounts} | {f"{a.normalize():f}" for a in amounts}
        self._read = lru_cache(maxsize=8192)(self._reading)

    def read(
        self,
        text: str,
        *,
        on_screen: str | None = None,
        hint: str | None = None,
        last_lang: str | None = None,
        last_sku: str | None = None,
        suggested: str | None = None,
    ) -> Reading:
        """Read one message; any string is accepted, and the same one always gives the same.

        Args:
            text: what the viewer wrote, raw or cleaned.
            on_screen: sku of the product being shown.
            hint: a language claimed for the text; the text itself decides.
            last_lang: the language this viewer wrote in before.
            last_sku: the product this viewer asked about before.
            suggested: the intent decided on by `IntentIndex` with a first reading of the same
                text; it stands instead of that of the rules. `unsafe:REASON` blocks the message.
        """
        return self._read(text[:2001], on_screen, hint, last_lang, last_sku, suggested)

    def _reading(
        self,
        text: str,
        on_screen: str | None,
        hint: str | None,
        last_lang: str | None,
        last_sku: str | None,
        suggested: str | None,
    ) -> Reading:
        cleaned = clean_text(text)
        raw = cleaned.text
        folded = fold(raw)
        unsafe, outcome = judge(raw, folded, cleaned.oddities)
        if "<" in folded:
            folded = _TAGS.sub(" ", folded)
        scan = self._lexicon.scan(folded, self._names)
        skus, named = self._products.named(folded, raw.lower())
        lang, sure = self._language(raw, scan, hint, last_lang)
        if lang == "zh" and named.hits:
            lang = self._around_names(without_names(folded, named), last_lang) or lang
        if sure:
            _drop_foreign(scan, lang)
        clues = self._clues(raw, folded, scan, named, skus, lang, on_screen)
        intent, confident = self._intent(raw, clues)
        if suggested and suggested.startswith("unsafe:") and outcome != "blocked":
            unsafe, outcome = (suggested.removeprefix("unsafe:"),), "blocked"
        if suggested in INTENTS and outcome == "open" and not (clues.generic or clues.to_other):
            intent, confident = suggested, True
        question = wants_answer(clues, intent)
        sku = self._sku(clues, intent, on_screen, last_sku)
        if intent == "spam" and outcome == "open":
            unsafe, outcome = ("spam",), "ignored"
        if outcome == "ignored":
            question = False
            if intent not in ("greeting", "praise"):
                intent = "spam" if unsafe[:1] in (("flood",), ("spam",)) else intent
        region, place = self._place(outside(scan, named))
        topic = self._topic(clues, intent)
        product = self.catalog.get(sku)
        if topic is not None and product is not None:
            topic = fact_key(topic, product.facts) or topic
        return Reading(
            lang=lang,
            intent=intent,
            question=question,
            confident=confident,
            sku=sku,
            skus=skus,
            colour=clues.colour,
            size=clues.size,
            weight_kg=clues.weight_kg,
            quantity=quantity_of(folded, scan, self._product_words),
            currency=clues.currency,
            destination=region,
            destination_name=place,
            topic=topic,
            unsafe=unsafe,
            outcome=outcome,
        )

    def _language(
        self, raw: str, scan: Scan, hint: str | None, last_lang: str | None
    ) -> tuple[str, bool]:
        script = script_of(raw)
        if script is not None:
            return script, False
        found, sure = latin_language(raw, scan, self.languages)
        if found:
            return found, sure
        for lang in (last_lang, hint):
            if lang in self.languages:
                return lang, False
        return self.room_lang, False

    def _around_names(self, rest: str, last_lang: str | None) -> str | None:
        """The Latin language of what a viewer wrote around Chinese names of goods, or None."""
        if script_of(rest) is not None:
            return None
        scan = self._lexicon.scan(rest, self._names)
        found, _ = latin_language(rest, scan, self.languages)
        words = sum(word.isalpha() and len(word) > 1 for word in scan.words)
        enough = 1 if found == last_lang else 2  # in Chinese, too, one writes `size` or `ok`
        return found if words >= enough else None

    def _clues(
        self,
        raw: str,
        folded: str,
        scan: Scan,
        named: Scan,
        skus: tuple[str, ...],
        lang: str,
        on_screen: str | None,
    ) -> Clues:
        tags = set(scan.tags)
        colour = self._variants.colour(folded)
        if colour and named.hits:
            colour = self._variants.colour(without_names(folded, named))
        hits = outside(scan, named)
        topics = topics_of(hits)
        about = [hit for hit in hits if any(tag.startswith("topic:") for tag in hit.tags)]
        mention = _MENTION.search(folded)
        clues = Clues(
            folded=folded,
            words=scan.words,
            tags={tag for tag in tags if ":" not in tag},
            lang=lang,
            mark=bool(_MARK.search(folded)),
            skus=skus,
            colour=colour,
            weight_kg=weight_kg_of(folded),
            currency=next((t[6:] for t in sorted(tags) if t.startswith("money:")), None),
            amount=bool(_AMOUNT.search(folded)) or self._prices_named(folded),
            topic=topics[0] if topics else None,
            topics=topics,
            on_screen=on_screen in self.catalog.by_sku,
            generic=bool(_SIGNS_ONLY.match(folded)),
            by_name=self._calls_other(scan.words),
            lived=bool(about) and all("life" in hit.tags for hit in about),
            to_other=bool(mention and mention.group(1) not in self._host),
        )
        placed = sorted(tag for hit in hits for tag in hit.tags if tag.startswith("place:"))
        place = placed[0] if placed else None
        clues.place = None if place is None else place[6:]
        clues.size = self._variants.size(
            folded, clues.tags | ({"q"} if clues.mark else set()), colour=bool(colour)
        )
        clues.size_offered = self._variants.offers(clues.size)
        clues.tags.update(LATIN_PATTERNS.names(folded))
        if not folded.isascii():
            clues.tags.update(tag for tag, pattern in CJK_PATTERNS if pattern.search(folded))
        if self._names_code(raw, clues, named):
            clues.tags |= {"discount", "coupon"}
        if lang == "fr" and set(scan.terms("ai")) == {"ai"} and len(scan.words) > 1:
            clues.tags.discard("ai")  # the verb
        if re.search(r"\bif\b|\bsi\b|如果|要是|万一|的话", folded):
            clues.tags.add("if")
        if _ORDERED.search(raw.lower()) and not clues.mark:
            clues.tags.add("done")
        clues.bare = not clues.asks and is_bare(scan, named)
        return clues

    def _calls_other(self, words: list[str]) -> bool:
        """True for `sarah, are you…`: a word that is no other, then a form of address."""
        if len(words) < 3 or words[1] not in _ADDRESS or words[0] in self._host:
            return False
        return words[0] in GIVEN_NAMES or not self._lexicon.knows(words[0])

    def _names_code(self, raw: str, clues: Clues, named: Scan) -> bool:
        """True for a coupon's code; one that is also a word must be in capitals or asked about."""
        codes = named.terms("promo")
        about = clues.has("discount", "coupon") or (clues.asks and clues.has("work", "still"))
        return any(about or not self._lexicon.knows(c) or c.upper() in raw for c in codes)

    def _prices_named(self, folded: str) -> bool:
        """True when a number of the text is a price of the catalog."""
        return any(number in self._prices for number in _NUMBER.findall(folded))

    def _intent(self, raw: str, clues: Clues) -> tuple[str, bool]:
        folded = clues.folded
        if _ONE.match(folded):
            clues.tags.add("done")
            return "order", True
        if _SIX.match(folded):
            clues.tags -= {"q", "yn"}
            return "praise", True
        if clues.generic and not _HEARTS.isdisjoint(raw):
            return "praise", True
        return decide(clues)

    def _sku(
        self, clues: Clues, intent: str, on_screen: str | None, last_sku: str | None
    ) -> str | None:
        if intent in _NO_SKU:
            return None
        if clues.skus:
            return clues.skus[0]
        if intent not in _KEEP_SKU or "invoice" in clues.tags:
            return None
        if intent == "discount" and "coupon" in clues.tags:
            return None
        fitting = self._fitting(clues, intent)
        if on_screen in self.catalog.by_sku:
            other = len(fitting) == 1 and on_screen not in fitting
            return fitting[0] if other and self._lacks(on_screen, clues) else on_screen
        if len(fitting) == 1:
            return fitting[0]
        return last_sku if last_sku in self.catalog.by_sku else None

    def _lacks(self, sku: str, clues: Clues) -> bool:
        """True when a product has no variants of the kind the message speaks of."""
        variants = self.catalog.by_sku[sku].variants
        measured = any(sku in self._products.with_fact(t) for t in ("dimensions", "capacity"))
        if measured and _HOW_LARGE.search(clues.folded) and not (clues.size or clues.weight_kg):
            return False  # "what size is it?" of a pot is about its litres
        if clues.size or clues.weight_kg or clues.has("fit", "chart"):
            return variants is None or not variants.sizes
        if clues.colour:
            return variants is None or not variants.colours
        return False

    def _fitting(self, clues: Clues, intent: str) -> tuple[str, ...]:
        """The products a message without a name can be about, from what it asks."""
        if clues.size or clues.weight_kg or clues.has("fit", "chart"):
            sized = self._products.with_sizes()
            if clues.colour:
                coloured = set(self._products.with_colour((clues.colour,)))
                return tuple(s for s in sized if s in coloured) or sized
            return sized
        if clues.colour:
            return self._products.with_colour((clues.colour,))
        if intent == "size_colour" and clues.has("size"):
            return self._products.with_sizes()
        for word in self._material_words(clues):
            return self._products.of_material(word)
        if clues.topic and intent in ("usage", "authenticity"):
            return self._products.with_fact(clues.topic)
        return ()

    def _material_words(self, clues: Clues) -> list[str]:
        scan = self._lexicon.scan(clues.folded)
        return [h.term for h in scan.hits if self._products.of_material(h.term)]

    def _place(self, hits: list[Hit]) -> tuple[str | None, str]:
        for hit in hits:
            for tag in hit.tags:
                if tag.startswith("place:"):
                    return tag[6:] or None, hit.term
        return None, ""

    @staticmethod
    def _topic(clues: Clues, intent: str) -> str | None:
        """What is asked for, by its plain name."""
        for tag in ("warranty", "invoice", "human"):
            if clues.has(tag):
                return tag
        if intent == "discount":
            if clues.has("offer_end"):
                return "ends"
            return "coupon" if clues.has("coupon") else None
        if clues.has("other_shop"):
            return "competitor"
        if intent == "chit_chat":
            return "recommend" if clues.has("recommend") else None
        return clues.topic if intent in SHOP_INTENTS else None
