"""Whoever is forgotten of any night: the chain is whole, and a replay differs where it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.engine.chain import verify
from chatbot.engine.records import read_records
from chatbot.forgetting.finding import find_viewers, viewers_in
from chatbot.forgetting.forget import Done, forget, people_for, pseudonymise
from chatbot.loading import ShowFiles, load_show
from chatbot.replaying import replay
from chatbot.report.reading import read_night
from chatbot.restoring import restore
from tests.engine.test_properties import RESPONDERS, SCRIPT, lived
from tests.onair import write_show
from tests.renderers.clock_loop import run

NOTED = {"by": "lea", "wall_ms": 0, "tell": lambda seq: None}


@pytest.fixture(scope="module")
def seller(tmp_path_factory: pytest.TempPathFactory) -> ShowFiles:
    return load_show(write_show(tmp_path_factory.mktemp("any"), seller=True))


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(script=SCRIPT, who=RESPONDERS, everybody=st.booleans())
def test_the_night_is_whole_without_them(
    seller: ShowFiles, script: list[tuple[int, Any]], who: Any, everybody: bool, tmp_path: Path
) -> None:
    life = lived(seller, script, responder=who and who())
    path = life.paper.to_file(tmp_path / "night.journal")
    before = read_night(path)
    if everybody:
        done = pseudonymise(path, until_ms=10**9, why="old", **NOTED)  # type: ignore[arg-type]
    else:
        found = find_viewers([path], user="u1", tell=lambda seq: None)
        people = people_for(found, [path])
        done = forget(path, people, why="asked", **NOTED) if found else Done(0)  # type: ignore[arg-type]
    assert not verify(path).problems
    left = {viewer["id"] for _, viewer in viewers_in(path)}
    assert not [i for i in left if not i.startswith("gone-") and (everybody or i == "u1")]
    users = [json.loads(r.body).get("user", "") for r in read_records(path) if '"user"' in r.body]
    assert done.records == 0 or everybody or "gw/u1" not in users
    _, difference = run(replay(path, tell=lambda event, acts: None))
    assert (difference is None) == (done.differs_from == 0)
    restore(path)
    after = read_night(path)
    assert [q.fate for q in after.questions.values()] == [q.fate for q in before.questions.values()]
    assert [line.verdict for line in after.lines.values()] == [
        line.verdict for line in before.lines.values()
    ]
