"""The plugins of a show, each behind a mailbox of its own, and the desk where people set them."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ValidationError

from chatbot.config import builtin_dir, user_dir
from chatbot.engine.loader import find_plugin, load_plugin
from chatbot.engine.mailbox import Mailbox
from chatbot.errors import CannotGoOnAir, ChatbotError, ConfigError
from chatbot.events import FilesLoaded, Notice
from chatbot.files import parse, read_text
from chatbot.files.whole import write_whole
from chatbot.plugin import Context
from chatbot.show.desk import plugin_name

if TYPE_CHECKING:
    from pathlib import Path

    from chatbot.engine.room import Room
    from chatbot.events import Event
    from chatbot.loading import ShowFiles
    from chatbot.show.acts import Act

__all__ = ["PluginDesk", "plugged"]

LOG_LINES = 60


class _Lines(logging.Handler):
    """Keeps the last lines that a plugin wrote into its log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: deque[str] = deque(maxlen=LOG_LINES)

    def emit(self, record: logging.LogRecord) -> None:
        moment = time.strftime("%H:%M:%S", time.gmtime(record.created))
        self.lines.append(f"{moment} {record.levelname.lower()} {record.getMessage()[:500]}")


class Plugged(Mailbox):
    """A mailbox whose plugin's settings can be exchanged, and whose log can be read."""

    settings: BaseModel
    kept: _Lines
    file: str = ""


def plugged(room: Room, files: ShowFiles, name: str, config: dict[str, Any]) -> Plugged:
    """The plugin of this name with its settings, behind its mailbox.

    Raises:
        CannotGoOnAir: it cannot be found or loaded.
    """
    beside = files.path.absolute().parent
    folders = (beside / "plugins", user_dir("plugins"), builtin_dir("plugins"))
    try:
        path = find_plugin(name, folders)
        plugin, settings = load_plugin(path, config)
    except ChatbotError as error:
        raise CannotGoOnAir(str(error)) from error
    log = logging.getLogger(f"chatbot.plugins.{plugin.name}")

    def context(propose: Callable[..., None]) -> Context[Any]:
        state = room.state
        return Context(mailbox.settings, state.persona, state.catalog, log, propose)

    mailbox = Plugged(
        plugin,
        context,
        room.put,
        now_ms=room.clock.now_ms,
        now_ns=time.perf_counter_ns,
        life=f"{room.life}-",
    )
    mailbox.settings, mailbox.kept, mailbox.file = settings, _Lines(), path.name
    for before in [each for each in log.handlers if isinstance(each, _Lines)]:
        log.removeHandler(before)  # of a show before in this process
    log.addHandler(mailbox.kept)
    log.setLevel(log.level or logging.INFO)
    return mailbox


class PluginDesk:
    """What people see of a show's plugins, and their settings as the show file has them.

    `saw` takes settings in when the show file was saved; those that the plugin refuses are told
    and left.
    """

    def __init__(self, room: Room, show: Path) -> None:
        self._room, self._show = room, show

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        """Put the settings of a saved show file in force."""
        if not isinstance(event, FilesLoaded) or event.error:
            return
        for mailbox, given in self._pairs():
            try:
                mailbox.settings = mailbox.plugin.config.model_validate(given)
            except ValidationError as error:
                text = f"its settings are left as they were: {_first(error)}"
                about = f"plugin {mailbox.name}"
                told = self._room.next_id("plugin")
                self._room.put(Notice(id=told, level="warning", about=about, text=text))

    def overview(self) -> dict[str, Any]:
        """Each plugin: on or off, what it hears, filters and may ask for, its log and settings."""
        return {"plugins": [self._row(mailbox, given) for mailbox, given in self._pairs()]}

    def _row(self, mailbox: Plugged, given: dict[str, Any]) -> dict[str, Any]:
        plugin = mailbox.plugin
        schema, secret = plugin.config.model_json_schema(), _secret(mailbox)
        values = mailbox.settings.model_dump(mode="json")
        shown = {name: value for name, value in {**values, **given}.items() if name not in secret}
        return {
            "name": mailbox.name,
            "file": mailbox.file,
            "about": (plugin.config.__doc__ or "").strip() if schema.get("properties") else "",
            "on": not mailbox.off_by_hand,
            "state": "off" if mailbox.off_by_hand else "up" if mailbox.enabled else "failed",
            "told": mailbox.told,
            "waiting": mailbox.waiting,
            "shed": mailbox.shed,
            "hears": sorted({kind.__name__ for kind, _ in plugin.handlers}),
            "filters": sorted({kind.__name__ for kind, _ in plugin.filters}),
            "opens": plugin.opened is not None,
            "log": list(mailbox.kept.lines),
            "schema": schema,
            "settings": shown,
        }

    def change(self, name: str, settings: dict[str, Any], *, save: bool) -> dict[str, Any]:
        """What the show file would be with these settings, as a diff; written where asked.

        Raises:
            ConfigError: there is no such plugin, or it refuses them.
            OSError: the file cannot be written.
        """
        mailbox, given = next(((m, g) for m, g in self._pairs() if m.name == name), (None, {}))
        if mailbox is None:
            raise ConfigError(f"no plugin {name!r} in this show", path=self._show)
        unseen = {key: given[key] for key in _secret(mailbox) if key in given}
        usual = mailbox.plugin.config.model_json_schema().get("properties", {})
        said = {
            key: value
            for key, value in settings.items()
            if key in given or key not in usual or value != usual[key].get("default")
        }
        settings = {**unseen, **said}
        try:
            mailbox.plugin.config.model_validate(settings)
        except ValidationError as error:
            raise ConfigError(f"{name}: {_first(error)}", path=self._show) from error
        before = read_text(self._show)
        after = _with_settings(before, name, settings)
        parse(after, self._show.name)
        diff = unified_diff(
            before.splitlines(), after.splitlines(), self._show.name, self._show.name, "", "",
            n=2, lineterm="",
        )  # fmt: skip
        if save and after != before:
            write_whole(self._show, after)
        secrets = [str(g[key]) for m, g in self._pairs() for key in _secret(m) if g.get(key)]
        return {"diff": [_without(line, secrets) for line in diff], "saved": save}

    def _pairs(self) -> list[tuple[Plugged, dict[str, Any]]]:
        given = {plugin_name(p.name): dict(p.config) for p in self._room.state.show.plugins}
        known = [m for m in self._room.mailboxes if isinstance(m, Plugged)]
        return [(m, given.get(m.name, {})) for m in known]


def _secret(mailbox: Plugged) -> set[str]:
    """The settings that a page is never shown."""
    fields = mailbox.plugin.config.model_json_schema().get("properties", {})
    return {name for name, field in fields.items() if "writeOnly" in str(field)}


def _without(line: str, secrets: Sequence[str]) -> str:
    """The line of a diff with every secret covered."""
    for secret in secrets:
        line = line if secret.startswith("${") else line.replace(secret, "•••")
    return line


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _with_settings(text: str, name: str, settings: dict[str, Any]) -> str:
    """The show file with these settings of a plugin; its list of plugins is written anew."""
    entries: list[dict[str, Any]] = [
        {"name": entry} if isinstance(entry, str) else dict(entry)
        for entry in yaml.safe_load(text).get("plugins", ())
    ]
    for entry in entries:
        if plugin_name(str(entry["name"])) == name:
            entry["config"] = settings
    rows = text.splitlines()
    start = next(n for n, row in enumerate(rows) if row.startswith("plugins:"))
    end = start + 1
    while end < len(rows) and (not rows[end].strip() or rows[end][0] in " -#\t"):
        end += 1
    while not rows[end - 1].strip() or rows[end - 1].startswith("#"):
        end -= 1
    fresh = ["plugins:"]
    for entry in entries:
        config = entry.get("config") or {}
        fresh.append(f"  - name: {_flow(entry['name'])}")
        fresh += ["    config:"] if config else []
        fresh += [f"      {key}: {_flow(value)}" for key, value in config.items()]
    return "\n".join([*rows[:start], *fresh, *rows[end:]]) + "\n"


def _flow(value: Any) -> str:
    written: str = yaml.safe_dump(
        value, allow_unicode=True, width=10**6, default_flow_style=True, sort_keys=False
    )
    return written.removesuffix("...\n").strip()
