"""When the host says who speaks: as often as the strictest of the show's platforms asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.platforms import disclose_every_min

if TYPE_CHECKING:
    from chatbot.show.state import ShowState

__all__ = ["disclosure_due"]

# A sentence may be on the way when it falls due; so that it is said in time, it falls due early.
LEAD_MS = 60_000


def disclosure_due(state: ShowState) -> bool:
    """True when it is time to say that an AI speaks; a silent programme leaves it to answers."""
    programme = state.memory.programme
    if programme.silent:
        return False
    every_ms = disclose_every_min(state.show.policy.platform) * 60_000 - LEAD_MS
    if programme.owed[0] and state.cohost is not None:
        return True
    said_ms = programme.disclosed_ms
    return said_ms is None or state.memory.now_ms - said_ms >= every_ms
