"""What people at the console may do beside the questions: words, segments, notes, who was first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chatbot.language.blocked import blocked_in
from chatbot.language.clean import fold
from chatbot.show import places, retraction, undoing
from chatbot.show.course import sellable
from chatbot.show.memory import Note
from chatbot.show.undoing import LEVELS

if TYPE_CHECKING:
    from chatbot.events import ModeratorAction
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = ["DOES", "OBJECTIONS", "segment_number", "settle", "taken"]

RACE_MS = 3_000
"""Within this time two people press for the same question without knowing of each other."""
SAME_MS = 60_000
SETTLED = 300
WORD_LIMIT = 40
MOST_WORDS = 100
NOTE_LIMIT = 200
MOST_NOTES = 8
DONE = {
    "answer": "chose it", "answered": "marked it as answered", "drop": "dropped it",
    "approve": "approved it", "edit": "edited it", "veto": "vetoed it",
}  # fmt: skip


def taken(state: ShowState, action: ModeratorAction) -> str:
    """Who was first with that question, "" where nobody else was or meant the same thing long ago.

    What was decided for good stays so; a choice can be overruled once it has been seen.
    """
    done, by, at_ms = state.memory.settled.get(action.target, ("", "", 0))
    if not done or by == action.by:
        return ""
    gone = all(action.target not in c.message_ids for c in state.memory.board.clusters.values())
    since_ms = state.memory.now_ms - at_ms
    if gone or since_ms < (SAME_MS if done == action.action else RACE_MS):
        return f"{by} was first and {DONE[done]}"
    return ""


def settle(state: ShowState, action: ModeratorAction, cluster: Cluster | None) -> None:
    """Remember who did what with a question, for whoever comes second."""
    if cluster is None:
        return
    settled, now_ms = state.memory.settled, state.memory.now_ms
    for message_id in cluster.message_ids[:SETTLED]:
        settled.pop(message_id, None)
        settled[message_id] = (action.action, action.by, now_ms)
    while len(settled) > SETTLED:
        del settled[next(iter(settled))]


# -- segments ----------------------------------------------------------------------------------


def segment_number(state: ShowState, action: ModeratorAction) -> int | None:
    """Which segment is meant, from 0: by its number from 1, its title or its product."""
    if state.rundown is None:
        names = [(product.sku, product.sku) for product in state.catalog.products]
    else:
        names = [(segment.title, segment.sku or "") for segment in state.rundown.segments]
    if action.target.isascii() and action.target.isdigit() and 0 < int(action.target) <= len(names):
        return int(action.target) - 1
    for number, (title, sku) in enumerate(names):
        if action.target in (title, sku) if action.target else action.sku == sku:
            return number
    return None


def _segment_objection(state: ShowState, action: ModeratorAction) -> str:
    if not action.target and not action.sku:
        return "segment needs id (its number or title) or sku"
    if state.memory.programme.silent or (state.rundown is None and state.persona.kind != "seller"):
        return "this show has no segments"
    number = segment_number(state, action)
    if number is None:
        return f"no segment {action.target or action.sku!r} in this show"
    sku: str | None = state.catalog.products[number].sku if state.rundown is None else None
    if state.rundown is not None:
        if not state.rundown.segments[number].lines:
            return "that segment has no line that may air: approve its lines first"
        sku = state.rundown.segments[number].sku
    product = state.catalog.get(sku)
    if product is not None and not sellable(product):
        return f"{product.sku} is sold out, off air or its price is on hold"
    return ""


def _segment(state: ShowState, action: ModeratorAction) -> None:
    """Go on from there once the sentence has ended."""
    number = segment_number(state, action)
    assert number is not None
    undoing.keep(state, action, place=places.here(state.memory.programme))
    places.go_to(state.memory, number, interlude=False)


# -- words -------------------------------------------------------------------------------------


def _word_objection(state: ShowState, action: ModeratorAction) -> str:
    word = fold(action.text.strip())
    if len(action.text) > WORD_LIMIT:
        return f"longer than {WORD_LIMIT} characters"
    if not any(char.isalnum() for char in word) or (word.isascii() and len(word) < 2):
        return "that is too short: it would block nearly everything"
    by = state.memory.blocked_words.get(word)
    if by is not None:
        return f"{by} has blocked it already"
    if len(state.memory.blocked_words) >= MOST_WORDS:
        return f"{MOST_WORDS} words are blocked already: undo some"
    for product in state.catalog.products:
        names = product.name.values() if isinstance(product.name, dict) else (product.name,)
        if any(blocked_in(fold(name), (word,)) for name in names):
            return f"it is in the name of {product.sku}, which could not be named any more"
    return ""


def _block_word(state: ShowState, action: ModeratorAction) -> None:
    """From now on neither answered nor said; what waits with it goes, what is said is cut."""
    memory, word = state.memory, fold(action.text.strip())
    undoing.keep(state, action, what=word)
    memory.blocked_words[word] = action.by
    words = (word,)
    for cluster in list(memory.board.clusters.values()):
        for asked in list(cluster.asked):
            if cluster.status != "answered" and blocked_in(fold(asked.text), words):
                why = f"a word that {action.by} blocked"
                gone = memory.board.drop_message(asked.message_id, why)
                memory.fates += [(message_id, "blocked", why) for message_id, _, _ in gone]
    onstage = memory.onstage
    if onstage is not None and blocked_in(fold(onstage.text), words):
        onstage.unwanted = onstage.skipped = True


# -- freedom, notes, marks ---------------------------------------------------------------------


def _autonomy_objection(state: ShowState, action: ModeratorAction) -> str:
    if action.text not in LEVELS:
        return f"no level {action.text[:32]!r} (known: {', '.join(LEVELS)})"
    rises = LEVELS.index(action.text) > LEVELS.index(state.autonomy)
    if rises and dict(action.values).get("lowers"):
        return "only an owner may give the host more freedom"
    return ""


def _autonomy(state: ShowState, action: ModeratorAction) -> None:
    undoing.keep(state, action, what=state.autonomy)
    state.memory.autonomy = action.text
    if action.text == "script":
        state.memory.fates += state.memory.board.recall(state.memory.now_ms)
    state.rescript()


def _plugin_objection(state: ShowState, action: ModeratorAction) -> str:
    if action.text not in ("on", "off"):
        return "plugin needs text: on or off"
    names = [plugin_name(plugin.name) for plugin in state.show.plugins]
    if action.target not in names:
        return f"no plugin {action.target[:64]!r} in this show"
    return ""


def _plugin(state: ShowState, action: ModeratorAction) -> None:
    """Let it hear nothing any more, or hear again; what it had asked for goes with it."""
    memory = state.memory
    memory.plugins_off = [name for name in memory.plugins_off if name != action.target]
    if action.text == "off":
        memory.plugins_off.append(action.target)
        memory.wishes = [w for w in memory.wishes if w.reason != f"plugin {action.target}"]


def _note_objection(state: ShowState, action: ModeratorAction) -> str:
    if not action.text and not action.target:
        return "note needs text, or the id of one to take down"
    if not action.text and all(note.id != action.target for note in state.memory.notes):
        return "that note is gone already"
    return f"longer than {NOTE_LIMIT} characters" if len(action.text) > NOTE_LIMIT else ""


def _note(state: ShowState, action: ModeratorAction) -> None:
    """Pin a note for the people on shift, instead of the one named; without words take it down."""
    memory = state.memory
    memory.notes = [note for note in memory.notes if note.id != action.target]
    if action.text:
        memory.notes.append(Note(action.id, action.by, action.text, memory.now_ms))
        del memory.notes[:-MOST_NOTES]


def _mark_objection(state: ShowState, action: ModeratorAction) -> str:
    return f"longer than {NOTE_LIMIT} characters" if len(action.text) > NOTE_LIMIT else ""


def _mark(state: ShowState, action: ModeratorAction) -> None:
    """This moment is in the journal now: that is all."""


def plugin_name(given: str) -> str:
    """A plugin's name, where the show gives the path of its file."""
    return given.replace("\\", "/").rpartition("/")[2].removesuffix(".py")


OBJECTIONS: dict[str, Callable[[ShowState, ModeratorAction], str]] = {
    "segment": _segment_objection,
    "block_word": _word_objection,
    "autonomy": _autonomy_objection,
    "note": _note_objection,
    "mark": _mark_objection,
    "correct": retraction.objection,
    "plugin": _plugin_objection,
    "undo": undoing.objection,
}
DOES: dict[str, Callable[[ShowState, ModeratorAction], None]] = {
    "segment": _segment,
    "block_word": _block_word,
    "autonomy": _autonomy,
    "note": _note,
    "mark": _mark,
    "correct": retraction.take_back,
    "plugin": _plugin,
    "undo": undoing.undo,
}
