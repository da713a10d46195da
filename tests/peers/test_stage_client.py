"""The JavaScript example under Node, examined as `chatbot stage check` examines any renderer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.renderers.test_conformance import lines_of, verdict_on

pytestmark = pytest.mark.peers
HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "examples" / "renderer.mjs"


def test_the_example_in_javascript_keeps_every_rule(tmp_path: Path) -> None:
    assert lines_of(EXAMPLE) <= 60
    here = shutil.copy(EXAMPLE, tmp_path)  # where `ws` is found beside it, as after npm install
    (tmp_path / "node_modules").symlink_to(HERE / "node_modules")
    results = verdict_on(["node", str(here)])
    assert [result["rule"] for result in results if not result["kept"]] == []
