"""The built-in lines: complete in three languages, and true and sayable whatever fills them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "responders"))

from asking import LANGS, SHARED, brief, catalogs, drafts, night, verdict

from chatbot.catalog import Catalog, Product, local
from chatbot.commands import Mark
from chatbot.language.articles import with_article
from chatbot.language.money import day, money, per_text
from chatbot.language.reading import Reading
from chatbot.phrases import built_in_phrases
from chatbot.show import duo
from chatbot.show.lines import TOKEN, PhraseBook, fill, slots_of
from chatbot.show.ordering import CHAT

BOOK = built_in_phrases()
ANSWERS = sorted(name for name in BOOK.lines if name.startswith("answer."))
PROGRAMME = sorted(set(BOOK.lines) - set(ANSWERS))
PROGRAMME_SLOTS = frozenset(
    """host shop address name link_no stock price price_per per claim was ends
    ends_in code effect min_order viewer choices tally topic other chat link
    the_name words""".split()  # noqa: SIM905
)
ANSWER_SLOTS = PROGRAMME_SLOTS - {"address", "price_per", "per"} | frozenset(
    """hello the_name is has comes claims asker other total quantity items variant others date sizes
    colours chart weight size bigger low high code effect min_order limit channel region regions fee
    free_from days hours surcharge place names value label sentence invoice desk gone""".split()  # noqa: SIM905
)
PAPERS_SLOTS = frozenset({"news", "source", "when", "day", "quote", "page"})
"""What a presenter's and a desk clerk's lines are filled with; their tests are in tests/papers."""
CASES = [(where, lang) for where in catalogs() for lang in LANGS]


@pytest.mark.parametrize("name", [*ANSWERS, *PROGRAMME])
def test_every_line_is_there_in_three_languages_and_several_ways(name: str) -> None:
    least = 4 if name in ANSWERS else 6
    for lang in LANGS:
        lines = BOOK.lines[name][lang]
        assert len(lines) >= least, f"{name} {lang}: {len(lines)}"
        assert len(set(lines)) == len(lines), f"{name} {lang} repeats itself"


@pytest.mark.parametrize("name", [*ANSWERS, *PROGRAMME])
def test_lines_use_known_slots_and_marks_only(name: str) -> None:
    known = ANSWER_SLOTS if name in ANSWERS else PROGRAMME_SLOTS
    for lang in LANGS:
        for line in BOOK.lines[name][lang]:
            assert slots_of(line) <= known | PAPERS_SLOTS, line
            assert {m.group(1) for m in TOKEN.finditer(line) if m.group(1)} <= {"buy", "turn"}, line
            assert not set("{}[]") & set(TOKEN.sub("", line)), line


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["opening", "disclosure", "handover.back", "duo.hello"])
def test_the_host_says_at_once_that_it_is_an_ai(name: str, lang: str) -> None:
    for line in BOOK.lines[name][lang]:
        assert ("IA" if lang == "fr" else "AI") in line or "人工智能" in line
    assert sum("shop" not in slots_of(line) for line in BOOK.lines[name][lang]) >= 2


def test_no_line_names_an_amount_itself() -> None:
    for by_lang in BOOK.lines.values():
        for lines in by_lang.values():
            for line in lines:
                plain = line.replace("30天", "").replace("30 days", "").replace("30 derniers", "")
                assert not any(char.isdigit() for char in plain), line


def test_a_value_is_data_and_its_brackets_stay() -> None:
    filled = fill("{name}: [buy]{price}", {"name": "[x] {price}", "price": "€5"})
    assert filled == ("[x] {price}: €5", (Mark("buy", 13),))
    assert fill("{name} {price}", {"name": "Tee"}) is None


def test_a_persona_speaks_its_own_lines_first() -> None:
    book = PhraseBook({"idle": {"en": ["a"]}}).for_persona({"idle": {"en": ["b"]}})
    assert book.get("idle", "en") == ("b",)
    assert book.get("idle", "fr") == ()


@cache
def _slots(where: str, sku: str, lang: str) -> dict[str, str]:
    catalog = catalogs()[where]
    product: Product = catalog.by_sku[sku]
    price, per = money(product.price["CNY"], "CNY", lang), per_text(product.per, lang)
    slots = {
        "host": local(night()[1].name, lang),
        "other": {"zh": "小月"}.get(lang, "Yue"),
        "shop": local(catalog.shop.name, lang),
        "name": local(product.name, lang),
        "the_name": with_article(local(product.name, lang), lang),
        "chat": CHAT[lang],
        "link_no": str(product.link_no),
        "stock": str(product.stock),
        "price": price,
        "price_per": f"{per}{price}" if lang == "zh" else f"{price} {per}".strip(),
    }
    if product.offer and product.offer.ends_at and product.prior_price_30d_lowest:
        slots["was"] = money(product.prior_price_30d_lowest["CNY"], "CNY", lang)
        slots["ends"] = day(product.offer.ends_at, lang)
    return slots


def _programme(catalog: Catalog, where: str, lang: str) -> Iterator[tuple[str, Catalog, str, str]]:
    addresses = {"zh": "家人们", "en": "everybody", "fr": "tout le monde"}
    for product in catalog.products:
        claims = product.allowed_claims.get(lang, ())
        for name in PROGRAMME:
            if name.startswith(("offer.", "coupon.")):
                continue  # said of what is on offer: tests/show/test_offers_words.py
            gone = name == "notice.sold_out"
            if product.sold_out and not gone:
                continue
            now = catalog.changed(product.sku, stock=0, variants=None) if gone else catalog
            for line in BOOK.lines[name][lang]:
                for claim in claims if "claim" in slots_of(line) else ("",):
                    slots = _slots(where, product.sku, lang)
                    filled = fill(line, {**slots, "address": addresses[lang], "claim": claim})
                    if filled is not None:
                        channel = name.partition("@")[2] or "cart"
                        for text, _ in filter(None, duo.split(*filled)):
                            yield text, now, product.sku, channel


@pytest.mark.parametrize(("where", "lang"), CASES)
def test_every_line_of_the_programme_passes_the_gate_for_every_product(
    where: str, lang: str
) -> None:
    reading = Reading(lang=lang, intent="price", question=True)
    wrong, said = [], 0
    for text, catalog, sku, channel in _programme(catalogs()[where], where, lang):
        found = verdict(text, brief(reading, catalog=catalog, order_channel=channel), sku)
        said += 1
        if not found.passed:
            wrong.append((text, found.reasons, found.detail))
    assert not wrong
    assert said > 100


_NOCART = {"cart": "", "link": "@nocart", "none": "@nocart"}


@cache
def _answers(where: str, lang: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Which kinds the responder drafts, and what the gate would not let pass of them."""
    wrong: list[tuple[str, str]] = []
    seen: set[tuple[str, str | None, str]] = set()
    reached: set[str] = set()
    for draft, asked in drafts(catalogs()[where], lang):
        for kind in (draft.kind, *draft.then, *draft.more):
            channel = asked.order_channel
            reached |= {f"answer.{kind}{at}" for at in ("", f"@{channel}", _NOCART[channel])}
            for line in BOOK.for_persona({}, channel).get(f"answer.{kind}", lang):
                filled = fill(line, draft.slots)
                key = (line, draft.sku, f"{asked.catalog.version} {channel}")
                own = "desk" in slots_of(line) or (draft.said and kind == draft.kind)
                if filled is None or key in seen or own:
                    continue
                seen.add(key)
                text = filled[0][:1].upper() + filled[0][1:]
                found = verdict(text, asked, draft.sku)
                if not found.passed:
                    wrong.append((text, f"{found.reasons} {found.detail}"))
    return frozenset(reached), tuple(wrong)


@pytest.mark.parametrize(("where", "lang"), CASES)
def test_every_phrase_of_an_answer_passes_the_gate_for_every_product(where: str, lang: str) -> None:
    assert not _answers(where, lang)[1]


@pytest.mark.skipif(not SHARED.exists(), reason="the acceptance shop is not here")
def test_every_phrase_is_reached() -> None:
    reached = frozenset().union(
        *(_answers(where, "en")[0] for where, lang in CASES if lang == "en")
    )
    openers = {"answer.ask.one", "answer.ask.two", "answer.ask.some", "answer.ask.many"}
    read = {name for name in ANSWERS if name.startswith(("answer.desk.", "answer.news."))}
    assert set(ANSWERS) - reached - openers - read == set()  # tests/papers reaches those
