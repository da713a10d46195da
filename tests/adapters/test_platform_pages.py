"""The pages of the platforms: five steps, a show file that is one, and what was not run."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from chatbot.config import Show
from chatbot.files import parse, validate

PAGES = Path(__file__).parents[2] / "docs" / "platforms"


@pytest.mark.parametrize("name", ["taobao", "douyin", "tiktok", "twitch"])
def test_a_page_has_five_steps_and_a_show_file_that_is_one(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert re.findall(r"^(\d)\. ", page, re.M) == list("12345")
    for wanted in (
        "Bridge: ",
        "## What comes through",
        "## What its terms say",
        "Last checked: 20",
    ):
        assert wanted in page
    (block,) = re.findall(r"```yaml\n(.*?)```", page, re.S)
    document = parse(f"persona: lan\ncatalog: c.yaml\n{dedent(block)}", "show.yaml")
    show = validate(Show, document, {"environment": {"SSN_SESSION": "s"}})
    (platform,) = show.policy.platform
    assert platform.startswith(name)
