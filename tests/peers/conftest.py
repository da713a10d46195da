"""The helpers of the pages' tests are at hand here too."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.peers import compatibility

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

sys.path.append(str(Path(__file__).parent.parent / "web"))

collect_ignore = ["python_modules"]
"""What pip puts there has tests of its own, which are not ours."""

_outcomes: dict[str, set[str]] = defaultdict(set)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    from chromium import chromium

    async with chromium() as started:
        yield started


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what became of each module's tests."""
    if report.when == "call" or report.outcome != "passed":
        _outcomes[Path(report.fspath).stem].add(report.outcome)


def pytest_sessionfinish() -> None:
    """Write the page where that was asked for."""
    ran = {row.module for row in compatibility.ROWS} & _outcomes.keys()
    if ran and os.environ.get("CHATBOT_WRITE") == "compatibility":
        passed = [module for module, seen in _outcomes.items() if seen == {"passed"}]
        compatibility.PAGE.write_text(compatibility.page(passed, date.today()), encoding="utf-8")
