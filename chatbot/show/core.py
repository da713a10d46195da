"""One step of the show: apply what happened, decide, note what was decided. No clock, no I/O."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chatbot.commands import (
    Command,
    Expression,
    Gesture,
    Pin,
    PointToBuy,
    Priority,
    Reply,
    Say,
    ShowProduct,
)
from chatbot.events import ChatMessage, Event, Filtered, GiftSent
from chatbot.show.acts import Act, Ask, Interrupt, Perform, Platform, Posture, Prepare, Suggest
from chatbot.show.applying import apply
from chatbot.show.card import look_at_card, note_card
from chatbot.show.director import decide
from chatbot.show.gate import GateContext, Verdict, judge
from chatbot.show.memory import OnStage
from chatbot.show.ordering import is_link_post, links_of
from chatbot.show.papers import gate_texts

if TYPE_CHECKING:
    from chatbot.commands import Cue
    from chatbot.show.state import ShowState

__all__ = ["admitted", "enact", "judge_cue", "step"]


def step(state: ShowState, event: Event, filtered: tuple[Filtered, ...] = ()) -> tuple[Act, ...]:
    """Take one event all the way to a decision."""
    heard = admitted(event, filtered)
    if heard is None:
        dropper = next(f.plugin for f in filtered if f.dropped)
        state.memory.now_ms = max(state.memory.now_ms, event.at_ms)
        state.fate(f"{event.source}/{event.id}", "dropped", f"by plugin {dropper}")
    else:
        apply(state, heard)
    if not state.memory.texts:
        return ()
    look_at_card(state)
    acts = decide(state)
    memory = state.memory
    for told in (memory.fates, memory.raises, memory.new_doubts, memory.refusals):
        told.clear()
    for act in acts:
        enact(state, act)
    return acts


def admitted(event: Event, filtered: tuple[Filtered, ...]) -> Event | None:
    """The event as the plugin filters left it, or None where one dropped it."""
    for outcome in filtered:
        if outcome.dropped:
            return None
        if outcome.text is not None and isinstance(event, ChatMessage | GiftSent):
            event = replace(event, text=outcome.text)
    return event


def enact(state: ShowState, act: Act) -> None:
    """Note a decision in the memory, so that the next one knows of it."""
    memory = state.memory
    match act:
        case Ask(brief):
            cluster = memory.board.clusters[brief.question_id]
            cluster.status, cluster.asked_at_ms = "asking", memory.now_ms
            cluster.whole = False
            cluster.pieces.clear()  # asked again, since more ask it: the new answer replaces it
            cluster.asked_with = cluster.asked_by
            memory.asked += not cluster.speaker
            cluster.speaker = brief.speaker
        case Perform():
            _perform(state, act)
        case Prepare(cue):
            memory.prepared = cue.say.text if cue.say else ""
        case Suggest(question=question):
            memory.board.clusters[question].suggested = "told"
        case Interrupt():
            if memory.onstage is not None:
                memory.onstage.stopping = True
        case Posture(name):
            memory.posture = name
        case Platform(command=command, source=source):
            if memory.onstage is not None:
                memory.onstage.asks_platform = ()
                memory.onstage.asked += 1
            if isinstance(command, Reply) and is_link_post(state, command):
                memory.linked[source] = memory.now_ms
            if isinstance(command, Pin):
                memory.pinned = command.sku
        case _:
            pass


def _perform(state: ShowState, act: Perform) -> None:
    memory, cue = state.memory, act.cue
    memory.utterances += 1
    say = cue.say or Say("")
    asks = _for_platform(state, cue)
    links = (c.text for c in asks if isinstance(c, Reply) and is_link_post(state, c))
    memory.spoke = say.speaker or memory.spoke
    memory.onstage = OnStage(
        utterance=cue.id,
        priority=int(cue.priority),
        text=say.text,
        lang=say.lang,
        sku=cue.sku,
        clusters=act.clusters,
        wish=act.wish,
        wished=next((w for w in memory.wishes if w.id == act.wish), None),
        from_programme=act.programme is not None,
        called_to_action=any(m.name == "buy" for m in say.marks),
        since_ms=memory.now_ms,
        facts=cue.facts,
        speaker=say.speaker,
        asks_platform=asks,
        link=next(links, ""),
    )
    for command in cue.commands:
        if isinstance(command, ShowProduct):
            memory.on_screen = command.sku
            note_card(state, command.sku)
        elif isinstance(command, Expression):
            memory.mood.shown = command.name
        if isinstance(command, PointToBuy):
            memory.pointed_ms = memory.now_ms
        if isinstance(command, Gesture | PointToBuy):
            memory.mood.gestured_ms = memory.now_ms
    for fact in cue.facts:
        if fact.startswith("item:"):
            memory.last_item = fact.removeprefix("item:")
    if act.programme is not None:
        memory.programme = act.programme
    for cluster_id in act.clusters:
        cluster = memory.board.clusters[cluster_id]
        cluster.status = "onstage"
        cluster.begun += not cluster.pieces.pop(0).filler
    if act.wish:
        memory.wishes = [w for w in memory.wishes if w.id != act.wish]
    memory.prepared = ""
    if cue.priority is not Priority.ANSWER:
        memory.streak = 0


def _for_platform(state: ShowState, cue: Cue) -> tuple[Command, ...]:
    """What this cue will ask of the platform once it has begun; only a cart has what is pinned."""
    pinned, cart = state.memory.pinned, state.show.policy.order_channel == "cart"
    wanted: list[Command] = []
    for command in cue.commands:
        if isinstance(command, Reply | Pin):
            wanted.append(command)
        elif isinstance(command, PointToBuy) and cart and command.sku != pinned:
            wanted.append(Pin(command.sku))
    return tuple(wanted)


def judge_cue(state: ShowState, cue: Cue) -> Verdict:
    """The gate's opinion of all the cue's words, said or posted, against the catalog as it is."""
    lang = (cue.say.lang if cue.say else "") or state.show.language
    context = GateContext(
        catalog=state.catalog,
        room_lang=lang,
        languages=state.who(cue.say.speaker if cue.say else "").languages,
        market=state.show.policy.market,
        wall=state.wall,
        sku=cue.sku or state.memory.on_screen,
        in_reply_to=cue.in_reply_to,
        nicks=tuple(
            asked.nick
            for cluster in state.memory.board.clusters.values()
            for asked in cluster.asked
            if asked.message_id in cue.answers and asked.nick
        ),
        blocked_words=tuple(state.memory.blocked_words),
        stale=state.stale,
        override=cue.override,
        say_as=state.say_as(lang),
        papers=gate_texts(state.papers, cue.facts),
        order_channel=state.show.policy.order_channel,
    )
    posted = replace(context, links=links_of(state))  # an address is read, never said
    verdicts = (
        judge(c.text, lang, posted if isinstance(c, Reply) else context)
        for c in cue.commands
        if isinstance(c, Say | Reply)
    )
    return next((verdict for verdict in verdicts if not verdict.passed), Verdict(True))
