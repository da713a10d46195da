"""Numbers as written and as words in Chinese, English and French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from chatbot.language.folding import fold

__all__ = ["Numeral", "find_numerals", "fold", "parse_digits", "parse_zh"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `start:end` of the folded text; `others` are further readings of the same words.

    `weak` marks words that are as often no number (一, one, un): they count only before a unit.
    """

    start: int
    end: int
    value: Decimal
    others: tuple[Decimal, ...] = ()
    words: bool = False
    weak: bool = False


# ----------------------------------------------------------------------------------- digits

_DIGITS = re.compile(
    r"(?<![a-z0-9_.])\d{1,3}(?:[ ,.']\d{3}){1,3}(?:[.,]\d{1,2})?(?![\d])"
    r"|(?:(?<![a-z0-9_])|(?<=usd)|(?<=eur)|(?<=cny)|(?<=rmb)|(?<=gbp))\d{1,24}(?:[.,]\d{1,6})?(?!\d)"
)


def parse_digits(raw: str, lang: str) -> Decimal:
    """The value of `1,299.00`, `1 299,00`, `1.299,00`, `17,90`; lang settles `1.299`/`1,299`."""
    raw = raw.replace(" ", "").replace("'", "")
    dot, comma = raw.rfind("."), raw.rfind(",")
    if dot >= 0 and comma >= 0:
        thousands = "," if dot > comma else "."
        raw = raw.replace(thousands, "").replace(",", ".")
    elif comma >= 0 or dot >= 0:
        sep = "," if comma >= 0 else "."
        head, _, tail = raw.rpartition(sep)
        grouped = len(tail) == 3 and head not in ("", "0") and len(head.split(sep)[0]) <= 3
        decimal_mark = "," if lang == "fr" else "."
        if raw.count(sep) > 1 or (grouped and sep != decimal_mark):
            raw = raw.replace(sep, "")
        else:
            raw = f"{head.replace(sep, '')}.{tail}"
    return Decimal(raw)


def _digit_numerals(text: str, lang: str) -> list[Numeral]:
    found: list[Numeral] = []
    for match in _DIGITS.finditer(text):
        raw, start, end = match[0], match.start(), match.end()
        if " " in raw and lang != "fr":
            # "2 199" is two numbers outside French
            at = start
            for part in raw.split(" "):
                found.append(Numeral(at, at + len(part), parse_digits(part, lang)))
                at += len(part) + 1
            continue
        found.append(Numeral(start, end, parse_digits(raw, lang)))
    return found


# ---------------------------------------------------------------------------------- Chinese

_ZH_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")}
_ZH_DIGIT.update({c: i + 1 for i, c in enumerate("壹贰叁肆伍陆柒捌玖")})
_ZH_DIGIT.update({"〇": 0, "两": 2, "俩": 2, "貳": 2, "參": 3, "陸": 6})
_ZH_SCALE = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ZH_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8}
_ZH_RUN = re.compile(
    r"[零〇一二三四五六七八九十百千万亿两俩壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬廿卅]{1,24}"
    r"(?:点[零〇一二三四五六七八九]{1,4})?"
)
_COUNTER = re.compile(r"[件个只瓶条双套盒包袋台支张杯罐箱份对斤公克天]")
_TWO_DIGITS = re.compile(r"[十百千][零〇]?[一二三四五六七八九][一二两三四五六七八九]$")
_EACH_ONE = re.compile(r"(?:[百千]一十|[百千二三四五六七八九]十|百|^[一二三四五六七八九])一$")
_HOW_MANY = re.compile(r"[剩有存是买要拍共后仅只来近过卖送第约满]$")
_ZH_NOT_NUMBER = re.compile(
    r"一下|一起|一样|一定|一直|一点|一些|一般|一共|一旦|一边|一路|一切|一律|一向|一并|一致|一时|一手|一流"
    r"|统一|唯一|万一|万能|百搭|百分百|十分(?!钟)|三高|双十一|双十二|十足|七夕|一键|一次性|再一次|独一无二"
    r"|千万(?=别|不|要|记)|一目了然|一眼|一会|一方|一体|一身|一家人|星期[一二三四五六日天]|周[一二三四五六日天]"
    r"|礼拜[一二三四五六日天]|第一(?!件)|之一|一号链接|百货|五一|一块(?=儿|买|下单|拍|用|来|带|入|看)|万分|一模一样"
    r"|[一两二三四五六七八九十]+号(?:链接|连接|商品|宝贝)|(?<=[这那同某当])一(?=[天年周晚刻季])|一心|一股|一丝|一抹|一到(?=货|手)|一杯好"
)


def parse_zh(run: str) -> Decimal:
    """The value of a run of Chinese numerals, colloquial ends included (两百五 is 250)."""
    whole, _, tail = run.partition("点")
    if not any(c in _ZH_SCALE or c in _ZH_BIG or c in "廿卅" for c in whole):
        value = Decimal("".join(str(_ZH_DIGIT[c]) for c in whole))
    else:
        total = section = 0
        digit: int | None = None
        last_scale, zero = 1, False
        for char in whole:
            if char in _ZH_DIGIT:
                digit, zero = _ZH_DIGIT[char], zero or _ZH_DIGIT[char] == 0
                if digit == 0:
                    digit = None
            elif char in "廿卅":
                section, last_scale = section + (20 if char == "廿" else 30), 10
            elif char in _ZH_SCALE:
                section += (1 if digit is None else digit) * _ZH_SCALE[char]
                last_scale, digit, zero = _ZH_SCALE[char], None, False
            else:
                section += digit or 0
                total = (total + (section or 1)) * _ZH_BIG[char]
                last_scale, section, digit, zero = _ZH_BIG[char], 0, None, False
        if digit is not None:
            section += digit if zero or last_scale <= 10 else digit * last_scale // 10
        value = Decimal(total + section)
    if tail:
        value += Decimal("0." + "".join(str(_ZH_DIGIT[c]) for c in tail))
    return value


def _zh_numerals(text: str) -> list[Numeral]:
    masked = [m.span() for m in _ZH_NOT_NUMBER.finditer(text)]
    found: list[Numeral] = []
    for match in _ZH_RUN.finditer(text):
        start, end = match.span()
        run = match[0]
        plain = all(c in _ZH_DIGIT for c in run)
        if (
            start
            and text[start - 1] in "块元"
            and plain
            and len(run) == 2
            and _COUNTER.match(text, end)
        ):
            # 块五一件: five jiao, then one piece
            found.append(Numeral(start, start + 1, parse_zh(run[0]), words=True))
            found.append(Numeral(start + 1, end, parse_zh(run[1]), words=True, weak=True))
            continue
        if any(a <= start < b for a, b in masked):
            continue
        each = (
            _EACH_ONE.search(run)
            and _COUNTER.match(text, end)
            and not _HOW_MANY.search(text, 0, start)
        )
        if (_TWO_DIGITS.search(run) and not plain) or each:
            # 四十五一个: forty-five, then one; so is 一百三十一个 where nothing asks how many
            found.append(Numeral(start, end - 1, parse_zh(run[:-1]), words=True))
            found.append(Numeral(end - 1, end, parse_zh(run[-1]), words=True, weak=True))
            continue
        if start and text[start - 1].isdigit() and (run[0] not in _ZH_DIGIT or len(run) > 1):
            continue  # 3万: the scale belongs to the digits
        if plain and len(run) == 2 and 0 < _ZH_DIGIT[run[1]] - _ZH_DIGIT[run[0]] <= 2 and text[end : end + 1] in (
            "天", "个", "件", "小", "分", "次", "滴", "泡", "日", "瓶", "周", "年", "秒",
        ):  # fmt: skip
            # 三五天 is three to five days
            found.append(Numeral(start, start + 1, parse_zh(run[0]), words=True))
            found.append(Numeral(start + 1, end, parse_zh(run[1]), words=True))
            continue
        weak = len(run) == 1
        found.append(Numeral(start, end, parse_zh(run), words=True, weak=weak))
    return found


# ------------------------------------------------------------------------ English and French

_EN_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_EN_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10),
        strict=True)
)  # fmt: skip
_FR_UNITS = {
    word: value
    for value, word in enumerate(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
        " seize".split()
    )
} | {"une": 1, "zero": 0}
_FR_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
            "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90}  # fmt: skip

_POINT = re.compile(r" (?:point|virgule) ")
Tokens = list[tuple[str, int, int]]


def _run_pattern(words: list[str], glue: str) -> re.Pattern[str]:
    one = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{one})(?:[\s-]{{1,3}}(?:{glue}[\s-]{{1,3}})?(?:{one})){{0,12}}\b")


_THOUSAND_COMMA = (
    rf"thousand,(?= (?:{'|'.join([*_EN_UNITS, *_EN_TENS])})\b[\s-](?:\w+[\s-])?hundred)"
)
_EN_RUN = _run_pattern(
    [*_EN_UNITS, *_EN_TENS, "hundred", "thousand", "a hundred", "dozen", _THOUSAND_COMMA], "and"
)
_FR_RUN = _run_pattern([*_FR_UNITS, *_FR_TENS, "cent", "cents", "mille"], "et")
_TOKEN = re.compile(r"[^\s,-]+")


def _en_below_100(tokens: Tokens, i: int) -> tuple[int, int]:
    word = tokens[i][0] if i < len(tokens) else ""
    if word in _EN_TENS:
        after = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        if 1 <= _EN_UNITS.get(after, 0) <= 9:
            return _EN_TENS[word] + _EN_UNITS[after], i + 2
        return _EN_TENS[word], i + 1
    if word in _EN_UNITS:
        return _EN_UNITS[word], i + 1
    if word == "a":
        return 1, i + 1
    return -1, i


def _fr_below_100(tokens: Tokens, i: int) -> tuple[int, int]:
    def word(at: int) -> str:
        return tokens[at][0] if at < len(tokens) else ""

    def small(at: int) -> tuple[int, int]:
        value = _FR_UNITS.get(word(at), -1)
        if value == 10 and _FR_UNITS.get(word(at + 1), 0) in (7, 8, 9):
            return 10 + _FR_UNITS[word(at + 1)], at + 2
        return value, at + 1

    base, after = -1, i
    if word(i) == "quatre" and word(i + 1) in ("vingt", "vingts"):
        base, after = 80, i + 2
    elif word(i) in _FR_TENS:
        base, after = _FR_TENS[word(i)], i + 1
    elif word(i) in _FR_UNITS:
        return small(i)
    if base < 0:
        return -1, i
    at = after + 1 if word(after) == "et" else after
    value, end = small(at)
    limit = 19 if base in (60, 80) else 9
    if 1 <= value <= limit:
        return base + value, end
    return base, after


def _one_number(tokens: Tokens, i: int, lang: str) -> tuple[int, int]:
    """The longest number from token i: (value, next token), value -1 where there is none."""
    below = _en_below_100 if lang == "en" else _fr_below_100
    hundred = ("hundred",) if lang == "en" else ("cent", "cents")
    thousand = "thousand" if lang == "en" else "mille"
    glue = "and" if lang == "en" else "et"

    def word(at: int) -> str:
        return tokens[at][0] if at < len(tokens) else ""

    def below_1000(at: int) -> tuple[int, int]:
        head, nxt = below(tokens, at)
        if word(nxt) in hundred and (head < 0 or head < 100):
            if head < 0 and lang == "en" and at == 0:
                head = 1
            total, nxt = max(head, 1) * 100, nxt + 1
            skip = nxt + 1 if word(nxt) == glue and lang == "en" else nxt
            tail, end = below(tokens, skip)
            return (total + tail, end) if tail >= 0 else (total, nxt)
        return head, nxt

    head, nxt = below_1000(i)
    if word(nxt) == thousand:
        total, nxt = (head if head > 0 else 1) * 1000, nxt + 1
        tail, end = below_1000(nxt + 1 if word(nxt) == "and" else nxt)
        return (total + tail, end) if tail >= 0 else (total, nxt)
    if word(nxt) == "dozen" and lang == "en":
        return max(head, 1) * 12, nxt + 1
    return head, nxt


_FR_ABOUT = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
             "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
             "millier": 1000}  # fmt: skip
_FR_ABOUT_RUN = re.compile(rf"\b(?:une?|la|le) ({'|'.join(_FR_ABOUT)})(?: (?:de |d'))?")


def _about(text: str) -> list[Numeral]:
    """Round figures of French: "une dizaine d'euros", "une centaine de veilleuses"."""
    return [
        Numeral(m.start(), m.end(), Decimal(_FR_ABOUT[m[1]]), words=True)
        for m in _FR_ABOUT_RUN.finditer(text)
    ]


def _word_numerals(text: str, lang: str) -> list[Numeral]:
    found: list[Numeral] = _about(text) if lang == "fr" else []
    for match in (_EN_RUN if lang == "en" else _FR_RUN).finditer(text):
        offset = match.start()
        tokens = [(t[0], offset + t.start(), offset + t.end()) for t in _TOKEN.finditer(match[0])]
        parts: list[tuple[int, int, int]] = []
        i = 0
        while i < len(tokens):
            value, nxt = _one_number(tokens, i, lang)
            if nxt == i or value < 0:
                i = max(nxt, i + 1)
                continue
            parts.append((value, tokens[i][1], tokens[nxt - 1][2]))
            i = nxt
        found.extend(_joined(parts, text))
    return found


def _joined(parts: list[tuple[int, int, int]], text: str) -> list[Numeral]:
    values = [part[0] for part in parts]
    gap = text[parts[0][2] : parts[1][1]].strip(" -") if len(parts) == 2 else ""
    if len(parts) == 2 and 10 <= values[1] <= 99 and not gap:
        # "six fifty": 6.50 or 650
        cents = Decimal(values[0]) + Decimal(values[1]) / 100
        others = (Decimal(values[0] * 100 + values[1]),) if values[0] < 100 else ()
        return [Numeral(parts[0][1], parts[1][2], cents, others, words=True)]
    if len(parts) >= 3 and all(value <= 9 for value in values):
        said = Decimal("".join(map(str, values)))
        return [Numeral(parts[0][1], parts[-1][2], said, words=True)]
    alone = len(parts) == 1 and values[0] == 1
    return [Numeral(a, b, Decimal(v), words=True, weak=alone) for v, a, b in parts]


def find_numerals(text: str, lang: str) -> list[Numeral]:
    """All numbers of a folded text in order, without overlaps; linear in its length."""
    found = _digit_numerals(text, lang)
    if not text.isascii():
        found += _zh_numerals(text)
    latin: list[Numeral] = []
    for other in ("en", "fr"):
        for numeral in _word_numerals(text, other):
            if other == "fr" and lang != "fr" and text[numeral.start : numeral.end] in (
                "cent", "cents", "six",
            ):  # fmt: skip
                continue
            latin.append(numeral)
    found += latin
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Numeral] = []
    for numeral in found:
        if kept and numeral.start < kept[-1].end:
            if numeral.end - numeral.start > kept[-1].end - kept[-1].start:
                kept[-1] = numeral
            continue
        kept.append(numeral)
    return _with_decimals(kept, text)


def _with_decimals(numerals: list[Numeral], text: str) -> list[Numeral]:
    """Join what is said after the decimal mark: "twelve point nine", "douze virgule zéro cinq"."""
    joined: list[Numeral] = []
    i = 0
    while i < len(numerals):
        numeral = numerals[i]
        i += 1
        after = _POINT.match(text, numeral.end) if numeral.words else None
        if after is None or i == len(numerals) or numerals[i].start != after.end():
            joined.append(numeral)
            continue
        digits, end = "", after.end()
        while (
            i < len(numerals)
            and numerals[i].words
            and text[end : numerals[i].start] in ("", " ", "-")
        ):
            value = numerals[i].value
            digits += str(value if value == int(value) else value * 100).split(".")[0]
            end = numerals[i].end
            i += 1
        value = Decimal(f"{int(numeral.value)}.{digits[:6]}")
        joined.append(Numeral(numeral.start, end, value, words=True))
    return joined
