"""The text as text: markup, hidden characters, links, personal data, language, loops, abuse."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from chatbot.language.blocked import blocked_in
from chatbot.language.cart_words import CART
from chatbot.language.numerals import fold
from chatbot.language.patterns import Words, latin_view
from chatbot.show.gate.languages import language_of
from chatbot.show.gate.rules_surface import (
    ABUSE_OK,
    BUYER,
    CUT,
    EMAIL,
    EMAIL_SIGN,
    FULL_NAME,
    LINK,
    LISTED,
    MARKUP,
    MOJIBAKE,
    ORDERED,
    PRIVATE,
    STREET,
    TEMPLATE,
    UNFINISHED,
    ZH_NAME,
)
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = [
    "MAX_LENGTH", "check_cart", "check_gibberish", "check_language", "check_length", "check_links",
    "check_markup", "check_pii", "check_profanity", "check_repetition",
]  # fmt: skip

MAX_LENGTH = 1000
"""Code points; more is cut speech (`truncated`)."""

_COMMAND = re.compile(
    r"^\s*[/!][a-z]{2,}|^\s*\.[a-z]{3,}|(?:^|[;&|$>]\s*)\s*(?:sudo|rm|shutdown|reboot|curl|wget|chmod|kill|killall|"
    r"systemctl|eval|exec|bash|sh|powershell|del|format)\s+-{1,2}\w",
    re.I,
)
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_HIDDEN = (
    "\u200b\u200c\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e\u034f\u115f\u1160\u3164\uffa0"
)
_SUSPECT = re.compile(
    rf"[\x00-\x1f\x7f-\x9f{_BIDI}{_HIDDEN}\ue000-\uf8ff\ud800-\udfff\ufff0-\uffff\U000e0000-\U0010ffff\u200d\u20e3\u2028\u2029]|[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20dc]{{2}}"
)
_LONG_NUMBER = re.compile(r"(?<![\d.])\+?\d(?:[ \-.()]{0,2}\d){6,20}(?![\d])")
_ZH_PHONE = re.compile(r"[零幺一二三四五六七八九]{7,}")
_ID_CARD = re.compile(r"(?<!\d)\d{15,17}[\dx](?!\d)")
_MASH = re.compile(r"[bcdfghjklmnpqrstvwxzç]{6,}|asdf|qwer|zxcv|jkl;|hjkl|qsdf|azerty")
_LETTER_BY_LETTER = re.compile(r"(?<![^\W_])[^\W\d_](?:[.\-_*·~ ][^\W\d_]){4,}(?![^\W_])")
_LOOP = re.compile(r"(.{1,12}?)\1{4,}", re.S)
_LAUGH = re.compile(r"(?:哈|嘿|呵|嘻|啦|6|8|ha|hé|he|ah|lol|xd|[!！?？。.~～…♥❤👏🎉🔥😂😍\s\d-])+")

_ABUSE_ZH = "傻逼 傻b 煞笔 沙雕东西 操你 草泥马 他妈 妈的 滚蛋 滚开 滚出 白痴 蠢货 蠢猪 脑残 弱智 智障 废物 神经病 去死 狗屁 穷鬼 贱人 贱货 婊子 王八蛋 混蛋 混账 狗东西 闭嘴 放屁 屁民 丑八怪 死全家 卧槽 我靠 牛逼 装逼 尼玛 特么 妈蛋 煞比 鸡巴 屌 日你 死胖子 乡巴佬 垃圾人 垃圾顾客 垃圾客人 垃圾玩意 不配买 不配问 白嫖狗 穷逼 苦逼 二逼 贱逼 骚逼 臭逼 妈逼 穷酸 叫花子 要饭的 脑子有病 脑子有问题 脑子进水 脑子坏 有病吧 臭不要脸 不要脸 猪脑子 没脑子 蠢 骚货 裸聊 约炮 性感诱惑 色情 黑鬼 支那 小日本 棒子 死残废 买不起就"
_ABUSE_LATIN = (
    r"idiots?|stupid|morons?|imbeciles?|fuck\w*|motherfuck\w*|shit\w*|bullshit|bitch\w*|"
    r"bastards?|assholes?|arsehole\w*|dumb\w*|dumbass|damn|goddamn|losers?|retard\w*|"
    r"shut up|screw you|piss(?:ed)? off|dick(?:head)?s?|cunts?|whores?|sluts?|jackass\w*|"
    r"wtf|stfu|crappy|dipshit|twats?|wankers?|bollocks|porn\w*|nudes?|horny|nigg\w+|"
    r"fagg?\w*|kys|kill yourself|ugly|fat pig|cheapskates?|get lost|hell no|trash "
    r"people|bloody hell|brainless|pathetic|broke ass|peasants?"
    r"|putains?|merdes?|merdique\w*|conn?(?:ards?|asses?|ard|eries?)|cons?|connes?|"
    r"salopes?|salauds?|salopards?|enculé\w*|encule\w*|débiles?|crétin\w*|idiote?s?|"
    r"imbéciles?|abruti\w*|ta gueule|ferme[sz]?-la|la ferme|vos gueules|bordel|foutre|"
    r"foutez|fout(?:u|ue)s?|va te faire|nique\w*|niquer|pute\w*|bâtard\w*|dégage[sz]?|"
    r"casse-toi|bouffon\w*|couillons?|couilles?|chier|chiant\w*|pd|pédé\w*|tapette|"
    r"bougnoule\w*|nègre\w*|gros porc|sale (?:con|pauvre|radin)\w*|radins?|crevards?|"
    r"moche"
)
_BEGONE = re.compile(r"(?:^|[，,。！!？?\s])(?:快|都|就|给我|赶紧|趁早)*滚(?:$|[，,。！!吧远])")
_VOICELESS = re.compile(r"[bcdfghjklmnpqrstvwxz]{3,}")
_SHORT_FORMS = (
    "usb gsm xxl xxxl svp mdr ptdr plz pls thx btw tbh lcd rgb pvc tpu spf pcs mth hrs kgs mrs "
    "mlle hdr ssd gps nfc dsl cny gbp rmb html http https www pdf jpg png hmm mmm shh psst pfft brr"
)
_WITHOUT_VOWELS = frozenset(_SHORT_FORMS.split())
"""Short forms that are written without a vowel."""
_ODD_FIGURE = re.compile(
    "[\u00b9\u2070-\u2089\u2150-\u218b\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3021-\u3029"
    "\u3220-\u3229"
    "\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf\U0001f100-\U0001f10c]"
)
_ABUSE = Words("|".join(map(re.escape, _ABUSE_ZH.split())) + rf"|\b(?:{_ABUSE_LATIN})\b")
_DISGUISED = re.compile(r"[a-z][@013$*]|[@013$*][a-z]")
_LATIN_RUN = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef]+")
_LEET = str.maketrans({"@": "a", "0": "o", "1": "i", "3": "e", "$": "s", "*": ""})


def check_markup(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report markup, commands, control, bidi and hidden characters."""
    text = utterance.text
    command = _COMMAND.search(text)
    if command:
        yield Finding("command", f"“{command[0]}” is a command", command.start(), command.end())
    match = MARKUP.search(text) or LISTED.match(text) or command
    if match:
        yield Finding("markup", f"“{match[0][:30]}” is markup", match.start(), match.end())
    for match in _SUSPECT.finditer(text):
        char = match[0][0]
        if char == "\u200d" and match.start() and _pictured(text[match.start() - 1]):
            continue
        if "\U000e0020" <= char <= "\U000e007f" and "\U0001f3f4" in text:
            continue
        yield Finding(
            "markup",
            f"the character U+{ord(char):04X} must not be spoken",
            match.start(),
            match.end(),
        )
        return


def _pictured(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk", "Mn")


def check_links(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report addresses that lead out of the room."""
    for match in LINK.finditer(utterance.folded):
        if match[0].lstrip("@") in {fold(n).lstrip("@") for n in context.nicks}:
            continue
        yield Finding("external_link", f"“{match[0]}” is a link", match.start(), match.end())


def check_cart(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report what sends viewers to a cart where the platform has none."""
    if context.order_channel == "cart":
        return
    named = [(mention.start, mention.end) for mention in utterance.mentions]
    for match in CART.finditer(utterance.folded):
        if not any(start < match.end() and match.start() < end for start, end in named):
            detail = f"“{match[0]}”: viewers do not order in a cart here"
            yield Finding("invented_fact", detail, match.start(), match.end())
            return


def check_pii(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report phones, addresses, e-mail, identity numbers and buyers' full names."""
    folded, text = utterance.folded, utterance.text
    for nick in context.nicks:
        if nick:
            text = text.replace(nick, "\u3000" * len(nick))
    mail = (EMAIL,) if EMAIL_SIGN.search(folded) else ()
    for pattern in (*mail, _ZH_PHONE, STREET, PRIVATE, _ID_CARD):
        match = pattern.search(folded)
        if match:
            yield Finding(
                "pii", f"“{match[0][:24]}” may be personal data", match.start(), match.end()
            )
    for match in _LONG_NUMBER.finditer(folded):
        digits = re.sub(r"\D", "", match[0])
        spaced_years = re.fullmatch(r"(?:20\d\d\D){1,2}\d{0,4}", match[0])
        dated = re.match(r"20\d\d[-./]\d{1,2}[-./]\d{1,2}", match[0])
        listed = len(digits) < 9 and re.search(r"\.\s|\d [-(]\s?\d", match[0])
        if not spaced_years and not dated and not listed and not re.fullmatch(r"(\d)\1+", digits):
            yield Finding("pii", "a phone, account or order number", match.start(), match.end())
    if ORDERED.search(folded):
        for match in FULL_NAME.finditer(text):
            yield Finding("pii", f"the name {match[1]}", match.start(), match.end())
    match = BUYER.search(text)
    if match:
        yield Finding("pii", f"“{match[0]}”", match.start(), match.end())
    match = ZH_NAME.search(text)
    if match:
        yield Finding("pii", f"the name {match[1] or match[2]}", match.start(), match.end())


_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœ]")


@lru_cache(maxsize=4096)
def _mashed(word: str) -> bool:
    """Whether keys were hit at random."""
    return bool(_MASH.search(word) or (len(word) >= 5 and not _VOWEL.search(word)))


@lru_cache(maxsize=4096)
def _voiceless(word: str) -> bool:
    """Whether it cannot be said, and is no short form of something."""
    return bool(_VOICELESS.fullmatch(word)) and word not in _WITHOUT_VOWELS


def check_gibberish(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report unrendered templates, mojibake, keyboard mash and text without words."""
    text = utterance.text
    match = TEMPLATE.search(latin_view(text)) or (None if text.isascii() else MOJIBAKE.search(text))
    if match:
        yield Finding(
            "gibberish", f"“{match[0]}” is a template or broken text", match.start(), match.end()
        )
    spelled = _LETTER_BY_LETTER.search(text)
    if spelled:
        yield Finding("gibberish", f"“{spelled[0]}” is spelled letter by letter", *spelled.span())
    if not any(c.isalnum() or unicodedata.category(c) == "So" for c in text):
        yield Finding("empty", "there is nothing to say")
        if not text.strip():
            yield Finding("gibberish", "there is nothing to say")
        return
    words = [w for w in utterance.latin_words if len(w) >= 4]
    mashed = [w for w in words if _mashed(w)]
    voiceless = [w for w in utterance.latin_words if _voiceless(w)]
    if len(set(voiceless)) >= 3:
        yield Finding("gibberish", f"“{' '.join(voiceless[:3])}” are no words")
    if mashed and (len(mashed) >= 2 or len(mashed) * 3 >= len(words)):
        yield Finding("gibberish", f"“{mashed[0]}” is no word")
    letters = sum(map(str.isalnum, text))
    if len(text) >= 6 and letters * 3 < len(text) and letters < 40:
        pictured = sum(unicodedata.category(c) in ("So", "Mn", "Sk", "Cf") for c in text)
        if pictured * 2 < len(text) or letters == 0:
            yield Finding("gibberish", "hardly any words")
    odd = None if text.isascii() else _ODD_FIGURE.search(text)
    if odd:
        yield Finding("gibberish", f"the figure sign {odd[0]} cannot be checked", odd.start())


def check_repetition(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report the same words over and over."""
    folded = utterance.folded[:4000]
    for match in _LOOP.finditer(folded):
        unit = match[1]
        if len(match[0]) >= 8 and not _LAUGH.fullmatch(match[0]) and unit.strip():
            yield Finding(
                "repetition_loop", f"“{unit.strip()}” again and again", match.start(), match.end()
            )
            return
        if len(match[0]) > 30 and unit.strip():
            yield Finding(
                "repetition_loop", f"“{unit.strip()}” again and again", match.start(), match.end()
            )
            return
    words = utterance.latin_words
    if len(words) >= 8 and len(words) - len(set(words)) >= 3:
        pairs = Counter(zip(words, words[1:], words[2:], strict=False))
        top, count = pairs.most_common(1)[0]
        if count >= 4 and count * 3 >= len(words) * 0.6:
            yield Finding("repetition_loop", f"“{' '.join(top)}” {count} times")
        word, count = (
            Counter(w for w in words if len(w) > 2).most_common(1)[0]
            if any(len(w) > 2 for w in words)
            else ("", 0)
        )
        if count >= 6 and count * 2 >= len(words):
            yield Finding("repetition_loop", f"“{word}” {count} times")
    if len(utterance.clauses) < 3:
        return
    said = Counter(utterance.words(c).strip() for c in utterance.clauses)
    said.pop("", None)
    if said:
        clause, count = said.most_common(1)[0]
        if count >= 3 and len(clause) >= 4 and not _LAUGH.fullmatch(clause):
            yield Finding("repetition_loop", f"“{clause[:20]}” {count} times")


def check_length(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report text that is too long or breaks off."""
    if len(utterance.text) > MAX_LENGTH:
        yield Finding("truncated", f"{len(utterance.text)} characters; {MAX_LENGTH} at most")
    match = CUT.search(utterance.folded[-40:]) or UNFINISHED.search(utterance.folded[-60:])
    if match:
        yield Finding("truncated", f"breaks off at “{match[0].strip()}”")


def check_language(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report text in another language than the one it is to be spoken in."""
    names = list(utterance.mentions)
    folded = utterance.folded
    for mention in names:
        folded = (
            folded[: mention.start] + " " * (mention.end - mention.start) + folded[mention.end :]
        )
    for nick in context.nicks:
        folded = folded.replace(fold(nick), " ")
    found = language_of(folded)
    wanted = {utterance.lang[:2]}
    if utterance.lang in ("", "und"):
        wanted = {context.room_lang[:2], *(lang[:2] for lang in context.languages)}
    if found and found not in wanted:
        yield Finding("off_language", f"the text is in {found}, not in {utterance.lang}")


def _undisguised(folded: str) -> str:
    """The words with a sign in a letter's place and their neighbours, as meant: f@ck is fack."""
    if not _DISGUISED.search(folded):
        return ""
    words = _LATIN_RUN.findall(folded)
    near = {n for at, word in enumerate(words) if _DISGUISED.search(word)
            for n in range(at - 2, at + 3)}  # fmt: skip
    return " ".join(word for at, word in enumerate(words) if at in near).translate(_LEET)


def check_profanity(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report abuse, slurs, sexual words and the words a moderator has blocked."""
    folded = utterance.folded
    fine = ABUSE_OK.sub(lambda m: " " * len(m[0]), folded)
    match = _ABUSE.search(fine) or _BEGONE.search(fine)
    if match:
        yield Finding("profanity", "abusive words", match.start(), match.end())
    elif _ABUSE.search(_undisguised(folded)):
        yield Finding("profanity", "abusive words in disguise")
    match = blocked_in(folded, context.blocked_words)
    if match:
        yield Finding(
            "profanity", f"“{match[0]}” is blocked by a moderator", match.start(), match.end()
        )
