"""From a chat message to a place on the question board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.language.nick import spoken_nick
from chatbot.show import ballot, gags, regulars
from chatbot.show.memory import Doubt, ViewerMemory
from chatbot.show.mood import felt, wrote
from chatbot.show.questions import Asked
from chatbot.show.words import Words

if TYPE_CHECKING:
    from chatbot.events import ChatMessage, Understood
    from chatbot.language.reading import Reading
    from chatbot.show.state import ShowState

__all__ = ["heard", "understood"]

MOST_VIEWERS = 2_000
MOST_DOUBTS = 200
CHAT_RATE_MS = 60_000
PLEASANTRIES = ("greeting", "praise")
FEELING_GAGS = {"praise": "cheer", "laughter": "laughter"}
URGENT = {
    "self_harm": "a viewer may be in danger: please look at this message",
    "child_danger": "a child may be in danger: please look at this message, and call for help",
}


def heard(state: ShowState, event: ChatMessage) -> None:
    """Read the message and put it on the board, or say why not."""
    memory = state.memory
    message_id = f"{event.source}/{event.id}"
    viewer_id = f"{event.source}/{event.viewer.id}"
    _count_rate(state)
    for name in (viewer_id, event.viewer.id):  # an id alone means that viewer on every source
        if memory.removed.get(name, 0) > memory.now_ms:
            state.fate(message_id, "dropped", "this viewer is muted by a moderator")
            return
        memory.removed.pop(name, None)
    state.last_reading = None
    before = memory.viewers.get(viewer_id)
    words = Words(state, event.text, event.kept)
    reading = words.reading(memory.on_screen, before)
    state.last_reading = reading
    _remember(state, viewer_id, reading)
    _warn(state, message_id, reading)
    if event.stale:
        state.fate(message_id, "stale", "it is more than ten minutes old")
        return
    if event.viewer.role in ("anchor", "bot"):
        state.fate(message_id, "ignored", f"written by the {event.viewer.role}")
        return
    if reading.outcome == "blocked":
        state.fate(message_id, "blocked", ", ".join(reading.unsafe) or reading.intent)
        return
    if words.blocked():
        state.fate(message_id, "blocked", "a word that a moderator blocked")
        return
    choice = words.vote(question=reading.question)
    if choice is not None:
        vote = ballot.voted(state, viewer_id, choice)
        regulars.came(state, viewer_id, event.viewer.nick, reading)
        state.fate(message_id, "ignored", vote)
        return
    if reading.outcome != "open":
        state.fate(message_id, reading.outcome, ", ".join(reading.unsafe) or reading.intent)
        return
    asked = Asked(
        message_id=message_id,
        source=event.source,
        viewer_id=viewer_id,
        nick=spoken_nick(event.viewer.nick) or "",
        text=event.text,
        at_ms=memory.now_ms,
    )
    reading = words.asked(reading)
    _have_looked_at(state, Doubt(asked, reading, memory.on_screen, before))
    key = words.key(reading, message_id)
    wrote(memory.mood, viewer_id, memory.now_ms, state.persona.mood)
    feeling = words.feeling(reading)
    if feeling != "complaint" and reading.question and memory.board.waits_for(viewer_id, key):
        feeling = "impatience"
    _feel(state, asked, feeling)
    greeted = regulars.came(state, viewer_id, event.viewer.nick, reading)
    gags.bring(state, _kinds(reading, feeling), words.named())
    if greeted and reading.intent == "greeting" and not reading.question:
        state.fate(message_id, "ignored", "a regular, welcomed back by name")
    elif _wanted(reading):
        memory.fates += memory.board.add(asked, reading, key, sure=reading.confident)
    else:
        state.fate(message_id, "ignored", f"{reading.intent}, no answer wanted")


def _kinds(reading: Reading, feeling: str) -> frozenset[str]:
    """What a message is, as the gags of a persona name it."""
    kinds = {reading.intent if reading.intent == "greeting" else "", FEELING_GAGS.get(feeling, "")}
    return frozenset(kinds | ({"question"} if reading.question else set()) - {""})


def _wanted(reading: Reading) -> bool:
    return reading.question or reading.intent in (*PLEASANTRIES, "complaint")


def _feel(state: ShowState, asked: Asked, feeling: str) -> None:
    if feeling:
        felt(state.memory.mood, feeling, asked.viewer_id, state.memory.now_ms, state.persona.mood)


def _have_looked_at(state: ShowState, doubt: Doubt) -> None:
    """Ask for an embedding's opinion; the rules' reading stands until it comes, if it comes."""
    doubts = state.memory.doubts
    doubts[doubt.asked.message_id] = doubt
    state.memory.new_doubts.append(doubt.asked.message_id)
    if len(doubts) > MOST_DOUBTS:
        del doubts[next(iter(doubts))]


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
    """An embedding has an opinion: read the message again with it, and mend what follows."""
    memory = state.memory
    doubt = memory.doubts.pop(event.cause or "", None)
    if doubt is None or event.intent in (None, doubt.reading.intent):
        return
    if state.reads and not str(event.intent).startswith("unsafe:"):
        return  # the intents of a shop: here the papers are searched by meaning
    words = Words(state, doubt.asked.text, event.kept)
    reading = words.reading(doubt.on_screen, doubt.before, event.intent)
    message_id = doubt.asked.message_id
    cluster = memory.board.clusters.get(message_id)
    if reading.outcome == "open" and words.feeling_before(doubt.reading) == "":
        _feel(state, doubt.asked, words.feeling(reading))
    if reading.outcome != "open":
        _warn(state, message_id, reading)
        reason = ", ".join(reading.unsafe) or reading.intent
        dropped = memory.board.drop_message(message_id, reason)
        memory.fates += [(i, reading.outcome, reason) for i, _, _ in dropped]
        if not dropped:
            state.fate(message_id, reading.outcome, reason)
    elif cluster is not None:
        if cluster.status == "open":
            key = words.key(reading, message_id)
            memory.fates += memory.board.reread(cluster, reading, key, memory.now_ms)
    elif _wanted(reading) and not _wanted(doubt.reading):
        key = words.key(reading, message_id)
        memory.fates += memory.board.add(doubt.asked, reading, key, sure=True)


def _warn(state: ShowState, message_id: str, reading: Reading) -> None:
    for flag in reading.unsafe:
        if flag in URGENT:
            state.tell("urgent", message_id, URGENT[flag])
