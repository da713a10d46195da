"""Old names and old nights go by the show's policy, when somebody says so."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from chatbot.cli_retention import prune_at_start
from chatbot.engine.chain import verify
from chatbot.engine.journal import Journal
from chatbot.engine.records import read_records
from chatbot.errors import ConfigErrors
from chatbot.loading import load_show
from chatbot.replaying import replay
from chatbot.report.page import page
from chatbot.report.reading import nights_in, read_night
from chatbot.restoring import STATE, restore
from chatbot.retention import carry_out, due
from chatbot.retention_config import Retention
from tests.engine.rooms import WALL_MS
from tests.forgetting.nights import bytes_at, chatbot, recorded, texts
from tests.onair import write_show
from tests.renderers.clock_loop import run

DAY_MS = 86_400_000
NAMES = (b"Rosalind", b"user-4711", b"user-0815", "小雨".encode(), b"bo@example.org")


def at(days: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is so many days after the night began."""
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp((WALL_MS + days * DAY_MS) / 1000, UTC)
    monkeypatch.setenv("CHATBOT_NOW", moment.isoformat())
    monkeypatch.setattr("chatbot.retention.wall_now_ms", lambda: WALL_MS + round(days * DAY_MS))


def test_young_nights_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = recorded(tmp_path)
    at(29, monkeypatch)
    assert "nothing to do: looked at 1" in chatbot("journal", "prune", tmp_path)
    assert b"Rosalind" in bytes_at(path)


def test_after_a_month_pseudonyms_stand_for_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = recorded(tmp_path)
    before = read_night(path)
    at(32, monkeypatch)
    told = chatbot("journal", "prune", tmp_path, "--dry-run")
    assert "pseudonyms for 3 viewers" in told
    assert "older than 30 days" in told
    assert b"Rosalind" in bytes_at(path)
    asked = chatbot("journal", "prune", tmp_path)  # nobody says yes
    assert "This cannot be undone" in asked
    assert b"Rosalind" in bytes_at(path)
    told = chatbot("journal", "prune", tmp_path, "--yes", "--by", "lea")
    assert "a replay still matches" in told
    left = bytes_at(path)
    assert not [name for name in NAMES if name in left]
    after = read_night(path)
    words = [q.text for q in after.questions.values()]
    assert "how much is the silk scarf?" in words
    assert any("[email]" in r.body for r in read_records(path))
    assert len(after.spoken) == len(before.spoken)
    assert not verify(path).problems
    assert "nothing to do" in chatbot("journal", "prune", tmp_path, "--yes")


def test_after_a_year_the_journal_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = recorded(tmp_path)
    other = tmp_path / "notes.txt"
    other.write_text("keep me", encoding="utf-8")
    at(367, monkeypatch)
    told = chatbot("journal", "prune", tmp_path, "--yes")
    assert f"{path}: removed" in told
    assert not list(tmp_path.glob("night.journal*"))
    assert other.is_file()


def test_a_journal_that_goes_on_loses_its_oldest_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same journal night after night, as a show without --journal keeps it."""
    path = recorded(tmp_path, again_after_ms=400 * DAY_MS)
    state, _ = restore(path)
    at(402, monkeypatch)
    told = chatbot("journal", "prune", path, "--yes")
    assert "older than 365 days" in told
    kinds = [record.kind for record in read_records(path)]
    assert kinds[:2] == ["head", STATE]
    assert not verify(path).problems
    assert run(replay(path, tell=lambda event, acts: None))[1] is None
    now, _ = restore(path)
    assert now.memory.utterances == state.memory.utterances
    night = read_night(path)
    assert len(night.minutes) < 10
    assert night.name == "silk-night"
    assert "a replay begins where the records do" in page(night)
    assert "m-1-again" in texts(path)
    assert " m-1 " not in texts(path)


def test_whoever_is_in_the_state_of_a_cut_journal_is_forgotten_too(tmp_path: Path) -> None:
    path = recorded(tmp_path, again_after_ms=400 * DAY_MS)
    (task,) = due(path, Retention(viewers=None), now_ms=WALL_MS + 402 * DAY_MS)
    carry_out(task, by="lea", wall_ms=0, tell=lambda seq: None)
    assert b"user-4711" in bytes_at(path)
    told = chatbot("journal", "forget", path, "--user", "user-4711", "--yes")
    assert "a replay still matches" in told
    assert not [name for name in (b"user-4711", b"Rosalind") if name in bytes_at(path)]
    assert run(replay(path, tell=lambda event, acts: None))[1] is None
    assert not verify(path).problems


def test_a_show_with_an_older_state_is_read_from_it(tmp_path: Path) -> None:
    """Without its snapshot, a journal that was cut begins with the state it was cut at."""
    path = recorded(tmp_path, again_after_ms=400 * DAY_MS)
    (task,) = due(path, Retention(viewers=None), now_ms=WALL_MS + 402 * DAY_MS)
    state, _ = restore(path)
    carry_out(task, by="lea", wall_ms=0, tell=lambda seq: None)
    import sqlite3

    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM snapshots")
    db.close()
    now, _ = restore(path)
    assert now.snapshot() == state.snapshot()


def test_the_policy_is_the_one_of_the_show_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = write_show(tmp_path, seller=True)
    policy = "retention: {viewers: never, journals: 90d}\n"
    show.write_text(show.read_text("utf-8") + policy, encoding="utf-8")
    recorded(tmp_path, files=load_show(show))
    at(60, monkeypatch)
    assert "nothing to do" in chatbot("journal", "prune", tmp_path)
    at(92, monkeypatch)
    assert "older than 90 days" in chatbot("journal", "prune", tmp_path, "--dry-run")
    show.write_text(show.read_text("utf-8").replace("never", "100d"), encoding="utf-8")
    with pytest.raises(ConfigErrors, match="let 'viewers' be the shorter, or 'never'"):
        load_show(show)


async def test_a_journal_in_use_is_left_and_the_others_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await asyncio.to_thread(recorded, tmp_path / "a", name="a.journal")
    two = await asyncio.to_thread(recorded, tmp_path / "b", name="b.journal")
    at(32, monkeypatch)
    journal = Journal(one)
    told = await asyncio.to_thread(chatbot, "journal", "prune", one, two, "--yes")
    await journal.aclose()
    assert "a show is writing this journal" in told
    assert "exit 1" in told
    assert "Rosalind" in texts(one)
    assert "Rosalind" not in texts(two)


def test_a_show_may_do_it_before_it_goes_on_the_air(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = write_show(tmp_path, seller=True)
    policy = "retention: {viewers: 7d, at_start: true}\n"
    show.write_text(show.read_text("utf-8") + policy, encoding="utf-8")
    path = recorded(tmp_path, files=load_show(show))
    at(9, monkeypatch)
    told: list[str] = []
    prune_at_start(show, told.append)
    assert len(told) == 1
    assert "a replay still matches" in told[0]
    assert "Rosalind" not in texts(path)


def test_a_journal_that_goes_on_is_reported_night_by_night(tmp_path: Path) -> None:
    path = recorded(tmp_path, again_after_ms=3 * DAY_MS)
    nights = [str(day) for _, day in nights_in(path)]
    assert len(nights) == 2
    last, first = read_night(path), read_night(path, day=nights_in(path)[0][1])
    assert [q.id for q in last.questions.values()] == [
        f"{q.id}-again" for q in first.questions.values()
    ]
    assert len(last.minutes) < 10
    assert len(first.minutes) < 10
    told = chatbot("report", path, "-o", tmp_path / "r.html", "--night", "2001-01-01")
    assert f"no night began on 2001-01-01; there are: {nights[0]}, {nights[1]}" in told
    told = chatbot("journal", "export", path, tmp_path / "n.jsonl", "--night", nights[0])
    assert "rows" in told
