"""When an adapter tries again: the kept back-off, under its old address."""

from chatbot.backoff import Backoff, TokenBucket

__all__ = ["Backoff", "TokenBucket"]
