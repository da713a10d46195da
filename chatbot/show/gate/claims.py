"""Superlatives, medical claims, forbidden and unproven claims, disparagement, commitments."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from chatbot.language.numerals import fold
from chatbot.language.patterns import led
from chatbot.show.gate.rules_claims import ANY_CONCEPT, CONCEPTS, SUPERLATIVE, SUPERLATIVE_OK
from chatbot.show.gate.rules_health import (
    ADVICE,
    AILMENT,
    BENEFIT,
    DISEASE,
    MEDICAL,
    REFERRAL,
    WISH,
)
from chatbot.show.gate.rules_soft import BODY, COMMIT_SOFT, HARM
from chatbot.show.gate.rules_speech import (
    BAD,
    COMMIT,
    COMMIT_OK,
    RIVAL,
)
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_claims", "check_commitment", "check_disparagement", "check_superlatives"]

_SETTING = re.compile(r"\b(?:brightness|levels?|settings?|modes?|speeds?)\b")
_ENDORSED = led(
    r"recommend|推荐|在用|都用|采用|指定|同款|approved|\buse\b|\btrust|prescri|utilis|recommandé"
)
_ASKED = led(
    r"会不会|能不能|是不是|有没有|是否|能否|\bwhether\b|\bif it\b|\bsi (?:elle|il|le|la)\b"
)
_OPENLY_UNKNOWN = led(
    r"没写|没标|没说|不敢|不确定|不知道|不清楚|不保证|\bnot sure\b|\bdoesn't say\b|\bcan't say\b|\bdon't know\b|\bne sais pas\b|\bn'est pas précisé\b"
)
_MAYBE = led(r"如果|是否|是不是|吗|\bif\b|\bwhether\b|\bsi\b|\best-ce\b")


@lru_cache(maxsize=8)
def _policy(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """The shop's own superlatives beyond the built-in list."""
    extra = [fold(w) for w in words if w and not SUPERLATIVE.search(fold(w))]
    if not extra:
        return None
    return re.compile(
        "|".join(rf"\b{re.escape(w)}\b" if w[0].isascii() else re.escape(w) for w in extra)
    )


def _own_list(context: GateContext) -> re.Pattern[str] | None:
    listed = context.catalog.policy.get("superlatives_forbidden")
    if not isinstance(listed, dict):
        return None
    return _policy(tuple(str(w) for ws in listed.values() if isinstance(ws, list) for w in ws))


def check_superlatives(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report superlatives about the goods; settings, steps, advice and denials pass."""
    folded = utterance.folded
    fine = [m.span() for m in SUPERLATIVE_OK.finditer(folded)]
    own = _own_list(context)
    for pattern in (SUPERLATIVE, own):
        for match in pattern.finditer(folded) if pattern else ():
            if any(a <= match.start() < b for a, b in fine):
                continue
            if match[0] in ("lowest", "highest") and _SETTING.search(
                utterance.words(utterance.sentence_at(match.start()))
            ):
                continue
            if not utterance.negated(match.start(), match.end()):
                yield Finding(
                    "superlative", f"“{match[0]}” is a superlative", match.start(), match.end()
                )


def _medical(utterance: Utterance) -> Iterator[Finding]:
    """What is said to cure, what is named that ails, and what is said to help against it."""
    folded = utterance.folded
    for match in chain(MEDICAL.finditer(folded), BODY.finditer(folded)):
        if utterance.negated(match.start(), match.end()):
            continue
        clause = utterance.words(utterance.clause_at(match.start()))
        asked = REFERRAL.search(clause) and match[0].startswith("dermato")
        if asked or (ADVICE.search(clause) and not _ENDORSED.search(clause)):
            continue
        if _MAYBE.search(clause) and not BENEFIT.search(clause):
            continue
        harm = HARM.search(clause)
        if harm and harm[0] not in match[0] and not BENEFIT.search(clause):
            continue  # a warning
        yield Finding(
            "medical_claim",
            f"“{match[0]}” is a medical or functional claim",
            match.start(),
            match.end(),
        )
    for table, claim in ((AILMENT, True), (DISEASE, False)):
        for match in table.finditer(folded):
            span = utterance.sentence_at(match.start())
            sentence = utterance.words(span)
            if re.match(r"\s*[?？]", folded[span.end :]):  # "Spots? Gone by Friday."
                sentence = folded[span.start : span.end + 60]
            if utterance.negated(match.start(), match.end()) or ADVICE.search(sentence):
                continue
            harmless = WISH.search(sentence) or HARM.search(sentence)  # a kind word, a warning
            if BENEFIT.search(sentence) or (claim and not harmless):
                detail = f"help against “{match[0]}” is claimed"
                yield Finding("medical_claim", detail, match.start(), match.end())


def check_claims(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report medical claims, the shop's forbidden claims, and claims the facts do not support."""
    yield from _medical(utterance)
    folded, facts = utterance.folded, utterance.facts
    sku = utterance.subject(0, context.sku)
    skus = [m.sku for m in utterance.mentions] or ([sku] if sku else list(facts.products))
    for product_sku in dict.fromkeys(skus):
        for phrase, banned in (
            facts.products[product_sku].forbidden if product_sku in facts.products else ()
        ):
            for match in banned.finditer(folded):
                subject = utterance.subject(match.start(), context.sku)
                if subject is None and any(phrase in p.support for p in facts.products.values()):
                    continue  # said of goods not named, and true of some
                if subject in (product_sku, None) and not utterance.negated(
                    match.start(), match.end()
                ):
                    if phrase in ("medical", "cures") and ADVICE.search(folded):
                        continue
                    yield Finding(
                        "unallowed_claim",
                        f"the shop forbids “{phrase}” of {product_sku}",
                        match.start(),
                        match.end(),
                    )
    for concept, pattern in CONCEPTS.items() if ANY_CONCEPT.search(folded) else ():
        for match in pattern.finditer(folded):
            if utterance.negated(match.start(), match.end()):
                continue
            clause = utterance.words(utterance.clause_at(match.start()))
            if concept in ("pregnancy", "babies", "side effects", "safe") and (
                ADVICE.search(folded)
                or re.search(
                    r"没有(?:相关)?数据|不确定|no data|pas de données|not documented|unknown",
                    folded,
                )
            ):
                continue
            if _ASKED.search(clause) and _OPENLY_UNKNOWN.search(folded):
                continue
            subject = utterance.subject(match.start(), context.sku)
            pool = [subject] if subject in facts.products else list(facts.products)
            wanted = re.compile(re.escape(match[0])) if concept == "material" else pattern
            if any(wanted.search(facts.products[s].support) for s in pool):
                continue
            if (
                concept == "babies"
                and not BENEFIT.search(clause)
                and not re.search(r"可|能|行|没问题|放心|擦|抹|用|safe|pour|for\b", clause)
            ):
                continue
            if match[0] in facts.shop_text:
                continue
            yield Finding(
                "unallowed_claim",
                f"“{match[0]}” ({concept}) is not in the product's facts",
                match.start(),
                match.end(),
            )


def check_commitment(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report promises that bind the shop."""
    fine = [m.span() for m in COMMIT_OK.finditer(utterance.folded)]
    for match in chain(COMMIT.finditer(utterance.folded), COMMIT_SOFT.finditer(utterance.folded)):
        if any(a <= match.start() < b for a, b in fine) or utterance.negated(
            match.start(), match.end()
        ):
            continue
        yield Finding("commitment", f"“{match[0]}” commits the shop", match.start(), match.end())


_NAME = re.compile(
    r"(?:\b[Cc]hez|\b[Aa]t|\b[Ff]rom|\b[Uu]nlike|\b[Tt]han|\b[Ll]es produits|[a-zà-ÿ,]) (?=[A-ZÀ-Ý][a-zà-ÿ])([\w&]+)"
    r"|\b([A-Z][a-z]+[A-Z]\w+)|([\u4e00-\u9fff]{2,4})(?:牌|家)的"
)
_NO_BRAND = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|\w+ember|october|"
    r"english|french|chinese|europe\w*|france|china|chine|america\w*|ai|ia|i|usb|ok|live|christmas|noël"
)


def _named(utterance: Utterance) -> Iterator[re.Match[str]]:
    """Names in capitals within a sentence that are not the shop's own."""
    if len(utterance.text) != len(utterance.folded):
        return
    for match in _NAME.finditer(utterance.text):
        name = fold(match[match.lastindex or 0])
        if name not in utterance.facts.own_words and not _NO_BRAND.fullmatch(name):
            yield match


def check_disparagement(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report unkind or comparing words about another seller or brand."""
    for match in chain(RIVAL.finditer(utterance.folded), _named(utterance)):
        sentence = utterance.sentence_at(match.start())
        bad = BAD.search(utterance.words(sentence))
        if bad is None:
            continue
        at = sentence.start + bad.start()
        apart = utterance.clause_at(at) != utterance.clause_at(match.start())
        if (
            match[0] in utterance.facts.shop_text
            or utterance.negated(at)
            or (utterance.negated(match.start()) and not apart)
        ):
            continue
        yield Finding(
            "disparagement",
            f"“{match[0]} … {bad[0]}” compares with another seller",
            match.start(),
            at,
        )
