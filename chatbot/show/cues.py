"""From a choice to a cue: what is said, shown and asked of the platform with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chatbot.catalog import local
from chatbot.commands import (
    EVERY_PLATFORM,
    At,
    Command,
    Cue,
    Expression,
    Gesture,
    Pin,
    PointToBuy,
    Priority,
    Reply,
    Say,
    ShowProduct,
)
from chatbot.show import offers
from chatbot.show.acts import Act, Perform, Platform
from chatbot.show.card import is_current
from chatbot.show.draw import draw, draw_number
from chatbot.show.duo import HOST
from chatbot.show.goods import low_stock_words, sold_out_words
from chatbot.show.mood import CALM, face_for, quiet, rule_of
from chatbot.show.ordering import is_link_post, late_links, link_post, orderable
from chatbot.show.programme import CALLS

if TYPE_CHECKING:
    from chatbot.show.brief import Answer
    from chatbot.show.memory import Programme, Wish
    from chatbot.show.programme import PlannedLine
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = ["from_answer", "from_line", "from_mood", "from_wish", "platform_acts"]

LINE_TTL_MS = 60_000
ANSWER_TTL_MS = 120_000
AMBIENT_TTL_MS = 5_000
SELLING_GESTURES = ("point_to_buy", "point", "hold_product", "present")


def _utterance(state: ShowState) -> str:
    return f"u-{state.memory.utterances + 1}"


def _pointing_due(state: ShowState, *, asked: bool = False) -> bool:
    """Whether she may point at button or code: always for who asks where to buy.

    Else now and then, and not while the room complains.
    """
    memory = state.memory
    if state.show.policy.order_channel == "none":
        return False
    if asked:
        return True
    every_ms = state.pitch().tier.point_every_s * 1000
    due = memory.pointed_ms is None or memory.now_ms - memory.pointed_ms >= every_ms
    return due and not quiet(memory.mood, memory.now_ms)


def _priced(state: ShowState, sku: str) -> bool:
    """Whether it has a price here: without one it is presented, not sold."""
    product = state.catalog.get(sku)
    return product is not None and state.currency in product.price


def from_line(state: ShowState, line: PlannedLine, after: Programme, pace: float) -> Perform:
    """Say this line of the programme."""
    commands: list[Command] = []
    if line.sku and line.sku != state.memory.on_screen:
        commands.append(ShowProduct(line.sku))
    selling = line.gesture in SELLING_GESTURES
    if line.gesture and not (selling and quiet(state.memory.mood, state.memory.now_ms)):
        commands.append(Gesture(line.gesture))
    lang = line.lang or state.show.language
    commands.append(Say(line.text, lang, line.mood, line.marks, line.speaker))
    points = line.sku and line.point and _orderable(state, line.sku)
    if points and line.sku and _pointing_due(state):
        commands.append(PointToBuy(line.sku, At("buy")))
    if points or line.name in CALLS:
        commands += link_post(state, line.sku, lang)
    cue = Cue(
        id=_utterance(state),
        commands=_in_mood(state, commands),
        priority=Priority.PITCH,
        reason=f"{line.name}{line.signer and f', approved by {line.signer}'}, {state.pitch().why}"
        + _mood_reason(state)
        + _speaker_reason(state, line.speaker),
        expires_at_ms=state.memory.now_ms + LINE_TTL_MS,
        facts=line.facts,
        sku=line.sku,
        pace=_pace(state, pace),
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
    commands.append(Say(answer.text, answer.lang, answer.mood, answer.marks, cluster.speaker))
    asked = cluster.reading.intent == "order"
    points = answer.point and product is not None and _orderable(state, product.sku)
    if points and product is not None and _pointing_due(state, asked=asked):
        commands.append(PointToBuy(product.sku, At("buy" if answer.marks else None)))
    if points or (asked and cluster.reading.question):
        commands += link_post(state, answer.sku, answer.lang, cluster.sources)
    cue = Cue(
        id=_utterance(state),
        commands=_in_mood(state, commands),
        priority=Priority.ANSWER,
        cause=cluster.id,
        reason=f"{memory.board.reasons(cluster, memory.now_ms, memory.on_screen)}, {_by(answer)}"
        + (cluster.signed and f", {cluster.signed}")
        + _mood_reason(state)
        + _speaker_reason(state, cluster.speaker),
        expires_at_ms=memory.now_ms + ANSWER_TTL_MS,
        answers=tuple(asked.message_id for asked in cluster.asked),
        in_reply_to=cluster.first.text,
        facts=answer.facts,
        sku=answer.sku,
        pace=_pace(state, state.pitch().tier.pace),
        override=answer.override,
    )
    return Perform(cue, clusters=(cluster.id,))


def _by(answer: Answer) -> str:
    by = {"": "from the facts", "facts": "from the facts", "papers": "read from the papers"}
    return by.get(answer.by, f"written by {answer.by}")


def from_wish(state: ShowState, wish: Wish) -> Perform | None:
    """Do what was wished for, or None where it is too late or no longer true."""
    memory = state.memory
    if wish.expires_at_ms <= memory.now_ms or is_current(state, wish):
        return None
    commands = wish.commands
    if wish.reason.startswith("sold out: "):
        gone = wish.reason.removeprefix("sold out: ")
        commands = sold_out_words(state, gone, wish.id)
        if commands and gone == memory.on_screen:
            commands = (ShowProduct(gone), *commands)  # the card says it too
    elif wish.reason.startswith("low stock: "):
        commands = low_stock_words(state, wish.reason.removeprefix("low stock: "), wish.id)
    elif offers.is_offer(wish):
        commands = offers.commands_for(state, wish, pointing=_pointing_due(state))
    if not commands:
        return None
    lang, speaker = state.show.language, HOST if state.cohost else ""
    commands = tuple(
        replace(c, lang=c.lang or lang, speaker=c.speaker or speaker) if isinstance(c, Say) else c
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


def from_mood(state: ShowState) -> Perform | None:
    """A face or a small gesture of the room's mood while nothing is said; None for neither."""
    mood = state.memory.mood
    rule = rule_of(state.persona.mood, mood.name)
    face = rule.face if rule else "neutral"
    commands: list[Command] = [] if face == mood.shown else [Expression(face)]
    commands += _small_gesture(state)
    if not commands:
        return None
    cue = Cue(
        id=_utterance(state),
        commands=tuple(commands),
        priority=Priority.AMBIENT,
        reason=mood.why,
        expires_at_ms=state.memory.now_ms + AMBIENT_TTL_MS,
    )
    return Perform(cue)


def _in_mood(state: ShowState, commands: list[Command]) -> tuple[Command, ...]:
    """The commands as the room's mood colours them: the face of what is said, a small gesture."""
    mood, rules = state.memory.mood, state.persona.mood
    dressed: list[Command] = []
    for command in commands:
        if isinstance(command, Say):
            face = face_for(mood, rules, command.mood)
            if face != command.mood and face != mood.shown:
                dressed.append(Expression(face))
            command = replace(command, mood=face)
        dressed.append(command)
    if not any(isinstance(c, Gesture | PointToBuy) for c in commands):
        dressed += _small_gesture(state)
    return tuple(dressed)


def _small_gesture(state: ShowState) -> list[Command]:
    """One of the mood's gestures where the last gesture of any kind is long enough ago."""
    memory, rules = state.memory, state.persona.mood
    rule = rule_of(rules, memory.mood.name)
    since_ms = memory.now_ms - memory.mood.gestured_ms
    if rule is None or not rule.gestures or since_ms < rules.gesture_every_s * 1000:
        return []
    number = draw_number(memory.seed, "gesture", memory.mood.name, memory.utterances)
    return [Gesture(draw(rule.gestures, number))]


def _pace(state: ShowState, pace: float) -> float:
    rule = rule_of(state.persona.mood, state.memory.mood.name)
    return round(pace * rule.pace, 3) if rule else pace


def _mood_reason(state: ShowState) -> str:
    mood = state.memory.mood
    return "" if mood.why == CALM else f"; {mood.why}"


def _speaker_reason(state: ShowState, speaker: str) -> str:
    """Which of two hosts speaks."""
    return f"; {local(state.who(speaker).name, state.show.language)} speaks" if speaker else ""


def _orderable(state: ShowState, sku: str) -> bool:
    return _priced(state, sku) and orderable(state, state.catalog.get(sku))


def _sells(state: ShowState, command: Command) -> bool:
    return isinstance(command, Pin) or (isinstance(command, Reply) and is_link_post(state, command))


def platform_acts(state: ShowState) -> list[Act]:
    """What the utterance that has begun asks of the platform: pin what is pointed at, post."""
    onstage = state.memory.onstage
    assert onstage is not None
    acts: list[Act] = []
    wanted = (*onstage.asks_platform, *late_links(state))
    for number, command in enumerate(wanted, onstage.asked):
        ref = f"{onstage.utterance}.{number}"
        product = state.catalog.get(onstage.sku)
        gone = product is not None and (product.sold_out or product.off_air)
        if gone and onstage.priority < Priority.MODERATOR and _sells(state, command):
            continue  # it sold out since the words were chosen
        if isinstance(command, Reply):
            where = "" if command.source == EVERY_PLATFORM else command.source
            acts.append(Platform(ref, command, where))
        elif isinstance(command, Pin) and command.sku != state.memory.pinned:
            acts.append(Platform(ref, command))
    return acts
