"""`chatbot check`: what is wrong with shows, personas, catalogs and rundowns, by file and line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from chatbot.approvals import Approvals
from chatbot.catalog import Catalog
from chatbot.config import builtin_dir, user_dir
from chatbot.confirming import Confirmations, show_doubts
from chatbot.engine.clock import wall_now_ms
from chatbot.errors import ConfigError, ConfigErrors, PluginError
from chatbot.facing import face_problems
from chatbot.files import SUFFIXES, Document, as_catalog, crosscheck, parse, read_text, validate
from chatbot.files.faces import folder_type, read_face
from chatbot.files.items import Item
from chatbot.files.schemas import SCHEMAS, schema
from chatbot.loading import load_show
from chatbot.persona import Persona
from chatbot.rundown import Rundown, slots_in
from chatbot.show.gate import OVERRIDABLE, GateContext, Utterance, judge
from chatbot.show.gate.facts import facts_of
from chatbot.show.gate.surface import check_links, check_markup, check_profanity
from chatbot.values import LANGUAGES, MARKET_CURRENCY, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chatbot.loading import ShowFiles
    from chatbot.values import LocalText

__all__ = ["SCHEMAS", "FileKind", "Problem", "check_paths", "kind_of", "schema"]

FileKind = Literal[
    "show", "persona", "catalog", "rundown", "approvals", "plugin", "item", "avatar"
]  # fmt: skip

_OF_NAMES = (check_markup, check_links, check_profanity)
_FOLDERS: dict[str, FileKind] = {"personas": "persona", "plugins": "plugin"}
_STEMS: dict[str, FileKind] = {
    "show": "show",
    "catalog": "catalog",
    "rundown": "rundown",
    "avatar": "avatar",
}
_KEYS: dict[FileKind, frozenset[str]] = {
    "show": frozenset({"persona", "catalog", "adapters"}),
    "catalog": frozenset({"products", "promotions", "currencies"}),
    "rundown": frozenset({"segments"}),
    "approvals": frozenset({"signatures"}),
    "item": frozenset({"title", "date"}),
    "persona": frozenset(
        {"voice", "pitch", "about", "tone", "taboos", "topics", "disclosure"}
        | {"lines", "languages", "kind", "gestures"}
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to tell the author: an error keeps the show off the air, a warning does not."""

    path: str
    line: int
    level: Literal["error", "warning"]
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        word = "warning: " if self.level == "warning" else ""
        return f"{place}: {word}{self.message}"


def check_paths(
    paths: Iterable[Path],
    *,
    environment: Mapping[str, str] | None = None,
    check_plugin: Callable[[Path], Iterable[Problem]] | None = None,
    currency: str = "CNY",
) -> list[Problem]:
    """Return what is wrong with these files, and with those in these folders, sorted, once each.

    `check_plugin` looks at `.py` files; without it they are passed over. A catalog on its own
    takes amounts that name no currency as `currency`.
    """
    found: set[Problem] = set()
    for path in paths:
        if path.is_dir():
            files = sorted(_files_in(path))
            if not files:
                found.add(_error(ConfigError("nothing to check in this folder", path=path)))
        else:
            files = [path]
        for file in files:
            found.update(_check(file, environment, check_plugin, currency))
    return sorted(found)


def _files_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if any(part[0] in "._" for part in inside.parts) or not path.is_file():
            continue
        if path.suffix.lower() in SUFFIXES or path.suffix == ".py":
            yield path


def _check(
    path: Path,
    environment: Mapping[str, str] | None,
    check_plugin: Callable[[Path], Iterable[Problem]] | None,
    currency: str,
) -> Iterator[Problem]:
    if path.suffix == ".py":
        # Python names a file by its whole path in a traceback, which is where lines come from.
        for problem in check_plugin(path.absolute()) if check_plugin else ():
            whole = problem.path == str(path.absolute())
            yield replace(problem, path=str(path)) if whole else problem
        return
    try:
        document = parse(read_text(path), str(path))
        if path.name.endswith(".confirmed.yaml"):
            validate(Confirmations, document)
            return
        kind = kind_of(document)
        if kind == "show":
            shown = load_show(path, environment=environment)
            yield from (_warning(doubt) for doubt in shown.warnings)
            yield from map(_warning, show_doubts(shown))
            yield from map(_error, _never_said_in(shown, path))
            yield from _doubted_lines(shown, path)
            yield from map(_error, _blocked_plans(shown, document))
            yield from map(_warning, _over_already(shown.catalog, _listed(shown, path)))
            yield from map(_error, _no_such_plugins(shown, document))
            yield from map(_warning, _doubted_embedder(shown, document))
            yield from map(_warning, _missing_judge(shown, document))
            yield from map(_warning, _nobody_signed_in(shown, document))
            yield from map(_error, _broken_recordings(shown, document))
            for level, wrong in face_problems(shown):
                yield _error(wrong) if level == "error" else _warning(wrong)
        elif kind == "catalog":
            document, wrong_prices = as_catalog(document, currency)
            yield from map(_error, wrong_prices)
            catalog = validate(Catalog, document)
            yield from map(_error, _never_said(catalog, document))
            yield from map(_warning, _over_already(catalog, document))
        elif kind == "rundown":
            validate(Rundown, document)
        elif kind == "approvals":
            validate(Approvals, document)
        elif kind == "item":
            validate(Item, document)
        elif kind == "avatar":
            face = read_face(folder_type(path.parent), path.parent)
            yield from map(_warning, face.warnings)
        else:
            persona = validate(Persona, document)
            wrongs = crosscheck.persona_wrongs(persona)
            yield from (_error(document.error(wrong.message, wrong.at)) for wrong in wrongs)
            yield from map(_error, _blocked_lines(persona, document, Catalog(products=())))
    except ConfigErrors as wrong:
        yield from map(_error, wrong.errors)
    except ConfigError as error:
        yield _error(error)


def _listed(shown: ShowFiles, path: Path) -> Document:
    text = dict(shown.texts)["catalog"]
    listed = parse(text, str(path.parent / shown.show.catalog.file))
    return as_catalog(listed, MARKET_CURRENCY[shown.show.policy.market])[0]


def _over_already(catalog: Catalog, document: Document) -> Iterator[ConfigError]:
    wall = datetime.fromtimestamp(wall_now_ms() / 1000, UTC)
    for doubt in crosscheck.over_already(catalog, wall):
        yield document.error(doubt.message, doubt.at)


def _never_said_in(shown: ShowFiles, path: Path) -> Iterator[ConfigError]:
    yield from _never_said(shown.catalog, _listed(shown, path))
    own = shown.watched[1]
    here = own.relative_to(Path.cwd()) if own.is_relative_to(Path.cwd()) else own
    written = parse(dict(shown.texts)["persona"], str(here))
    yield from _blocked_lines(shown.persona, written, shown.catalog)


def _doubted_lines(shown: ShowFiles, path: Path) -> Iterator[Problem]:
    """Figures typed where a slot exists, facts that nobody states, lines that the gate blocks."""
    from chatbot.scripting.lint import lint, unknown_facts
    from chatbot.scripting.prompter import blocked_lines

    if shown.rundown is None or shown.show.rundown is None:
        return
    plan = parse(dict(shown.texts)["rundown"], str(path.parent / shown.show.rundown))
    for wrong in lint(shown.rundown, shown.catalog, shown.show.language):
        yield _error(plan.error(wrong.message, wrong.at))
    for wrong in unknown_facts(shown.rundown, shown.catalog, shown.persona):
        yield _warning(plan.error(wrong.message, wrong.at))
    for wrong in blocked_lines(shown, wall_now_ms()):
        yield _warning(plan.error(wrong.message, wrong.at))


def _blocked_lines(persona: Persona, document: Document, catalog: Catalog) -> Iterator[ConfigError]:
    """Lines of the persona that the gate will block, of those that need no product to be read."""
    said: list[tuple[str, str, tuple[str | int, ...]]] = [
        (lang, line, ("lines", name, lang, i))
        for name, texts in persona.lines.items()
        for lang, lines in texts.items()
        for i, line in enumerate(lines)
    ]
    own = persona.disclosure or {}
    texts = {persona.languages[0]: own} if isinstance(own, str) else own
    said += [(lang, line, ("disclosure", lang)) for lang, line in texts.items()]
    yield from _blocked(said, persona, document, catalog)


def _blocked_plans(shown: ShowFiles, document: Document) -> Iterator[ConfigError]:
    """The show's lines for certain times that the gate will block."""
    said: list[tuple[str, str, tuple[str | int, ...]]] = [
        (lang, text, ("plans", i, "say"))
        for i, plan in enumerate(shown.show.plans)
        for line in plan.say
        for lang, text in line.text.items()
    ]
    yield from _blocked(said, shown.persona, document, shown.catalog)


def _blocked(
    said: Iterable[tuple[str, str, tuple[str | int, ...]]],
    persona: Persona,
    document: Document,
    catalog: Catalog,
) -> Iterator[ConfigError]:
    for lang, line, at in said:
        text = line.replace("{host}", local(persona.name, lang))
        text = text.replace("{shop}", "").replace("{address}", "")
        if slots_in(text):
            continue
        verdict = judge(text.replace("[buy]", ""), lang, _context(catalog, lang, persona.languages))
        if not verdict.passed:
            reason = f"{verdict.reasons[0]}: {verdict.detail}"
            yield document.error(f"{line!r} will never be said ({reason})", at)


def _no_such_plugins(shown: ShowFiles, document: Document) -> Iterator[ConfigError]:
    from chatbot.engine.loader import find_plugin

    beside = shown.path.absolute().parent / "plugins"
    folders = (beside, user_dir("plugins"), builtin_dir("plugins"))
    for i, plugin in enumerate(shown.show.plugins):
        try:
            find_plugin(plugin.name, folders)
        except PluginError as error:
            where = "put its file into a folder named plugins beside the show"
            yield document.error(f"{error}; {where}", ("plugins", i))


def _doubted_embedder(shown: ShowFiles, document: Document) -> Iterator[ConfigError]:
    """An embedder that is not there, cannot be read or does not know the room's language."""
    from chatbot.classifying import doubt_of, missing, open_embedder

    config = shown.show.embedder
    doubt = missing(config)
    if not doubt and config.type != "usem":
        try:
            doubt = doubt_of(open_embedder(config), shown.show.language)
        except (OSError, ValueError, RuntimeError) as error:
            said = " ".join(str(error).split())[:200]
            doubt = f"the embedder {config.model!r} cannot be loaded, the rules read alone: {said}"
    if doubt:
        yield document.error(doubt, ("embedder",))


def _missing_judge(shown: ShowFiles, document: Document) -> Iterator[ConfigError]:
    from chatbot.judging import missing

    if shown.show.judge is not None and (absent := missing(shown.show.judge)):
        yield document.error(f"{absent}; the rules judge alone", ("judge",))


def _nobody_signed_in(shown: ShowFiles, document: Document) -> Iterator[ConfigError]:
    """A Twitch channel that nobody on this machine may read yet."""
    from chatbot.adapters.twitch.scopes import READ_CHAT, no_chat
    from chatbot.connections import TwitchConfig
    from chatbot.sources import twitch_store

    for i, config in enumerate(shown.show.adapters):
        if not isinstance(config, TwitchConfig):
            continue
        known = twitch_store().logins()
        if not known or (config.account and config.account not in known):
            who = f"{config.account} is not" if config.account else "nobody is"
            remedy = "type `chatbot twitch login`"
            yield document.error(f"{who} signed in to Twitch: {remedy}", ("adapters", i))
            continue
        wanted = config.account or (config.channel if config.channel in known else known[-1])
        sign_in = twitch_store().load(wanted)
        if sign_in is not None and READ_CHAT not in sign_in.scopes:
            yield document.error(no_chat(wanted), ("adapters", i))


def _broken_recordings(shown: ShowFiles, document: Document) -> Iterator[ConfigError]:
    """A recorded chat that is not there or cannot be read: named at its own line, else ours."""
    from chatbot.connections import RecordingConfig
    from chatbot.recordings import read_recording

    for i, config in enumerate(shown.show.adapters):
        if not isinstance(config, RecordingConfig):
            continue
        try:
            read_recording(shown.path.absolute().parent / Path(config.file).expanduser())
        except ConfigError as error:
            at = ("adapters", i, "file")
            yield error if error.line else document.error(f"{config.file}: {error.message}", at)


def _context(catalog: Catalog, lang: str, languages: tuple[str, ...]) -> GateContext:
    return GateContext(
        catalog=catalog,
        room_lang=lang,
        languages=languages,
        market="cn",
        wall=datetime.now(UTC),
        override=tuple(OVERRIDABLE),
    )


def _never_said(catalog: Catalog, document: Document) -> Iterator[ConfigError]:
    """Names that the gate lets nobody say: no line with one would ever be heard."""
    context = _context(catalog, LANGUAGES[0], LANGUAGES)
    facts = facts_of(catalog)
    named: list[tuple[LocalText, tuple[str | int, ...]]] = [
        (product.name, ("products", i, "name")) for i, product in enumerate(catalog.products)
    ]
    for names, at in [*named, (catalog.shop.name, ("shop", "name"))]:
        texts = {"": names} if isinstance(names, str) else names
        for lang, text in texts.items():
            utterance = Utterance(text, lang or LANGUAGES[0], facts)
            found = (finding for check in _OF_NAMES for finding in check(utterance, context))
            if (finding := next(found, None)) is not None:
                place = (*at, lang) if lang else at
                yield document.error(f"{text!r} can never be said: {finding.detail}", place)


def kind_of(document: Document) -> FileKind:
    """Return what a file is, by its folder, its name, or the keys in it.

    Raises:
        ConfigError: neither says.
    """
    path, data = Path(document.path), document.data
    if path.suffix.lower() == ".csv" or isinstance(data, list):
        return "catalog"
    known = _FOLDERS.get(path.absolute().parent.name) or _STEMS.get(path.stem.lower())
    if known:
        return known
    if isinstance(data, dict):
        for kind, keys in _KEYS.items():
            if keys & data.keys():
                return kind
    raise ConfigError(
        "cannot tell what this is: name it show.yaml, catalog.yaml or rundown.yaml, "
        "or put it into a folder named personas",
        path=document.path,
    )


def _error(error: ConfigError) -> Problem:
    return Problem(str(error.path or ""), error.line or 0, "error", error.message)


def _warning(error: ConfigError) -> Problem:
    return Problem(str(error.path or ""), error.line or 0, "warning", error.message)
