"""A viewer on Twitch asks for a price: it is said once, and the link is posted in the chat."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from onair import StageClient, command_of, write_show
from websockets.asyncio.client import connect

from chatbot.adapters.twitch.tokens import TokenStore
from chatbot.app import RunOptions, on_air
from chatbot.checking import check_paths
from chatbot.config import Show
from chatbot.files import parse, validate
from chatbot.loading import load_show
from chatbot.testing.twitch import TwitchMock
from tests.twitch_sign_in import signed_in

if TYPE_CHECKING:
    import pytest

LINK = "https://shop.example/silk"
TWITCH = f"""\
adapters:
  - {{type: twitch, channel: silknight}}
policy: {{market: us, order_channel: link, order_link: "{LINK}"}}
"""


def test_the_show_file_of_the_page_is_one() -> None:
    page = Path(__file__).parents[1] / "docs" / "platforms" / "twitch.md"
    (block,) = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    document = parse(f"persona: lan\ncatalog: c.yaml\n{dedent(block)}", "show.yaml")
    (adapter,) = validate(Show, document).adapters
    assert (adapter.type, adapter.channel) == ("twitch", "silknight")


async def test_a_question_on_twitch_is_answered_once_and_the_link_posted_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = write_show(tmp_path)
    text = show.read_text(encoding="utf-8").replace("policy: {market: us}\n", TWITCH)
    show.write_text(text, encoding="utf-8")
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path / "home"))
    (warning,) = [p for p in check_paths([show]) if "Twitch" in str(p)]
    assert (
        "show.yaml:6: warning: nobody is signed in to Twitch: type `chatbot twitch login`"
        in str(warning)
    )
    async with TwitchMock() as twitch:
        monkeypatch.setenv("CHATBOT_TWITCH_URL", twitch.url)
        store = TokenStore(tmp_path / "home" / "twitch.json")
        store.save(signed_in(twitch, scopes=("user:write:chat",)))
        (warning,) = [p for p in check_paths([show]) if "sign-in" in str(p)]
        assert "agree to user:read:chat" in str(warning)
        kept = signed_in(twitch)
        TokenStore(tmp_path / "home" / "twitch.json").save(kept)
        options = RunOptions(
            journal=tmp_path / "show.journal", port=0, voice="silent", second_look=False
        )
        async with on_air(load_show(show), options) as live:
            address = f"{live.address.replace('http', 'ws', 1)}/ws/stage"
            headers = {"Authorization": f"Bearer {live.stage_token}"}
            async with connect(address, additional_headers=headers, proxy=None) as socket:
                stage = StageClient(socket)
                await stage.hello()
                await twitch.until_subscribed("channel.chat.message")
                twitch.faults.duplicates = 2
                await twitch.chat("how much is the silk scarf?")
                cue = await stage.says("$199")
                assert command_of(cue, "point_to_buy")["sku"] == "SCARF"
                posted = await twitch.until_sent()
                assert LINK in posted.text
                await twitch.chat("is the rice bowl sold out?", who="bob")
                await stage.says("bowl")
                told = [f for f in stage.frames if "$199" in str(f.get("commands", ""))]
                # One answer, whose clauses and card may each name the price.
                assert len({f["utterance"] for f in told if command_of(f, "say")}) == 1
    journal = (tmp_path / "show.journal").read_bytes()
    assert kept.access.encode() not in journal
    assert kept.refresh.encode() not in journal
