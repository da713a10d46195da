"""From the written line to the spoken one, as a host says it, and back.

Money, numbers, units, dates and codes become words; every spoken stretch knows the written one it
stands for, since captions keep the writing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chatbot.language.spoken_en import English
from chatbot.language.spoken_fr import French
from chatbot.language.spoken_parts import CURRENCIES, UNITS, Reading, Tongue, amount_of
from chatbot.language.spoken_zh import Chinese

__all__ = ["Span", "Spoken", "pronounced", "spoken_form"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """`text[start:end]` is said as `spoken[at:to]`; `exact` when both are the same characters."""

    start: int
    end: int
    at: int
    to: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What is said for `written`. `spans` cover all of both, in order; indexes are code points."""

    written: str
    text: str
    spans: tuple[Span, ...]

    def written_range(self, at: int, to: int) -> tuple[int, int]:
        """The written stretch (start, end) that the spoken stretch `at:to` stands for."""
        if not self.spans:
            return (0, 0)
        first = self._span_at(at)
        last = self._span_at(max(at, to - 1))
        start = first.start + (at - first.at if first.exact else 0)
        end = last.start + (to - last.at) if last.exact else last.end
        return (start, max(start, min(end, len(self.written))))

    def _span_at(self, at: int) -> Span:
        found = bisect_right(self.spans, at, key=lambda span: span.at) - 1
        return self.spans[max(0, found)]


_TONGUES: dict[str, Tongue] = {"zh": Chinese(), "en": English(), "fr": French()}

_GAP = "[ \u00a0\u202f]"
_NUMBER = rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)|\d+(?:[.,]\d+)*"
_TO = r"\s?(?:[-–—~～至到à]|to)\s?"
_PREFIX = "|".join(
    re.escape(sign)
    for sign in sorted(CURRENCIES, key=len, reverse=True)
    if not sign[-1].isalpha() or (sign.isascii() and len(sign) == 3)
)
_SUFFIX = "|".join(
    sorted(
        (
            re.escape(sign) + (r"(?![A-Za-zÀ-ÿ])" if sign[-1].isalpha() and sign.isascii() else "")
            for sign in CURRENCIES
        ),
        key=len,
        reverse=True,
    )
)
_UNIT = "(?-i:{})".format(
    "|".join(
        re.escape(unit) + (r"(?![A-Za-zÀ-ÿ0-9])" if unit[-1].isalpha() and unit.isascii() else "")
        for unit in sorted(UNITS, key=len, reverse=True)
    )
)
_PER_WORDS = (
    "斤|公斤|件|个|瓶|盒|袋|包|条|双|套|支|片|箱|份|只|张|罐|杯|"
    "pièce|piece|pcs|pc|unité|unit|each|mois|month|paire|pair|bouteille|bottle|boîte|box"
)
_PER = rf"\s?(?:/|per\s|par\s|每)\s?(?P<per>(?:(?P<pern>{_NUMBER})\s?)?(?:{_UNIT}|(?:{_PER_WORDS})(?![A-Za-z])))"
_DOT = r"(?:\.(?=\s+(?-i:[a-zà-ÿ\d])))?"  # an abbreviation's, not the sentence's
_MONTHS_EN = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_EN = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May)|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])" + _DOT
)
_MONTH_FR = (
    r"(?P<mois>janv(?:ier)?|févr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|août|"
    r"sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?)(?![a-zé])" + _DOT
)
_EMOJI = (
    "[\u200b-\u200f\u2028-\u202e\u2060-\u2064\u20e3\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff"
    "\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\ufe00-\ufe0f\ufeff"
    "\U0001f000-\U0001faff\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f-\x9f]+"
)

_RULES: tuple[tuple[str, str], ...] = (
    ("emoji", _EMOJI),
    ("link", r"(?:https?://|www\.)[^\s，。！？]+"),
    ("iso", r"(?<!\d)(?P<iy>20\d\d)[-/.](?P<im>\d\d?)[-/.](?P<id>\d\d?)(?!\d)"),
    ("zhdate", r"(?<!\d)(?:(?P<zy>\d{4})年)?(?P<zm>1[0-2]|0?[1-9])月(?P<zd>[0-3]?\d)[日号]"),
    ("zhyear", r"(?<!\d)(?P<yy>(?:19|20)\d\d)(?=年)"),
    ("endate", rf"(?<!\d)(?P<ed>[0-3]?\d)(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH_EN}(?:\s(?P<ey>20\d\d))?"),
    ("usdate", rf"\b{_MONTH_EN.replace('<mon>', '<umon>')}\s(?P<ud>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<uy>20\d\d))?"),
    ("frdate", rf"(?<!\d)(?P<fd>[0-3]?\d)(?:er)?\s{_MONTH_FR}(?:\s(?P<fy>20\d\d))?"),
    (
        "money",
        rf"(?P<pre>{_PREFIX})\s?(?P<m1>{_NUMBER})(?:{_TO}(?:{_PREFIX})?\s?(?P<m2>{_NUMBER}))?"
        rf"(?:{_PER})?",
    ),
    (
        "price",
        rf"(?P<p1>{_NUMBER})(?:\s?(?:{_SUFFIX}))?(?:{_TO}(?P<p2>{_NUMBER}))?\s?(?P<suf>{_SUFFIX})"
        rf"(?:{_PER.replace('<per>', '<sper>').replace('<pern>', '<spern>')})?",
    ),
    ("clock", r"(?<![\d:])(?P<h>[01]?\d|2[0-4])[:：](?P<min>[0-5]\d)(?!\d)(?:\s?(?P<ap>[ap]m\b|[ap]\.m\.?))?"
     rf"(?:{_TO}(?P<h2>[01]?\d|2[0-4])[:：](?P<min2>[0-5]\d)(?!\d))?"),
    ("ratio", r"(?<![\d/])(?P<f1>\d{1,2}(?:[.,]\d)?)\s?/\s?(?P<f2>\d{1,3})(?![\d/])"),
    ("hour", r"(?<![\d.,])(?P<hh>1?\d)\s?(?P<hap>[ap]m\b|[ap]\.m\.?)"),
    ("frclock", r"(?<!\d)(?P<fh>[01]?\d|2[0-4])\s?h\s?(?P<fmin>[0-5]\d)(?!\d)"),
    ("zhdiscount", r"(?P<zk>\d(?:\.\d)?)\s?(?=折)"),
    ("ordinal", r"(?<![\d.,])(?P<on>\d{1,4})(?P<os>st|nd|rd|th|ère|ere|er|re|ème|eme|e|ᵉ)(?![A-Za-zÀ-ÿ0-9])"),
    ("code", r"(?-i:(?<![A-Za-z0-9])(?:(?:[A-Z]{1,6}-?|[A-Za-z]{1,6})\d+(?:\.\d+)?[A-Za-z0-9]*|[A-Z]{2,5}(?:-[A-Z0-9]{1,4})?(?![A-Za-z])))"),
    (
        "measure",
        rf"(?P<sign>(?<![\d\w])[-−+])?(?P<q1>{_NUMBER})(?:(?:\s?{_UNIT})?{_TO}(?P<q2>{_NUMBER}))?\s?(?P<unit>{_UNIT})"
        rf"(?:{_PER.replace('<per>', '<qper>').replace('<pern>', '<qpern>')})?",
    ),
    ("range", rf"(?<![\d-])(?P<r1>{_NUMBER}){_TO}(?P<r2>{_NUMBER})(?![\d-])"),
    (
        "sizes",
        rf"(?P<s1>{_NUMBER})\s?[x×*]\s?(?P<s2>{_NUMBER})(?:\s?[x×*]\s?(?P<s3>{_NUMBER}))?"
        rf"(?:\s?(?P<sunit>{_UNIT}))?",
    ),
    ("number", rf"(?P<minus>(?<![\d\w])[-−])?(?P<n>{_NUMBER})"),
    ("mark", r"(?<=[\d万千])\s?\+|±|[<>＞＜](?=\s?\d)|(?-i:N)o\.\s?(?=\d)|(?<=[\d\s])=(?=[\d\s])|&|№|[nN]°\s?(?=\d)|#(?=\d)|/(?!/)|[~～]+|[*_`<>|\\^]+"),
)  # fmt: skip
# Where a rule can begin: at no small letter within a word, Chinese character, blank or comma. It
# spares most of a text the trial of every rule.
_BEGINS = (
    r"(?-i:(?=[^a-zà-ÿœ\u3400-\u9fff \n\u00a0\u202f,，.。、！？!?;；'’\"“”()（）]|"
    r"(?<![A-Za-zÀ-ÿ0-9_])(?:n°|ht|ww|ja|ju|f[eé]|ma|a[opuv]|se|oc|no|d[eé]|cn|eu|us|rm|gb|[a-z]{1,6}-?\d)))"
)
_SCAN = re.compile(
    _BEGINS + "(?:" + "|".join(f"(?P<rule_{name}>{pattern})" for name, pattern in _RULES) + ")",
    re.IGNORECASE,
)


def spoken_form(text: str, lang: str, say_as: Mapping[str, str] | None = None) -> Spoken:
    """`text` as a shop host says it in `zh`, `en` or `fr`; another language is read as English.

    `say_as` maps a written name to its pronunciation in this language and wins over every rule.
    Pure; never fails on any text. The last lines are remembered: the gate asks, then the voice.
    """
    return _spelled(text, lang, tuple((say_as or {}).items()))


@lru_cache(maxsize=512)
def _spelled(text: str, lang: str, names: tuple[tuple[str, str], ...]) -> Spoken:
    say_as = dict(names)
    tongue = _TONGUES.get(lang, _TONGUES["en"])
    flat = _half_width(text)
    built: list[str] = []
    spans: list[Span] = []
    at = 0
    done = 0

    def add(start: int, end: int, said: str) -> None:
        nonlocal at
        if start == end:
            return
        exact = said == flat[start:end]
        spans.append(Span(start=start, end=end, at=at, to=at + len(said), exact=exact))
        built.append(said)
        at += len(said)

    for start, end, said in _replacements(flat, tongue, say_as):
        add(done, start, flat[done:start])
        add(start, end, _spaced(said, flat, start, end, tongue))
        done = end
    add(done, len(flat), flat[done:])
    return Spoken(written=text, text="".join(built), spans=tuple(spans))


def pronounced(text: str, say_as: Mapping[str, str]) -> str:
    """`text` with the show's own pronunciations, and nothing else, in place of their names."""
    names = {name.casefold(): said for name, said in say_as.items() if name}
    if not names:
        return text
    return _lexicon(tuple(sorted(names))).sub(lambda m: names[m.group().casefold()], text)


def _half_width(text: str) -> str:
    """Full-width letters, digits and the signs of money made plain, one for one."""
    return text.translate(_WIDE)


_WIDE = {
    code: code - 0xFEE0
    for code in (
        *range(ord("０"), ord("９") + 1),
        *range(ord("Ａ"), ord("Ｚ") + 1),
        *range(ord("ａ"), ord("ｚ") + 1),
        *map(ord, "％＋－＆＃／．＊＝"),
    )
} | {ord("￥"): ord("¥"), ord("＄"): ord("$"), ord("￡"): ord("£"), ord("　"): ord(" ")}


@lru_cache(maxsize=64)
def _lexicon(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all names of the lexicon, longest first; Latin names only as whole words."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        left = r"(?<![A-Za-zÀ-ÿ0-9])" if word[0].isascii() and word[0].isalnum() else ""
        right = r"(?![A-Za-zÀ-ÿ0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
        parts.append(left + re.escape(word) + right)
    return re.compile("|".join(parts), re.IGNORECASE)


def _replacements(
    text: str, tongue: Tongue, say_as: Mapping[str, str]
) -> Iterator[tuple[int, int, str]]:
    names = {name.casefold(): said for name, said in say_as.items() if name}
    taken: list[tuple[int, int, str]] = []
    if names:
        for match in _lexicon(tuple(sorted(names))).finditer(text):
            taken.append((*match.span(), names[match.group().casefold()]))
    done = 0
    for start, end, said in [*taken, (len(text), len(text), "")]:
        yield from _scan(text, done, start, tongue)
        if end > start:
            yield start, end, said
        done = end


def _scan(text: str, start: int, stop: int, tongue: Tongue) -> Iterator[tuple[int, int, str]]:
    while start < stop:
        match = _SCAN.search(text, start, stop)
        if match is None:
            return
        said = _say((match.lastgroup or "").removeprefix("rule_"), match, text, tongue)
        if match.end() == match.start():
            start = match.end() + 1
            continue
        if said is not None and said != match.group():
            yield match.start(), match.end(), said
        start = match.end()


def _say(rule: str, match: re.Match[str], text: str, tongue: Tongue) -> str | None:
    """What is said for one match, or None to leave it as it is written."""
    before, after = text[: match.start()], text[match.end() :]

    def read(name: str) -> Reading:
        return amount_of(match[name] or "0", tongue.comma_decimal)

    match rule:
        case "emoji" | "link":
            return ""
        case "iso" | "zhdate" | "endate" | "usdate" | "frdate":
            return _date(rule, match, tongue)
        case "zhyear":
            return tongue.year(int(match["yy"])) if tongue.lang == "zh" else None
        case "money" | "price":
            sign = CURRENCIES[(match["pre"] or match["suf"]).upper()]
            low, high = ("m1", "m2") if rule == "money" else ("p1", "p2")
            until = read(high) if match[high] else None
            per, count = ("per", "pern") if rule == "money" else ("sper", "spern")
            said = tongue.money(read(low), until, sign)
            if match[per]:
                unit = match[per][len(match[count] or "") :].strip()
                said += tongue.per(read(count) if match[count] else None, unit)
            return said
        case "clock" | "hour" | "frclock":
            hour = int(match["h"] or match["hh"] or match["fh"])
            minute = int(match["min"] or match["fmin"] or 0)
            half = (match["ap"] or match["hap"] or "").replace(".", "").lower()
            said = tongue.clock(hour, minute, half, before)
            if not match["h2"]:
                return said
            return said + tongue.to + tongue.clock(int(match["h2"]), int(match["min2"]), "", said)
        case "ratio":
            return tongue.ratio(read("f1"), read("f2"), after)
        case "zhdiscount":
            return tongue.discount(match["zk"])
        case "ordinal":
            return tongue.ordinal(int(match["on"]), match["os"].lower())
        case "code":
            return tongue.code(match.group())
        case "measure":
            until = read("q2") if match["q2"] else None
            said = tongue.measure(read("q1"), until, _unit(match["unit"]), after)
            said = tongue.minus(match["sign"]) + said
            if match["qper"]:
                unit = match["qper"][len(match["qpern"] or "") :].strip()
                said += tongue.per(read("qpern") if match["qpern"] else None, unit)
            return said
        case "range":
            return tongue.span(read("r1"), read("r2"), after)
        case "sizes":
            sides = [tongue.number(read(name), "") for name in ("s1", "s2", "s3") if match[name]]
            if not match["sunit"]:
                return tongue.by.join(sides)
            last = read("s3" if match["s3"] else "s2")
            return tongue.by.join(
                (*sides[:-1], tongue.measure(last, None, _unit(match["sunit"]), after))
            )
        case "number":
            return tongue.minus(match["minus"]) + tongue.number(read("n"), after, before)
        case _:
            return tongue.mark(match.group().strip())


def _unit(written: str) -> str:
    return UNITS.get(written) or UNITS.get(written.lower()) or written


def _date(rule: str, group: re.Match[str], tongue: Tongue) -> str:
    if rule == "iso":
        month, day, year = group["im"], group["id"], group["iy"]
    elif rule == "zhdate":
        month, day, year = group["zm"], group["zd"], group["zy"]
    elif rule == "frdate":
        name = (group["mois"] or "").lower().rstrip(".")
        starts = ("ja", "f", "mar", "av", "mai", "juin", "juil", "ao", "s", "o", "n", "d")
        month = str(next(at for at, start in enumerate(starts, 1) if name.startswith(start)))
        day, year = group["fd"], group["fy"]
    else:
        name = (group["mon"] or group["umon"] or "").lower()[:3]
        month = str(_MONTHS_EN.index(name) + 1)
        day, year = group["ed"] or group["ud"], group["ey"] or group["uy"]
    return tongue.date(int(month or 1), int(day or 1), int(year) if year else None)


def _spaced(said: str, text: str, start: int, end: int, tongue: Tongue) -> str:
    """`said` with the blanks that keep Latin words apart, and without those a loss leaves over."""
    if not said:
        gap = start > 0 and end < len(text) and _latin(text[start - 1]) and _latin(text[end])
        return " " if gap else ""
    left = start > 0 and _latin(text[start - 1]) and _latin(said[0])
    right = end < len(text) and _latin(text[end]) and _latin(said[-1])
    return (" " if left else "") + said + (" " if right else "")


def _latin(char: str) -> bool:
    return char.isalnum() and not "\u2e80" <= char <= "\u9fff"
