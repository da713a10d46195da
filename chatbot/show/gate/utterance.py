"""A text about to be spoken, parsed once for all checks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chatbot.language.amounts import Amount, find_amounts
from chatbot.language.numerals import fold
from chatbot.language.patterns import Words, led
from chatbot.show.gate.counts import with_measure_words

if TYPE_CHECKING:
    from chatbot.catalog import Promotion
    from chatbot.show.gate.facts import CatalogFacts, Region
    from chatbot.show.gate.roles import Figure
    from chatbot.show.gate.types import GateContext


__all__ = ["Mention", "Span", "Utterance"]


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start:end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A product named at `start:end`."""

    sku: str
    start: int
    end: int


_start = re.Match.start
_NOWHERE = Span(0, 0)
_LATIN_WORD = re.compile(r"[a-zà-ÿœ]+(?:'[a-zà-ÿœ]+)?")
_SENTENCE_END = re.compile(r"[。！？!?\n…]+|\.(?=\s|$)")
_CLAUSE_END = re.compile(
    r"[。！？!?\n…，；;、]+|\.(?=\s|$)|(?<!thousand),(?=\D|$)|[:：](?!\s*[\d€$¥£])| - | — "
)
_NEGATION = Words(
    r"不|没|无|别|未|非(?!常)|勿|\bnot\b|n't\b|\bno\b(?!\.)|\bnever\b|\bcannot\b|"
    r"\bwithout\b|\bnor\b|\bneither\b"
    r"|\bpas\b|\baucune?\b|\bjamais\b|\bsans\b|\bne\b|\bn'|\bni\b|\bunable\b|\bavoid\b|"
    r"\bnothing\b|\bnon\b|\bnone\b|\brather than\b"
)
_PSEUDO = Words(
    r"不像|别家|别的|别人|特别|区别|性别|级别|分别|个别|类别|别致|告别|不锈钢|未来|无法比拟|"
    r"淹没|没了|不见了|不见得不|不二|不仅|不但|不光|不止|不只|无线|无理由|不错|没错|"
    r"不愧|不得不|不可思议|无与伦比|不黏|不粘|非常|除非|并非常|没有之一|不要错过|"
    r"别错过"
    r"|不妨|不用担心|不用说|无论|不管|无条件|无敌|不断|不同|无限|别犹豫|不过|不然|无门槛"
    r"|\bpas comme (?:les|ces|chez|la)\b|\bnot like (?:the|those|some)\b|\bnot only\b|\bno doubt\b|\bnot just\b|\bno wonder\b|\bno matter\b|\bsans "
    r"doute\b|\bnon seulement\b"
    r"|\bsans fil\b|\bsans hésiter\b|\bno one\b|\bnothing (?:\w+ )?(?:beats|compares|comes|like|better|softer|finer)\b|\bnobody\b|\bsans précédent\b|"
    r"\bne\b(?:(?!pas|jamais|rien|peux|peut)[^,.]){1,25}\bque\b"
    r"|\bno\. ?\d|\bwithout a doubt\b|\bno question\b|\bcan't (?:beat|go wrong|wait)\b|"
    r"\bdon't (?:miss|wait|hesitate)\b"
)
_ANSWERED_NO = re.compile(
    r"\s*[?？]\s*(?:不|没|别|无|暂无|抱歉|不好意思|\bno\b|\bnope\b|\bnot\b|\bnon\b|\bpas\b|\bsorry\b|\bunfortunately\b"
    r"|\bmalheureusement\b|\bdésolée?\b|\baucun)"
)
"""A question echoed and answered no at once denies what it names: "Is it half off? No."."""
_DENIED_AFTER = re.compile(
    r".{0,10}?(?:不行|不能|不可以|做不到|没有(?!之一)|不支持|不存在|没办法|帮不(?:上|了)|暂无|不做|不接受|不收|不用|不提供|不走|不搞|(?:可|就)?(?:别|不要)(?:戴|用|碰|带|穿|下|放))"
    r"|[^.]{0,12}?\b(?:is not|isn't|aren't|are not|not (?:possible|available|included)|n'est pas|"
    r"ne sont pas|n'existe pas)\b"
)
_TURN = led(
    r"还|而且|但|却|反而|就是|才是|\bbut\b|\band\b|\byet\b|\bhowever\b|\bmais\b|"
    r"\bdonc\b|\bso\b|\bet\b|\bbecause\b|\bcar\b"
)


class Utterance:
    """The text with its folded form, sentences, clauses, figures and product names."""

    def __init__(self, text: str, lang: str, facts: CatalogFacts) -> None:
        self.text, self.lang, self.facts = text, lang, facts
        self.folded = fold(text)
        self._found: dict[Words, list[re.Match[str]]] = {}
        self.money: tuple[GateContext, tuple[Figure, ...]] | None = None

    @cached_property
    def latin_words(self) -> tuple[str, ...]:
        """The words in Latin letters, in order: `don't` is one."""
        return tuple(_LATIN_WORD.findall(self.folded))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Products named, in order."""
        if self.facts.names is None:
            return ()
        found = []
        for match in self.facts.names.finditer(self.folded):
            sku = self.facts.sku_of(match[0])
            if sku:
                found.append(Mention(sku, match.start(), match.end()))
        return tuple(found)

    @cached_property
    def promotions(self) -> tuple[Promotion, ...]:
        """Coupons named by their code, as written or as spoken."""
        found = {p.code: p for code, p in self.facts.promo_codes.items() if code in self.folded}
        return tuple(found.values())

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Figures, without those inside a product's name or alias."""
        inside = bytearray(len(self.folded) + 1)
        for mention in self.mentions:
            inside[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
        found = [a for a in find_amounts(self.text, self.lang) if not inside[a.start]]
        return with_measure_words(found, self.folded, self.mentions)

    def _split(self, pattern: re.Pattern[str]) -> tuple[Span, ...]:
        spans, at = [], 0
        for match in pattern.finditer(self.folded):
            if match.start() > at:
                spans.append(Span(at, match.start()))
            at = match.end()
        if at < len(self.folded):
            spans.append(Span(at, len(self.folded)))
        return tuple(spans)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Spans between full stops."""
        return self._split(_SENTENCE_END)

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """Spans between commas and full stops."""
        return self._split(_CLAUSE_END)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [span.start for span in self.clauses]

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds a position."""
        index = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[index] if index >= 0 else _NOWHERE

    def clause_at(self, position: int) -> Span:
        """The clause that holds a position."""
        index = bisect_right(self._clause_starts, position) - 1
        return self.clauses[index] if index >= 0 else _NOWHERE

    def words(self, span: Span) -> str:
        """The folded text of a span."""
        return self.folded[span.start : span.end]

    def found_in(self, words: Words, span: Span) -> list[re.Match[str]]:
        """The matches of a table that lie within a span, read from the whole text once."""
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = sorted(words.finditer(self.folded), key=_start)
        first = bisect_left(found, span.start, key=_start)
        return [match for match in found[first:] if match.end() <= span.end]

    def regions_in(self, span: Span) -> tuple[Region, ...]:
        """The shipping regions that a span names."""
        return self.facts.regions_named(self.words(span), self.text[span.start : span.end])

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Products named within `start:end`."""
        return tuple(m for m in self.mentions if start <= m.start < end)

    @cached_property
    def _negations(self) -> tuple[int, ...]:
        pseudo = bytearray(len(self.folded))
        for match in _PSEUDO.finditer(self.folded):
            pseudo[match.start() : match.end()] = b"\x01" * len(match[0])
        return tuple(
            sorted(m.end() for m in _NEGATION.finditer(self.folded) if not pseudo[m.start()])
        )

    def negated(self, start: int, end: int | None = None) -> bool:
        """Whether what stands at `start` (to `end`) is denied in its own clause."""
        clause = self.clause_at(start)
        wide = not self.folded[start : start + 1].isascii()
        reach = 12 if wide and self.folded[start : start + 1] >= "\u4e00" else 48
        first = bisect_left(self._negations, max(clause.start, start - reach))
        for at in self._negations[first:]:
            if at > start:
                break
            between = self.folded[at:start]
            turn = _TURN.search(between)
            if turn is None:
                return True
        if self.answered_no(start):
            return True
        after = self.folded[(end or start) : clause.end][:24]
        return _DENIED_AFTER.match(after) is not None

    def answered_no(self, position: int) -> bool:
        """Whether the clause at a position is a question that the speaker answers no."""
        return _ANSWERED_NO.match(self.folded, self.clause_at(position).end) is not None

    def subject(self, position: int, fallback: str | None) -> str | None:
        """The product a claim at a position is about: named before it, after it, else `fallback`."""
        sentence = self.sentence_at(position)
        before = [m for m in self.mentions if m.start < position]
        clause = self.clause_at(position)
        here = [m for m in self.mentions if clause.start <= m.start < clause.end]
        if here:
            left = [m for m in here if m.start <= position]
            return (left[-1] if left else here[0]).sku
        same = [m for m in before if m.start >= sentence.start]
        if same:
            return same[-1].sku
        after = [m for m in self.mentions if position <= m.start < sentence.end]
        if after:
            return after[0].sku
        return before[-1].sku if before else fallback
