"""Two small shows to run."""

from __future__ import annotations

from typing import Any

import pytest

from chatbot.loading import ShowFiles, load_show
from tests.onair import write_show


@pytest.fixture(scope="module")
def night(tmp_path_factory: Any) -> ShowFiles:
    """A character that only answers."""
    return load_show(write_show(tmp_path_factory.mktemp("night")))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: Any) -> ShowFiles:
    """A seller who pitches."""
    return load_show(write_show(tmp_path_factory.mktemp("shop"), seller=True))
