"""Imports point toward purity (DESIGN, "The house"): read from the source, functions included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "chatbot"

# Lowest first. A part imports parts of lower levels, and of its own where PEERS says so.
LEVELS = (
    # what people write and what happens
    "errors events commands catalog persona rundown config connections performance values files"
    " loading heavy platforms approvals attendance character papers times plans promotions"
    " order_links alert_config backoff renderer_config obs addresses avatar speech_config"
    " cost_config retention_config",
    "language",
    "show plugin",
    "engine adapters responders speech renderers web",
    # composition: knows everybody
    "__init__ __main__ access actions app checking classifying cli judging performing phrases"
    " rehearsal models replaying restoring running simulator sources testing voice watching"
    " scripting cli_script confirming cli_platform cli_journal cli_obs cli_stage rendering"
    " cli_report report"
    " serving metering cli_user cli_twitch"
    " alert_book alert_words alerting cli_alert delivering recordings"
    " cli_renderer calibrating facing cli_avatar plugging cli_rows vrm_parts spending health"
    " connecting connect_words cli_connect"
    " forgetting retention cli_retention cli_faq",
)
# Levels whose parts may import one another: the vocabulary below, the composition above.
PEERS = {0, 4}
LEVEL_OF = {part: level for level, parts in enumerate(LEVELS) for part in parts.split()}

# What a pure part may not import: time is data, chance is drawn from a seed in the journal.
IMPURE = {
    "language": {"asyncio", "httpx", "logging", "random", "socket", "subprocess", "time"},
    "show": {
        "asyncio",
        "httpx",
        "logging",
        "os",
        "pathlib",
        "random",
        "secrets",
        "socket",
        "sqlite3",
        "subprocess",
        "threading",
        "time",
        "uuid",
    },
}
CLOCK_CALLS = {"now", "utcnow", "today"}


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, absolute, and where."""

    line: int
    module: str


def part_of(module: str) -> str:
    """`chatbot.show.gate` is in `show`; `chatbot` itself is `__init__`."""
    names = module.split(".")
    return names[1] if len(names) > 1 else "__init__"


def imports_of(source: str, module: str, *, is_package: bool = False) -> Iterator[Import]:
    """Every import in the source of `module`, at any depth, relative ones made absolute."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = module.split(".") if is_package else module.split(".")[:-1]
                parents = here[: len(here) - node.level + 1]
                base = ".".join([*parents, *([base] if base else [])])
            for alias in node.names:
                named = f"{base}.{alias.name}"
                whole = base == "chatbot" and part_of(named) in LEVEL_OF
                yield Import(node.lineno, named if whole else base)


def faults(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """Each import of this module that its layer forbids, and each look at the clock."""
    part = part_of(module)
    if part not in LEVEL_OF:
        return [f"{module}: {part} has no layer; name it in LEVELS and in DESIGN"]
    found = []
    for item in dict.fromkeys(imports_of(source, module, is_package=is_package)):
        where = f"{module}:{item.line}"
        root = item.module.split(".")[0]
        if root in IMPURE.get(part, ()):
            found.append(f"{where}: {part} is pure and imports {item.module}")
        if root != "chatbot":
            continue
        other = part_of(item.module)
        if other == part:
            continue
        if other not in LEVEL_OF:
            found.append(f"{where}: {item.module} has no layer")
        elif LEVEL_OF[other] > LEVEL_OF[part]:
            found.append(f"{where}: {part} imports {other}, which is above it")
        elif LEVEL_OF[other] == LEVEL_OF[part] and LEVEL_OF[part] not in PEERS:
            found.append(f"{where}: {part} imports its sibling {other}")
    if part == "show":
        found += [
            f"{module}:{node.lineno}: show reads the clock: .{node.func.attr}()"
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCK_CALLS
        ]
    return found


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    names = ["chatbot", *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def test_every_import_points_toward_purity() -> None:
    found = []
    for path in modules():
        source = path.read_text(encoding="utf-8")
        found += faults(source, name_of(path), is_package=path.name == "__init__.py")
    assert not found, "\n" + "\n".join(found)


def test_the_package_is_there_to_be_read() -> None:
    assert PACKAGE / "__init__.py" in modules()


@pytest.mark.parametrize(
    ("module", "source", "because"),
    [
        ("chatbot.language.words", "from chatbot.show.gate import Gate", "above it"),
        ("chatbot.language.words", "from ..show import gate", "above it"),
        ("chatbot.show.gate", "def f():\n    import time", "is pure"),
        ("chatbot.show.gate", "from random import choice", "is pure"),
        ("chatbot.show.gate", "import asyncio.queues", "is pure"),
        ("chatbot.show.gate", "x = datetime.now()", "reads the clock"),
        ("chatbot.show.state", "from chatbot.plugin import Plugin", "sibling"),
        ("chatbot.engine.room", "from chatbot import web", "sibling"),
        ("chatbot.engine.room", "from chatbot.adapters.gateway import Gateway", "sibling"),
        ("chatbot.engine.room", "import chatbot.app", "above it"),
        ("chatbot.engine.room", "from chatbot import Plugin", "above it"),
        (
            "chatbot.speech.kokoro",
            "if TYPE_CHECKING:\n    from chatbot.engine.bus import Bus",
            "sibling",
        ),
        ("chatbot.events", "from chatbot.language.spoken import Spoken", "above it"),
        ("chatbot.events", "from chatbot.novelty import x", "no layer"),
        ("chatbot.novelty", "", "no layer"),
    ],
)
def test_a_wrong_import_is_seen(module: str, source: str, because: str) -> None:
    assert [fault for fault in faults(source, module) if because in fault]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("chatbot.events", "from chatbot.commands import Say"),
        ("chatbot.language.spoken", "from .parts import Reading"),
        ("chatbot.show.gate", "from chatbot.language.spoken import Spoken"),
        ("chatbot.show.gate", "from datetime import datetime, timedelta"),
        ("chatbot.engine.room", "import asyncio, time\nfrom chatbot.show.state import State"),
        ("chatbot.app", "from chatbot.engine.room import Room\nfrom chatbot import web"),
        ("chatbot.simulator.audience", "from chatbot.testing import run_show"),
    ],
)
def test_a_right_import_is_left_alone(module: str, source: str) -> None:
    assert faults(source, module) == []
