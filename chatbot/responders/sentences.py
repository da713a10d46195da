"""From pieces of text, as a model writes them, to whole sentences fit to be judged and spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["Sentences", "Thinking", "plain", "unlabelled"]

MOST_CHARACTERS = 300
"""A sentence that goes on for longer is cut at a clause."""

ENDS = "。！？!?…\n"
CLOSERS = "”’»」』）)]\"'*_`"
ABBREVIATIONS = frozenset(
    ("m", "mm", "mme", "mlle", "mr", "mrs", "ms", "dr", "st", "vs", "e.g", "i.e", "approx", "env")
)

_CJK = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE = re.compile(r"[，,；;：:、](?!\d)|\s[-–—]\s")
_LIST = re.compile(r"\s*(?:[-*•+>]|#{1,6}|\d{1,2}[.)])\s+")
_LINK = re.compile(r"!?\[([^\]]{0,200})\]\([^)]{0,500}\)")
_STRUCK = re.compile(r"~~[^~]{0,200}~~")
_MARKS = re.compile(r"\*{1,3}|_{2,3}|`{1,3}|~~|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)")
_ROLES = (
    *("assistant", "ai", "bot", "host", "streamer", "seller", "presenter", "answer", "reply"),
    *("response", "réponse", "hôte", "hôtesse", "vendeur", "vendeuse", "animateur", "animatrice"),
    *("主播", "主持人", "助手", "客服", "卖家", "回答", "回复", "答"),
)
_ROLE = re.compile(rf"\s*(?:{'|'.join(_ROLES)})\s*[:：]\s*", re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})[ \t]*([\w+#.-]*)[ \t]*\s*")
_PROSE = ("", "text", "txt", "plain", "plaintext", "markdown", "md")
_QUOTES = {"“": "”", "«": "»", "「": "」", "『": "』", '"': '"', "'": "'"}


class Sentences:
    """Cuts a stream of text at the ends of sentences; how it was split into pieces is no matter.

    A full stop ends a sentence only where a space follows that is not after a number or an
    abbreviation, so that nothing is decided before the next characters are known. Fences are left
    out, and so is what they hold where it is code.
    """

    def __init__(self) -> None:
        self._text, self._in_code = "", False

    def feed(self, piece: str) -> list[str]:
        """Take the next piece; return the sentences that are whole by now."""
        self._text += piece
        found: list[str] = []
        while (end := self._end()) is not None:
            sentence, self._text = self._text[:end], self._text[end:]
            if fence := _FENCE.fullmatch(sentence):
                self._in_code = not self._in_code and fence[1].lower() not in _PROSE
            elif not self._in_code and (words := plain(sentence)):
                found.append(words)
        return found

    def end(self, *, cut: bool) -> list[str]:
        """There is no more: return what is left, unless it was `cut` in the middle."""
        found = self.feed("\n")
        if cut and found:
            whole = found[-1].rstrip(CLOSERS).endswith(tuple("。！？!?…."))
            found = found if whole else found[:-1]
        self._text = ""
        return found

    def _end(self) -> int | None:
        """Where the first sentence ends, or None while that is not known."""
        text = self._text
        for at, char in enumerate(text[:MOST_CHARACTERS]):
            if char == "\n":
                return at + 1
            if char not in ENDS and not (char == "." and _full_stop(text, at)):
                continue
            after = at + 1
            while after < len(text) and text[after] in ENDS[:-1] + "." + CLOSERS:
                after += 1
            if after == len(text):
                return None  # more of the same may follow
            return after
        if len(text) <= MOST_CHARACTERS:
            return None
        clauses = [m.end() for m in _CLAUSE.finditer(text[:MOST_CHARACTERS])]
        return clauses[-1] if clauses else MOST_CHARACTERS


def _full_stop(text: str, at: int) -> bool:
    following = text[at + 1 : at + 2]
    if _CJK.match(following) and _CJK.match(text[at - 1 : at]):
        return True
    if following and not (following.isspace() or following in CLOSERS or following == "."):
        return False
    before = re.search(r"[\w.]*$", text[:at])
    word = before.group().lower() if before else ""
    if (
        word in ABBREVIATIONS
        or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word)
        or (len(word) == 1 and word.isalpha() and word.isascii())
    ):
        return False
    listed = word.isdigit() and len(word) <= 2 and not text[: at - len(word)].rstrip(" ").strip()
    return not listed


def plain(sentence: str) -> str:
    """The sentence without markup, emoji, role labels and quotes around the whole."""
    text = _STRUCK.sub("", _LINK.sub(r"\1", sentence))
    text = _LIST.sub("", text, count=1) if _LIST.match(text) else text
    text = _MARKS.sub("", text)
    text = _ROLE.sub("", text, count=1) if _ROLE.match(text) else text
    text = "".join(char for char in text if not _is_emoji(char))
    text = " ".join(text.split())
    opened = text[:1]
    if opened in _QUOTES:
        close = _QUOTES[opened]
        if text.endswith(close) and len(text) > 1:
            text = text[1:-1].strip()
        elif close not in text[1:]:
            text = text[1:].strip()
    elif text[-1:] in _QUOTES.values() and not any(q in text[:-1] for q in _QUOTES if q != "'"):
        text = text[:-1].strip()
    return text if any(char.isalnum() for char in text) else ""


def unlabelled(sentence: str, names: Iterable[str]) -> str:
    """The sentence without the speaker's name before it, as in a script."""
    for name in names:
        label = re.match(rf"{re.escape(name)}\s*[:：]\s*", sentence, re.IGNORECASE)
        if name and label:
            return sentence[label.end() :]
    return sentence


def _is_emoji(char: str) -> bool:
    code = ord(char)
    return code in (0x200D, 0xFE0F, 0x20E3) or (
        code >= 0x2190 and unicodedata.category(char) in ("So", "Sk", "Cs", "Co")
    )


class Thinking:
    """Leaves out what a model thinks aloud between <think> and </think>, however it is split."""

    _OPEN = re.compile(r"<\s*(?:think|thinking|reasoning)\s*>", re.IGNORECASE)
    _CLOSE = re.compile(r"<\s*/\s*(?:think|thinking|reasoning)\s*>", re.IGNORECASE)
    _PARTIAL = re.compile(r"<[\s/a-z]{0,16}$", re.IGNORECASE)

    def __init__(self, *, begun: bool = False) -> None:
        """`begun` where the server leaves out the opening tag."""
        self._depth = int(begun)
        self._held = ""
        self.astray = False
        """Whether a thought ended that had never begun: what was heard so far was thought."""

    def feed(self, piece: str) -> str:
        """What of this piece, and of what was held back, may be heard."""
        text, out = self._held + piece, ""
        self._held = ""
        while text:
            opened, closed = self._OPEN.search(text), self._CLOSE.search(text)
            first = min((m for m in (opened, closed) if m), key=lambda m: m.start(), default=None)
            if first is None:
                break
            if self._depth == 0:
                out += text[: first.start()] if first is opened else ""
            self.astray |= first is closed and self._depth == 0
            self._depth = self._depth + 1 if first is opened else max(0, self._depth - 1)
            text = text[first.end() :]
        partial = self._PARTIAL.search(text)
        if partial is not None:
            self._held, text = text[partial.start() :], text[: partial.start()]
        return out + (text if self._depth == 0 else "")

    def end(self) -> str:
        """What was held back in case it became a tag."""
        held, self._held = self._held, ""
        return held if self._depth == 0 else ""
