"""Undoing what a person did: a slip of the finger at three in the morning costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.commands import Pin, Priority, ShowProduct
from chatbot.show.memory import Undoable, Wish
from chatbot.show.mood import set_by_hand
from chatbot.show.places import go_back
from chatbot.show.questions import LIVELY

if TYPE_CHECKING:
    from chatbot.events import ModeratorAction
    from chatbot.show.state import ShowState

__all__ = ["LEVELS", "UNDOABLE", "keep", "objection", "undo"]

UNDOABLE = (
    "drop", "answered", "veto", "mute", "timeout", "ban", "block_word", "product", "pin", "mood",
    "segment", "autonomy",
)  # fmt: skip
LEVELS = ("script", "grounded", "free")
"""How free the host is, from the least to the most."""
LASTING = ("block_word", "ban")
"""What can be undone for as long as it lasts."""
MOST = 50
WITHIN_MS = 600_000
QUESTION_WITHIN_MS = 120_000
WISH_MS = 120_000


def keep(state: ShowState, action: ModeratorAction, **found: object) -> None:
    """Remember what it takes to undo this action."""
    memory = state.memory
    kept = Undoable(action.id, action.action, action.by, memory.now_ms, **found)  # type: ignore[arg-type]
    memory.undoable.append(kept)
    passing = [each for each in memory.undoable if each.action not in LASTING]
    if len(passing) > MOST:
        memory.undoable.remove(passing[0])


def objection(state: ShowState, action: ModeratorAction) -> str:
    """Why it cannot be undone, or "" if it can."""
    kept = _kept(state, action.target)
    if kept is None:
        return "that can no longer be undone"
    memory = state.memory
    age_ms = memory.now_ms - kept.at_ms
    within_ms = QUESTION_WITHIN_MS if kept.cluster else WITHIN_MS
    if kept.action not in LASTING and age_ms > within_ms:
        return "that is too long ago to be undone"
    if kept.cluster is not None:
        same = memory.board.clusters.get(memory.board.by_key.get(kept.cluster.key, ""))
        if same is not None and same.status in LIVELY:
            return "the same question is on the board again"
    if kept.action == "mute" and (memory.mode, memory.mode_by) != ("muted", kept.by):
        return "the host is not muted any more"
    if kept.action in ("timeout", "ban") and kept.what not in memory.removed:
        return "that is over already"
    if kept.action == "block_word" and kept.what not in memory.blocked_words:
        return "that word is not blocked any more"
    if kept.action == "pin" and not kept.what and not _still_wished(state, kept):
        return "nothing was pinned before: unpin it by hand"
    if kept.action == "product" and dict(action.values).get("lowers"):
        return "only an owner changes products"
    if kept.action == "product" and not _as_left(state, kept):
        return "it was changed again since: change it once more instead"
    if kept.action == "autonomy":
        rises = LEVELS.index(kept.what) > LEVELS.index(state.autonomy)
        if rises and dict(action.values).get("lowers"):
            return "only an owner may give the host more freedom"
    return ""


def undo(state: ShowState, action: ModeratorAction) -> None:
    """Undo it; `objection` has been asked."""
    kept = _kept(state, action.target)
    assert kept is not None
    memory = state.memory
    memory.undoable.remove(kept)
    match kept.action:
        case "drop" | "answered" | "veto":
            _back_on_the_board(state, kept, action.by)
        case "mute":
            memory.mode, memory.mode_by = "on_air", action.by
        case "timeout" | "ban":
            memory.removed.pop(kept.what, None)
        case "block_word":
            memory.blocked_words.pop(kept.what, None)
        case "product":
            _as_before(state, kept)
        case "pin":
            _pin_again(state, kept, action)
        case "mood":
            set_by_hand(memory.mood, "auto", action.by, memory.now_ms, 0)
        case "segment":
            if kept.place is not None:
                go_back(memory.programme, kept.place)
            memory.prepared = ""
        case "autonomy":
            memory.autonomy = kept.what
            state.rescript()
        case _:
            pass


def _kept(state: ShowState, action_id: str) -> Undoable | None:
    return next((kept for kept in state.memory.undoable if kept.id == action_id), None)


def _back_on_the_board(state: ShowState, kept: Undoable, by: str) -> None:
    cluster, board = kept.cluster, state.memory.board
    assert cluster is not None
    cluster.unanswered()
    cluster.last_ms, cluster.not_before_ms = state.memory.now_ms, 0
    board.clusters[cluster.id] = cluster
    board.by_key[cluster.key] = cluster.id
    if kept.action == "answered":
        board.answered_ms.pop(cluster.key, None)
    for message_id in cluster.message_ids:
        state.memory.settled.pop(message_id, None)
        state.fate(message_id, "waiting", f"put back by {by}")


def _mine(kept: Undoable) -> tuple[set[tuple[str, str]], list[tuple[str, str, str]]]:
    """The fields that this action changed, and what they were given."""
    mine = [change for change in kept.after if change not in kept.before]
    return {change[:2] for change in mine}, mine


def _as_left(state: ShowState, kept: Undoable) -> bool:
    fields, mine = _mine(kept)
    now = [change for change in state.memory.catalog_changes if change[:2] in fields]
    return all(change in now for change in mine) and all(
        change in kept.before or change in mine for change in now
    )


def _as_before(state: ShowState, kept: Undoable) -> None:
    fields, _ = _mine(kept)
    before = [change for change in kept.before if change[:2] in fields]
    rest = [c for c in state.memory.catalog_changes if c[:2] not in fields]
    state.put_changes([*rest, *before])
    memory = state.memory
    memory.wishes = [wish for wish in memory.wishes if not wish.id.endswith(f":{kept.id}")]


def _still_wished(state: ShowState, kept: Undoable) -> bool:
    return any(wish.id == kept.id for wish in state.memory.wishes)


def _pin_again(state: ShowState, kept: Undoable, action: ModeratorAction) -> None:
    memory = state.memory
    waits = _still_wished(state, kept)
    memory.wishes = [wish for wish in memory.wishes if wish.id != kept.id]
    if waits or not kept.what:
        return
    state.wish(
        Wish(
            id=action.id,
            commands=(ShowProduct(kept.what), Pin(kept.what)),
            priority=int(Priority.MODERATOR),
            reason=f"undo by {action.by}",
            at_ms=memory.now_ms,
            expires_at_ms=memory.now_ms + WISH_MS,
        )
    )
