"""From a chat message to a place on the question board."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chatbot.language.nick import spoken_nick
from chatbot.show.memory import ViewerMemory
from chatbot.show.questions import Asked

if TYPE_CHECKING:
    from chatbot.events import ChatMessage, Understood
    from chatbot.language.reading import Reading
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = ["cluster_key", "heard", "understood"]

MOST_VIEWERS = 2_000
CHAT_RATE_MS = 60_000
PLEASANTRIES = ("greeting", "praise")
NEEDS_PRODUCT = ("price", "stock", "size_colour", "usage", "authenticity", "discount")
COUNTED = ("price", "stock", "discount")
URGENT = {"self_harm": "a viewer may be in danger: please look at this message"}


def cluster_key(reading: Reading) -> str:
    """Messages with the same key ask the same; the language is not part of it."""
    parts = (
        reading.intent,
        ",".join(reading.skus) if len(reading.skus) > 1 else reading.sku,
        reading.colour,
        reading.size,
        reading.weight_kg,
        reading.quantity if reading.intent in COUNTED and (reading.quantity or 0) > 1 else None,
        reading.currency,
        reading.destination,
        reading.destination_name if reading.destination is None else None,
        reading.topic,
    )
    return "|".join("" if part is None else str(part) for part in parts)


def heard(state: ShowState, event: ChatMessage) -> None:
    """Read the message and put it on the board, or say why not."""
    memory = state.memory
    message_id = f"{event.source}/{event.id}"
    viewer_id = f"{event.source}/{event.viewer.id}"
    _count_rate(state)
    if viewer_id in memory.removed:
        if memory.removed[viewer_id] > memory.now_ms:
            state.fate(message_id, "dropped", "this viewer is muted by a moderator")
            return
        del memory.removed[viewer_id]
    state.last_reading = None
    before = memory.viewers.get(viewer_id)
    reading = state.reader.read(
        event.text,
        on_screen=memory.on_screen,
        last_lang=before.lang if before else None,
        last_sku=before.sku if before else None,
    )
    state.last_reading = reading
    _remember(state, viewer_id, reading)
    for flag in reading.unsafe:
        if flag in URGENT:
            state.tell("urgent", message_id, URGENT[flag])
    if event.stale:
        state.fate(message_id, "stale", "it is more than ten minutes old")
        return
    if event.viewer.role in ("anchor", "bot"):
        state.fate(message_id, "ignored", f"written by the {event.viewer.role}")
        return
    if reading.outcome != "open":
        state.fate(message_id, reading.outcome, ", ".join(reading.unsafe) or reading.intent)
        return
    wanted = reading.question or reading.intent in (*PLEASANTRIES, "complaint")
    if not wanted:
        if not reading.confident:
            memory.doubts.append((message_id, event.text))
        state.fate(message_id, "ignored", f"{reading.intent}, no answer wanted")
        return
    asked = Asked(
        message_id=message_id,
        source=event.source,
        viewer_id=viewer_id,
        nick=spoken_nick(event.viewer.nick) or "",
        text=event.text,
        at_ms=memory.now_ms,
    )
    if not reading.confident:
        memory.doubts.append((message_id, event.text))
    key = _key(reading, message_id)
    memory.fates += memory.board.add(asked, reading, key, sure=reading.confident)


def _key(reading: Reading, message_id: str) -> str:
    """Small talk with a question is its own cluster: two such questions rarely are the same."""
    if reading.intent == "chit_chat" and reading.question:
        return f"chit_chat|{message_id}"
    return cluster_key(reading)


def _count_rate(state: ShowState) -> None:
    chats = state.memory.audience.chats
    chats.append(state.memory.now_ms)
    while chats and (chats[0] < state.memory.now_ms - CHAT_RATE_MS or len(chats) > 5_000):
        del chats[0]


def _remember(state: ShowState, viewer_id: str, reading: Reading) -> None:
    viewers = state.memory.viewers
    viewers.pop(viewer_id, None)
    viewers[viewer_id] = ViewerMemory(reading.lang, reading.sku)
    if len(viewers) > MOST_VIEWERS:
        del viewers[next(iter(viewers))]


def understood(state: ShowState, event: Understood) -> None:
    """An embedding has looked at a message whose reading was not sure."""
    board = state.memory.board
    cluster = board.clusters.get(event.cause or "")
    if cluster is None or cluster.status != "open":
        return
    reading = _corrected(cluster, event, state.memory.on_screen)
    state.memory.fates += board.reread(
        cluster, reading, _key(reading, cluster.id), state.memory.now_ms
    )


def _corrected(cluster: Cluster, event: Understood, on_screen: str | None) -> Reading:
    reading = replace(cluster.reading, confident=True)
    if event.intent is None or event.intent == reading.intent:
        return reading
    sku = event.sku or reading.sku
    if sku is None and event.intent in NEEDS_PRODUCT:
        sku = on_screen
    return replace(reading, intent=event.intent, sku=sku, question=True)
