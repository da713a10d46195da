"""The report's own words, in the languages a shop reads it in."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["WORDS"]

WORDS: dict[str, dict[str, str]] = {"en": {}, "zh": {}, "fr": {}}
"""By language, then by key."""


def _read() -> None:
    rows = files("chatbot.report").joinpath("words.txt").read_text("utf-8").splitlines()
    for row in rows:
        if row and not row.startswith("#"):
            key, *texts = row.split("|")
            for lang, text in zip(WORDS, texts, strict=True):
                WORDS[lang][key] = text


_read()
