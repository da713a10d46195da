"""Asks the package index whether every pin of constraints.txt has a wheel for every platform.

A person on Windows or macOS has no compiler; one package that is published as source only would
end their set-up. Prints a table and ends with exit code 1 on a gap. It also follows each installed
package's own requirements under the other platforms' markers: what Windows alone needs must be
pinned too.

    python scripts/setup.py wheels [--python 3.12]
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_wheel_filename

PINS = Path(__file__).resolve().parent.parent / "constraints.txt"
JSON_INDEX = "application/vnd.pypi.simple.v1+json"


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of machine: its name here, its wheel tags, and what markers see on it."""

    name: str
    tags: tuple[str, ...]
    sys_platform: str
    platform_system: str
    platform_machine: str
    os_name: str

    def markers(self, python: str) -> dict[str, str]:
        """Marker environment of a CPython `python` ("3.11") on this machine."""
        return {
            "sys_platform": self.sys_platform,
            "platform_system": self.platform_system,
            "platform_machine": self.platform_machine,
            "os_name": self.os_name,
            "python_version": python,
            "python_full_version": f"{python}.9",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "extra": "",
        }

    def wheel_tags(self, python: str) -> frozenset[Tag]:
        """Every tag that pip accepts there."""
        major, minor = (int(part) for part in python.split("."))
        version, interpreter = (major, minor), f"cp{major}{minor}"
        return frozenset(
            [
                *cpython_tags(version, abis=[interpreter], platforms=self.tags),
                *compatible_tags(version, interpreter=interpreter, platforms=self.tags),
            ]
        )


def linux_tags(machine: str) -> tuple[str, ...]:
    """Of glibc 2.36 (Debian 12) and older."""
    modern = (f"manylinux_2_{minor}_{machine}" for minor in range(36, 4, -1))
    return (*modern, *(f"manylinux{old}_{machine}" for old in ("2014", "2010", "1")))


PLATFORMS = (
    Platform("linux x86_64", linux_tags("x86_64"), "linux", "Linux", "x86_64", "posix"),
    Platform("linux aarch64", linux_tags("aarch64"), "linux", "Linux", "aarch64", "posix"),
    Platform("windows amd64", ("win_amd64",), "win32", "Windows", "AMD64", "nt"),
    Platform(
        "macos 14 arm64",
        tuple(mac_platforms((14, 0), "arm64")),
        "darwin",
        "Darwin",
        "arm64",
        "posix",
    ),
    Platform(
        "macos 14 x86_64",
        tuple(mac_platforms((14, 0), "x86_64")),
        "darwin",
        "Darwin",
        "x86_64",
        "posix",
    ),
)


def read_pins(path: Path = PINS) -> list[Requirement]:
    """Each `name==version ; marker` line.

    Raises:
        SystemExit: a line is not an exact pin.
    """
    pins = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        pin = Requirement(line)
        if not re.fullmatch(r"==[^*,]+", str(pin.specifier)):
            raise SystemExit(f"{path.name}:{number}: {line.strip()} is not an exact pin")
        pins.append(pin)
    return pins


def version_of(pin: Requirement) -> str:
    """The version an exact pin names."""
    return next(iter(pin.specifier)).version


def index_url() -> str:
    """The index pip uses here: its setting, else the default its own help names."""
    pip = [sys.executable, "-m", "pip"]
    asked = subprocess.run(
        [*pip, "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    )
    from_environment = subprocess.run(
        [*pip, "config", "get", ":env:.index-url"], capture_output=True, text=True, check=False
    )
    for answer in (from_environment, asked):
        if answer.returncode == 0 and answer.stdout.strip():
            return answer.stdout.strip()
    text = subprocess.run([*pip, "install", "--help"], capture_output=True, text=True, check=True)
    match = re.search(r"--index-url.*?\(default\s+(https?://\S+?)\)", text.stdout, re.DOTALL)
    if not match:
        raise SystemExit("cannot tell which package index pip uses; set PIP_INDEX_URL")
    return match[1]


def wheel_names(index: str, pin: Requirement, python: str) -> list[str]:
    """File names of the wheels the index has for this pin and this Python.

    Raises:
        SystemExit: the index does not answer.
    """
    url = f"{index.rstrip('/')}/{canonicalize_name(pin.name)}/"
    request = urllib.request.Request(url, headers={"Accept": f"{JSON_INDEX}, text/html;q=0.1"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            body = answer.read().decode("utf-8")
            is_json = "json" in answer.headers.get("Content-Type", "")
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return []
        raise SystemExit(f"{url}: {error}") from error
    except OSError as error:
        raise SystemExit(f"{url}: {error}; is the index up? PIP_INDEX_URL names another") from error
    if is_json:
        files = {
            file["filename"]: file.get("requires-python") or ""
            for file in json.loads(body)["files"]
            if not file.get("yanked")
        }
    else:
        files = dict.fromkeys(re.findall(r">\s*([^<>\s]+\.whl)\s*<", body), "")
    version, found = version_of(pin), []
    for name, requires_python in files.items():
        if not name.endswith(".whl"):
            continue
        try:
            fits = str(parse_wheel_filename(name)[1]) == version
            if fits and SpecifierSet(requires_python).contains(f"{python}.9"):
                found.append(name)
        except ValueError:  # old files with odd names or specifiers
            continue
    return found


def unpinned(
    pins: Iterable[Requirement], platform: Platform, python: str
) -> Iterator[tuple[str, Requirement]]:
    """(who needs it, what) that an installed package requires there and that is not pinned."""
    environment = platform.markers(python)
    here = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(environment)]
    known = {canonicalize_name(pin.name) for pin in here}
    for pin in here:
        try:
            installed = importlib.metadata.distribution(pin.name)
        except importlib.metadata.PackageNotFoundError:
            continue  # another platform's: its own needs were seen when it was pinned
        if installed.version != version_of(pin):
            continue
        for line in installed.requires or []:
            needed = Requirement(line)
            if needed.marker is not None and not needed.marker.evaluate(environment):
                continue
            if canonicalize_name(needed.name) not in known:
                yield pin.name, needed


def main() -> int:
    """Prints the table; 1 on a gap."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", default="3.11", help="CPython version, default 3.11")
    python = parser.parse_args().python
    pins = read_pins()
    index = index_url()
    with ThreadPoolExecutor(8) as pool:
        wheels = dict(
            zip(pins, pool.map(lambda pin: wheel_names(index, pin, python), pins), strict=True)
        )

    gaps = []
    width = max(len(str(pin).split(";")[0]) for pin in pins)
    print(" " * width, *(platform.name for platform in PLATFORMS), sep="  ")
    for pin, names in wheels.items():
        cells = []
        for platform in PLATFORMS:
            if pin.marker is not None and not pin.marker.evaluate(platform.markers(python)):
                cell = "-"
            elif any(parse_wheel_filename(n)[3] & platform.wheel_tags(python) for n in names):
                cell = "wheel"
            else:
                cell = "MISSING"
                gaps.append(f"{pin.name} {version_of(pin)}: no wheel for {platform.name}")
            cells.append(cell.ljust(len(platform.name)))
        print(str(pin).split(";")[0].ljust(width), *cells, sep="  ")
    for platform in PLATFORMS:
        for who, needed in unpinned(pins, platform, python):
            gaps.append(f"{needed.name}: {who} needs it on {platform.name}; it is not pinned")

    print()
    for gap in gaps:
        print(gap)
    print(f"{len(pins)} pins, CPython {python}, {len(gaps)} gaps")
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
