"""Who speaks and to whom it listens: no human claim, no leak, no obeying of viewers' commands."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from chatbot.language.cart_words import shown_code
from chatbot.language.numerals import fold
from chatbot.language.patterns import latin_view, led
from chatbot.show.gate.facts import local_texts
from chatbot.show.gate.having import had_beyond_software
from chatbot.show.gate.parts import parts_played
from chatbot.show.gate.plain_speech import told_beyond_host
from chatbot.show.gate.presence import seems_a_person
from chatbot.show.gate.rules_having import COUNTED, HAS
from chatbot.show.gate.rules_identity import (
    COUNTING,
    HUMAN,
    LIVED,
    MAY_LEAK,
    MAY_TRACE,
    NOISE,
    NOT_MACHINE,
    OFF_PLATFORM,
    ORDER,
    ORDERED,
    PROMPT,
    REFUSE,
    ROLE,
    SECRET,
    SHARE,
    TOLD,
    TOOL,
    TRACE,
)
from chatbot.show.gate.rules_self import (
    HANDLES_ZH,
    I_EN,
    I_FR,
    I_ZH,
    MINE_EN,
    MINE_FR,
    OBJECT_ZH,
    OWN,
    SAID_LIKE,
    SAYS,
    SAYS_ZH,
)
from chatbot.show.gate.rules_soft import I_DO, I_WAS, OUTSIDE_SOFT, PERSON
from chatbot.show.gate.told import keys_told, orders_told
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

_CLITIC = re.compile(r"^je (?:ne )?(?:l'|les |le |la |m'en |n'en |ne m'en )|m'en ")
_THING = led(
    r"这|它|一款|同款|\b(?:it|them|this|these|mine|one|ours|my|ce|cet|cette|ces|celui|celle)\b"
)

__all__ = ["check_human", "check_injection", "check_leaks", "check_off_platform", "check_self"]


def _of_goods(utterance: Utterance, match: re.Match[str]) -> bool:
    """Whether what the host says it does, it does with goods."""
    clause = utterance.clause_at(match.start())
    rest = utterance.folded[match.end() : min(clause.end, match.end() + 30)]
    return bool(
        _CLITIC.search(match[0])
        or _THING.search(rest)
        or utterance.mentions_in(clause.start, clause.end)
    )


def check_human(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report claims to be human or not to be a machine, and experiences only people have."""
    folded = utterance.folded
    for match in chain(HUMAN.finditer(folded), PERSON.finditer(folded)):
        if not utterance.negated(match.start(), match.end()) and not re.search(
            r"不是|not |pas ", match[0]
        ):
            yield Finding(
                "human_claim", f"“{match[0]}” claims to be human", match.start(), match.end()
            )
    for match in NOT_MACHINE.finditer(folded):
        sentence = utterance.sentence_at(match.start())
        before = folded[sentence.start : match.start()]
        about_other = re.search(
            r"(?:客服|人工|agent|support|conseill|they|ils|elles|it's not|that's "
            r"not|ce n'est|\b(?:earbuds|kettle))[^,，]{0,14}$",
            before,
        )
        if not about_other:
            yield Finding(
                "human_claim", f"“{match[0]}” denies being a machine", match.start(), match.end()
            )
    for match in seems_a_person(utterance):
        yield Finding("human_claim", f"“{match[0]}” speaks of a person there", *match.span())
    lived = (m for m in I_DO.finditer(folded) if _of_goods(utterance, m))
    for match in chain(LIVED.finditer(folded), I_WAS.finditer(folded), lived):
        if not utterance.negated(match.start(), match.end()):
            yield Finding(
                "human_claim",
                f"“{match[0]}” is an experience only a person has",
                match.start(),
                match.end(),
            )


_DENIES = led(r"n't\b|\bnot\b|\bnever\b|\bno\b|\bcannot\b|\bne\b|\bn'|\bpas\b|不|没|无法")
_HAD = led(r"\bhave\b|'ve\b|\bj'ai\b")
_TO_COME = led(r"'ll\b|\bwill\b|\bvais\b|rai\b|会|给|替|帮")


_WISHES = led(r"想|\bwish\b|'d love\b|would love\b|'d like\b|\bj'aimerais\b|\bvoudrais\b")
_BUT_SOFTWARE = re.compile(
    r"可惜|(?:我|毕竟|只)是(?:个|一个)?(?:ai|人工智能|机器人|程序)|没有(?:味觉|嗅觉|身体|嘴|手)|"
    r"\b(?:i'm|i am|being|weren't|wasn't) (?:just |only )?(?:an? )?(?:ai|software|program|robot)\b|"
    r"\b(?:je suis|je ne suis qu'|n'étais pas|être) ?(?:une? )?(?:ia|programme|logiciel|robot)\b"
)


def check_self(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report what the host says it does or owns and no host made by software does or owns."""
    for match in _beyond_software(utterance):
        if _DENIES.search(match[0]) or utterance.negated(match.start(), match.end()):
            continue
        sentence = utterance.words(utterance.sentence_at(match.start()))
        if _WISHES.search(match[0]) and _BUT_SOFTWARE.search(sentence):
            continue  # "I'd love a sip, if I weren't an AI"
        reason = "commitment" if _TO_COME.search(match[0]) else "human_claim"
        yield Finding(
            reason, f"“{match[0]}” is nothing that a host made by software does", *match.span()
        )
    yield from told_beyond_host(utterance, context)


def _beyond_software(utterance: Utterance) -> Iterator[re.Match[str]]:
    yield from had_beyond_software(utterance)
    folded = utterance.folded
    latin = latin_view(folded)
    written = utterance.text if len(utterance.text) == len(folded) else folded
    for does in (I_EN, I_FR):
        for match in does.finditer(latin):
            head = match[match.lastindex or 0]
            named = written[match.end() - len(head)].isupper()  # "I'm Milo"
            had = _HAD.search(match[0]) and (
                head in HAS
                or head in COUNTED
                or utterance.mentions_in(match.end() - len(head), match.end() + 1)
            )
            if head not in SAYS and head[:5] not in SAID_LIKE and not named and not had:
                yield match
    for has in (MINE_EN, MINE_FR):
        yield from (m for m in has.finditer(latin) if m[1] not in OWN)
    for match in I_ZH.finditer(folded):
        spoken_to = OBJECT_ZH.search(folded, max(0, match.start() - 3), match.start())
        if match[1].endswith("把") and HANDLES_ZH.match(folded, match.end(1)):
            continue
        if match[2] and not spoken_to and not SAYS_ZH.match(match[2]):
            yield match


def _names(context: GateContext) -> tuple[str, ...]:
    host = context.catalog.shop.host
    return tuple(fold(name) for name in local_texts(host.name if host else None) if name)


def _addressed(utterance: Utterance, context: GateContext) -> Iterator[re.Match[str]]:
    """Words that tell the host who it is: a prompt read aloud."""
    names = _names(context)
    if names and any(name in utterance.folded for name in names):
        said = "|".join(map(re.escape, names))
        yield from re.finditer(
            rf"(?:你(?:就)?是|you are|you're|tu es|vous êtes) (?:{said})|你(?:就)?是(?:{said})",
            utterance.folded,
        )


def check_leaks(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report prompts, tool names, keys and raw errors."""
    for match in PROMPT.finditer(utterance.folded):
        sentence = utterance.words(utterance.sentence_at(match.start()))
        told = ORDERED.search(sentence) or TOLD.search(
            utterance.folded[match.start() : match.end() + 2]
        )
        if REFUSE.search(sentence) and SHARE.search(sentence) and not told:
            continue
        yield Finding(
            "prompt_leak", f"“{match[0]}” speaks of instructions", match.start(), match.end()
        )
    for match in orders_told(utterance):
        yield Finding(
            "prompt_leak", f"“{match[0]}” tells how the host is instructed", *match.span()
        )
    for match in keys_told(utterance):
        yield Finding("secret_leak", "something that looks like a key or password", *match.span())
    for match in _addressed(utterance, context):
        yield Finding(
            "prompt_leak", f"“{match[0]}” is addressed to the host", match.start(), match.end()
        )
    for match in TOOL.finditer(utterance.folded):
        yield Finding(
            "prompt_leak", f"“{match[0]}” looks like a tool or template", match.start(), match.end()
        )
    key = None
    if MAY_LEAK.search(utterance.folded):
        key = SECRET.search(utterance.text) or SECRET.search(latin_view(utterance.text))
    if key:
        yield Finding(
            "secret_leak", "something that looks like a key or password", key.start(), key.end()
        )
    traced = MAY_TRACE.search(utterance.folded)
    for match in TRACE.finditer(latin_view(utterance.text)) if traced else ():
        yield Finding("secret_leak", f"“{match[0]}” is a raw error", match.start(), match.end())
        yield Finding("gibberish", f"“{match[0]}” is a raw error", match.start(), match.end())


def check_off_platform(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report payment or dealing outside the platform; warnings against it pass."""
    for match in chain(
        OFF_PLATFORM.finditer(utterance.folded), OUTSIDE_SOFT.finditer(utterance.folded)
    ):
        clause = utterance.words(utterance.clause_at(match.start()))
        sentence = utterance.words(utterance.sentence_at(match.start()))
        if utterance.negated(match.start(), match.end()):
            continue
        if context.order_channel == "link" and shown_code(match[0], clause):
            continue
        if re.search(
            r"不(?:接受|支持|要|能|可以|会|收|走)|请勿|谨防|千万别|都?别信|拒绝|诈骗|骗子|"
            r"\bnever\b|\bnot\b|n't\b|\bno\b|\bscams?\b|\bjamais\b|\bpas\b|\baucun|"
            r"\barnaque|\bni\b",
            clause + " " + (sentence if "," in sentence or "，" in sentence else ""),
        ):
            refusing = re.search(
                r"不(?:接受|支持|能|可以|会|收)|请勿|谨防|千万别|不要|拒绝|都别|\bnever\b|"
                r"\bdon't\b|\bdo not\b|\bcan't\b|\bjamais\b|\bne\b|\bn'acceptons|"
                r"\bno\b|\bwithout\b",
                clause,
            )
            if refusing:
                continue
        for reason in ("off_platform_payment", "off_platform"):  # who deals outside pays outside
            yield Finding(
                reason, f"“{match[0]}” leads outside the platform", match.start(), match.end()
            )


def _echo(text: str, asked: str) -> str:
    """The longest stretch of a viewer's words found again in the answer (by windows of 8)."""
    a, b = re.sub(r"\W+", "", text), re.sub(r"\W+", "", asked)
    wide = any("\u4e00" <= c <= "\u9fff" for c in b)
    size = 6 if wide else 14
    if len(a) < size or len(b) < size:
        return ""
    windows = {b[i : i + size] for i in range(len(b) - size + 1)}
    for i in range(len(a) - size + 1):
        if a[i : i + size] in windows:
            return a[i : i + size]
    return ""


def check_injection(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report obeying a viewer: animal noises, changed roles, counting, words said after them."""
    folded = utterance.folded
    for match in NOISE.finditer(folded):
        yield Finding(
            "injection_compliance",
            f"“{match[0].strip()}” plays a part a viewer asked for",
            match.start(),
            match.end(),
        )
    for match in ROLE.finditer(folded):
        clause = utterance.clause_at(match.start())
        around = folded[clause.start : match.start()] + " " + folded[match.end() : clause.end]
        refused = utterance.negated(match.start(), match.end()) or REFUSE.search(around)
        if match[0].startswith("as dan") or not refused:
            yield Finding(
                "injection_compliance",
                f"“{match[0]}” takes on another role",
                match.start(),
                match.end(),
            )
    sells = bool(context.catalog.products)  # a character may have been written as a pirate
    for match in parts_played(utterance, _names(context)) if sells else ():
        yield Finding("injection_compliance", f"“{match[0]}” is another's part", *match.span())
    counted = COUNTING.search(folded)
    if counted:
        yield Finding("injection_compliance", "counts aloud", counted.start(), counted.end())
    asked = fold(context.in_reply_to[:1000])
    if asked and ORDER.search(asked):
        echo = _echo(folded, asked)
        if echo:
            names = {fold(n) for p in context.catalog.products for n in (*p.aliases, p.sku)}
            plain = any(echo in re.sub(r"\W+", "", name) for name in names)
            if not plain and not REFUSE.search(folded):
                yield Finding("injection_compliance", f"repeats the viewer's words “{echo}…”")
