"""Write the stage protocol's JSON Schemas and AsyncAPI document from the models that the code uses.

`python scripts/export_protocol.py` writes `docs/protocol/`; `--check` writes nothing and exits 1
where a file differs from what would be written.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from chatbot.renderers import wire  # noqa: E402
from chatbot.web.actions import ActionRequest  # noqa: E402

OUT = ROOT / "docs" / "protocol"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: Any, title: str, ref: str = "#/$defs/{model}") -> dict[str, Any]:
    """The JSON Schema of a model or union."""
    found = TypeAdapter(kind).json_schema(ref_template=ref, by_alias=True)
    return {"$schema": DIALECT, "title": title, **found}


def plain(node: Any) -> Any:
    """Without `discriminator`, which AsyncAPI spells differently; `oneOf` says enough."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items() if key != "discriminator"}
    return [plain(each) for each in node] if isinstance(node, list) else node


def asyncapi() -> dict[str, Any]:
    """The protocol as one channel with two operations."""
    ref = "#/components/schemas/{model}"
    there = schema_of(wire.ToRenderer, "", ref)
    back = schema_of(wire.FromRenderer, "", ref)
    schemas = {**there.pop("$defs"), **back.pop("$defs")}
    names = {
        side: [each["$ref"].rpartition("/")[2] for each in found["oneOf"]]
        for side, found in (("to", there), ("from", back))
    }
    messages = {
        name: {
            "name": name,
            "summary": schemas[name].get("description", ""),
            "payload": {"$ref": f"#/components/schemas/{name}"},
        }
        for name in dict.fromkeys((*names["to"], *names["from"]))
    }
    messages["PcmSamples"] = {
        "name": "PcmSamples",
        "contentType": "application/octet-stream",
        "summary": "The binary frame that follows a cue with pcm audio: exactly `bytes` bytes.",
        "payload": {"type": "string", "format": "binary"},
    }
    channel = {name: {"$ref": f"#/components/messages/{name}"} for name in messages}

    def operation(action: str, summary: str, which: list[str]) -> dict[str, Any]:
        return {
            "action": action,
            "channel": {"$ref": "#/channels/stage"},
            "summary": summary,
            "messages": [{"$ref": f"#/channels/stage/messages/{name}"} for name in which],
        }

    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Stage protocol",
            "version": wire.PROTOCOL.rpartition("/")[2],
            "description": "How a show drives an avatar. The application is the show.",
            "license": {"name": "MIT"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "local": {
                "host": "127.0.0.1:8765",
                "protocol": "ws",
                "security": [{"$ref": "#/components/securitySchemes/stageToken"}],
            }
        },
        "channels": {"stage": {"address": "/ws/stage", "messages": channel}},
        "operations": {
            "drive": operation("send", "What a renderer receives.", [*names["to"], "PcmSamples"]),
            "report": operation("receive", "What a renderer sends.", names["from"]),
        },
        "components": {
            "messages": messages,
            "schemas": plain(schemas),
            "securitySchemes": {"stageToken": {"type": "http", "scheme": "bearer"}},
        },
    }


def documents() -> dict[str, dict[str, Any]]:
    """File name to content."""
    return {
        "stage.to-renderer.schema.json": schema_of(wire.ToRenderer, "Stage: what a renderer gets"),
        "stage.from-renderer.schema.json": schema_of(wire.FromRenderer, "Stage: what it reports"),
        "stage.asyncapi.json": asyncapi(),
        "console.action.schema.json": schema_of(ActionRequest, "Console: an action"),
    }


def main() -> int:
    """Write or check; the exit code is 0 where all is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if out of date")
    check = parser.parse_args().check
    stale = []
    for name, content in documents().items():
        path = OUT / name
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            OUT.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale:
        print(("out of date: " if check else "written: ") + ", ".join(stale))
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
