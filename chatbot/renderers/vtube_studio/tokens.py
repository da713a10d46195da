"""The permissions that VTube Studio gave: a token an address, in a file only its owner may read."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Tokens"]


class Tokens:
    """Tokens by address in the JSON file `path`; a file that cannot be read holds none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, url: str) -> str | None:
        """The token of this address."""
        return self._all().get(url)

    def keep(self, url: str, token: str | None) -> None:
        """Remember a token, or forget it.

        Raises:
            OSError: the file cannot be written.
        """
        known = self._all()
        if token is None:
            known.pop(url, None)
        else:
            known[url] = token
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(known, out, indent=1)
        os.replace(fresh, self._path)

    def _all(self) -> dict[str, str]:
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(known, dict):
            return {}
        return {str(k): v for k, v in known.items() if isinstance(v, str)}
