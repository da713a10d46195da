"""The built-in lines, read from the package's data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from chatbot.show.lines import PhraseBook

__all__ = ["built_in_phrases"]


@cache
def built_in_phrases() -> PhraseBook:
    """All built-in lines, by name and language."""
    lines: dict[str, dict[str, tuple[str, ...]]] = {}
    for file in sorted((files("chatbot") / "data" / "phrases").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            for name, by_lang in yaml.safe_load(file.read_text("utf-8")).items():
                lines[name] = {lang: tuple(options) for lang, options in by_lang.items()}
    return PhraseBook(lines)
