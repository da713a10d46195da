"""Whatever a night brings: replays decide the same, and a crash at any point says nothing twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.commands import PointToBuy, Reply, Say
from chatbot.events import (
    AudienceMember,
    CartAdded,
    ChatMessage,
    Event,
    FilesLoaded,
    GiftSent,
    LiveState,
    MessageDeleted,
    ModeratorAction,
    Notice,
    OrderPlaced,
    Other,
    PlatformConfirmed,
    ProductSignal,
    Proposed,
    UtteranceFinished,
    UtteranceStarted,
    ViewerBanned,
    ViewerCount,
    ViewerEntered,
    decode,
)
from chatbot.loading import ShowFiles, load_show
from chatbot.phrases import built_in_phrases
from chatbot.replaying import replay
from chatbot.responders.facts import FactsResponder
from chatbot.restoring import restore
from chatbot.show.authority import ACTIONS
from chatbot.show.brief import Answer, Brief
from chatbot.show.draw import draw_number
from chatbot.show.programme import sellable
from chatbot.show.state import ShowState
from tests.engine.rooms import Life, Paper, live, loaded, passed
from tests.onair import CATALOG, CLERK, SELLER, write_show
from tests.renderers.clock_loop import run

TEXTS = """\
how much is the silk scarf?|丝巾多少钱|combien coûte l'écharpe ?|is the bowl in stock?|还有货吗
hello|你好|bonjour|lol|哈哈哈|are you an AI?|你是真人吗|how do i order?|do you ship to brazil?
能便宜点吗|😀😀|?|vous livrez au canada ?|I love this scarf|how much for two bowls?|is it washable?
""".replace("\n", "|").split("|")

VIEWERS = st.integers(0, 4).map(lambda n: AudienceMember(f"u{n}", f"Viewer {n}"))
SKUS = st.sampled_from(["SCARF", "BOWL", "NONE"])
MESSAGES = st.integers(0, 12).map(lambda n: f"m{n}")


def from_source(kind: type[Event], **fields: Any) -> st.SearchStrategy[Event]:
    return st.builds(kind, source=st.just("gw"), **fields)  # ids are given when it is sent


EVENTS = st.one_of(
    from_source(ChatMessage, viewer=VIEWERS, text=st.sampled_from(TEXTS), stale=st.booleans()),
    from_source(ChatMessage, viewer=VIEWERS, text=st.sampled_from(TEXTS)),
    from_source(
        ChatMessage, viewer=VIEWERS, text=st.text(st.characters(codec="utf-8"), max_size=9)
    ),
    from_source(ViewerCount, count=st.integers(0, 5_000)),
    from_source(ViewerEntered, viewer=VIEWERS),
    from_source(ViewerBanned, viewer=VIEWERS),
    from_source(MessageDeleted, target=MESSAGES),
    from_source(CartAdded, viewer=VIEWERS, sku=SKUS),
    from_source(OrderPlaced, viewer=VIEWERS, sku=SKUS, quantity=st.integers(-1, 200)),
    from_source(GiftSent, viewer=VIEWERS, name=st.just("rose"), value=st.floats(0, 9)),
    from_source(Other, type=st.just("poll"), data=st.just('{"a":1}')),
    from_source(LiveState, state=st.sampled_from(["started", "ended"]), trusted=st.booleans()),
    from_source(
        ProductSignal,
        sku=SKUS,
        action=st.sampled_from(["shown", "sold_out", "stock", "price"]),
        stock=st.none() | st.integers(-1, 20),
        amount=st.none() | st.sampled_from(["199", "149", "abc", "NaN"]),
        trusted=st.booleans(),
    ),
    st.builds(
        ModeratorAction,
        action=st.sampled_from([*ACTIONS, "resume", "resume", "handback", "dance"]),
        farewell=st.booleans(),
        by=st.just("owner"),
        target=MESSAGES.map(lambda m: f"gw/{m}"),
        text=st.sampled_from(["Back in a minute.", "The scarf is $99.", "", "马上回来"]),
        sku=SKUS,
        user=st.sampled_from(["gw/u1", "u2"]),
        seconds=st.sampled_from([0.0, 2.0, 60.0]),
        values=st.sampled_from(
            [(), (("price:USD", "149"),), (("stock", "0"),), (("stock", "7"), ("off_air", "true"))]
        ),
    ),
    st.builds(
        Proposed,
        plugin=st.just("p"),
        commands=st.sampled_from(
            [
                (Say("Thank you all.", "en"),),
                (Say("Only $9!", "en"), PointToBuy("SCARF")),
                (Reply("hi", "gw"),),
            ]
        ),
        priority=st.integers(0, 4),
        expires_s=st.sampled_from([0.5, 60.0]),
    ),
    st.builds(Notice, level=st.just("info"), about=st.just("x"), text=st.just("y")),
    st.builds(
        PlatformConfirmed,
        platform=st.sampled_from(["douyin", "twitch"]),
        version=st.just("2026-11-22-abc"),
        by=st.just("owner"),
        confirmed_at=st.just("2026-11-28T21:00:00+08:00"),
    ),
    st.sampled_from(["dearer", "shorter", "mistake", "other host", "as before"]),
)
SCRIPT = st.lists(st.tuples(st.sampled_from([0, 0, 10, 300, 1_500, 20_000]), EVENTS), max_size=14)


class Rambling(FactsResponder):
    """A model of every temper: prompt, slow, in several sentences, lying, hanging, failing."""

    def __init__(self) -> None:
        super().__init__(built_in_phrases())

    def moment(self, brief: Brief) -> Answer | None:
        return Answer(text="Let me see.", lang="en", last=False, filler=True)

    async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        temper = draw_number(brief.draw, "temper")
        if temper % 7 == 6:
            yield self.answer(brief)
            return
        for number in range(temper % 4):
            await passed((0, 40, 900, 2_500, 9_000)[draw_number(brief.draw, number) % 5])
            text = ("It is soft.", "The scarf is $9!", "Shall I show it?")[number]
            yield Answer(text=text, lang="en", sku="SCARF", last=False, by="rambling")
        if temper % 5 == 4:
            raise RuntimeError("no memory left")
        if temper % 5 == 3:
            await passed(60_000)


@pytest.fixture(scope="module", params=["seller", "clerk"])
def night(request: Any, tmp_path_factory: Any) -> ShowFiles:
    folder: Path = tmp_path_factory.mktemp(request.param)
    return load_show(write_show(folder, seller=request.param == "seller"))


RESPONDERS = st.sampled_from([None, Rambling])


def reloads(files: ShowFiles, which: str) -> FilesLoaded:
    match which:
        case "dearer":
            return loaded(files, catalog=CATALOG.replace("199", "209"))
        case "shorter":
            return loaded(files, catalog=CATALOG.splitlines()[0] + "\n")
        case "other host":
            before = dict(files.texts)["persona"]
            return loaded(files, persona=CLERK if before == SELLER else SELLER)
        case "mistake":
            return FilesLoaded(error="catalog.yaml:1: unknown key.")
        case _:
            return loaded(files)


def numbered(files: ShowFiles, script: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """The script with an id for each event, as the sources and the room give them."""
    from dataclasses import replace

    out: list[tuple[int, Any]] = []
    for number, (after_ms, what) in enumerate(script):
        event = reloads(files, what) if isinstance(what, str) else what
        prefix = "m" if isinstance(event, ChatMessage) else "e"
        out.append((after_ms, replace(event, id=f"{prefix}{number}")))
    return out


def lived(files: ShowFiles, script: list[tuple[int, Any]], **how: Any) -> Life:
    life: Life = run(live(files, numbered(files, script), **how))
    return life


def events_of(paper: Paper, upto: int | None = None) -> list[Event]:
    return [decode(r.body) for r in paper.records[:upto] if r.kind == "in"]


FEW = settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@FEW
@given(script=SCRIPT, who=RESPONDERS)
def test_replaying_any_night_decides_the_same(
    night: ShowFiles, script: list[tuple[int, Any]], who: Any, tmp_path: Path
) -> None:
    life = lived(night, script, responder=who and who())
    path = life.paper.to_file(tmp_path / "night.journal")
    _, difference = run(replay(path, tell=lambda event, acts: None))
    assert difference is None
    at_ms = [record.at_ms for record in life.paper.records]
    assert at_ms == sorted(at_ms)


@FEW
@given(script=SCRIPT, who=RESPONDERS, data=st.data())
def test_a_snapshot_and_the_rest_give_the_same_state_as_the_whole(
    night: ShowFiles, script: list[tuple[int, Any]], who: Any, data: Any, tmp_path: Path
) -> None:
    at = data.draw(st.integers(0, len(script)))
    script = [*script[:at], (0, Notice(level="info", about="snap", text="")), *script[at:]]
    cut: list[int] = []

    class Camera:
        def saw(self, event: Event, acts: Any) -> None:
            if isinstance(event, Notice) and event.about == "snap":
                life_paper.snapshot(state_of[0].snapshot())
                cut.append(life_paper.last_seq)

    state_of: list[ShowState] = []
    from tests.engine.rooms import head

    life_paper = Paper([head(night)])
    steps = [(0, lambda life: state_of.append(life.state)), *numbered(night, script)]
    responder = who and who()
    life: Life = run(
        live(night, steps, paper=life_paper, observers=[Camera()], responder=responder)
    )
    whole, whole_ms = restore(life_paper.to_file(tmp_path / "whole.journal"))
    with_snapshot = life_paper.to_file(tmp_path / "snap.journal", snapshots=True)
    quick, quick_ms = restore(with_snapshot)
    assert cut
    assert whole.snapshot() == life.state.snapshot()
    assert quick.snapshot() == whole.snapshot()
    assert quick.catalog.version == whole.catalog.version == life.state.catalog.version
    assert quick_ms == whole_ms


@FEW
@given(script=SCRIPT, who=RESPONDERS, data=st.data())
def test_a_crash_at_any_point_says_nothing_twice_and_loses_no_question(
    night: ShowFiles, script: list[tuple[int, Any]], who: Any, data: Any, tmp_path: Path
) -> None:
    first = lived(night, script, responder=who and who())
    upto = data.draw(st.sampled_from(first.paper.units), label="killed after record")
    path = first.paper.to_file(tmp_path / "cut.journal", upto)
    state, last_ms = restore(path)
    told = events_of(first.paper, upto)
    begun = {e.cause for e in told if isinstance(e, UtteranceStarted) and e.verdict == "pass"}
    ended = {e.cause for e in told if isinstance(e, UtteranceFinished)}
    onstage = state.memory.onstage
    maybe_heard = begun - ended
    assert maybe_heard <= ({onstage.utterance} if onstage is not None else set())
    clusters = () if onstage is None else onstage.clusters
    waiting = {c.id: c for c in state.memory.board.clusters.values() if c.id in clusters}
    wished = None if onstage is None or maybe_heard else onstage.wished

    paper = Paper(first.paper.records[:upto])
    resumed = (state, last_ms + 1_000)
    second: Life = run(
        live(night, then_ms=4_000, paper=paper, resumed=resumed, responder=who and who())
    )
    may_have_left = {p.cue for p in first.screen.parts if p.utterance in begun}
    assert may_have_left.isdisjoint(p.cue for p in second.screen.parts)
    again = [e for e in events_of(second.paper)[len(told) :] if isinstance(e, UtteranceStarted)]
    assert {e.cause for e in again}.isdisjoint(begun)
    for cluster in waiting.values():
        after = second.state.memory.board.clusters.get(cluster.id)
        if maybe_heard:
            assert after is not None
            assert after.status == "held"
        elif state.memory.mode == "on_air":
            assert after is None or after.status in (
                "open", "asking", "ready", "onstage", "between", "answered",
            )  # fmt: skip
    in_time = wished is not None and wished.expires_at_ms > last_ms + 10_000
    if wished is not None and in_time and state.memory.mode == "on_air" and wished.commands:
        done = second.state.memory
        held = [w.id for w in done.wishes]
        performed = [r.body for r in second.paper.records[upto:] if r.kind == "out"]
        assert wished.id in held or any(wished.id in body for body in performed)
    at_ms = [record.at_ms for record in second.paper.records]
    assert at_ms == sorted(at_ms)
    _, difference = run(
        replay(second.paper.to_file(tmp_path / "both.journal"), tell=lambda event, acts: None)
    )
    assert difference is None


@FEW
@given(script=SCRIPT, who=RESPONDERS)
def test_a_show_never_spins_and_always_goes_on(
    night: ShowFiles, script: list[tuple[int, Any]], who: Any
) -> None:
    life = lived(night, script, then_ms=60_000, responder=who and who())
    woken = sum(r.body.startswith('{"kind":"woke"') for r in life.paper.records)
    seconds = life.state.memory.now_ms / 1000
    assert woken <= 30 + 8 * seconds, "it wakes for nothing"
    state, memory = life.state, life.state.memory
    pitches = state.persona.kind == "seller" and any(map(sellable, state.catalog.products))
    if memory.mode == "on_air" and pitches and memory.onstage is None:
        assert memory.now_ms - memory.last_ended_ms < 5_000, "the seller fell silent"
