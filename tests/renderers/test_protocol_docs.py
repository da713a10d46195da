"""What the protocol's page says is what the code speaks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from chatbot.renderers.wire import read_report

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs" / "protocol"
PAGE = (DOCS / "stage.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json (to|from)-renderer\n(.*?)```", PAGE, re.S)

CONSOLE_ACTIONS = re.findall(
    r"```json action\n(.*?)```", (DOCS / "console.md").read_text(encoding="utf-8"), re.S
)


def schema(side: str) -> dict[str, Any]:
    return json.loads((DOCS / f"stage.{side}-renderer.schema.json").read_text(encoding="utf-8"))


def test_the_schemas_are_those_of_the_code():
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "export_protocol.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run scripts/export_protocol.py: {done.stdout}{done.stderr}"


def test_the_page_has_examples_of_every_message():
    shown = {(side, json.loads(text)["type"]) for side, text in EXAMPLES}
    for side in ("to", "from"):
        known = set(schema(side)["discriminator"]["mapping"])
        assert known == {kind for of, kind in shown if of == side}


@pytest.mark.parametrize(("side", "text"), EXAMPLES)
def test_every_example_is_valid(side: str, text: str):
    message = json.loads(text)
    jsonschema.Draft202012Validator(schema(side)).validate(message)
    if side == "from":
        assert read_report(message) is not None


@pytest.mark.parametrize("text", CONSOLE_ACTIONS)
def test_every_action_on_the_console_page_is_valid(text: str):
    found = json.loads((DOCS / "console.action.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(found).validate(json.loads(text))


def test_the_asyncapi_document_refers_to_what_it_holds():
    document = json.loads((DOCS / "stage.asyncapi.json").read_text(encoding="utf-8"))
    for ref in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)):
        node: Any = document
        for step in ref.split("/"):
            node = node[step]
        assert node
