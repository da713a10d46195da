"""What a responder is told about a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.show.brief import Brief
from chatbot.show.draw import draw_number
from chatbot.show.duo import who_answers
from chatbot.show.ordering import link_in_chat

if TYPE_CHECKING:
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = ["brief_for"]

BUSY = 4  # so many questions waiting make answers short


def brief_for(state: ShowState, cluster: Cluster, ahead: int = 0) -> Brief:
    """What a responder is told about this question; `ahead` are asked for before it just now."""
    memory, pitch = state.memory, state.pitch()
    reading = cluster.reading
    speaker = who_answers(state, cluster, ahead)
    persona = state.who(speaker)
    lang = reading.lang if reading.lang in persona.languages else state.show.language
    waiting = sum(c.status == "open" for c in memory.board.clusters.values())
    return Brief(
        question_id=cluster.id,
        text=cluster.first.text,
        reading=reading,
        lang=lang,
        catalog=state.catalog,
        persona=persona,
        speaker=speaker,
        wall=state.wall,
        market=state.show.policy.market,
        order_channel=state.show.policy.order_channel,
        link_in_chat=link_in_chat(state, cluster.sources),
        askers=tuple(dict.fromkeys(a.nick for a in cluster.asked if a.nick))[:2],
        asked_by=cluster.asked_by,
        on_screen=memory.on_screen,
        length="short" if waiting >= BUSY else pitch.tier.length,
        draw=draw_number(memory.seed, "answer", cluster.id),
        recent=tuple(memory.recent[-8:]),
        stale=state.stale,
        say_as=state.say_as(lang),
        waited_s=(memory.now_ms - cluster.first_ms) / 1000,
        papers=state.papers,
        last_item=memory.last_item,
    )
