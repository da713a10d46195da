"""What people on the console ask for, by the real door: in force at once, or plainly refused."""

from __future__ import annotations

import asyncio
import json
import urllib.error
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from chatbot.show import authority
from chatbot.show.state import ShowState
from chatbot.web import auth as roles
from tests.onair import StageClient, Studio, command_of, say_of, studio, write_show


async def refused(night: Studio, **action: Any) -> str:
    """The plain reason of a refusal."""
    try:
        answer = await night.act(**action)
    except urllib.error.HTTPError as error:
        answer = json.loads(error.read())
    assert answer["type"] == "refused", answer
    reason: str = answer["reason"]
    return reason


async def done(night: Studio, **action: Any) -> dict[str, Any]:
    answer = await night.act(**action)
    assert answer["type"] == "done", answer
    assert answer["durable"] is True
    return answer


async def known(night: Studio, text: str, nick: str = "Ann") -> str:
    """Chat, and wait until the show has it; returns the id people on the console use."""
    message_id = await night.gateway.chat(text, nick=nick)
    await night.gateway.until(lambda f: f["type"] == "ack" and f["id"] == message_id)
    return f"gw/{message_id}"


async def until(night: Studio, true: Callable[[ShowState], bool]) -> None:
    """Let chatter pass by until the show has come so far."""
    async with asyncio.timeout(20):
        while not true(night.live.room.state):
            await known(night, "lol")


def texts(stage: StageClient) -> list[str]:
    return [say_of(f)["text"] for f in stage.frames if say_of(f)]


async def test_the_console_socket_does_what_the_post_does(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        address = f"{night.live.address.replace('http', 'ws', 1)}/ws/console"
        headers = {"Authorization": f"Bearer {night.live.owner_token}"}
        async with connect(address, additional_headers=headers, proxy=None) as console:
            await console.send(json.dumps({"action": "pause", "ref": "7"}))
            await console.send(json.dumps({"action": "say", "text": "Hi.", "ref": "8"}))
            answers: dict[str, dict[str, Any]] = {}
            async with asyncio.timeout(20):
                while len(answers) < 2:
                    frame = json.loads(await console.recv())
                    if frame["type"] in ("done", "refused"):
                        answers[frame["ref"]] = frame
        assert answers["7"] == {"type": "done", "ref": "7", "durable": True}
        assert night.live.room.state.memory.mode == "paused"
        # Sent in one breath: the second may be judged before or after the first is in force.
        assert answers["8"]["type"] in ("done", "refused")


async def test_pause_finishes_the_sentence_and_then_is_silent(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        night.stage.playing = False
        cue = await night.stage.until(lambda f: f["type"] == "cue")
        await done(night, action="pause")
        assert not any(f["type"] == "stop" for f in night.stage.frames)
        for report in ("started", "finished"):
            await night.stage.socket.send(json.dumps({"type": report, "cue": cue["cue"]}))
        night.stage.playing = True
        await night.stage.until(lambda f: f.get("state") == "waiting")
        await known(night, "how much is the silk scarf?")
        assert not any("$199" in text for text in texts(night.stage))
        assert "resume first" in await refused(night, action="say", text="Hello.")
        await done(night, action="resume")
        await night.stage.says("$199")


async def test_skip_cuts_this_line_and_goes_on_with_another(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        night.stage.playing = False
        first = await night.stage.until(lambda f: f["type"] == "cue")
        night.stage.playing = True
        await done(night, action="skip")
        await night.stage.until(lambda f: f["type"] == "stop")
        second = await night.stage.until(lambda f: f["type"] == "cue" and bool(say_of(f)))
        assert second["utterance"] != first["utterance"]
        assert say_of(second)["text"] != say_of(first)["text"]


async def test_takeover_says_a_human_is_on_and_handback_restores(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        night.stage.playing = False
        await night.stage.until(lambda f: f["type"] == "cue")
        night.stage.playing = True
        answer = await done(night, action="takeover")
        assert answer["confirmed"] == ["test"] or answer["unconfirmed"] == ["test"]
        label = await night.stage.until(lambda f: f["type"] == "label")
        assert (label["text"]["en"], label["visible"]) == ("Human host", True)
        assert any(f.get("state") == "human_on" for f in night.stage.frames)
        await known(night, "how much is the silk scarf?")
        assert not any("$199" in text for text in texts(night.stage))
        assert "hand back first" in await refused(night, action="resume")
        assert "a human is on" in await refused(night, action="mute", seconds=1)
        await done(night, action="handback")
        label = await night.stage.until(lambda f: f["type"] == "label")
        assert label["text"]["en"] == "AI-generated"
        await night.stage.says("$199")
        assert "nobody has taken over" in await refused(night, action="handback")


async def test_with_a_farewell_the_room_hears_goodbye_before_the_label_changes(
    tmp_path: Path,
) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        await night.stage.until(lambda f: bool(say_of(f)))
        answer = await done(night, action="takeover", farewell=True)
        assert "silenced_ms" not in answer  # nothing is cut
        label = await night.stage.until(lambda f: f["type"] == "label")
        assert label["text"]["en"] == "Human host"
        goodbye = " ".join(texts(night.stage)[-3:])
        assert "person" in goodbye or "human" in goodbye
        await done(night, action="handback")
        back = await night.stage.until(lambda f: bool(say_of(f)))
        said = back if "AI host" in say_of(back)["text"] else await night.stage.says("AI host")
        assert said["utterance"] == back["utterance"]


async def test_a_mute_ends_by_itself_and_a_stop_does_not(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        await done(night, action="mute", seconds=0.3)
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
        await done(night, action="stop")
        assert "silent already" in await refused(night, action="mute", seconds=0.3)
        assert night.live.room.state.memory.mode == "stopped"


async def test_a_question_is_dropped_and_another_answered_by_hand(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        await done(night, action="pause")
        price = await known(night, "how much is the silk scarf?")
        order = await known(night, "how do i order?", nick="Bo")
        await done(night, action="drop", id=price)
        assert "no longer on the board" in await refused(night, action="answer", id=price)
        await done(night, action="answer", id=order)
        await done(night, action="resume")
        await night.stage.until(lambda f: bool(say_of(f)))
        await until(night, lambda state: not state.memory.board.clusters)
        assert not any("$199" in text for text in texts(night.stage))


async def test_dropping_what_is_being_answered_cuts_it(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        night.stage.playing = False
        asked = await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
        await done(night, action="drop", id=f"gw/{asked}")
        await night.stage.until(lambda f: f["type"] == "stop")


async def test_a_moderators_words_are_said_and_wrong_ones_are_not(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        await done(night, action="say", text="Thank you all for coming.")
        await night.stage.says("Thank you all")
        why = await refused(
            night, action="say", text="The silk scarf is $99 tonight.", override=["price"]
        )
        assert "wrong_price" in why
        assert not any("$99" in text for text in texts(night.stage))
        assert "longer than 400" in await refused(night, action="say", text="x" * 401)
        assert "needs text" in await refused(night, action="say")


async def test_only_a_question_of_style_is_overridden(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        french = "Merci à tous d'être venus ce soir, vous êtes adorables."
        assert "off_language" in await refused(night, action="say", text=french)
        await done(night, action="say", text=french, override=["off_language"])
        await night.stage.says("Merci")


async def test_pin_and_point_reach_platform_and_stage(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        await done(night, action="point", sku="SCARF")
        cue = await night.stage.until(lambda f: bool(command_of(f, "point_to_buy")))
        assert command_of(cue, "point_to_buy")["sku"] == "SCARF"
        pinned = await night.gateway.until(lambda f: f["type"] == "do")
        assert (pinned["action"], pinned["sku"]) == ("pin", "SCARF")
        await done(night, action="pin", sku="BOWL")
        pinned = await night.gateway.until(lambda f: f["type"] == "do")
        assert (pinned["action"], pinned["sku"]) == ("pin", "BOWL")
        assert "sold out" in await refused(night, action="point", sku="BOWL")
        assert "no product 'HAT'" in await refused(night, action="pin", sku="HAT")


@pytest.mark.parametrize("user", ["gw/Rude", "Rude"])
async def test_a_timeout_ends_by_itself_and_a_ban_does_not(tmp_path: Path, user: str) -> None:
    async with studio(write_show(tmp_path)) as night:
        await done(night, action="pause")
        asked = await known(night, "how much is the silk scarf?", nick="Rude")
        await done(night, action="timeout", user=user, seconds=0.2)
        board = night.live.room.state.memory.board
        assert asked not in board.clusters
        async with asyncio.timeout(20):
            while not board.clusters:  # asks until the time is over
                asked = await known(night, "how much is the silk scarf?", nick="Rude")
        await done(night, action="ban", user=user)
        assert not board.clusters
        await known(night, "how much is the silk scarf?", nick="Rude")
        assert not board.clusters
        await done(night, action="resume")
        await known(night, "how do i order?", nick="Kind")
        await night.stage.until(lambda f: bool(say_of(f)))
        assert not any("$199" in text for text in texts(night.stage))


async def test_a_product_is_changed_by_its_owner_only_in_ways_that_make_sense(
    tmp_path: Path,
) -> None:
    async with studio(write_show(tmp_path)) as night:
        await done(night, action="product", sku="SCARF", sold_out=True)
        assert night.live.room.state.catalog.by_sku["SCARF"].sold_out
        await night.stage.says("sold out")
        await done(night, action="product", sku="SCARF", stock=3, price="149.50")
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$149.50")
        assert "not a price" in await refused(night, action="product", sku="SCARF", price=0)
        assert "needs a price" in await refused(night, action="product", sku="SCARF")
        assert "no product" in await refused(night, action="product", sku="HAT", stock=1)
        assert "no action 'dance'" in await refused(night, action="dance")


async def test_what_cannot_be_written_down_is_refused_and_the_show_goes_on(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        reason = await refused(night, action="say", text="half a character: \ud83d")
        assert "text" in reason
        await done(night, action="say", text="All is well.")
        await night.stage.says("All is well.")


def test_every_action_of_the_show_has_its_least_role() -> None:
    assert set(roles.ACTIONS) == set(authority.ACTIONS)


async def test_a_stop_before_the_voice_is_open_is_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import chatbot.voice

    may_open = asyncio.Event()
    open_engine = chatbot.voice.open_engine

    async def slowly(*args: Any, **how: Any) -> Any:
        await may_open.wait()
        return await open_engine(*args, **how)

    monkeypatch.setattr(chatbot.voice, "open_engine", slowly)
    async with studio(write_show(tmp_path)) as night:
        await known(night, "how much is the silk scarf?")
        assert texts(night.stage) == []
        await done(night, action="stop")
        may_open.set()
        await known(night, "how do i order?", nick="Bo")
        assert night.live.room.state.memory.mode == "stopped"
        await done(night, action="resume")
        await night.stage.says("$199")
