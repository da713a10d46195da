"""Spoken text to the symbols that Kokoro reads, each piece with the stretch of text it says."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Final, Protocol

from chatbot.speech.timing import CJK, TOKEN

_CHINESE: Final = re.compile(f"[{CJK}]")
_PUNCTUATION: Final = {
    "，": ",", "、": ",", "。": ".", "．": ".", "！": "!", "？": "?", "：": ":", "；": ";",
    "…": "…", "—": "—", "–": "—", "“": "“", "”": "”", "「": "“", "」": "”", "《": "“", "》": "”",
    "«": "“", "»": "”", "（": "(", "）": ")", "【": "“", "】": "”", '"': '"',
    **{sign: sign for sign in ";:,.!?()"},
}  # fmt: skip
_AMERICAN: Final = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ɔ^ɪ", "Y"), ("d^ʒ", "ʤ"),
    ("t^ʃ", "ʧ"), ("ə^l", "ᵊl"), ("ɚ", "əɹ"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("r", "ɹ"), ("ɐ", "ə"),
    ("ɾ", "T"), ("ʔ", "t"), ("x", "k"), ("ç", "k"), ("ɬ", "l"), ("ː", ""), ("̃", ""), ("ʲ", ""),
    ("^", ""), ("-", ""),
)  # fmt: skip
_FRENCH: Final = (
    ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("a^ɪ", "I"), ("a^ʊ", "W"),
    ("e^ɪ", "A"), ("o^ʊ", "O"), ("ɔ^ɪ", "Y"), ("^", ""), ("-", ""), ("r", "ʁ"),
)  # fmt: skip
_SWITCH: Final = re.compile(r"\([a-z-]{2,8}\)")
_LONG: Final = 110  # symbols a run, where there is punctuation to cut at: memory grows with it
_LONGEST: Final = 300  # symbols a run at most; the model takes 510
_COUNTS: Final = tuple("零一二两三四五六七八九十百千万几每")
_VOICES: Final = {"en": "en-us", "fr": "fr"}


@dataclass(frozen=True, slots=True)
class Piece:
    """`symbols` say `text[at:to]`; a pause or punctuation sign has no word (`word` is False)."""

    symbols: str
    at: int
    to: int
    word: bool = True


class Phonemizer(Protocol):
    """Where the IPA of Latin text comes from (the espeak-ng process)."""

    async def phonemes(self, voice: str, texts: Sequence[str]) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring words of one script, or one punctuation sign."""

    kind: str  # "zh", "latin" or "sign"
    words: tuple[tuple[int, int], ...]


async def pieces_of(text: str, lang: str, espeak: Phonemizer | None) -> list[Piece]:
    """The pieces of `text`, in order. Latin words inside Chinese are read as English.

    Without `espeak`, Latin words fall silent: the caller does not offer such a language.
    """
    runs = _runs(text)
    latin = [run for run in runs if run.kind == "latin"]
    said: dict[_Run, list[str]] = {}
    if latin and espeak is not None:
        voice = _VOICES.get(lang, "en-us")
        texts = [_named(text[run.words[0][0] : run.words[-1][1]], lang) for run in latin]
        lone = [_named(text[at:to], lang) for run in latin for at, to in run.words]
        answers = await espeak.phonemes(voice, [*texts, *lone])
        whole, single = answers[: len(texts)], iter(answers[len(texts) :])
        for run, ipa in zip(latin, whole, strict=True):
            alone = [next(single) for _ in run.words]
            said[run] = [_kokoro(word, voice) for word in shares(_clean(ipa), alone)]
    pieces: list[Piece] = []
    for run in runs:
        if run.kind == "sign":
            at, to = run.words[0]
            pieces.append(Piece(_PUNCTUATION[text[at]], at, to, word=False))
        elif run.kind == "zh":
            pieces.extend(_chinese(text, *run.words[0]))
        else:
            for (at, to), symbols in zip(
                run.words, said.get(run, [""] * len(run.words)), strict=True
            ):
                pieces.append(Piece(symbols, at, to))
    return [piece for piece in pieces if piece.symbols]


def chunks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Runs of about 110 symbols cut after punctuation, or of 300 where there is none."""
    cut_up: list[list[Piece]] = [[]]
    size = 0
    for piece in pieces:
        cost = len(piece.symbols) + 1
        last = cut_up[-1]
        cut = max((at + 1 for at, each in enumerate(last) if not each.word), default=0)
        if (size + cost > _LONG and cut and piece.word) or size + cost > _LONGEST:
            cut = cut or len(last)
            cut_up[-1], rest = last[:cut], last[cut:]
            cut_up.append(rest)
            size = sum(len(each.symbols) + 1 for each in rest)
        cut_up[-1].append(piece)
        size += cost
    return [chunk for chunk in cut_up if chunk]


def warm_chinese(cache_dir: Path) -> None:
    """Load the Chinese dictionaries (about a second), so that the first line does not wait.

    jieba keeps its compiled dictionary in `cache_dir` instead of the shared temporary folder.
    """
    import jieba  # type: ignore[import-untyped, unused-ignore]

    jieba.setLogLevel(logging.WARNING)
    if cache_dir.is_dir() and not jieba.dt.initialized:
        jieba.dt.tmp_dir = str(cache_dir)
    _chinese("你好", 0, 2)


def _runs(text: str) -> list[_Run]:
    runs: list[_Run] = []
    for match in TOKEN.finditer(text):
        token, where = match.group(), match.span()
        if _CHINESE.match(token):
            runs.append(_Run("zh", (where,)))
        elif token[0].isalnum():
            if runs and runs[-1].kind == "latin":
                runs[-1] = _Run("latin", (*runs[-1].words, where))
            else:
                runs.append(_Run("latin", (where,)))
        elif token in _PUNCTUATION:
            runs.append(_Run("sign", (where,)))
    return runs


def _chinese(text: str, start: int, end: int) -> list[Piece]:
    import jieba  # type: ignore[import-untyped, unused-ignore]
    from misaki.zh import ZHG2P  # type: ignore[import-untyped, unused-ignore]

    pieces = []
    for word in jieba.lcut(text[start:end], cut_all=False):
        symbols = ZHG2P.word2ipa(word)
        if word.endswith("只") and text[: start + len(word) - 1].endswith(_COUNTS):
            # After a number 只 is the measure word, zhī; dictionaries read most of them zhǐ.
            symbols = ZHG2P.word2ipa(word[:-1]) + ZHG2P.py2ipa("zhi1")
        symbols = symbols.replace("\u032f", "")
        pieces.append(Piece(symbols, start, start + len(word)))
        start += len(word)
    return pieces


def shares(ipa: str, alone: Sequence[str]) -> list[str]:
    """`ipa` of a whole phrase cut into its words.

    espeak joins words (`of the` is one) and binds them (liaison); where the number of words
    differs, the cuts are found by likeness to each word said alone.
    """
    parts = ipa.split(" ")
    if len(parts) == len(alone):
        return parts
    lone = [_clean(word).replace(" ", "") for word in alone]
    joined, whole = "".join(lone), ipa.replace(" ", "")
    cuts = [0]
    for word in lone:
        cuts.append(cuts[-1] + len(word))
    place: dict[int, int] = {0: 0, len(joined): len(whole)}
    blocks = SequenceMatcher(None, joined, whole, autojunk=False).get_matching_blocks()
    for cut in cuts[1:-1]:
        before = max((b for b in blocks if b.a <= cut), key=lambda b: b.a, default=None)
        offset = 0 if before is None else before.b + min(cut - before.a, before.size)
        place[cut] = min(offset, len(whole))
    edges = [place[cut] for cut in cuts]
    for at in range(1, len(edges)):
        edges[at] = max(edges[at], edges[at - 1])
    return [whole[a:b] for a, b in pairwise(edges)]


def _clean(ipa: str) -> str:
    return re.sub(r"\s+", " ", _SWITCH.sub("", ipa).replace("_", " ")).strip()


def _named(latin: str, lang: str) -> str:
    """Inside Chinese a lone A is the letter (`A款`), which espeak would read as the article."""
    return re.sub(r"\bA\b", "eh", latin) if lang == "zh" else latin


def _kokoro(ipa: str, voice: str) -> str:
    for old, new in _FRENCH if voice == "fr" else _AMERICAN:
        ipa = ipa.replace(old, new)
    if voice != "fr":
        ipa = re.sub("(\\S)\u0329", "ᵊ\\1", ipa).replace("o", "ɔ").replace("e", "A")
    return ipa
