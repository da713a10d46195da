"""Find a plugin by name or path, import it under a private name, and check it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from chatbot.engine.mailbox import check_signatures
from chatbot.errors import PluginError, did_you_mean
from chatbot.plugin import Plugin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel

__all__ = ["find_plugin", "load_plugin"]


def find_plugin(name: str, folders: Iterable[Path]) -> Path:
    """The file of a plugin: a path, or a name in the first folder that has it.

    Raises:
        PluginError: there is none; the message lists the names there are.
    """
    folders = list(folders)
    if name.endswith(".py"):
        for path in (Path(name), *(folder / name for folder in folders)):
            if path.is_file():
                return path
        raise PluginError(f"plugin file {name} not found")
    known = {
        path.stem: path
        for folder in reversed(folders)
        if folder.is_dir()
        for path in sorted(folder.glob("*.py"))
        if not path.stem.startswith("_")
    }
    if name in known:
        return known[name]
    listed = ", ".join(sorted(known)) or "none"
    raise PluginError(f"no plugin {name!r}{did_you_mean(name, known)}; there are: {listed}")


def load_plugin(
    path: Path, config: Mapping[str, Any] | None = None
) -> tuple[Plugin[Any], BaseModel]:
    """Import the file and return its `plugin` with its validated configuration, or nothing at all.

    Raises:
        PluginError: the file fails, has no `plugin`, or the configuration is wrong.
    """
    module_name = f"_chatbot_plugins.{path.stem}"
    spec = importlib.util.spec_from_file_location(module_name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever a plugin's file raises is its author's to see
        sys.modules.pop(module_name, None)
        line = getattr(error, "lineno", None) or _line_in(error, path)
        raise PluginError(f"{path}:{line}: {type(error).__name__}: {error}") from error
    plugin = getattr(module, "plugin", None)
    if not isinstance(plugin, Plugin):
        raise PluginError(f'{path}: no plugin here; add `plugin = Plugin("{path.stem}")`')
    wrong = check_signatures(plugin)
    if wrong:
        raise PluginError(f"{path}: {wrong}")
    try:
        settings = plugin.config.model_validate(dict(config or {}))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PluginError(f"{path}: config {place}: {first['msg']}") from error
    return plugin, settings


def _line_in(error: BaseException, path: Path) -> int:
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
