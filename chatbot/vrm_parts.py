"""What draws VRM models in the browser: three.js and three-vrm, fetched from npm once, by hash.

They are nobody's part of this program (both MIT): `chatbot avatar fetch`, or `make setup VRM=1`,
puts six files of theirs into the person's own folder. Module names are made file names there, since
a page with our content policy takes no import map.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chatbot.errors import NotReady

__all__ = ["PACKAGES", "Package", "fetch", "parts_folder", "vrm_parts"]

REGISTRY: Final = "https://registry.npmjs.org"
_MOST_BYTES: Final = 40 * 1024 * 1024
_WAIT_S: Final = 60


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm at one version; `sha512` is npm's own integrity of its tarball.

    `files` are ours by name, each with its member in the tarball.
    """

    name: str
    version: str
    sha512: str
    files: tuple[tuple[str, str], ...]

    @property
    def tarball(self) -> str:
        """The end of its address at a registry."""
        return f"{self.name}/-/{self.name.rpartition('/')[2]}-{self.version}.tgz"


PACKAGES: Final = (
    Package(
        "three",
        "0.187.0",
        "Qiu7R+Cmh8CstZsY1uJOSWnVlfo7ZtNLV7mF8Jltk3LB3AtDu9cRZlcnRKkAk8Y4z6KKw35z7Y7Urd7jWY8etA==",
        (
            ("three.module.js", "build/three.module.js"),
            ("three.core.js", "build/three.core.js"),
            ("GLTFLoader.js", "examples/jsm/loaders/GLTFLoader.js"),
            ("BufferGeometryUtils.js", "examples/jsm/utils/BufferGeometryUtils.js"),
            ("SkeletonUtils.js", "examples/jsm/utils/SkeletonUtils.js"),
        ),
    ),
    Package(
        "@pixiv/three-vrm",
        "3.5.5",
        "RPXy7jYAXs704NIpZlosB0U2ENu21G9DrqGWdQgRe8dShaCo1ugpj+6BVPRCy91nt+MPMA96j5rbsSzEl0HlQA==",
        (("three-vrm.js", "lib/three-vrm.module.min.js"),),
    ),
)
_NAMED: Final = {
    b"from 'three'": b"from './three.module.js'",
    b'from"three"': b'from"./three.module.js"',
    b"'../utils/": b"'./",
}


def parts_folder() -> Path:
    """Where they are kept, made or not; another version has another folder."""
    import platformdirs

    home = os.environ.get("CHATBOT_HOME")
    base = Path(home) if home else platformdirs.user_data_path("live-room-host", appauthor=False)
    versions = "-".join(f"{p.name.rpartition('/')[2]}-{p.version}" for p in PACKAGES)
    return base.expanduser() / "browser" / versions


def vrm_parts() -> dict[str, Path]:
    """The files by name.

    Raises:
        NotReady: they were not fetched, or only in part.
    """
    folder = parts_folder()
    found = {ours: folder / ours for package in PACKAGES for ours, _ in package.files}
    if not all(path.is_file() for path in found.values()):
        raise NotReady(
            "a VRM model needs three.js and three-vrm, which are not here yet: run "
            "`chatbot avatar fetch` once (5.4 MB from npm)"
        )
    return found


def fetch(tell: Callable[[str], None], *, registry: str | None = None) -> Path:
    """Fetch both packages, check them by hash, and keep the six files; returns their folder.

    npm is used where it is installed, since it knows this machine's mirrors and proxies.

    Raises:
        NotReady: the registry cannot be reached, or sent something else than was pinned.
    """
    folder = parts_folder()
    made: dict[str, bytes] = {}
    for package in PACKAGES:
        tell(f"{package.name} {package.version}")
        data = _tarball(package, registry)
        digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
        if digest != package.sha512:
            raise NotReady(
                f"{package.name} {package.version} is not what was pinned (sha512 {digest[:16]}…): "
                "nothing of it is used; try another registry"
            )
        with tarfile.open(fileobj=io.BytesIO(data)) as packed:
            for ours, member in package.files:
                file = packed.extractfile(f"package/{member}")
                assert file is not None
                text = file.read()
                for name, path in _NAMED.items():
                    text = text.replace(name, path)
                made[ours] = text
    _keep(made, folder)
    return folder


def _keep(made: dict[str, bytes], folder: Path) -> None:
    """Write all files or none that is half."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as whole:
            for name, text in made.items():
                (Path(whole) / name).write_bytes(text)
            shutil.copytree(whole, folder, dirs_exist_ok=True)
    except OSError as error:
        raise NotReady(f"{folder} cannot be written: {error.strerror or error}") from error


def _tarball(package: Package, registry: str | None) -> bytes:
    npm = None if registry else shutil.which("npm")
    if npm is not None and (data := _by_npm(npm, package)) is not None:
        return data
    return _by_http(package, registry or os.environ.get("NPM_CONFIG_REGISTRY") or REGISTRY)


def _by_npm(npm: str, package: Package) -> bytes | None:
    """What `npm pack` fetches; None where it cannot."""
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{package.name}@{package.version}"
        command = [npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", folder, spec]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_WAIT_S, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        found = list(Path(folder).glob("*.tgz"))
        return found[0].read_bytes() if done.returncode == 0 and found else None


def _by_http(package: Package, registry: str) -> bytes:
    import httpx

    url = f"{registry.rstrip('/')}/{package.tarball}"
    try:
        data = bytearray()
        with httpx.stream("GET", url, timeout=_WAIT_S, follow_redirects=True) as answer:
            if answer.status_code != 200:
                raise NotReady(f"{url} answered {answer.status_code}: name another registry")
            for chunk in answer.iter_bytes():
                data += chunk
                if len(data) > _MOST_BYTES:
                    raise NotReady(f"{url} sends over {_MOST_BYTES // 2**20} MB")
        return bytes(data)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotReady(
            f"{url} cannot be reached ({type(error).__name__}): check the network, or name a "
            "mirror: chatbot avatar fetch --registry https://…"
        ) from error
