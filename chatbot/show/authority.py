"""What people with authority may do to the show. Who may do what is checked at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.commands import At, Command, Pin, PointToBuy, Say, ShowProduct
from chatbot.show.goods import announce_sold_out
from chatbot.show.memory import Wish

if TYPE_CHECKING:
    from chatbot.events import ModeratorAction
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = ["acted", "objection"]

MODES = {
    "stop": "stopped",
    "pause": "paused",
    "takeover": "human_on",
    "mute": "muted",
    "resume": "on_air",
    "handback": "on_air",
}
NEEDS = {
    "answer": ("target",),
    "drop": ("target",),
    "say": ("text",),
    "pin": ("sku",),
    "point": ("sku",),
    "timeout": ("user",),
    "ban": ("user",),
    "product": ("sku", "values"),
}
ACTIONS = (*MODES, "skip", *NEEDS)
SAY_LIMIT = 400
MUTE_S = 60
FOREVER_MS = 10**12


def objection(state: ShowState, action: ModeratorAction) -> str:
    """Why the action cannot be done, or "" if it can."""
    if action.action not in ACTIONS:
        return f"unknown action {action.action!r}"
    for name in NEEDS.get(action.action, ()):
        if not getattr(action, name):
            return f"{action.action} needs {'id' if name == 'target' else name}"
    if action.action in ("answer", "drop") and _cluster(state, action.target) is None:
        return "that question is no longer on the board"
    if action.sku and state.catalog.get(action.sku) is None:
        return f"no product {action.sku!r} in the catalog"
    if action.action == "point" and state.catalog.by_sku[action.sku].sold_out:
        return f"{action.sku} is sold out"
    if len(action.text) > SAY_LIMIT:
        return f"longer than {SAY_LIMIT} characters"
    if action.action == "product":
        from chatbot.show.goods import with_change

        for name, value in action.values:
            try:
                with_change(state.catalog, action.sku, name, value)
            except ValueError as error:
                return str(error)
    return ""


def acted(state: ShowState, action: ModeratorAction) -> None:
    """Carry it out; what cannot be done any more is left."""
    if objection(state, action):
        return
    memory = state.memory
    name = action.action
    if name in MODES:
        memory.mode, memory.mode_by = MODES[name], action.by
        if name == "mute":
            memory.muted_until_ms = memory.now_ms + round((action.seconds or MUTE_S) * 1000)
        elif name in ("stop", "takeover"):
            memory.wishes.clear()
    elif name == "skip":
        if memory.onstage is not None:
            memory.onstage.unwanted = True
    elif name == "answer":
        cluster = _cluster(state, action.target)
        if cluster is not None:
            cluster.pinned, cluster.not_before_ms = True, 0
            if cluster.status in ("held", "open"):
                cluster.status = "open"
                cluster.understood_by_ms = memory.now_ms
    elif name == "drop":
        cluster = _cluster(state, action.target)
        if cluster is not None:
            if memory.onstage is not None and cluster.id in memory.onstage.clusters:
                memory.onstage.unwanted = True
            memory.fates += memory.board.drop(cluster, "dropped", f"by {action.by}")
    elif name == "say":
        _wish(state, action, (Say(action.text, state.show.language),))
    elif name == "pin":
        _wish(state, action, (ShowProduct(action.sku), Pin(action.sku)))
    elif name == "point":
        _wish(state, action, (ShowProduct(action.sku), PointToBuy(action.sku, At(ms=300))))
    elif name in ("timeout", "ban"):
        lasts_ms = (
            round(action.seconds * 1000) if name == "timeout" and action.seconds else FOREVER_MS
        )
        memory.removed[action.user] = memory.now_ms + lasts_ms
        memory.fates += memory.board.drop_viewer(action.user, f"{name} by {action.by}")
    elif name == "product":
        _change(state, action)


def _change(state: ShowState, action: ModeratorAction) -> None:
    was_out = state.catalog.by_sku[action.sku].sold_out
    for name, value in action.values:
        state.change_product(action.sku, name, value)
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
        (c for c in board.clusters.values() if any(a.message_id == message_id for a in c.asked)),
        None,
    )
