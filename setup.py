"""Copies the built-in personas, plugins and shows into the wheel; pyproject.toml says the rest.

They live at the top of the repository because people read and copy them. In a wheel they become
`chatbot/_builtin/<kind>/`, so that nothing named `plugins` lands in anybody's site-packages. An
editable install copies nothing: `chatbot.config.builtin_dir` finds them in the repository.
"""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

KINDS = ("personas", "plugins", "shows")
# What people write. A show that ran leaves a journal and tokens beside itself: never those.
CARRIED = frozenset(
    [
        ".csv",
        ".html",
        ".json",
        ".jsonl",
        ".md",
        ".pdf",
        ".png",
        ".py",
        ".svg",
        ".txt",
        ".vrm",
        ".webm",
        ".yaml",
    ]
)


def builtin_files() -> list[Path]:
    """Files to carry, relative to the repository, in a stable order."""
    root = Path(__file__).parent
    return sorted(
        path.relative_to(root)
        for kind in KINDS
        for path in (root / kind).rglob("*")
        if path.is_file()
        and path.suffix in CARRIED
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    )


class BuildWithBuiltins(build_py):
    """The usual build, then the built-ins."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for path in builtin_files():
            target = self._target(path)
            self.mkpath(str(target.parent))
            self.copy_file(str(Path(__file__).parent / path), str(target))

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        outputs = super().get_outputs(include_bytecode)
        if self.editable_mode:
            return outputs
        return outputs + [str(self._target(path)) for path in builtin_files()]

    def _target(self, path: Path) -> Path:
        return Path(self.build_lib) / "chatbot" / "_builtin" / path


setup(cmdclass={"build_py": BuildWithBuiltins})
