"""An owner takes a show to a platform: the checklist, the confirmation, what is refused."""

from __future__ import annotations

import asyncio
import io
import json
import os
import select
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from chatbot.app import RunOptions, on_air
from chatbot.cli import main
from chatbot.confirming import confirm, confirmations_beside, unconfirmed
from chatbot.engine.journal import read_records
from chatbot.errors import CannotGoOnAir
from chatbot.events import PlatformConfirmed, decode
from chatbot.loading import ShowFiles, load_show
from chatbot.platforms import built_in
from chatbot.replaying import replay
from tests.onair import Studio, studio, write_show

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-28T21:00:00+08:00"
A_YEAR_LATER = "2027-11-28T21:00:00+08:00"


@pytest.fixture(autouse=True)
def _tonight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHATBOT_NOW", NOW)


def show_on(folder: Path, platform: str) -> Path:
    path = write_show(folder)
    policy = f"policy: {{market: us, order_channel: cart, platform: {platform}}}"
    written = path.read_text(encoding="utf-8").replace("policy: {market: us}", policy)
    path.write_text(written, encoding="utf-8")
    return path


@dataclass(frozen=True)
class Ended:
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def chatbot(*words: str, folder: Path, now: str = NOW) -> Ended:
    """Run the command to its end, away from any terminal.

    In this process: a new one would first load the program, which takes longer than the command.
    """
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("CHATBOT_NOW", now)
        patch.setattr(sys, "argv", ["chatbot", *words])
        patch.setattr(sys, "stdin", io.StringIO())
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            main()
    assert isinstance(ended.value.code, int)
    return Ended(ended.value.code, out.getvalue(), err.getvalue())


def run_briefly(folder: Path, *more: str, now: str = NOW) -> Ended:
    how = ("--minutes", "0.05", "--headless", "--voice", "silent", "--json")
    return chatbot("run", "show.yaml", *how, *more, folder=folder, now=now)


def confirmations_in(journal: Path) -> list[PlatformConfirmed]:
    events = [decode(record.body) for record in read_records(journal) if record.kind == "in"]
    return [event for event in events if isinstance(event, PlatformConfirmed)]


def test_an_owner_reads_confirms_once_and_is_not_asked_again(tmp_path: Path) -> None:
    show_on(tmp_path, "douyin")
    first = run_briefly(tmp_path)
    assert first.returncode == 3
    assert "Douyin (as of 2026-11-22, from secondary sources; not legal advice)" in first.stderr
    assert "6. Orders and payments are made on Douyin" in first.stderr
    assert "show.yaml:5: douyin: nobody has confirmed" in first.stderr
    assert "`chatbot run show.yaml --confirm`" in first.stderr
    assert "`chatbot platform confirm show.yaml --by NAME`" in first.stderr
    assert not (tmp_path / "show.journal").exists()

    said = chatbot("platform", "confirm", "show.yaml", "--by", "小雨", folder=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "confirmed by 小雨" in said.stderr

    for _ in range(2):
        started = run_briefly(tmp_path)
        assert started.returncode == 0, started.stderr
        assert json.loads(started.stdout)["lines_spoken"] >= 0
        assert "Orders and payments" not in started.stderr
    (kept,) = confirmations_in(tmp_path / "show.journal")
    assert (kept.platform, kept.by, kept.confirmed_at) == ("douyin", "小雨", NOW)
    assert kept.version == built_in().version_of("douyin")
    assert "Someone is at the console" in kept.points[3]
    count, difference = asyncio.run(
        replay(tmp_path / "show.journal", tell=lambda event, acts: None)
    )
    assert difference is None
    assert count > 3

    again = chatbot("platform", "confirm", "show.yaml", "--by", "小雨", folder=tmp_path)
    assert "nothing is left to confirm" in again.stdout
    assert chatbot("check", ".", folder=tmp_path).stderr == ""


def test_leaving_a_show_alone_is_a_choice_with_a_name(tmp_path: Path) -> None:
    path = show_on(tmp_path, "douyin")
    confirm(load_show(path), "小雨")
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("douyin}", "douyin, attended: off}"), encoding="utf-8")
    refused = run_briefly(tmp_path)
    assert refused.returncode == 3
    assert "policy.attended has changed since 小雨 confirmed it" in refused.stderr
    assert "7. I have switched attendance off" in refused.stderr
    assert run_briefly(tmp_path, "--confirm").returncode == 0
    (kept,) = confirmations_in(tmp_path / "show.journal")
    assert "nobody says “I'm here”" in kept.points[-1]
    told = [record.body for record in read_records(tmp_path / "show.journal")]
    assert any("off (policy.attended)" in body for body in told)


def test_a_year_later_the_profile_is_old(tmp_path: Path) -> None:
    path = show_on(tmp_path, "douyin")
    confirm(load_show(path), "owner")
    checked = chatbot("check", "show.yaml", folder=tmp_path, now=A_YEAR_LATER)
    assert checked.returncode == 0
    assert "show.yaml:5: warning: the profile of 'douyin' is 371 days old" in checked.stderr
    started = run_briefly(tmp_path, now=A_YEAR_LATER)
    assert started.returncode == 0
    assert "warning: the profile of 'douyin' is 371 days old (more than 180)" in started.stderr


def test_the_option_confirms_at_the_start(tmp_path: Path) -> None:
    show_on(tmp_path, "[douyin, twitch]")
    started = run_briefly(tmp_path, "--confirm")
    assert started.returncode == 0, started.stderr
    named = {event.platform for event in confirmations_in(tmp_path / "show.journal")}
    assert named == {"douyin", "twitch"}


def in_a_terminal(folder: Path, *typed: tuple[str, str]) -> tuple[int, str]:
    """Start the show in a terminal and type each answer when its question stands there.

    Ctrl-C is pressed again, as a person would, where nothing came of it: one that arrives just
    before the program begins to read is not seen until the next key (so `input` is made).
    """
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    how = ("--minutes", "0.05", "--headless", "--voice", "silent")
    process = subprocess.Popen(
        [sys.executable, "-m", "chatbot", "run", "show.yaml", *how],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    shown, waiting, last = b"", list(typed), ""
    try:
        while True:
            silent = not select.select([ours], [], [], 5.0)[0]
            if silent and last == "\x03":
                os.write(ours, last.encode())
            if silent:
                continue
            try:
                shown += os.read(ours, 4096)
            except OSError:  # the other end is closed: it has ended
                break
            if waiting and waiting[0][0].encode() in shown:
                last = waiting.pop(0)[1]
                os.write(ours, last.encode())
        return process.wait(timeout=20), shown.decode()
    finally:
        os.close(ours)
        process.kill()
        process.wait()


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals there")
@pytest.mark.parametrize("refusal", ["n\n", "\x03"])
def test_in_a_terminal_it_asks_and_takes_no(tmp_path: Path, refusal: str) -> None:
    show_on(tmp_path, "twitch")
    code, shown = in_a_terminal(tmp_path, ("[y/N]", refusal))
    assert code == 3
    assert "nobody has confirmed" in shown


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals there")
def test_in_a_terminal_it_asks(tmp_path: Path) -> None:
    show_on(tmp_path, "twitch")
    code, shown = in_a_terminal(tmp_path, ("[y/N]", "y\n"), ("Your name", "Ann\n"))
    assert code == 0, shown
    assert "twitch: confirmed by Ann" in shown
    (kept,) = confirmations_in(tmp_path / "show.journal")
    assert kept.by == "Ann"
    code, shown = in_a_terminal(tmp_path)
    assert code == 0
    assert "[y/N]" not in shown


@pytest.mark.parametrize("words", [("run",), ("run", "--confirm"), ("platform", "confirm")])
def test_where_only_assist_mode_is_allowed_the_show_does_not_speak_by_itself(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    show_on(tmp_path, "[twitch, tiktok_us]")
    more = ("--by", "owner") if words[0] == "platform" else ()
    refused = chatbot(*words, "show.yaml", *more, folder=tmp_path)
    assert refused.returncode == 3
    assert "show.yaml:5: tiktok_us: TikTok Shop in the US" in refused.stderr
    assert "let a person host (policy.mode: assist), or take tiktok_us out" in refused.stderr
    assert not confirmations_beside(tmp_path / "show.yaml").exists()
    checked = chatbot("check", "show.yaml", folder=tmp_path)
    assert "show.yaml:5: warning: only assist mode is allowed on tiktok_us" in checked.stderr


def notices_of(show: Studio) -> list[dict[str, str]]:
    return list(show.live.view.snapshot()["notices"])


@pytest.fixture
def confirmed(tmp_path: Path) -> ShowFiles:
    """A show on Douyin whose checklist is confirmed."""
    files = load_show(show_on(tmp_path, "douyin"))
    confirm(files, "owner")
    return files


def test_what_was_confirmed_holds_for_this_show_and_this_profile_only(
    confirmed: ShowFiles,
) -> None:
    assert unconfirmed(confirmed) == ()
    path = confirmed.path
    kept = confirmations_beside(path)
    written = kept.read_text(encoding="utf-8")
    version = built_in().version_of("douyin")
    kept.write_text(written.replace(version, "2025-01-01-00000000"), encoding="utf-8")
    assert unconfirmed(confirmed) == ("douyin",)
    kept.write_text(written, encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("name: silk-night", "name: other-night")
    path.write_text(text, encoding="utf-8")
    assert unconfirmed(load_show(path)) == ("douyin",)
    path.write_text(text.replace("platform: douyin", "platform: none"), encoding="utf-8")
    assert unconfirmed(load_show(path)) == ()


async def test_nothing_goes_on_air_unconfirmed_whoever_starts_it(tmp_path: Path) -> None:
    files = load_show(show_on(tmp_path, "douyin"))
    with pytest.raises(CannotGoOnAir, match="nobody has confirmed"):
        async with on_air(files, RunOptions(journal=tmp_path / "j", port=0, voice="silent")):
            pass
    assert not (tmp_path / "j").exists()


async def test_a_save_moves_no_show_to_another_platform(confirmed: ShowFiles) -> None:
    path = confirmed.path
    async with studio(path) as show:
        text = path.read_text(encoding="utf-8").replace("platform: douyin", "platform: tiktok_us")
        path.write_text(text, encoding="utf-8")
        async with asyncio.timeout(20):
            while not any("stop the show" in n["text"] for n in notices_of(show)):
                await show.gateway.chat("lol")
                await show.gateway.until(lambda f: f["type"] == "ack")
        assert show.live.room.state.show.policy.platform == ("douyin",)


def test_a_mistake_in_the_file_of_confirmations_is_told_by_line(confirmed: ShowFiles) -> None:
    kept = confirmations_beside(confirmed.path)
    kept.write_text(
        kept.read_text(encoding="utf-8").replace("by: owner", "by: ''"), encoding="utf-8"
    )
    told = chatbot("check", kept.name, folder=kept.parent)
    assert told.returncode == 1
    assert f"{kept.name}:6: " in told.stderr
    refused = run_briefly(kept.parent)
    assert refused.returncode == 1
    assert f"{kept.name}:6: " in refused.stderr


def test_all_platforms_are_listed_for_people_and_for_scripts(tmp_path: Path) -> None:
    table = chatbot("platform", "list", folder=tmp_path)
    assert all(name in table.stdout for name in built_in().platforms)
    rows = json.loads(chatbot("platform", "list", "--json", folder=tmp_path).stdout)
    hosts = {row["platform"]: row["ai_host"] for row in rows}
    assert (hosts["tiktok_us"], hosts["twitch"]) == ("assist_only", "conditions")
    shown = chatbot("platform", "show", "douyin", "--lang", "zh", folder=tmp_path)
    assert "请逐条确认" in shown.stdout
    assert "…" not in shown.stdout
    one = json.loads(chatbot("platform", "show", "douyin", "--json", folder=tmp_path).stdout)
    assert one["sources"][0]["secondary"] is True
    wrong = chatbot("platform", "show", "tiktok", folder=tmp_path)
    assert wrong.returncode == 1
    assert "(did you mean 'tiktok_us' or 'tiktok_eu'?)" in wrong.stderr
