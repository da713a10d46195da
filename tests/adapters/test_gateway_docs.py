"""Every example of docs/protocol/gateway.md is what the adapter reads or writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter

from chatbot.adapters.frames import ACTIONS, Bad, Frame, Unknown
from chatbot.adapters.native import TYPES, GatewayFrame, decode
from chatbot.adapters.recording import Line
from chatbot.adapters.translate import to_event
from chatbot.config import AdapterConfig
from chatbot.simulator.gateway import Gateway

PAGE = (Path(__file__).parents[2] / "docs/protocol/gateway.md").read_text(encoding="utf-8")
FENCES = re.findall(r"```json( to-gateway)?\n(.*?)```", PAGE, re.S)
OURS = [line for to_gateway, body in FENCES if to_gateway for line in body.splitlines()]
THEIRS = [line for to_gateway, body in FENCES if not to_gateway for line in body.splitlines()]


@pytest.mark.parametrize("line", THEIRS)
def test_what_a_gateway_sends_is_read(line: str) -> None:
    read = decode(line)
    assert not isinstance(read, Bad)
    if isinstance(read, Frame):
        assert to_event(read, source="docs").id == read.id
        assert isinstance(read, Unknown) == (json.loads(line)["type"] == "lottery")


@pytest.mark.parametrize("line", THEIRS)
def test_what_a_gateway_sends_fits_the_schema(line: str) -> None:
    schema = TypeAdapter(GatewayFrame).json_schema()
    frame = json.loads(line)
    try:
        jsonschema.validate(frame, schema)
    except jsonschema.ValidationError:
        assert frame["type"] not in TYPES


def test_every_type_has_an_example() -> None:
    shown = {json.loads(line)["type"] for line in THEIRS}
    assert shown >= TYPES


async def test_the_simulator_does_what_the_page_asks_of_a_gateway() -> None:
    gateway = Gateway(room="r1", run="t", wall_ms=lambda: 0)
    asked: list[dict[str, Any]] = [json.loads(line) for line in OURS]
    assert {frame["action"] for frame in asked if frame["type"] == "do"} == ACTIONS
    for frame in asked:
        reply = gateway._take(json.dumps(frame))
        assert reply == ({"type": "done", "ref": frame["ref"]} if "ref" in frame else None)


def test_the_recording_line_and_the_show_file_line_are_right() -> None:
    line = re.search(r'`(\{"offset_s".*?\})`', PAGE)
    assert line is not None
    assert Line.model_validate_json(line[1]).user == "jo"
    assert "type: gateway" in PAGE
    assert AdapterConfig(type="gateway", url="ws://127.0.0.1:8770", room="r1").mode == "client"
