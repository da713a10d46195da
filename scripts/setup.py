"""Sets the project up in `.venv` and runs its everyday commands.

Standard library only, so that it runs on a fresh machine; `make` is a thin wrapper over it.
The same commands work on Linux, macOS and Windows (`py scripts\\setup.py demo --minutes 1`).

    setup    make .venv and install what the program needs; LLM=1 adds the local language model,
             VRM=1 what draws VRM models, DEV=1 the development tools
    demo     set up, then go on air; further words go to `chatbot demo`
    test     set up with the development tools, then run the tests; further words go to pytest
    test-peers  the tests against software that is not ours (needs Node and npm)
    test-local  the tests that need torch and the local language model
    lint     ruff, mypy, codespell
    check    lint, then test
    bench    run benchmarks/, each prints JSON
    pin      renew constraints.txt from the index
    wheels   ask the index for a wheel of every pin, for every platform
    clean    remove .venv and what tools left behind

pip's own settings (PIP_INDEX_URL, PIP_CERT, pip.conf) are honoured.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.install import PYTHON, ROOT, VENV, SetupError, ensure, find_python

PYTHON_PEERS = ROOT / "tests" / "peers" / "python_modules"
EXTRAS = {"LLM=1": "local", "DEV=1": "dev"}
PYVTS = ("pyvts==0.3.3", "aiofiles==25.1.0")


def run(*command: str) -> int:
    """A command inside `.venv`'s Python, in the repository; its exit code."""
    process = subprocess.Popen([str(PYTHON), *command], cwd=ROOT)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the command got it too: let it end in its own way
            continue


def set_up(arguments: list[str]) -> int:
    ensure({extra for word, extra in EXTRAS.items() if word in arguments})
    return run("-m", "chatbot", "avatar", "fetch") if "VRM=1" in arguments else 0


def go_on_air(arguments: list[str]) -> int:
    ensure(set())
    command = [str(PYTHON), "-m", "chatbot", "demo", *arguments]
    os.chdir(ROOT)
    if os.name != "nt":  # the show itself gets Ctrl-C and SIGTERM
        sys.stdout.flush()
        os.execv(command[0], command)
    return run(*command[1:])


def test(arguments: list[str]) -> int:
    ensure({"dev"})
    # A process for each core and one more, since half of the time a test waits; the tests of a file
    # stay together and share its browser, and the files begin in the order of tests/conftest.py.
    processes = str((os.cpu_count() or 1) + 1)
    shared = ("-n", processes, "--dist", "loadfile", "--no-loadscope-reorder")
    alone = {"-n", "-x", "--pdb"} & set(arguments)
    return run("-m", "pytest", *(() if alone else shared), *arguments)


def test_peers(arguments: list[str]) -> int:
    ensure({"dev"})
    npm = shutil.which("npm")
    if npm is None:
        raise SetupError("npm is missing: install Node 20 or newer (Debian: apt install npm)")
    quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
    if subprocess.run([npm, "install", *quiet], cwd=ROOT / "tests" / "peers").returncode:
        raise SetupError("npm could not install the peers: see above")
    # pyvts is published as source and takes OpenCV for an icon: on its own, outside .venv
    python = ("install", "--quiet", "--upgrade", "--no-deps", "--target", str(PYTHON_PEERS), *PYVTS)
    if run("-m", "pip", *python):
        raise SetupError("pip could not install the peers: see above")
    return run("-m", "pytest", "-m", "peers", "tests/peers", *arguments)


def test_local(arguments: list[str]) -> int:
    ensure({"dev", "local"})
    return run("-m", "pytest", "tests/local", "-m", "local", *arguments)


def lint(arguments: list[str]) -> int:
    ensure({"dev"})
    steps = (
        ("ruff", "check", *arguments),
        ("ruff", "format", "--check"),
        ("mypy",),
        # prose only: in the code, French and misspelt chat are data
        ("codespell_lib", "docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE"),
    )
    worst = 0
    for step in steps:
        print("$", " ".join(step), flush=True)
        worst = max(worst, run("-m", *step))
    return worst


def check(arguments: list[str]) -> int:
    return max(lint([]), test(arguments))


def bench(arguments: list[str]) -> int:
    ensure({"dev"})
    scripts = sorted((ROOT / "benchmarks").glob("[!_]*.py"))
    return max((run(str(script), *arguments) for script in scripts), default=0)


def pin(arguments: list[str]) -> int:
    if not PYTHON.exists():  # else not even installed: the pins may be what is broken
        ensure({"dev"})
    return run("-m", "scripts.pin", *arguments)


def wheels(arguments: list[str]) -> int:
    ensure({"dev"})
    return run("-m", "scripts.check_wheels", *arguments)


def clean(arguments: list[str]) -> int:
    """Removes what the set-up and the tools made; never a show's journal."""
    left = [VENV, ROOT / "build", ROOT / "dist", *ROOT.glob("*.egg-info")]
    left += [ROOT / name for name in (".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis")]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    for path in ROOT.rglob("__pycache__"):
        shutil.rmtree(path, ignore_errors=True)
    return 0


def main() -> int:
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    rest = sys.argv[2:]
    commands: dict[str, Callable[[list[str]], int]] = {
        "setup": set_up,
        "demo": go_on_air,
        "test": test,
        "test-local": test_local,
        "test-peers": test_peers,
        "lint": lint,
        "check": check,
        "bench": bench,
        "pin": pin,
        "wheels": wheels,
        "clean": clean,
    }
    if name not in commands:
        with contextlib.suppress(BrokenPipeError):
            print(__doc__, flush=True)
        return 0 if name in ("help", "-h", "--help") else 2
    try:
        find_python()
        return commands[name](rest)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; run it again to go on", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
