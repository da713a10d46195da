"""What goes wrong with a language model."""

from __future__ import annotations

from chatbot.errors import ChatbotError

__all__ = ["ModelTrouble"]


class ModelTrouble(ChatbotError):
    """A model did not help; `kind` says how, the message names it and the remedy.

    Kinds: unreachable, refused, no_such_model, overloaded (`retry_after_s`), stalled, cut, broken,
    filtered, tool_calls, blocked (by the gate).
    """

    def __init__(self, kind: str, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.kind, self.retry_after_s = kind, retry_after_s
