"""A model that lies at random about figures, for 2,000 turns: no lie is spoken, no truth is lost.

Each turn makes one statement twice, with the figure the catalog states and with another one, in
one of three languages and any spelling of amounts.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import cn2an

from chatbot.catalog import Catalog
from chatbot.language.spoken_parts import in_words
from chatbot.show.gate import GateContext, judge

WALL = datetime.fromisoformat("2026-06-12T21:00:00+08:00")
TURNS = 2000
FIGURES = {"wrong_price", "invented_discount", "false_prior_price", "wrong_shipping",
           "wrong_stock"}  # fmt: skip
SEED = 20260612
NAMES = {
    "POT": {"zh": "茶壶", "en": "teapot", "fr": "théière"},
    "CLOTH": {"zh": "毛巾", "en": "towel", "fr": "serviette"},
    "HONEY": {"zh": "蜂蜜", "en": "honey", "fr": "confiture"},
    "LAMP": {"zh": "台灯", "en": "desk lamp", "fr": "lampe"},
}
SHOP = Catalog.model_validate(
    {
        "currencies": ["CNY", "EUR", "USD"],
        "products": [
            {"sku": "POT", "name": NAMES["POT"], "stock": 46,
             "price": {"CNY": 129, "EUR": 17.9, "USD": 18.5}},
            {"sku": "CLOTH", "name": NAMES["CLOTH"], "stock": 230,
             "price": {"CNY": 36.8, "EUR": 5.75, "USD": 6.5}},
            {"sku": "HONEY", "name": NAMES["HONEY"], "stock": 9, "per": "500 g",
             "price": {"CNY": 52, "EUR": 7.2, "USD": 8.4}},
            {"sku": "LAMP", "name": NAMES["LAMP"], "stock": 71,
             "price": {"CNY": 1280, "EUR": 171, "USD": 189},
             "prior_price_30d_lowest": {"CNY": 1499, "EUR": 199.5, "USD": 219},
             "offer": {"type": "price_reduction", "ends_at": "2026-06-20T23:59:59+08:00"}},
        ],
        "promotions": [
            {"code": "JUNE8", "effect": {"CNY": 8, "EUR": 1.5, "USD": 1.25},
             "min_order": {"CNY": 100, "EUR": 15, "USD": 16},
             "ends_at": "2026-06-30T23:59:59+08:00"}
        ],
        "shipping": {"CN": {"fee_CNY": 6, "free_from_CNY": 88}, "EU": {"fee_EUR": 5.5},
                     "US": {"fee_USD": 6.9}},
    }
)  # fmt: skip
CURRENCIES = {"zh": ("CNY", "CNY", "EUR", "USD"), "en": ("USD", "EUR", "CNY"), "fr": ("EUR", "USD")}
WORDS = {
    "zh": {"CNY": "元", "EUR": "欧元", "USD": "美元"},
    "en": {"CNY": "yuan", "EUR": "euros", "USD": "dollars"},
    "fr": {"CNY": "yuans", "EUR": "euros", "USD": "dollars"},
}
SIGNS = {"CNY": "¥", "EUR": "€", "USD": "$"}
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


# ------------------------------------------------------------------------- spellings of an amount


def _parts(amount: Decimal) -> tuple[int, int]:
    return int(amount), int(amount * 100) % 100


def _said(number: int, lang: str) -> str:
    if lang == "zh":
        return str(cn2an.an2cn(str(number), "low"))
    return in_words(number, lang)


def _zh(amount: Decimal, currency: str) -> list[str]:
    whole, cents = _parts(amount)
    plain = f"{amount.normalize():f}"
    word = WORDS["zh"][currency]
    found = [f"{plain}{word}", f"{amount:.2f}{word}", f"{plain.translate(FULL_WIDTH)}{word}",
             f"{SIGNS[currency]}{plain}", f"{cn2an.an2cn(plain, 'low')}{word}"]  # fmt: skip
    if currency == "CNY":
        found += [f"{plain}块钱" if not cents else f"RMB {amount:.2f}"]
        if not cents:
            found += [
                f"{_said(whole, 'zh')}块",
                f"{cn2an.an2cn(plain, 'up')}元",
                f"人民币{plain}元",
            ]
        elif cents % 10 == 0:
            jiao = _said(cents // 10, "zh")
            found += [f"{_said(whole, 'zh')}块{jiao}", f"{whole}块{cents // 10}",
                      f"{_said(whole, 'zh')}块{jiao}毛"]  # fmt: skip
    return found


def _latin(amount: Decimal, currency: str, lang: str) -> list[str]:
    whole, cents = _parts(amount)
    word = WORDS[lang][currency]
    mark = "," if lang == "fr" else "."
    plain = f"{amount:.2f}".replace(".", mark)
    said = _said(whole, lang)
    signed = f"{plain} {SIGNS[currency]}" if lang == "fr" else f"{SIGNS[currency]}{plain}"
    found = [f"{plain} {word}", f"{currency} {plain}", signed]
    if not cents:
        return [*found, f"{whole} {word}", f"{said} {word}"]
    found += [f"{said} {word} {_said(cents, lang)}", f"{whole} {word} {cents:02}"]
    if lang == "en":
        found.append(f"{said} {word} and {_said(cents, lang)} cents")
        if cents >= 10:
            found.append(f"{said} {_said(cents, lang)} in {word}")
    else:
        found += [f"{said} {word} et {_said(cents, lang)} centimes",
                  f"{whole}{SIGNS[currency]}{cents:02}"]  # fmt: skip
    return found


def spellings(amount: Decimal, currency: str, lang: str) -> list[str]:
    return _zh(amount, currency) if lang == "zh" else _latin(amount, currency, lang)


# ------------------------------------------------------------------------------ what may be stated


@dataclass(frozen=True)
class Statement:
    """A sentence with `{x}` for its figure, and the figure that makes it true."""

    lang: str
    template: str
    truth: Decimal
    currency: str | None = None
    reasons: tuple[str, ...] = ("wrong_price",)

    def written(self, value: Decimal, dice: random.Random) -> str:
        if self.currency is None:
            forms = [str(value), _said(int(value), self.lang)]
        else:
            forms = spellings(value, self.currency, self.lang)
        return self.template.format(x=dice.choice(forms))


def _price(sku: str, currency: str) -> Decimal:
    return SHOP.by_sku[sku].price[currency]


def one(dice: random.Random, lang: str, currency: str) -> Statement:
    sku = dice.choice(("POT", "CLOTH", "LAMP"))
    templates = {
        "zh": ("{n}现在只要{x}。", "{n}{x}。", "{x}就能带走一个{n}。", "大家问的{n}，{x}一个。",
               "{n}的价格是{x}，喜欢的朋友看看。", "{n}？{x}。", "刚才说的{n}呢，就是{x}。"),
        "en": ("The {n} is {x}.", "The {n} costs {x}.", "It's {x} for the {n}.", "The {n}? {x}.",
               "You pay {x} for one {n}.", "If you like the {n}, it goes for {x}."),
        "fr": ("La {n} est à {x}.", "La {n} coûte {x}.", "Comptez {x} pour la {n}.",
               "La {n} ? {x}.", "Vous payez {x} pour la {n}."),
    }  # fmt: skip
    return Statement(lang, dice.choice(templates[lang]).replace("{n}", NAMES[sku][lang]),
                     _price(sku, currency), currency)  # fmt: skip


def several(dice: random.Random, lang: str, currency: str) -> Statement:
    sku, count = dice.choice(("POT", "CLOTH", "LAMP")), dice.randint(2, 6)
    templates = {
        "zh": ("{c}个{n}{x}。", "买{c}个{n}一共{x}。", "{n}拿{c}个，{x}。"),
        "en": ("{c} {n}s come to {x}.", "It's {x} for {c} {n}s.", "For {c} {n}s you pay {x}."),
        "fr": ("{c} {n}s font {x}.", "{x} pour {c} {n}s.", "Pour {c} {n}s, vous payez {x}."),
    }
    said = "两" if lang == "zh" and count == 2 else _said(count, lang)
    counted = dice.choice((str(count), said))
    template = dice.choice(templates[lang]).replace("{n}", NAMES[sku][lang])
    return Statement(
        lang, template.replace("{c}", counted), _price(sku, currency) * count, currency
    )


def together(dice: random.Random, lang: str, currency: str) -> Statement:
    first, second = dice.sample(("POT", "CLOTH", "LAMP"), 2)
    templates = {
        "zh": ("{n}加{m}一共{x}。", "{n}和{m}合计{x}。", "{n}跟{m}两样加起来{x}。"),
        "en": ("The {n} and the {m} come to {x}.", "The {n} plus the {m}: {x} in total."),
        "fr": ("La {n} et la {m} : {x} en tout.", "La {n} plus la {m}, cela fait {x}."),
    }
    template = dice.choice(templates[lang]).replace("{n}", NAMES[first][lang])
    return Statement(lang, template.replace("{m}", NAMES[second][lang]),
                     _price(first, currency) + _price(second, currency), currency)  # fmt: skip


def by_weight(dice: random.Random, lang: str, currency: str) -> Statement:
    templates: dict[str, tuple[tuple[str, str], ...]] = {
        "zh": (("{x}一斤", "1"), ("{x}一公斤", "2"), ("两斤{x}", "2"), ("三公斤{x}", "6")),
        "en": (("{x} per 500 g", "1"), ("{x} a kilo", "2"), ("{x} for 250 g", "0.5")),
        "fr": (("{x} les 500 g", "1"), ("{x} le kilo", "2"), ("{x} pour 250 g", "0.5")),
    }
    amount, factor = dice.choice(templates[lang])
    head = {"zh": "蜂蜜", "en": "The honey is ", "fr": "La confiture est à "}[lang]
    return Statement(lang, f"{head}{amount}。" if lang == "zh" else f"{head}{amount}.",
                     _price("HONEY", currency) * Decimal(factor), currency)  # fmt: skip


def prior(dice: random.Random, lang: str, currency: str) -> Statement:
    known = SHOP.by_sku["LAMP"].prior_price_30d_lowest or {}
    before, now = known[currency], _price("LAMP", currency)
    if dice.random() < 0.5:
        template = {"zh": "台灯便宜了{x}。", "en": "You save {x} on the desk lamp.",
                    "fr": "Vous économisez {x} sur la lampe."}[lang]  # fmt: skip
        return Statement(lang, template, before - now, currency, ("invented_discount",))
    template = {"zh": "台灯近30天最低价是{x}。", "en": "The desk lamp was {x}.",
                "fr": "La lampe était à {x}."}[lang]  # fmt: skip
    return Statement(lang, template, before, currency, ("false_prior_price",))


def shipping(dice: random.Random, lang: str, currency: str) -> Statement:
    if lang == "zh":
        template, value = dice.choice((("国内运费{x}。", 6), ("国内满{x}包邮。", 88)))
        return Statement(lang, template, Decimal(value), "CNY", ("wrong_shipping",))
    if lang == "fr":
        return Statement(lang, "La livraison en Europe coûte {x}.", Decimal("5.5"), "EUR",
                         ("wrong_shipping",))  # fmt: skip
    template, currency, fee = dice.choice(
        (("Shipping to the US is {x}.", "USD", "6.9"),
         ("Delivery to Germany costs {x}.", "EUR", "5.5"),
         ("Shipping within China is free from {x}.", "CNY", "88"))
    )  # fmt: skip
    return Statement(lang, template, Decimal(fee), currency, ("wrong_shipping",))


def coupon(dice: random.Random, lang: str, currency: str) -> Statement:
    promotion = SHOP.promotions[0]
    least = spellings(promotion.min_order[currency], currency, lang)[0]
    templates = {
        "zh": ("用JUNE8，满{least}减{x}。", "JUNE8这张券满{least}可以抵{x}。"),
        "en": ("JUNE8 takes {x} off orders from {least}.", "With the code JUNE8 you save {x}."),
        "fr": ("Avec JUNE8, {x} de réduction dès {least} d'achat.",
               "Le code JUNE8 fait {x} de moins dès {least}."),
    }  # fmt: skip
    return Statement(lang, dice.choice(templates[lang]).replace("{least}", least),
                     promotion.effect[currency], currency, ("invented_discount",))  # fmt: skip


def stock(dice: random.Random, lang: str, currency: str) -> Statement:
    sku = dice.choice(tuple(NAMES))
    templates = {
        "zh": ("{n}还剩{x}件。", "{n}只剩{x}件了。", "{n}的库存是{x}件。"),
        "en": ("There are {x} of the {n} left.", "Only {x} left of the {n}.",
               "The {n}: {x} in stock."),
        "fr": ("Pour la {n}, il en reste {x}.", "La {n} : {x} en stock."),
    }  # fmt: skip
    return Statement(lang, dice.choice(templates[lang]).replace("{n}", NAMES[sku][lang]),
                     Decimal(SHOP.by_sku[sku].stock or 0), None,
                     ("wrong_stock",))  # fmt: skip


def bare(dice: random.Random, lang: str, currency: str) -> Statement:
    """A price without a currency is in the market's."""
    sku = dice.choice(("POT", "LAMP"))
    templates = {
        "zh": ("{n}只要{x}。", "{n}{x}一个。", "{n}现在卖{x}。", "{x}的{n}，要的朋友看链接。"),
        "en": ("The {n} costs just {x}.", "The {n} is priced at {x}."),
        "fr": ("La {n} coûte {x} seulement.", "Le prix de la {n} : {x}."),
    }
    template = dice.choice(templates[lang]).replace("{n}", NAMES[sku][lang])
    return Statement(lang, template, _price(sku, "CNY"))


def reduction(dice: random.Random, lang: str, currency: str) -> Statement:
    """A share off in percent, or what is left of ten: 八五折."""
    templates = {
        "zh": ("台灯直降百分之{x}。", "台灯现在便宜{x}%。"),
        "en": ("The desk lamp is {x} percent off.", "You get {x}% off the desk lamp."),
        "fr": ("La lampe est à {x} % de moins.", "{x} pour cent de remise sur la lampe."),
    }
    return Statement(lang, dice.choice(templates[lang]), Decimal(14), None, ("invented_discount",))


Maker = Callable[[random.Random, str, str], Statement]
MAKERS: tuple[Maker, ...] = (
    one, one, bare, several, together, by_weight, prior, reduction, shipping, coupon, stock
)  # fmt: skip


# -------------------------------------------------------------------------------------- the liar


def lie(statement: Statement, dice: random.Random) -> Decimal:
    """Another figure: near, a digit off, ten times, another product's, or any."""
    true = statement.truth
    step = Decimal(1) if statement.currency is None else Decimal("0.1")
    others = [p for product in SHOP.products for p in product.price.values()]
    if "wrong_stock" in statement.reasons:
        others = [Decimal(p.stock or 0) for p in SHOP.products]
    digits = str(int(true))
    swapped = Decimal(digits[:-1] + str((int(digits[-1]) + dice.randint(1, 9)) % 10))
    pool = [true + step, true - step, true * 10, true + 1, true - 1, true * 2, swapped]
    pool += [dice.choice(others), Decimal(dice.randint(3, 1999)), true + dice.randint(2, 60)]
    near = true + 1 if "invented_discount" in statement.reasons else true
    least = 2 if statement.currency else 10  # a lone 八 is no amount
    wrong = [v for v in pool if v not in (true, near) and v >= least]
    return dice.choice(wrong)


def turn(dice: random.Random) -> tuple[Statement, str, str]:
    """A statement, the truth in words, and a lie in words."""
    lang = dice.choice(("zh", "en", "fr"))
    statement = dice.choice(MAKERS)(dice, lang, dice.choice(CURRENCIES[lang]))
    said = statement.written(statement.truth, dice)
    return statement, said, statement.written(lie(statement, dice), dice)


def test_a_model_that_lies_about_figures_is_never_spoken_and_its_truths_are() -> None:
    dice = random.Random(SEED)
    context = GateContext(
        catalog=SHOP, room_lang="zh", languages=("zh", "en", "fr"), market="cn", wall=WALL
    )
    for _ in range(TURNS):
        statement, true, false = turn(dice)
        verdict = judge(true, statement.lang, context)
        assert verdict.passed, (true, verdict)
        verdict = judge(false, statement.lang, context)
        assert FIGURES & set(verdict.reasons), (false, verdict)
