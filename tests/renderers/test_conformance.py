"""`chatbot stage check` and `echo`: what whoever writes a renderer is told."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chatbot.errors import ChatbotError
from chatbot.renderers.conformance import RULES, Result
from chatbot.renderers.probe import examine_at, listen

EXAMPLE = Path(__file__).parents[2] / "examples" / "renderer.py"


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return f"ws://127.0.0.1:{held.getsockname()[1]}/ws/stage"


def verdict_on(renderer: list[str]) -> list[dict[str, Any]]:
    """What `chatbot stage check` finds of a renderer, which is started with the address."""
    address = free_address()
    command = [sys.executable, "-m", "chatbot", "stage", "check", address, "--json"]
    token = {"CHATBOT_STAGE_TOKEN": "any-token-of-16-characters"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as check:
        assert check.stderr is not None
        assert address in check.stderr.readline()
        with subprocess.Popen([*renderer, address], env={**os.environ, **token}) as peer:
            told = check.communicate(timeout=40)[0]
            peer.kill()
    results: list[dict[str, Any]] = json.loads(told)
    assert check.returncode == (not all(result["kept"] for result in results))
    return results


def lines_of(path: Path) -> int:
    return sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines())


@pytest.mark.slow
def test_the_example_of_sixty_lines_keeps_every_rule() -> None:
    assert lines_of(EXAMPLE) <= 60
    results = verdict_on([sys.executable, str(EXAMPLE)])
    assert [result["rule"] for result in results if not result["kept"]] == []
    assert len(results) == len(RULES) + 1


async def test_one_that_reports_nothing_is_told_what_to_change() -> None:
    address, heard, results = free_address(), [], []
    ready, enough = asyncio.Event(), asyncio.Event()

    def tell(result: Result) -> None:
        results.append(result)
        if len(results) == 2:
            enough.set()

    async with asyncio.TaskGroup() as tasks:
        check = tasks.create_task(examine_at(address, wait_s=10, tell=tell, ready=ready.set))
        await ready.wait()
        ear = tasks.create_task(listen(address, "", lambda _, message: heard.append(message)))
        await enough.wait()
        ear.cancel()
        check.cancel()
    assert results[0].kept
    assert results[1] == Result(
        "plays a sentence in its time",
        False,
        "no 'started' of check-1.0 within 1 s",
        results[1].remedy,
    )
    assert "`started` with the first sample" in results[1].remedy
    kinds = [message["type"] for message in heard]
    assert kinds[:2] == ["welcome", "cue"]


async def test_an_address_that_is_none_or_taken_says_so() -> None:
    with pytest.raises(ChatbotError, match=r"not an address such as ws://127.0.0.1:8765"):
        await examine_at("http://127.0.0.1:1/", wait_s=1, tell=print)
    with socket.create_server(("127.0.0.1", 0)) as held:
        address = f"ws://127.0.0.1:{held.getsockname()[1]}/ws/stage"
        with pytest.raises(ChatbotError, match="end what runs on that port"):
            await examine_at(address, wait_s=1, tell=print)
    with pytest.raises(ChatbotError, match="nobody connected"):
        await examine_at(free_address(), wait_s=0.01, tell=print)
    with pytest.raises(ChatbotError, match="is the show running"):
        await listen(free_address(), "", lambda *_: None)
