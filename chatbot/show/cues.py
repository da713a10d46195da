"""From a choice to a cue: what is said, shown and asked of the platform with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.catalog import local
from chatbot.commands import (
    At,
    Command,
    Cue,
    Gesture,
    Pin,
    PointToBuy,
    Priority,
    Reply,
    Say,
    ShowProduct,
)
from chatbot.show.acts import Act, Perform, Platform
from chatbot.show.draw import draw, draw_number
from chatbot.show.lines import fill

if TYPE_CHECKING:
    from chatbot.show.brief import Answer
    from chatbot.show.memory import Programme, Wish
    from chatbot.show.programme import PlannedLine
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = ["from_answer", "from_line", "from_wish", "platform_acts"]

LINE_TTL_MS = 60_000
ANSWER_TTL_MS = 120_000


def _utterance(state: ShowState) -> str:
    return f"u-{state.memory.utterances + 1}"


def from_line(state: ShowState, line: PlannedLine, after: Programme, pace: float) -> Perform:
    """Say this line of the programme."""
    commands: list[Command] = []
    if line.sku and line.sku != state.memory.on_screen:
        commands.append(ShowProduct(line.sku))
    if line.gesture:
        commands.append(Gesture(line.gesture))
    commands.append(Say(line.text, state.show.language, line.mood, line.marks))
    if line.point and line.sku and state.show.policy.order_channel == "cart":
        commands.append(PointToBuy(line.sku, At("buy")))
    cue = Cue(
        id=_utterance(state),
        commands=tuple(commands),
        priority=Priority.PITCH,
        reason=f"{line.name}{line.signer and f', approved by {line.signer}'}, {state.pitch().why}",
        expires_at_ms=state.memory.now_ms + LINE_TTL_MS,
        facts=line.facts,
        sku=line.sku,
        pace=pace,
    )
    return Perform(cue, programme=after)


def from_answer(state: ShowState, cluster: Cluster) -> Perform:
    """Say the next sentence of the answer to this question."""
    answer, memory = cluster.pieces[0], state.memory
    product = state.catalog.get(answer.sku)
    commands: list[Command] = []
    if answer.sku and answer.sku != memory.on_screen and product and not product.off_air:
        commands.append(ShowProduct(answer.sku))
    if answer.gesture:
        commands.append(Gesture(answer.gesture))
    commands.append(Say(answer.text, answer.lang, answer.mood, answer.marks))
    if (
        answer.point
        and product is not None
        and not (product.sold_out or product.off_air)
        and state.show.policy.order_channel == "cart"
    ):
        commands.append(PointToBuy(product.sku, At("buy" if answer.marks else None)))
    cue = Cue(
        id=_utterance(state),
        commands=tuple(commands),
        priority=Priority.ANSWER,
        cause=cluster.id,
        reason=f"{memory.board.reasons(cluster, memory.now_ms, memory.on_screen)}, {_by(answer)}",
        expires_at_ms=memory.now_ms + ANSWER_TTL_MS,
        answers=tuple(asked.message_id for asked in cluster.asked),
        in_reply_to=cluster.first.text,
        facts=answer.facts,
        sku=answer.sku,
        pace=state.pitch().tier.pace,
    )
    return Perform(cue, clusters=(cluster.id,))


def _by(answer: Answer) -> str:
    return "from the facts" if answer.by in ("", "facts") else f"written by {answer.by}"


def from_wish(state: ShowState, wish: Wish) -> Perform | None:
    """Do what was wished for, or None where it is too late or no longer true."""
    memory = state.memory
    if wish.expires_at_ms <= memory.now_ms:
        return None
    commands = wish.commands
    if wish.reason.startswith("sold out: "):
        commands = _sold_out(state, wish.reason.removeprefix("sold out: "), wish.id)
    if not commands:
        return None
    commands = tuple(
        Say(c.text, c.lang or state.show.language, c.mood, c.marks) if isinstance(c, Say) else c
        for c in commands
    )
    sku = next((c.sku for c in commands if isinstance(c, ShowProduct | PointToBuy)), None)
    cue = Cue(
        id=_utterance(state),
        commands=commands,
        priority=Priority(wish.priority),
        cause=wish.id,
        reason=wish.reason,
        expires_at_ms=wish.expires_at_ms,
        sku=sku,
        override=wish.override,
    )
    return Perform(cue, wish=wish.id)


def _sold_out(state: ShowState, sku: str, cause: str) -> tuple[Command, ...]:
    product = state.catalog.get(sku)
    lang = state.show.language
    templates = state.phrases.get("notice.sold_out", lang)
    if product is None or not product.sold_out or not templates:
        return ()
    template = draw(templates, draw_number(state.memory.seed, cause))
    filled = fill(template, {"name": local(product.name, lang)})
    return () if filled is None else (Say(filled[0], lang, "sorry"),)


def platform_acts(state: ShowState) -> list[Act]:
    """What the utterance that has begun asks of the platform: pin what is pointed at, post."""
    onstage = state.memory.onstage
    assert onstage is not None
    acts: list[Act] = []
    for number, command in enumerate(onstage.asks_platform):
        ref = f"{onstage.utterance}.{number}"
        if isinstance(command, Reply):
            acts.append(Platform(ref, command, command.source))
        elif isinstance(command, Pin) and command.sku != state.memory.pinned:
            acts.append(Platform(ref, command))
    return acts
