"""Example lines of each intent, written for this project in the tone of live chat."""

from __future__ import annotations

from typing import Final

from chatbot.language.wordlists import sections

__all__ = ["EXEMPLARS"]

EXEMPLARS: Final[dict[str, tuple[str, ...]]] = {
    intent.replace("unsafe ", "unsafe:"): tuple(lines) for intent, _, lines in sections("exemplars")
}
"""Lines by intent, by `unsafe:REASON`, and harmless ones for contrast under `open`."""
