"""What people with authority may do to the show. Who may do what is checked at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.commands import At, Command, Cue, Pin, PointToBuy, Say, ShowProduct
from chatbot.persona import ROOM_MOODS
from chatbot.show import desk, retraction, review, undoing
from chatbot.show.attendance import here
from chatbot.show.corrections import with_change
from chatbot.show.goods import announce_sold_out
from chatbot.show.handover import call_off, hand_over
from chatbot.show.memory import Wish
from chatbot.show.mood import set_by_hand

if TYPE_CHECKING:
    from chatbot.events import ModeratorAction
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = ["acted", "objection", "to_judge"]

MODES = {
    "stop": "stopped",
    "pause": "paused",
    "takeover": "human_on",
    "mute": "muted",
    "resume": "on_air",
    "handback": "on_air",
}
ENDS = {"resume": ("stopped", "paused", "muted", "waiting", "ended"), "handback": ("human_on",)}
NOW = {
    "human_on": "a human is on",
    "muted": "the host is muted",
    "waiting": "the show has not started",
    "ended": "the broadcast has ended",
}
NEEDS = {
    "answer": ("target",),
    "drop": ("target",),
    "answered": ("target",),
    "say": ("text",),
    "pin": ("sku",),
    "point": ("sku",),
    "timeout": ("user",),
    "ban": ("user",),
    "product": ("sku", "values"),
    "mood": ("text",),
    "approve": ("target",),
    "edit": ("target", "text"),
    "veto": ("target",),
    "correct": ("target",),
    "block_word": ("text",),
    "autonomy": ("text",),
    "plugin": ("target", "text"),
    "undo": ("target",),
}
ACTIONS = (*MODES, "skip", "here", "segment", "mark", "note", *NEEDS)
WORDS = {"target": "id", "values": "a price, stock, sold_out or off_air"}
SPOKEN = ("say", "pin", "point", "correct")
QUESTIONS = ("answer", "answered", "drop", "approve", "edit", "veto")
HELD = ("approve", "edit", "veto")
HOSTS = ("say", "takeover", "handback", "mute", "correct", "approve", "edit")
SAY_LIMIT = 400
MUTE_S = 60
TIMEOUT_S = 600
MOOD_S = 300
FOREVER_MS = 10**12
MOST_REMOVED = 5_000


def objection(state: ShowState, action: ModeratorAction) -> str:
    """Why the action cannot be done, or "" if it can."""
    if action.action not in ACTIONS:
        return f"unknown action {action.action!r}"
    for name in NEEDS.get(action.action, ()):
        if not getattr(action, name):
            return f"{action.action} needs {WORDS.get(name, name)}"
    against = _mode_objection(state, action.action)
    if against:
        return against
    if action.farewell and state.memory.leaving is not None:
        return "the host is saying goodbye already: take over without it"
    if action.action in QUESTIONS and (against := _question_objection(state, action)):
        return against
    if action.sku and state.catalog.get(action.sku) is None:
        return f"no product {action.sku!r} in the catalog"
    if action.action == "point" and state.show.policy.order_channel == "none":
        return "nothing is ordered here (order_channel: none): there is nothing to point at"
    if action.action == "point" and state.catalog.by_sku[action.sku].sold_out:
        return f"{action.sku} is sold out"
    if len(action.text) > SAY_LIMIT:
        return f"longer than {SAY_LIMIT} characters"
    if action.action == "mood" and action.text not in (*ROOM_MOODS, "auto"):
        return f"no mood {action.text[:32]!r} (known: {', '.join(ROOM_MOODS)}, auto)"
    if action.action == "product":
        for name, value in action.values:
            try:
                with_change(state.catalog, action.sku, name, value)
            except ValueError as error:
                return str(error)
    further = desk.OBJECTIONS.get(action.action)
    return further(state, action) if further is not None else ""


def _question_objection(state: ShowState, action: ModeratorAction) -> str:
    """Why nothing can be done with that question; of two people the first was heard."""
    cluster = _cluster(state, action.target)
    taken = desk.taken(state, action)
    if cluster is None or cluster.status == "answered":
        return taken or "that question is no longer on the board"
    if action.action in HELD and cluster.status != "review":
        return taken or "that answer does not wait for anybody any more"
    return taken


def to_judge(state: ShowState, action: ModeratorAction) -> Cue | None:
    """What an action would have said, for the gate to read before it is taken; None for nothing."""
    name, text = action.action, action.text
    if name == "say":
        return Cue(id="", commands=(Say(text, state.show.language),), override=action.override)
    if name == "correct":
        return retraction.as_cue(state, action)
    cluster = _cluster(state, action.target)
    if cluster is not None and (name in ("approve", "edit") or (name == "answer" and text)):
        return review.as_cue(state, cluster, text, action.override)
    return None


def _mode_objection(state: ShowState, name: str) -> str:
    """Why it does not fit what the show is doing; nothing makes a silence shorter by accident."""
    mode, by = state.memory.mode, state.memory.mode_by
    if state.assists and name in HOSTS:
        return "a person hosts this show: nothing is spoken (policy.mode: assist)"
    if mode in ("on_air", "holding"):  # who acts is there, and holding ends
        return "nobody has taken over" if name == "handback" else ""
    now = NOW.get(mode, f"it is {mode}")
    now += f" (by {by})" if by else ""
    if name in ENDS and mode not in ENDS[name]:
        return f"{now}: {'hand back' if mode == 'human_on' else 'resume'} first"
    if name in ("say", "correct") or (name in SPOKEN and mode != "human_on"):
        return f"{now}: {'hand back' if mode == 'human_on' else 'resume'} first"
    if name == "mute" and mode != "muted":
        return f"{now}: it is silent already"
    if name == "pause" and mode != "muted":
        return f"{now}: it is silent already"
    return ""


def acted(state: ShowState, action: ModeratorAction) -> None:
    """Carry it out; what cannot be done any more is left, and said so."""
    if against := objection(state, action):
        state.memory.refusals.append((action.id, against))
        return
    memory = state.memory
    name = action.action
    here(state, action.by)
    if name in QUESTIONS:
        desk.settle(state, action, _cluster(state, action.target))
    if name == "takeover":
        hand_over(state, "human", farewell=action.farewell, by=action.by)
    elif name == "handback":
        hand_over(state, "avatar", farewell=False, by=action.by)
    elif name in MODES:
        call_off(state)
        memory.mode, memory.mode_by = MODES[name], action.by
        if name == "mute":
            undoing.keep(state, action)
            memory.muted_until_ms = memory.now_ms + round((action.seconds or MUTE_S) * 1000)
        elif name == "stop":
            memory.wishes.clear()
    elif name == "skip":
        if memory.onstage is not None:
            memory.onstage.unwanted = memory.onstage.skipped = True
    elif name == "answer":
        cluster = _cluster(state, action.target)
        if cluster is not None and action.text:
            review.own_words(state, cluster, action.text, action.by, action.override)
        elif cluster is not None and cluster.status == "review":
            review.approve(state, cluster, f"approved by {action.by}")
        elif cluster is not None:
            memory.board.choose(cluster, memory.now_ms)
    elif name == "answered":
        cluster = _cluster(state, action.target)
        if cluster is not None:
            undoing.keep(state, action, cluster=cluster)
            memory.fates += memory.board.answered(cluster, memory.now_ms, f"by {action.by}")
    elif name == "drop":
        cluster = _cluster(state, action.target)
        if cluster is not None:
            if memory.onstage is not None and cluster.id in memory.onstage.clusters:
                memory.onstage.unwanted = True
            undoing.keep(state, action, cluster=cluster)
            memory.fates += memory.board.drop(cluster, "dropped", f"by {action.by}")
    elif name in HELD:
        cluster = _cluster(state, action.target)
        if cluster is not None:
            _decide_on(state, cluster, action)
    elif name == "say":
        _wish(state, action, (Say(action.text, state.show.language),))
    elif name == "pin":
        undoing.keep(state, action, what=memory.pinned or "")
        _wish(state, action, (ShowProduct(action.sku), Pin(action.sku)))
    elif name == "point":
        _wish(state, action, (ShowProduct(action.sku), PointToBuy(action.sku, At(ms=300))))
    elif name in ("timeout", "ban"):
        lasts_ms = FOREVER_MS if name == "ban" else round((action.seconds or TIMEOUT_S) * 1000)
        undoing.keep(state, action, what=action.user)
        memory.removed.pop(action.user, None)
        memory.removed[action.user] = memory.now_ms + lasts_ms
        if len(memory.removed) > MOST_REMOVED:
            del memory.removed[min(memory.removed, key=lambda user: memory.removed[user])]
        memory.fates += memory.board.drop_viewer(action.user, f"{name} by {action.by}")
    elif name == "product":
        _change(state, action)
    elif name == "mood":
        lasts_ms = round((action.seconds or MOOD_S) * 1000)
        undoing.keep(state, action)
        set_by_hand(memory.mood, action.text, action.by, memory.now_ms, lasts_ms)
    elif name in desk.DOES:
        desk.DOES[name](state, action)


def _decide_on(state: ShowState, cluster: Cluster, action: ModeratorAction) -> None:
    """Approve, edit or veto an answer that waits."""
    if action.action == "veto":
        undoing.keep(state, action, cluster=cluster)
        review.veto(state, cluster, action.by)
    elif action.action == "edit":
        review.own_words(state, cluster, action.text, action.by, action.override)
    else:
        review.approve(state, cluster, f"approved by {action.by}")


def _change(state: ShowState, action: ModeratorAction) -> None:
    was_out = state.catalog.by_sku[action.sku].sold_out
    before = list(state.memory.catalog_changes)
    for name, value in action.values:
        state.change_product(action.sku, name, value)
    undoing.keep(state, action, before=before, after=list(state.memory.catalog_changes))
    product = state.catalog.by_sku[action.sku]
    onstage = state.memory.onstage
    if onstage is not None and onstage.sku == action.sku:
        onstage.unwanted = True
    if product.sold_out and not was_out:
        announce_sold_out(state, action.sku, action.id)


def _wish(state: ShowState, action: ModeratorAction, commands: tuple[Command, ...]) -> None:
    now_ms = state.memory.now_ms
    state.wish(
        Wish(
            id=action.id,
            commands=commands,
            priority=4,
            reason=f"{action.action} by {action.by}",
            at_ms=now_ms,
            expires_at_ms=now_ms + 120_000,
            override=action.override,
        )
    )


def _cluster(state: ShowState, message_id: str) -> Cluster | None:
    board = state.memory.board
    if message_id in board.clusters:
        return board.clusters[message_id]
    return next(
        (c for c in board.clusters.values() if message_id in c.message_ids),
        None,
    )
