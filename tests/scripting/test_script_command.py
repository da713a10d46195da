"""`chatbot script` as a seller meets it: draft, review, edit, approve, and what keeps her safe."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from chatbot.cli import main

GOODS = "- {sku: TEA, name: 红茶, price: 46, stock: 8}\n- {sku: POT, name: 汤锅, price: 168}\n"
SHOW = "persona: ./me.yaml\ncatalog: goods.yaml\nrundown: plan.yaml\n"
HOST = "name: 阿晴\nlanguages: [zh]\n"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Ended]


@pytest.fixture
def chatbot(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run the command in the shop's folder, at one moment, to its end."""
    monkeypatch.chdir(shop)
    monkeypatch.setenv("CHATBOT_NOW", "2026-11-28T20:00:00+08:00")
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["chatbot", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    for name, text in (("show", SHOW), ("me", HOST), ("goods", GOODS)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_from_names_and_prices_to_a_show_that_may_start(shop: Path, chatbot: Command) -> None:
    change(
        shop / "show.yaml", "rundown: plan.yaml\n", "policy: {autonomy: script}\nweb: {port: 0}\n"
    )
    run = ("run", "show.yaml", "--minutes", "0.05", "--voice", "silent", "--headless")
    refused = chatbot(*run)
    assert refused.returncode == 3
    assert "it has no rundown: chatbot script draft show.yaml" in refused.stderr
    drafted = chatbot("script", "draft", "show.yaml", "--hours", "0.2")
    assert "rundown: rundown.yaml" in drafted.stdout.splitlines()
    assert "without a repeated sentence" in drafted.stdout
    change(shop / "show.yaml", "catalog", "rundown: rundown.yaml\ncatalog")
    refused = chatbot(*run)
    assert refused.returncode == 3
    assert "chatbot script approve show.yaml --all" in refused.stderr
    signed = chatbot("script", "approve", "show.yaml", "--segment", "红茶", "--by", "Mei")
    assert "lines approved: rundown.approved.yaml" in signed.stdout
    kept = yaml.safe_load((shop / "rundown.approved.yaml").read_text(encoding="utf-8"))
    assert kept["signatures"][0]["by"] == "Mei"
    assert kept["signatures"][0]["at"] == "2026-11-28T20:00:00+08:00"
    assert kept["signatures"][0]["facts"]["name:TEA"] == "红茶"
    aired = chatbot(*run)
    assert aired.returncode == 0
    assert "lines approved, " in aired.stdout
    assert "waiting for approval" in aired.stdout


def test_what_people_edited_is_kept_and_what_is_missing_comes_to_it(
    shop: Path, chatbot: Command
) -> None:
    plan = shop / "plan.yaml"
    draft = ("script", "draft", "show.yaml", "--hours", "0.2")
    assert chatbot(*draft).returncode == 0
    assert chatbot(*draft).returncode == 0, "nobody edited it"
    change(plan, "segments:", "segments:  # 我的")
    change(plan, "来，先看{name}。", "先看我家的{name}。")
    refused = chatbot(*draft)
    assert refused.returncode == 1
    assert "plan.yaml: somebody wrote or edited this: --add keeps every line" in refused.stderr
    more = GOODS + "- {sku: CUP, name: 茶杯, price: 29}\n"
    (shop / "goods.yaml").write_text(more, encoding="utf-8")
    before = plan.read_text(encoding="utf-8").splitlines()
    added = chatbot(*draft, "--add", "--json")
    assert json.loads(added.stdout)["lines"] > 5
    after = plan.read_text(encoding="utf-8").splitlines()
    assert [row for row in after if row in set(before)][: len(before)]
    left = iter(after)
    assert all(row in left for row in before), "every row stands where it stood, in order"
    assert "  - title: 茶杯" in after
    assert after.index("  - title: 茶杯") < after.index("  - title: Closing")
    again = chatbot(*draft, "--add", "--json")
    assert json.loads(again.stdout)["lines"] == 0
    assert chatbot("check", ".").returncode == 0
    assert chatbot(*draft, "--force").returncode == 0
    assert "先看我家的" not in plan.read_text(encoding="utf-8")


LINES = """\
segments:
  - title: 茶
    sku: TEA
    lines:
      - zh: 这罐{name}，慢慢喝。
        facts: ["name:TEA"]
      # 价格
      - zh: 现在{price}，还有{stock}件。
        mood: smile
"""


def test_a_review_tells_what_is_wrong_with_file_line_and_remedy(
    shop: Path, chatbot: Command
) -> None:
    plan = shop / "plan.yaml"
    plan.write_text(LINES, encoding="utf-8")
    good = chatbot("script", "review", "show.yaml")
    assert good.returncode == 0
    assert "现在¥46，还有8件。" in good.stdout
    plan.write_text(LINES.replace("{price}", "四十六块").replace("慢慢喝", "包治百病"), "utf-8")
    bad = chatbot("script", "review", "show.yaml", "--todo")
    assert bad.returncode == 1
    remedy = "write '现在{price}，还有{stock}件。'"
    assert f"plan.yaml:8: '四十六块' is typed by hand and may change: {remedy}" in bad.stderr
    assert "line 1 (zh): the gate blocks it: medical_claim" in bad.stderr
    checked = chatbot("check", "show.yaml")
    assert checked.returncode == 1
    assert f"plan.yaml:8: '四十六块' is typed by hand and may change: {remedy}" in checked.stderr
    plan.write_text(LINES.replace("慢慢喝", "包治百病"), "utf-8")
    warned = chatbot("check", "show.yaml")
    assert warned.returncode == 0
    assert "plan.yaml:5: warning: the gate will not let " in warned.stderr + warned.stdout
    assert "medical_claim" in warned.stderr + warned.stdout
    plan.write_text(LINES.replace("{price}", "四十六块").replace("慢慢喝", "包治百病"), "utf-8")
    signed = chatbot("script", "approve", "show.yaml", "--all", "--json")
    assert signed.returncode == 1
    assert json.loads(signed.stdout)["lines"] == 0
    assert set(json.loads(signed.stdout)["refused"]) == {"1", "2"}


def test_one_line_is_edited_in_ones_own_editor_and_the_rest_stays(
    shop: Path, chatbot: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = shop / "plan.yaml"
    plan.write_text(LINES, encoding="utf-8")
    chatbot("script", "approve", "show.yaml", "--all", "--by", "Mei")

    def edit(old: str, new: str) -> Ended:
        code = (
            "import pathlib, sys; p = pathlib.Path(sys.argv[1]); t = p.read_text('utf-8'); "
            f"p.write_text(t.replace('{old}', '{new}'), 'utf-8')"
        )
        (shop / "editor.py").write_text(code, encoding="utf-8")
        monkeypatch.setenv("EDITOR", f"{sys.executable} {shop / 'editor.py'}")
        return chatbot("script", "review", "show.yaml", "--edit", "2", "--json")

    refused = edit("{price}", "46元")
    assert refused.returncode == 1
    assert "write '现在{price}，还有{stock}件。'" in refused.stderr
    assert plan.read_text(encoding="utf-8") == LINES
    done = edit("现在", "今天")
    assert done.returncode == 0, done.stderr
    assert plan.read_text(encoding="utf-8") == LINES.replace("现在", "今天")
    assert [row["state"] for row in json.loads(done.stdout)] == ["waiting"]


def test_an_approval_goes_stale_is_given_anew_and_taken_back(shop: Path, chatbot: Command) -> None:
    (shop / "plan.yaml").write_text(LINES, encoding="utf-8")
    chatbot("script", "approve", "show.yaml", "--all", "--by", "Mei")
    change(shop / "goods.yaml", "红茶", "滇红")
    stale = chatbot("script", "review", "show.yaml")
    assert stale.returncode == 1
    assert "stale: name:TEA was “红茶”, is “滇红”" in stale.stderr
    chatbot("script", "approve", "show.yaml", "--all", "--by", "Jo")
    fresh = chatbot("script", "review", "show.yaml", "--json")
    assert fresh.returncode == 0
    assert [(r["state"], r["by"]) for r in json.loads(fresh.stdout)] == [("approved", "Jo")] * 2
    chatbot("script", "approve", "show.yaml", "--line", "1", "--revoke")
    left = chatbot("script", "review", "show.yaml", "--json")
    assert [row["state"] for row in json.loads(left.stdout)] == ["waiting", "approved"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("approve", "show.yaml"), 2, "say what: --all, --line N or --segment TITLE"),
        (("approve", "show.yaml", "--line", "9"), 1, "no line 9: they go from 1 to 2"),
        (("review", "show.yaml", "--segment", "菜"), 1, "no segment '菜' (known: 茶)"),
        (("draft", "show.yaml", "--add", "--force"), 2, "choose one of --add and --force"),
    ],
)
def test_a_slip_is_told(
    shop: Path, chatbot: Command, words: tuple[str, ...], code: int, said: str
) -> None:
    (shop / "plan.yaml").write_text(LINES, encoding="utf-8")
    ended = chatbot("script", *words)
    assert said in ended.stderr
    assert ended.returncode == code
