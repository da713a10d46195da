"""The `chatbot` command as a person meets it: what it teaches, says and returns."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

ROOT = Path(__file__).parent.parent
COMMANDS = (
    "demo",
    "run",
    "check",
    "ask",
    "gate",
    "simulate",
    "replay",
    "stop",
    "say",
    "platform",
    "obs",
)


def chatbot(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "chatbot", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_first_page_names_every_command_and_the_exit_codes() -> None:
    page = chatbot("--help")
    assert page.returncode == 0
    assert all(f" {command} " in page.stdout for command in COMMANDS)
    assert "3 could not go on air" in " ".join(page.stdout.split())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("frobnicate",), 2, "No such command"),
        (("run",), 2, "Missing argument"),
        (("check",), 2, "name at least one file"),
        (("run", "nothing.yaml"), 1, "nothing.yaml: there is no such file"),
        (
            ("check", "wrong.yaml"),
            1,
            "wrong.yaml:2: unknown key 'catlog' (did you mean 'catalog'?)",
        ),
        (("replay", "nothing.journal"), 1, "nothing.journal: no such journal"),
        (
            ("simulate", "--script", "wrong.yaml"),
            1,
            "wrong.yaml:1: no recorded chat that is known here",
        ),
        (("simulate", "--speed", "-1"), 2, "--speed"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_wrong_is_said_and_the_exit_code_tells_whose_fault(
    tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "wrong.yaml").write_text("persona: lan\ncatlog: goods.csv\n", encoding="utf-8")
    ended = chatbot(*words, folder=tmp_path)
    assert said in ended.stderr
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(os.name == "nt", reason="a Ctrl-C cannot be sent to one process there")
@pytest.mark.parametrize("child", [False, True], ids=["alone", "of the demo"])
async def test_the_audience_says_where_it_waits_and_ends_as_its_starter_wants(child: bool) -> None:
    simulator = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "chatbot", "simulate", "--port", "0"),
        *(["--with-parent"] if child else []),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert simulator.stdin is not None
    assert simulator.stdout is not None
    async with asyncio.timeout(30):
        ready = (await simulator.stdout.readline()).decode()
        where = re.search(r"ws://127\.0\.0\.1:\d+", ready)
        assert where
        assert "room r1" in ready
        simulator.send_signal(signal.SIGINT)
        if child:  # Ctrl-C is the show's to answer; the audience goes when the show is gone
            async with connect(where[0], proxy=None) as show:
                assert "hello" in str(await show.recv())
            simulator.stdin.close()
        _, errors = await simulator.communicate()
    assert simulator.returncode == 0
    assert errors == b""
