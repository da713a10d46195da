"""A crowd that comes at once hears the hook again; one that walks away is shown something else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from chatbot.events import Event, ViewerCount
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Rehearsal
from chatbot.show.acts import Perform
from chatbot.testing import load
from tests.onair import write_show

CATALOG = """\
products:
  - {sku: SCARF, name: {en: Silk scarf}, price: {USD: 199}, stock: 86}
  - {sku: MUG, name: {en: Stoneware mug}, price: {USD: 18}, stock: 400}
"""
FINGERS = ("thumb", "index", "middle", "ring", "little")
LINES = {
    sku: [hook] + [f"Look at it by the {one} finger and the {two} one, take your time."
                   for one in FINGERS for two in FINGERS]
    for sku, hook in (("SCARF", "A scarf for cool evenings."), ("MUG", "A mug for slow mornings."))
}  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> ShowFiles:
    """Two products with much to say of each."""
    path = write_show(tmp_path, seller=True)
    (tmp_path / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    segments = [
        {"title": sku, "sku": sku, "lines": [{"en": text} for text in texts]}
        for sku, texts in LINES.items()
    ]
    rundown = yaml.safe_dump({"loop": True, "segments": segments})
    (tmp_path / "rundown.yaml").write_text(rundown, encoding="utf-8")
    path.write_text(path.read_text("utf-8") + "rundown: rundown.yaml\n", encoding="utf-8")
    return load(path)


def counts(*viewers: int, from_s: int, every_s: int = 5) -> list[tuple[int, Event]]:
    return [
        ((from_s + n * every_s) * 1000, ViewerCount(id=f"{from_s}-{n}", source="gw", count=count))
        for n, count in enumerate(viewers)
    ]


def hooks(show: Rehearsal) -> list[tuple[str | None, str]]:
    """Of each product that is begun: which, and why the line was said."""
    cues = [act.cue for act in show.acts if isinstance(act, Perform) and act.programme]
    firsts = {texts[0] for texts in LINES.values()}
    return [(cue.sku, cue.reason) for cue in cues if cue.say and cue.say.text in firsts]


def settled(shop: ShowFiles, viewers: int) -> tuple[Rehearsal, int]:
    """A show before so many viewers, in the midst of the scarf, and the second it is at."""
    show = Rehearsal(shop)
    show.feed(counts(*[viewers] * 12, from_s=1))
    assert [sku for sku, _ in hooks(show)] == ["SCARF"]
    show.acts.clear()
    return show, show.now_ms // 1000 + 1


def test_a_surge_hears_the_hook_of_the_product_again(shop: ShowFiles) -> None:
    show, now_s = settled(shop, 40)
    show.feed(counts(*[400] * 8, from_s=now_s))
    (again,) = hooks(show)
    assert again[0] == "SCARF"
    assert "viewers and surging" in again[1]


def test_a_drop_is_shown_another_product(shop: ShowFiles) -> None:
    show, now_s = settled(shop, 400)
    show.feed(counts(*[60] * 10, from_s=now_s))
    (other,) = hooks(show)
    assert other[0] == "MUG"
    assert "viewers and dropping" in other[1]


def test_a_room_that_swings_changes_the_course_once_in_five_minutes(shop: ShowFiles) -> None:
    show, now_s = settled(shop, 40)
    for n in range(2):
        show.feed(counts(*[400] * 6, *[40] * 6, from_s=now_s + n * 60))
    assert len([why for _, why in hooks(show) if "surging" in why or "dropping" in why]) == 1


def test_a_handful_more_is_no_crowd(shop: ShowFiles) -> None:
    show, now_s = settled(shop, 8)
    show.feed(counts(*[18] * 8, from_s=now_s))
    assert hooks(show) == []
