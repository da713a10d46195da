"""The host says that it is an AI as often as the strictest platform asks, whatever comes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from chatbot.events import ModeratorAction, PlatformConfirmed, decode, encode
from chatbot.loading import ShowFiles
from chatbot.platforms import disclose_every_min
from chatbot.rehearsal import Rehearsal
from chatbot.show.programme import DISCLOSES
from chatbot.testing import chat, load, viewers
from tests.onair import write_show

QUESTIONS = ("how much is the silk scarf?", "do you ship to brazil?", "how do i order?")


def on_platform(folder: Path, platform: str, *, seller: bool) -> ShowFiles:
    path = write_show(folder, seller=seller)
    policy = f"policy: {{market: us, order_channel: cart, platform: {platform}}}"
    written = path.read_text(encoding="utf-8").replace("policy: {market: us}", policy)
    path.write_text(written, encoding="utf-8")
    return load(path)


def when_it_said_so(show: Rehearsal, minutes: int, *, every_s: int | None) -> list[int]:
    """Show times, to ten seconds, of lines that disclose; a question comes every so often."""
    said: list[int] = []
    before = 0
    show.feed([(0, viewers(40))])
    for second in range(0, minutes * 60, 10):
        if second % 600 == 0:
            show.feed([(second * 1000, ModeratorAction(id="h", action="here", by="mod"))])
        if every_s is not None:
            for n in range(0, 10, every_s):
                asked = chat(QUESTIONS[n % 3], nick=f"V{second + n}", id=f"q{second + n}")
                show.feed([((second + n) * 1000, asked)])
        show.run_until((second + 10) * 1000)
        fresh = [p.text for p in show.performed[before:] if p.passed]
        said += [second * 1000] * any(DISCLOSES.search(text) for text in fresh)
        before = len(show.performed)
    return said


@pytest.mark.parametrize("seller", [True, False], ids=["seller", "clerk"])
@pytest.mark.parametrize("every_s", [None, 1], ids=["quiet", "flooded"])
@pytest.mark.parametrize(
    ("platform", "minutes"), [("none", 15), ("twitch", 15), ("[twitch, douyin]", 10)]
)
def test_it_is_said_in_time(
    tmp_path: Path, platform: str, minutes: int, every_s: int | None, seller: bool
) -> None:
    files = on_platform(tmp_path, platform, seller=seller)
    assert disclose_every_min(files.show.policy.platform) == minutes
    said = when_it_said_so(Rehearsal(files), 45, every_s=every_s)
    assert said[0] < 30_000
    gaps = [later - before for before, later in pairwise([*said, 45 * 60_000])]
    assert max(gaps) <= minutes * 60_000
    assert max(gaps) > (minutes - 3) * 60_000  # it is no tic either


def test_a_product_called_ai_does_not_stand_for_it(tmp_path: Path) -> None:
    files = on_platform(tmp_path, "none", seller=True)
    catalog = tmp_path / "catalog.yaml"
    text = catalog.read_text(encoding="utf-8").replace("Silk scarf", "AI translator")
    catalog.write_text(text, encoding="utf-8")
    show = Rehearsal(load(files.path))
    show.run_until(20 * 60_000)
    assert sum("AI translator" in p.text for p in show.performed) > 10
    assert sum("AI host" in p.text for p in show.performed if p.passed) >= 2


def test_it_is_said_anew_when_a_human_hands_back(tmp_path: Path) -> None:
    show = Rehearsal(on_platform(tmp_path, "none", seller=False))
    show.feed([(60_000, ModeratorAction(id="a1", action="takeover", by="mod"))])
    show.run_until(119_000)
    heard = len(show.performed)
    show.feed([(120_000, ModeratorAction(id="a2", action="handback", by="mod"))])
    show.run_until(130_000)
    assert DISCLOSES.search(show.performed[heard].text)


def test_a_confirmed_checklist_is_remembered_and_told_and_survives_the_journal(
    tmp_path: Path,
) -> None:
    event = PlatformConfirmed(
        id="platform-1",
        platform="douyin",
        version="2026-11-22-abc",
        by="小雨",
        confirmed_at="2026-11-28T21:00:00+08:00",
        points=("AI标识全程显示",),
    )
    assert decode(encode(event)) == event
    show = Rehearsal(on_platform(tmp_path, "none", seller=False))
    show.feed([(1_000, event)])
    remembered = (event.version, event.by, event.confirmed_at)
    assert show.state.memory.confirmed == {"douyin": remembered}
    assert any("小雨" in act.text for act in show.acts if hasattr(act, "about"))
