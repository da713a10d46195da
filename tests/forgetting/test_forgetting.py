"""A viewer asks to be forgotten: nothing of them is left, and the night decides the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from chatbot.engine.chain import rewrite, verify
from chatbot.engine.journal import Journal
from chatbot.engine.records import Record, read_records
from chatbot.loading import load_show
from chatbot.recordings import read_recording
from chatbot.replaying import replay
from chatbot.report.page import page
from chatbot.report.reading import read_night
from chatbot.restoring import restore
from tests.forgetting.nights import ANN, CY, NIGHT, bytes_at, chatbot, recorded, texts, wrote
from tests.renderers.clock_loop import run

THEIRS = (b"Rosalind", b"user-4711", b"Novosibirsk", b"Weber", b"I'm ill", b"send it to")


def test_nothing_of_the_viewer_is_left_and_the_night_decides_the_same(tmp_path: Path) -> None:
    path = recorded(tmp_path)
    assert all(theirs in bytes_at(path) for theirs in THEIRS)
    before = read_night(path)
    told = chatbot("journal", "forget", path, "--user", "user-4711", "--by", "lea", "--yes")
    assert "a replay still matches" in told
    left = bytes_at(path)
    assert not [theirs for theirs in THEIRS if theirs in left]
    assert b"user-0815" in left
    count, difference = run(replay(path, tell=lambda event, acts: None))
    assert difference is None
    found = verify(path)
    assert not found.problems
    (note,) = found.notes
    assert (note["by"], note["differs_from"]) == ("lea", 0)
    assert note["was"].startswith(f"{note['seq'] - 1}:")
    told = chatbot("journal", "verify", path)
    assert "records rewritten at" in told
    assert "by lea: the viewer asked to be forgotten" in told
    assert f"identical: {count} records" in chatbot("replay", path)
    after = read_night(path)
    assert [q.intent for q in after.questions.values()] == [
        q.intent for q in before.questions.values()
    ]
    assert {sku: p.orders for sku, p in after.products.items()} == {
        sku: p.orders for sku, p in before.products.items()
    }
    assert len(after.spoken) == len(before.spoken)
    assert "rewritten at" in page(after)


def test_one_pseudonym_stands_for_them_everywhere(tmp_path: Path) -> None:
    one = recorded(tmp_path / "a", guess=False)
    two = recorded(tmp_path / "b", guess=False)
    told = chatbot("journal", "forget", one.parent, two.parent, "--nick", "rosalind", "--yes")
    assert told.count("a replay still matches") == 2
    names = set()
    for path in (one, two):
        for record in read_records(path):
            data = json.loads(record.body)
            viewer = data.get("viewer") if isinstance(data, dict) else None
            if viewer and viewer["id"].startswith("gone-"):
                names.add((viewer["id"], viewer["nick"]))
        assert run(replay(path, tell=lambda event, acts: None))[1] is None
    assert len(names) == 1
    assert next(iter(names))[1] in texts(one)


def test_a_name_inside_another_one_stays(tmp_path: Path) -> None:
    short, long = type(ANN)("user-31", "年糕"), type(ANN)("user-32", "阿年糕妈妈")
    script = [
        (2_000, wrote(short, "围巾多少钱?", 1)),
        (50, wrote(long, "围巾多少钱?", 2)),
        (20_000, wrote(CY, "年糕和阿年糕妈妈好", 3)),
        (20_000, NIGHT[-1][1]),
    ]
    path = recorded(tmp_path, script)
    told = chatbot("journal", "forget", path, "--user", "user-31", "--yes")
    assert "a replay still matches" in told
    left = texts(path)
    assert left.count("阿年糕妈妈") >= 2
    assert "年糕" not in left.replace("阿年糕妈妈", "")


def test_the_deed_about_them_keeps_who_did_it(tmp_path: Path) -> None:
    path = recorded(tmp_path)
    chatbot("journal", "forget", path, "--user", "gw/user-4711", "--yes")
    deed = next(json.loads(r.body) for r in read_records(path) if r.kind == "audit")
    assert deed["who"] == "lea"
    assert deed["asked"]["user"].startswith("gone-")
    assert "Rosalind" not in deed["asked"]["text"]


def test_a_show_goes_on_after_it(tmp_path: Path) -> None:
    path = recorded(tmp_path)
    state, at_ms = restore(path)
    chatbot("journal", "forget", path, "--user", "user-4711", "--yes")
    now, now_ms = restore(path)
    assert (now_ms, now.memory.mode, now.memory.utterances) == (
        at_ms, state.memory.mode, state.memory.utterances,
    )  # fmt: skip
    assert "Rosalind" not in now.snapshot()


def test_who_is_not_there_or_is_several_is_told_and_nothing_is_done(tmp_path: Path) -> None:
    twin = type(ANN)("user-9", "Rosalind")
    path = recorded(tmp_path, [*NIGHT, (1_000, wrote(twin, "hello there", 9))])
    before = texts(path)
    assert "nobody 'Zoe' in these journals" in chatbot("journal", "forget", path, "--nick", "Zoe")
    told = chatbot("journal", "forget", path, "--nick", "Rosalind")
    assert "2 viewers match: gw/user-4711" in told
    assert "gw/user-9 (1 records)" in told
    told = chatbot("journal", "forget", path, "--user", "user-4711", "--dry-run")
    assert "gw/user-4711 (Rosalind): 7 records" in told
    assert "name one of --user ID and --nick NAME" in chatbot("journal", "forget", path)
    assert texts(path) == before


def test_a_name_that_the_shop_uses_too_stays_where_it_is_no_name(tmp_path: Path) -> None:
    scarf = type(ANN)("user-77", "Silk")
    script = [*NIGHT[:3], (1_000, wrote(scarf, "hello, how much is the bowl?", 21))]
    path = recorded(tmp_path, [*script, (20_000, NIGHT[-1][1])])
    chatbot("journal", "forget", path, "--user", "user-77", "--yes")
    assert "Silk scarf" in texts(path)
    assert run(replay(path, tell=lambda event, acts: None))[1] is None


async def test_a_journal_in_use_is_left_alone(tmp_path: Path) -> None:
    import asyncio

    path = await asyncio.to_thread(recorded, tmp_path)
    journal = Journal(path)
    told = await asyncio.to_thread(
        chatbot, "journal", "forget", path, "--user", "user-4711", "--yes"
    )
    await journal.aclose()
    assert "a show is writing this journal: end it first" in told
    assert "exit 1" in told
    assert "Rosalind" in texts(path)


KILLED = """
import os, sys
from pathlib import Path
from chatbot.forgetting.finding import find_viewers
from chatbot.forgetting.forget import people_for
from chatbot.forgetting.rewriting import Rewriting
from chatbot.engine import chain

path = Path(sys.argv[1])
found = find_viewers([path], user="user-4711", tell=lambda seq: None)
work = Rewriting(path, people_for(found, [path]), wordless=True)

def changes():
    for number, change in enumerate(work.changes()):
        if number == 5:
            os._exit(9)
        yield change

chain.rewrite(path, changes, why="asked", by="lea", wall_ms=0, snapshot=work.snapshot)
"""


def test_a_machine_that_dies_half_way_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    path = recorded(tmp_path)
    before = texts(path)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert killed.returncode == 9
    assert texts(path) == before
    assert not verify(path).problems
    chatbot("journal", "forget", path, "--user", "user-4711", "--yes")
    left = bytes_at(path)
    assert not [theirs for theirs in THEIRS if theirs in left]


def test_where_the_words_mattered_a_replay_says_why_it_differs(tmp_path: Path) -> None:
    """A word is blocked while their question waits: without the words, nothing is dropped."""
    from chatbot.events import ModeratorAction

    script = [
        (2_000, wrote(ANN, "how much is the silk scarf, sweetie?", 1)),
        (10, ModeratorAction(id="a-9", action="block_word", by="lea", text="sweetie")),
        (30_000, NIGHT[-1][1]),
    ]
    path = recorded(tmp_path, script, guess=False)
    before = read_night(path)
    told = chatbot("journal", "forget", path, "--user", "user-4711", "--yes")
    assert "a replay will differ from record" in told
    told = chatbot("replay", path)
    assert "different at record" in told
    assert "what was decided there rested on words or names that are gone" in told
    after = read_night(path)
    fates = [(q.fate, q.reason) for q in before.questions.values()]
    assert [(q.fate, q.reason) for q in after.questions.values()] == fates
    assert not verify(path).problems


def test_a_replay_that_differed_before_is_not_laid_on_the_viewer(tmp_path: Path) -> None:
    """As where the program has changed since: the record of a decision is not what is decided."""
    path = recorded(tmp_path)
    old = next(r for r in read_records(path) if r.kind == "out" and "perform" in r.body)
    other = Record("out", old.at_ms, old.body.replace('"reason":"', '"reason":"otherwise, '))
    rewrite(path, {old.seq: other}, why="the test", by="lea", wall_ms=0)
    told = chatbot("journal", "forget", path, "--user", "user-4711", "--yes")
    assert f"a replay differed before, from record {old.seq} on" in told
    assert f"a replay differed from record {old.seq} on before that" in chatbot("replay", path)


def test_a_character_with_gags_and_regulars_decides_the_same(tmp_path: Path) -> None:
    from tests.onair import write_show

    show = write_show(tmp_path)
    show.write_text(show.read_text("utf-8").replace("./host.yaml", "milo"), encoding="utf-8")
    script = [
        (2_000, wrote(ANN, "good evening Milo, do owls sleep?", 1)),
        (30_000, wrote(ANN, "hahaha that is a good one, hoot hoot", 2)),
        (30_000, wrote(ANN, "1", 3)),
        (600_000, wrote(ANN, "good evening, I am back. what did I miss?", 4)),
        (30_000, wrote(ANN, "lol 😂", 5)),
        (60_000, NIGHT[-1][1]),
    ]
    path = recorded(tmp_path, script, files=load_show(show))
    assert "Rosalind" in texts(path)
    told = chatbot("journal", "forget", path, "--user", "user-4711", "--yes")
    assert "a replay still matches" in told
    assert b"Rosalind" not in bytes_at(path)
    assert run(replay(path, tell=lambda event, acts: None))[1] is None


def test_a_desk_that_reads_papers_decides_the_same(tmp_path: Path) -> None:
    from tests.papers.paper_shows import desk

    files = load_show(desk(tmp_path))
    script = [
        (2_000, wrote(ANN, "what does a card for one year cost?", 1)),
        (20_000, wrote(ANN, "and my sister Agnes lost hers, what then?", 2)),
        (30_000, NIGHT[-1][1]),
    ]
    path = recorded(tmp_path, script, files=files)
    told = chatbot("journal", "forget", path, "--user", "user-4711", "--yes")
    assert "a replay still matches" in told
    assert b"Agnes" not in bytes_at(path)


@pytest.mark.parametrize("command", ["export", "show", "report", "rehearsal"])
def test_whatever_reads_a_journal_reads_it_after(tmp_path: Path, command: str) -> None:
    path = recorded(tmp_path)
    chatbot("journal", "forget", path, "--user", "user-4711", "--yes")
    if command == "export":
        assert "rows" in chatbot("journal", "export", path, tmp_path / "n.jsonl")
        assert "Rosalind" not in (tmp_path / "n.jsonl").read_text("utf-8")
    elif command == "rehearsal":
        assert len(read_recording(path)) == 3  # of six, three were theirs
    elif command == "show":
        from chatbot.report.page import clock_of

        night = read_night(path)
        line = next(line for line in night.spoken if line.asked)
        told = chatbot("journal", "show", path, "--at", clock_of(night)(line.at_ms + 10))
        assert "asked: Viewer-" in told or "questions: Viewer-" in told
    else:
        assert "questions" in chatbot("report", path)
