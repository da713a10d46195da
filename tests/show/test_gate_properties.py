"""What holds for any price, any spelling and any text: right figures pass, changed ones do not."""

from __future__ import annotations

import re
import time
from datetime import datetime
from decimal import Decimal

import cn2an
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chatbot.catalog import Catalog
from chatbot.language.amounts import find_amounts
from chatbot.language.heads import alternatives
from chatbot.language.patterns import Words
from chatbot.language.spoken import spoken_form
from chatbot.show.gate import MAX_LENGTH, REASONS, GateContext, judge

WALL = datetime.fromisoformat("2026-06-12T21:00:00+08:00")
NAMES = {"zh": ("茶壶", "毛巾"), "en": ("teapot", "towel"), "fr": ("théière", "serviette")}
TEMPLATES = {
    "zh": ("{name}现在{price}。", "{name}只要{price}！", "{price}就能带走{name}。",
           "大家问的{name}，{price}一件。", "这款{name}{price}，喜欢的看看。"),
    "en": ("The {name} is {price}.", "The {name} costs {price} today.",
           "It's {price} for the {name}.",
           "You can have the {name} for {price}."),
    "fr": ("La {name} est à {price}.", "La {name} coûte {price}.",
           "Comptez {price} pour la {name}.",
           "Le prix de la {name} : {price}."),
}  # fmt: skip
CURRENCIES = ("CNY", "EUR", "USD")
SIGNS = {"CNY": "¥", "EUR": "€", "USD": "$"}
ZH_WORDS = {"CNY": "元", "EUR": "欧元", "USD": "美元"}

cents = st.integers(min_value=25_00, max_value=2999_00).map(lambda n: Decimal(n) / 100)
tenths = st.integers(min_value=250, max_value=29990).map(lambda n: Decimal(n) / 10)
prices = st.one_of(cents, tenths, st.integers(min_value=25, max_value=2999).map(Decimal))


def shop(first: Decimal, second: Decimal) -> Catalog:
    return Catalog.model_validate(
        {
            "products": [
                {"sku": f"P{i}", "name": {lang: NAMES[lang][i] for lang in NAMES},
                 "price": dict.fromkeys(CURRENCIES, amount), "stock": 9}
                for i, amount in enumerate((first, second))
            ]
        }
    )  # fmt: skip


def written(amount: Decimal, currency: str, lang: str, style: int) -> str:
    """One of the ways to write an amount; style 2 and over in words where that is simple."""
    plain = f"{amount:.2f}"
    if lang == "fr":
        plain = plain.replace(".", ",")
    if lang == "zh":
        if style >= 2 and amount == int(amount):
            return str(cn2an.an2cn(str(int(amount)), "low")) + ZH_WORDS[currency]
        return f"{plain}{ZH_WORDS[currency]}" if style else f"{SIGNS[currency]}{plain}"
    sign = SIGNS[currency]
    form = f"{plain} {sign}" if lang == "fr" else f"{sign}{plain}"
    return spoken_form(form, lang).text if style >= 2 else form


def gate(catalog: Catalog, text: str, lang: str) -> bool:
    context = GateContext(
        catalog=catalog, room_lang=lang, languages=("zh", "en", "fr"), market="cn", wall=WALL
    )
    return judge(text, lang, context).passed


lines = st.sampled_from(("zh", "en", "fr")).flatmap(
    lambda lang: st.tuples(st.just(lang), st.sampled_from(TEMPLATES[lang]))
)


@settings(max_examples=150, deadline=None)
@given(lines, prices, prices, st.sampled_from(CURRENCIES), st.integers(0, 3), st.integers(0, 1))
def test_the_catalogs_own_price_passes_in_any_spelling(
    line: tuple[str, str], first: Decimal, second: Decimal, currency: str, style: int, which: int
) -> None:
    lang, template = line
    amount = (first, second)[which]
    text = template.format(name=NAMES[lang][which], price=written(amount, currency, lang, style))
    assert gate(shop(first, second), text, lang), text


@settings(max_examples=200, deadline=None)
@given(lines, prices, prices, prices, st.sampled_from(CURRENCIES), st.integers(0, 3))
def test_any_other_figure_is_blocked_in_any_spelling(
    line: tuple[str, str],
    first: Decimal,
    second: Decimal,
    wrong: Decimal,
    currency: str,
    style: int,
) -> None:
    lang, template = line
    text = template.format(name=NAMES[lang][0], price=written(wrong, currency, lang, style))
    assert gate(shop(first, second), text, lang) is (wrong == first), text


@settings(max_examples=150, deadline=None)
@given(prices, st.sampled_from(("en", "fr", "zh")), st.sampled_from(CURRENCIES))
def test_a_spoken_amount_reads_as_the_written_one(
    amount: Decimal, lang: str, currency: str
) -> None:
    for style in (0, 1, 2):
        text = written(amount, currency, lang, style)
        found = [a for a in find_amounts(text, lang) if a.kind == "money"]
        assert [(amount in a.readings, a.currency) for a in found] == [(True, currency)], text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from(("zh", "en", "fr", "und")))
@example("\ud800 9,.;:9 €€ 零零点零 第 百分之 1/1/1 99999999999999999999999", "zh")
@example("¼ ½ ² ① Ⅷ ٣٤ １２", "fr")
def test_no_text_raises_and_reasons_are_known(text: str, lang: str) -> None:
    catalog = shop(Decimal(30), Decimal(40))
    context = GateContext(
        catalog=catalog, room_lang="zh", languages=("zh",), market="cn", wall=WALL, sku="P0",
        in_reply_to=text[::-1], nicks=(text[:3],), blocked_words=(text[3:5],),
    )  # fmt: skip
    verdict = judge(text, lang, context)
    assert set(verdict.reasons) <= set(REASONS)
    assert verdict.passed is not bool(verdict.reasons)
    assert judge(text, lang, context) == verdict


def test_hostile_text_takes_no_more_than_its_length() -> None:
    catalog = shop(Decimal(30), Decimal(40))
    context = GateContext(
        catalog=catalog, room_lang="en", languages=("en",), market="cn", wall=WALL
    )

    def spent(text: str) -> float:
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            judge(text, "en", context)
            best = min(best, time.process_time() - start)
        return best

    for unit in (
        "a",
        "1",
        "not ",
        "teapot is 30, ",
        "ne que ",
        "满30减",
        "(",
        "a\u0301\u0316",
        "1 234,",
    ):
        short, long = spent((unit * 200)[:200]), spent((unit * 2000)[: 2 * MAX_LENGTH])
        assert long < 40 * short + 0.05, unit
    assert spent("9" * 10**6) < 0.05


PATTERN = (
    r"最好|\bde\b|\b(?:la|le)? ?bad\b|face?d|(?:un)?able|比(?:一|好)|\bcar?\b|'a"
    r"|(?<!a)b[ac]d?|\(r+\)|(?<=e )f"
)
WORDS = Words(PATTERN)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abcdefr 最好比一个la'()", max_size=40))
def test_a_list_of_words_finds_what_its_pattern_finds(text: str) -> None:
    assert len(alternatives(PATTERN)) == 11
    spaced = re.sub("[最好比一个]", " ", text)  # to a Latin branch Chinese is no letter
    found = [
        re.search(branch, spaced if branch.isascii() else text) for branch in alternatives(PATTERN)
    ]
    assert bool(list(WORDS.finditer(text))) == any(found)
    first = WORDS.search(text)
    assert (first is None) == (not any(found))
    if first is not None:
        assert first.start() == min(match.start() for match in found if match)
