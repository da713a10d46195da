"""A line of the rundown that names a viewer: said while somebody is new, left out otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.events import AudienceMember, Event, ViewerBanned, ViewerCount, ViewerEntered
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Rehearsal
from chatbot.show.acts import Perform
from chatbot.testing import load
from tests.onair import write_show

RUNDOWN = """\
loop: true
segments:
  - title: room
    lines:
      - {en: "Hello {viewer}, good to have you here.", beat: hello}
      - {en: "Ask me about anything on the screen.", beat: ask}
"""
HELLO = "Hello Robin, good to have you here."


@pytest.fixture
def shop(tmp_path: Path) -> ShowFiles:
    path = write_show(tmp_path, seller=True)
    (tmp_path / "rundown.yaml").write_text(RUNDOWN, encoding="utf-8")
    path.write_text(path.read_text("utf-8") + "rundown: rundown.yaml\n", encoding="utf-8")
    return load(path)


def said(shop: ShowFiles, *events: tuple[int, Event], until_s: int = 40) -> list[str]:
    show = Rehearsal(shop)
    show.feed(events)
    show.run_until(until_s * 1000)
    cues = (act.cue for act in show.acts if isinstance(act, Perform) and act.programme)
    return [cue.say.text for cue in cues if cue.say]


def enters(nick: str, at_s: int = 1) -> tuple[int, Event]:
    return at_s * 1000, ViewerEntered(
        id=f"e-{nick}", source="gw", viewer=AudienceMember("u1", nick)
    )


def count(viewers: int) -> tuple[int, Event]:
    return 0, ViewerCount(id="v-1", source="gw", count=viewers)


def test_who_comes_in_is_named_in_a_small_room(shop: ShowFiles) -> None:
    assert HELLO in said(shop, count(5), enters("Robin"))


def test_nobody_is_named_where_nobody_came_or_the_room_is_large(shop: ShowFiles) -> None:
    for events in ((count(5),), (count(5000), enters("Robin"))):
        assert not any("good to have you" in text for text in said(shop, *events))


def test_a_name_that_must_not_be_said_is_nobody(shop: ShowFiles) -> None:
    for nick in ("cheap-vx-8888", "Admin", "http://x.example"):
        assert not any("good to have you" in text for text in said(shop, count(5), enters(nick)))


def test_who_was_removed_is_not_named(shop: ShowFiles) -> None:
    removed = ViewerBanned(id="b-1", source="gw", viewer=AudienceMember("u1", "Robin"))
    assert HELLO not in said(shop, count(5), enters("Robin", 1), (1100, removed), until_s=30)


def test_a_name_is_kept_for_half_a_minute(shop: ShowFiles) -> None:
    spoken = said(shop, count(5), enters("Robin", 1), until_s=120)
    assert HELLO in spoken
    assert HELLO not in spoken[len(spoken) // 2 :]
