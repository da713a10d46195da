"""Two hosts through real sockets: a renderer is told both names, and with each line who speaks."""

from __future__ import annotations

from pathlib import Path

from chatbot.replaying import replay
from tests.onair import say_of, studio, write_show

COHOST = """\
name: Yue
kind: seller
languages: [en]
"""


def two(folder: Path) -> Path:
    """The small show with a second host."""
    show = write_show(folder, seller=True)
    (folder / "yue.yaml").write_text(COHOST, encoding="utf-8")
    show.write_text(show.read_text(encoding="utf-8") + "cohost: ./yue.yaml\n", encoding="utf-8")
    return show


async def test_a_renderer_hears_who_speaks_and_the_one_called_answers(tmp_path: Path) -> None:
    async with studio(two(tmp_path)) as night:
        assert night.stage.frames[-1]["hosts"] == [
            {"speaker": "host", "name": "Lan"},
            {"speaker": "cohost", "name": "Yue"},
        ]
        hello = say_of(await night.stage.says("Yue"))
        assert hello["speaker"] == "cohost"
        await night.gateway.chat("Yue, are you a real person?")
        cue = await night.stage.until(lambda f: "AI" in str(say_of(f)) and f["type"] == "cue")
        assert say_of(cue)["speaker"] == "cohost"
    count, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None
    assert count > 10


async def test_one_host_is_not_named(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        welcome = night.stage.frames[-1]
        cue = await night.stage.until(lambda f: f["type"] == "cue")
        assert "hosts" not in welcome
        assert "speaker" not in say_of(cue)
