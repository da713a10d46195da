"""The figures of a running show for Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatbot.engine.journal import Journal
    from chatbot.engine.room import Room
    from chatbot.renderers.stage_hub import StageHub
    from chatbot.show.tally import Tally
    from chatbot.web.feed import ConsoleFeed

__all__ = ["figures"]

MODES = ("on_air", "paused", "stopped", "muted", "human_on", "holding", "waiting", "ended")


def figures(
    room: Room, hub: StageHub, feed: ConsoleFeed, journal: Journal, tally: Tally
) -> tuple[bytes, str]:
    """The figures of this moment in Prometheus' text format, and its media type.

    Counters begin anew with each start of the show.
    """
    from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
    from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

    registry = CollectorRegistry(auto_describe=True)
    memory = room.state.memory

    def gauge(name: str, told: str, value: float) -> None:
        Gauge(f"chatbot_{name}", told, registry=registry).set(value)

    def counter(name: str, told: str, value: float) -> None:
        Counter(f"chatbot_{name}", told, registry=registry).inc(value)

    def by(name: str, told: str, label: str, values: Mapping[str, int]) -> None:
        counts = Counter(f"chatbot_{name}", told, [label], registry=registry)
        for key, value in values.items():
            counts.labels(key).inc(value)

    mode = Gauge("chatbot_mode", "1 for what the show is doing", ["mode"], registry=registry)
    for name in {*MODES, memory.mode}:
        mode.labels(name).set(name == memory.mode)
    gauge("journal_healthy", "1 while the journal can be written", journal.healthy)
    gauge("journal_backlog", "records that are not yet on disk", journal.backlog)
    gauge("journal_records", "records in the journal", journal.last_seq)
    gauge("inbox_events", "events that wait for the room", len(room.bus))
    gauge("renderers", "renderers connected", len(hub.clients()))
    gauge("consoles", "consoles connected", feed.clients)
    if memory.audience.count is not None:
        gauge("viewers", "viewers as the platform counts them", memory.audience.count)
    gauge("questions_waiting", "questions that wait for an answer", len(tally.questions))
    counter("messages", "chat messages heard", tally.messages)
    counter("questions_answered", "messages answered", tally.answered)
    counter("lines_spoken", "lines spoken", tally.lines)
    missed: dict[str, int] = {}
    for reason, count in tally.missed.items():
        fate = reason.partition(":")[0]  # its reason may hold a viewer's name
        missed[fate] = missed.get(fate, 0) + count
    by("questions_missed", "messages that got no answer", "fate", missed)
    by("lines_blocked", "lines that the gate held back", "reason", tally.blocked)
    by("events_shed", "events let go of under load", "reason", tally.shed)
    return generate_latest(registry), CONTENT_TYPE_PLAIN_0_0_4
