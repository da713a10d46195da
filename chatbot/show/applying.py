"""What happened, taken into what is known. Beside the acts decided, nothing else changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.commands import Priority
from chatbot.events import (
    AnswerReady,
    CartAdded,
    ChatMessage,
    ClockMoved,
    Event,
    FilesLoaded,
    GiftSent,
    ItemsFetched,
    LiveState,
    MessageDeleted,
    ModeratorAction,
    Notice,
    OrderPlaced,
    PlatformConfirmed,
    PlatformResult,
    ProductSignal,
    Proposed,
    Resumed,
    SourceChanged,
    Understood,
    UtteranceFinished,
    UtteranceStarted,
    ViewerBanned,
    ViewerCount,
    ViewerEntered,
    ViewerFollowed,
)
from chatbot.show import (
    attendance,
    authority,
    gags,
    goods,
    handover,
    hearing,
    mood,
    offers,
    regulars,
    review,
    schedule,
    stagecraft,
)
from chatbot.show.memory import Wish
from chatbot.show.newsroom import take_fetched
from chatbot.show.ordering import link_for
from chatbot.show.pitch import heard_count, watch
from chatbot.show.whisper import judge_suggestions

if TYPE_CHECKING:
    from chatbot.show.state import ShowState

__all__ = ["apply"]

MOST_REASONS = 5


def apply(state: ShowState, event: Event) -> None:
    """Take in what happened."""
    memory = state.memory
    memory.now_ms = max(memory.now_ms, event.at_ms)
    match event:
        case FilesLoaded():
            _files_loaded(state, event)
        case ChatMessage():
            hearing.heard(state, event)
        case Understood():
            hearing.understood(state, event)
        case ViewerCount():
            heard_count(
                memory.audience, event.source, event.count, memory.now_ms, state.persona.pitch
            )
        case CartAdded():
            _count(memory.audience.carts, event.sku, event.quantity)
            memory.board.in_cart(f"{event.source}/{event.viewer.id}", memory.now_ms)
            _feel(state, "cart", event)
        case OrderPlaced():
            _count(memory.audience.orders, event.sku, event.quantity)
            _feel(state, "order", event)
        case ViewerEntered():
            regulars.came(state, f"{event.source}/{event.viewer.id}", event.viewer.nick, None)
        case ViewerFollowed():
            gags.bring(state, frozenset({"follow"}))
        case GiftSent():
            gags.bring(state, frozenset({"gift"}))
        case MessageDeleted():
            memory.fates += memory.board.drop_message(
                f"{event.source}/{event.target}", "deleted on the platform"
            )
        case ViewerBanned():
            memory.fates += memory.board.drop_viewer(
                f"{event.source}/{event.viewer.id}", "removed by the platform"
            )
            regulars.gone(state, f"{event.source}/{event.viewer.id}")
        case ProductSignal():
            goods.signalled(state, event)
        case LiveState():
            schedule.broadcast(state, event)
        case SourceChanged():
            _source_changed(state, event)
            if event.state in ("down", "refused"):
                level = "urgent" if event.state == "refused" else "warning"
                state.tell(level, event.source, event.detail)
        case AnswerReady():
            stagecraft.answer_ready(state, event)
        case UtteranceStarted():
            stagecraft.started(state, event)
        case UtteranceFinished():
            stagecraft.finished(state, event)
        case Proposed():
            _proposed(state, event)
        case ModeratorAction():
            authority.acted(state, event)
        case ItemsFetched():
            if count := take_fetched(state, event.items):
                state.tell("info", event.source, f"{count} new items of news")
        case Notice():
            state.tell(event.level, event.about, event.text)
        case PlatformResult():
            _platform_result(state, event)
        case PlatformConfirmed():
            _confirmed(state, event)
        case Resumed():
            stagecraft.resumed(state, event)
            schedule.resumed(state)
        case ClockMoved():
            schedule.clock_moved(state, event)
        case _:
            pass
    if memory.mode == "muted" and memory.now_ms >= memory.muted_until_ms:
        memory.mode, memory.mode_by = "on_air", ""
    schedule.look(state)
    handover.look(state)
    attendance.look(state)
    if memory.mode not in ("on_air", "human_on"):
        memory.fates += memory.board.recall(memory.now_ms)
    review.look(state)
    offers.look(state)
    _forget_wishes(state)
    if hasattr(state, "persona"):
        watch(memory.audience, memory.now_ms, state.persona.pitch)
        mood.watch(memory.mood, memory.now_ms, state.persona.mood, _waiting(state))
        if state.whispers:
            judge_suggestions(state)
    memory.fates += memory.board.expire(memory.now_ms)


def _source_changed(state: ShowState, event: SourceChanged) -> None:
    memory = state.memory
    memory.sources[event.source] = event.state
    others = [name for name in memory.can_reply if name != event.source]
    memory.can_reply = [*others, event.source] if "reply" in event.can else others


def _platform_result(state: ShowState, event: PlatformResult) -> None:
    """What could not be done is told: a person may do it by hand."""
    if event.result == "done":
        return
    text = f"{event.action} by hand: {event.detail}".strip()
    link = link_for(state, None)
    if event.action == "reply" and link is not None:
        state.memory.link_refused[event.source] = state.memory.now_ms
        text = f"post the link by hand: {link} ({event.detail})"
    state.tell("warning", event.source, text)


def _waiting(state: ShowState) -> mood.Waiting:
    questions = state.memory.board.waiting()
    if not questions:
        return mood.Waiting()
    oldest_ms = min(cluster.first_ms for cluster in questions)
    viewers = {cluster.first.viewer_id for cluster in questions}
    return mood.Waiting(len(questions), len(viewers), state.memory.now_ms - oldest_ms)


def _feel(state: ShowState, feeling: str, event: CartAdded | OrderPlaced) -> None:
    viewer, now_ms = f"{event.source}/{event.viewer.id}", state.memory.now_ms
    mood.wrote(state.memory.mood, viewer, now_ms, state.persona.mood, bought=True)
    mood.felt(state.memory.mood, feeling, viewer, now_ms, state.persona.mood)


def _proposed(state: ShowState, event: Proposed) -> None:
    now_ms = state.memory.now_ms
    state.wish(
        Wish(
            id=event.id,
            commands=event.commands,
            priority=event.priority,
            reason=f"plugin {event.plugin}",
            at_ms=now_ms,
            expires_at_ms=now_ms + round(event.expires_s * 1000),
        )
    )


def _confirmed(state: ShowState, event: PlatformConfirmed) -> None:
    who_and_when = (event.version, event.by, event.confirmed_at)
    state.memory.confirmed[event.platform] = who_and_when
    text = f"checklist confirmed by {event.by} at {event.confirmed_at}"
    state.tell("info", event.platform, text)


def _files_loaded(state: ShowState, event: FilesLoaded) -> None:
    if event.error:
        state.tell("warning", "files", f"{event.error} The version before stays in force.")
        return
    first = not state.memory.texts
    before, now = dict(state.memory.texts), dict(event.texts)
    if before.get("catalog") != now.get("catalog"):
        state.memory.catalog_changes = []
    level = None if first else state.show.policy.autonomy
    state.take_files(event.texts)
    if level != state.show.policy.autonomy and state.memory.autonomy:
        state.memory.autonomy = ""  # who saves another level means it
        state.rescript()
    state.memory.texts = event.texts
    state.memory.loaded_ms = state.memory.now_ms
    state.catalog_changed()
    offers.files_changed(state)
    schedule.files_changed(state)
    if first:
        schedule.opened(state)
    else:
        state.tell("info", "files", f"version {event.version} is in force")
    script = state.script
    if script.signed:
        fits = script.approved and not script.stale
        state.tell("info" if fits else "warning", "script", str(script))
        for reason in script.reasons[:MOST_REASONS]:
            state.tell("warning", "script", f"off the air until approved anew: {reason}")


def _forget_wishes(state: ShowState) -> None:
    memory = state.memory
    late = [wish for wish in memory.wishes if wish.expires_at_ms <= memory.now_ms]
    for wish in late:
        memory.wishes.remove(wish)
        if wish.priority >= Priority.NOTICE:
            state.tell("warning", wish.reason, "not performed in time, and let go")


def _count(table: dict[str, int], sku: str, quantity: int) -> None:
    if sku in table or len(table) < 1000:
        table[sku] = table.get(sku, 0) + max(1, min(quantity, 99))
