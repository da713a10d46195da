"""Whether the host plays a part, changes its manner or says words because a viewer wants so."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from chatbot.show.gate.rules_parts import (
    DIRECTION,
    DOUBLED,
    GOODS_MODE,
    LANGUAGE,
    MANNER,
    MODE,
    ON_REQUEST,
    PART,
    RENAMED,
    RULELESS,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from chatbot.show.gate.utterance import Utterance

__all__ = ["parts_played"]


def parts_played(utterance: Utterance, names: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Words of a part, a new manner or mode, of rules thrown off, or said on request; the host keeps its `names`."""
    folded = utterance.folded
    manner = (m for m in MANNER.finditer(folded) if not LANGUAGE.search(folded))
    for match in chain(
        PART.finditer(folded), manner, RULELESS.finditer(folded), ON_REQUEST.finditer(folded)
    ):
        if not utterance.negated(match.start(), match.end()) and not utterance.mentions_in(
            *match.span()
        ):
            yield match
    yield from chain(DIRECTION.finditer(folded), DOUBLED.finditer(folded))
    for match in RENAMED.finditer(folded):
        kept = any(match[match.lastgroup or 0].strip().startswith(name) for name in names)
        lost = match.lastgroup in ("was", "en0", "fr0")
        if kept is lost and names and not utterance.negated(match.start()):
            yield match
    if "mode" in folded or "模式" in folded:
        for match in MODE.finditer(folded):
            name = next(filter(None, match.groups()), "")
            if not any(name.endswith(mode) or mode in name for mode in GOODS_MODE):
                yield match
