"""Any model of `sentence-transformers`: a folder, a package that ships one, or a name of the hub."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.heavy import import_transformers, undisturbed

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

__all__ = ["SentenceEmbedder", "located"]


class SentenceEmbedder:
    """Slower than `usem` by far, and as good as its model; which languages it knows is measured."""

    languages: tuple[str, ...] = ()

    def __init__(self, model: str) -> None:
        """Load the weights, some seconds; a name of the hub is downloaded the first time.

        Raises:
            Exception: whatever torch and sentence-transformers raise at what they cannot read.
        """
        self.name = Path(model).name
        with undisturbed():
            import_transformers()
            from sentence_transformers import SentenceTransformer

            self._network = SentenceTransformer(located(model), device="cpu")

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """Return an array of shape (len(texts), d), each row of unit length."""
        import numpy as np

        found = self._network.encode(
            [text or " " for text in texts],
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        rows: NDArray[float32] = np.asarray(found, dtype=np.float32)
        return rows if texts else rows.reshape(0, self._network.get_embedding_dimension())


def located(model: str) -> str:
    """The folder that a model is in, where it is on this machine; else the name as it stands."""
    package = model.replace("-", "_")
    if Path(model).is_dir() or not package.isidentifier():
        return model
    spec = find_spec(package)
    for folder in spec.submodule_search_locations or () if spec else ():
        for found in sorted(Path(folder).rglob("modules.json")):
            return str(found.parent)
    return model
