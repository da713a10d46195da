"""From the show file to all that goes on air: names found, files read, checked against each other.

A show can also be rebuilt from the texts that the journal keeps, without touching the disk.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from chatbot.approvals import Approvals, approvals_beside
from chatbot.catalog import Catalog
from chatbot.config import Show
from chatbot.errors import ConfigError, ConfigErrors, did_you_mean
from chatbot.files import SUFFIXES, Document, as_catalog, crosscheck, parse, read_as, read_text
from chatbot.files.finding import environment_of, find, names
from chatbot.files.reading import Read, read_papers
from chatbot.papers import NO_PAPERS, Papers, papers_of
from chatbot.persona import Persona
from chatbot.rundown import Rundown
from chatbot.values import MARKET_CURRENCY

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from pydantic import BaseModel

    from chatbot.errors import Wrong

__all__ = [
    "ShowFiles",
    "TextKind",
    "environment_of",
    "find",
    "load_show",
    "load_show_texts",
    "names",
    "watch",
]

TextKind = Literal["show", "persona", "cohost", "catalog", "rundown", "approvals"]
PAPERS = ("documents", "items")
M = TypeVar("M", bound="BaseModel")
Stamps = tuple[tuple[int, int] | None, ...]

QUIET_MS = 100
LOOK_EVERY_MS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFiles:
    """Everything that is on air, from one moment's files.

    `texts` are the files as written (secrets still as `${NAME}`), for the journal; `version`
    changes with any of them; `watched` are the files to watch, the show's first, none for a show
    rebuilt from texts, and `awaited` one that may yet come to be. `approvals` is None where nobody
    keeps any, `papers` what is read from besides the catalog. `warnings` do not stop the show.
    """

    path: Path
    show: Show
    persona: Persona
    cohost: Persona | None = None
    catalog: Catalog
    rundown: Rundown | None
    approvals: Approvals | None = None
    papers: Papers = NO_PAPERS
    texts: tuple[tuple[str, str], ...]
    version: str
    watched: tuple[Path, ...] = ()
    awaited: tuple[Path, ...] = ()
    warnings: tuple[ConfigError, ...] = ()


def load_show(
    path: Path, *, environment: Mapping[str, str] | None = None, rundown: bool = True
) -> ShowFiles:
    """Read a show file and all it names; `environment` fills in `${NAME}`, default as at start.

    Without `rundown` that file is left aside: it may not be there yet, or may be wrong.

    Raises:
        ConfigErrors: everything that is wrong in any of the files.
    """
    beside = path.absolute().parent
    try:
        given = environment_of(beside) if environment is None else environment
    except ConfigError as error:
        raise ConfigErrors([error]) from None
    return _Loading(path, _Disk(beside), given).load(rundown=rundown)


def load_show_texts(
    texts: Iterable[tuple[str, str]],
    *,
    path: Path = Path("show.yaml"),
    environment: Mapping[str, str] | None = None,
) -> ShowFiles:
    """Rebuild a show from the texts of the journal, without touching the disk.

    Without an `environment`, secrets stay as written: a replay needs none.

    Raises:
        ConfigErrors: the texts do not make a show.
    """
    if environment is None:
        return _rebuilt(tuple((kind, text) for kind, text in texts), path)
    return _Loading(path, _Texts(dict(texts)), environment).load()


@lru_cache(maxsize=2)
def _rebuilt(texts: tuple[tuple[str, str], ...], path: Path) -> ShowFiles:
    """The same values for the same texts: what a thread has read need not be read on the air."""
    return _Loading(path, _Texts(dict(texts)), None).load()


class _Disk:
    """Where texts come from on the way up: (text, shown name, file)."""

    def __init__(self, beside: Path) -> None:
        self.beside = beside

    def get(self, kind: TextKind, name: str, asked: Document | None) -> tuple[str, str, Path]:
        if kind == "show":
            path = self.beside / Path(name).name
            return read_text(path, shown=name), name, path
        assert asked is not None
        at = ("catalog", "file") if isinstance(asked.data.get("catalog"), dict) else ("catalog",)
        if kind in ("persona", "cohost"):
            path = self.persona(kind, name, asked)
        else:
            path = self.beside / Path(name).expanduser()
            if not path.is_file():
                near = did_you_mean(name, _files_beside(self.beside) - {Path(asked.path).name})
                raise asked.error(
                    f"there is no file {name!r} beside the show{near}",
                    at if kind == "catalog" else ("rundown",),
                )
        shown = _shown(path)
        return read_text(path, shown=shown), shown, path

    def has(self, kind: TextKind, name: str) -> bool:
        return (self.beside / Path(name).expanduser()).is_file()

    def papers(self, show: Show, asked: Document) -> Read:
        return read_papers(show, asked, self.beside, _shown)

    def persona(self, kind: TextKind, name: str, asked: Document) -> Path:
        path = find("personas", name, self.beside)
        if path is None:
            known = names("personas", self.beside)
            near = did_you_mean(name, known) or f" (known: {', '.join(known)})"
            raise asked.error(f"unknown persona {name!r}{near}", (kind,))
        return path


class _Texts:
    """Texts that the journal kept."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def has(self, kind: TextKind, name: str) -> bool:
        return kind in self.texts

    def papers(self, show: Show, asked: Document) -> Read:
        return Read([(kind, self.texts[kind]) for kind in PAPERS if kind in self.texts])

    def get(self, kind: TextKind, name: str, asked: Document | None) -> tuple[str, str, None]:
        del asked
        if kind not in self.texts:
            raise ConfigError(f"the journal holds no {kind}", path=name)
        bare = kind in ("persona", "cohost") and not PurePath(name).suffix
        return self.texts[kind], f"{name}.yaml" if bare else name, None


class _Loading:
    def __init__(
        self, path: Path, source: _Disk | _Texts, environment: Mapping[str, str] | None
    ) -> None:
        self.path = path
        self.source = source
        self.context: dict[str, Any] = {"environment": environment}
        self.errors: list[ConfigError] = []
        self.warnings: list[ConfigError] = []
        self.texts: list[tuple[str, str]] = []
        self.watched: list[Path] = []
        self.awaited: list[Path] = []

    def load(self, *, rundown: bool = True) -> ShowFiles:
        asked = self.document("show", str(self.path), None)
        show = self.model(Show, asked)
        if show is None or asked is None:
            raise ConfigErrors(self.errors)
        sure = not self.errors
        written = self.document("persona", show.persona, asked)
        persona = self.model(Persona, written)
        cohost = self.cohost(show, persona, asked)
        listed = self.document("catalog", show.catalog.file, asked)
        if listed is not None:
            listed, wrong_prices = as_catalog(listed, MARKET_CURRENCY[show.policy.market])
            self.errors += wrong_prices
        catalog = self.model(Catalog, listed)
        self.context["language"] = show.language
        plan = show.rundown if rundown else None
        planned = self.document("rundown", plan, asked) if plan else None
        planning = self.model(Rundown, planned)
        approvals = self.approvals(plan, asked) if plan else None
        papers = self.papers(show, asked)
        if persona is not None and sure:
            self.tell(asked, crosscheck.show_wrongs(show, persona, planning))
            self.tell(asked, crosscheck.papers_wrongs(show, persona, catalog))
            doubts = crosscheck.papers_doubts(papers, show, persona)
            self.warnings += [asked.error(wrong.message, wrong.at) for wrong in doubts]
        if persona is not None and written is not None:
            self.tell(written, crosscheck.persona_wrongs(persona))
        if catalog is not None and persona is not None and listed is not None:
            self.tell(listed, crosscheck.catalog_wrongs(catalog, persona, show))
        if catalog is not None and listed is not None:
            doubts = crosscheck.catalog_doubts(catalog, show)
            self.warnings += [listed.error(wrong.message, wrong.at) for wrong in doubts]
        if catalog is not None and planning is not None and planned is not None:
            planning = crosscheck.with_skus(planning, catalog)
            for is_error, wrong in crosscheck.rundown_wrongs(planning, catalog, show.language):
                kept = self.errors if is_error else self.warnings
                kept.append(planned.error(wrong.message, wrong.at))
        if self.errors or persona is None or catalog is None:
            raise ConfigErrors(self.errors)
        return ShowFiles(
            path=self.path,
            show=show,
            persona=persona,
            cohost=cohost,
            catalog=catalog,
            rundown=planning,
            approvals=approvals,
            papers=papers,
            texts=tuple(self.texts),
            version=_version(self.texts),
            watched=tuple(self.watched),
            awaited=tuple(self.awaited),
            warnings=tuple(self.warnings),
        )

    def document(self, kind: TextKind, name: str, asked: Document | None) -> Document | None:
        try:
            text, shown, path = self.source.get(kind, name, asked)
            self.texts.append((kind, text))
            if path is not None:
                self.watched.append(path)
            return parse(text, shown)
        except ConfigError as error:
            self.errors.append(error)
            return None

    def approvals(self, plan: str, asked: Document) -> Approvals | None:
        """The approvals kept beside the rundown; where there are none, they may yet come."""
        kept = approvals_beside(Path(plan))
        if self.source.has("approvals", str(kept)):
            return self.model(Approvals, self.document("approvals", str(kept), asked))
        if self.watched:
            self.awaited.append(self.watched[0].parent / kept)
        return None

    def papers(self, show: Show, asked: Document) -> Papers:
        read = self.source.papers(show, asked)
        self.texts += read.texts
        self.watched += read.seen
        self.errors += read.errors
        try:
            return papers_of(dict(read.texts), show.items)
        except ValueError as error:
            raise ConfigErrors([ConfigError(f"no papers of this version: {error}")]) from None

    def cohost(self, show: Show, persona: Persona | None, asked: Document) -> Persona | None:
        """The second host, where the show has one."""
        written = self.document("cohost", show.cohost, asked) if show.cohost else None
        cohost = self.model(Persona, written)
        if cohost is not None and written is not None and persona is not None:
            self.tell(written, crosscheck.persona_wrongs(cohost))
            self.tell(asked, crosscheck.cohost_wrongs(show, persona, cohost))
        return cohost

    def model(self, model: type[M], document: Document | None) -> M | None:
        if document is None:
            return None
        read, errors = read_as(model, document, self.context)
        self.errors += errors
        return read

    def tell(self, document: Document, wrongs: Iterable[Wrong]) -> None:
        self.errors += [document.error(wrong.message, wrong.at) for wrong in wrongs]


def _version(texts: Iterable[tuple[str, str]]) -> str:
    digest = hashlib.sha256()
    for kind, text in texts:
        digest.update(f"{kind} {len(text)}\n{text}".encode())
    return digest.hexdigest()[:12]


def _files_beside(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES}


def _shown(path: Path) -> str:
    """The path as a person would write it from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


async def watch(
    files: ShowFiles,
    on_change: Callable[[ShowFiles], None],
    on_error: Callable[[ConfigErrors], None],
    *,
    environment: Mapping[str, str] | None = None,
    polling: bool = False,
) -> None:
    """Call `on_change` with each new version, `on_error` for a save that is not taken; never ends.

    A save counts once nothing has changed for 0.1 s, at once where the system tells of changes and
    within a second elsewhere (network drives, no watches left, `polling`). What was saved since
    `files` was loaded is found too. A show rebuilt from texts has nothing to watch: returns.
    """
    while files.watched:
        watched = (*files.watched, *files.awaited)
        async with aclosing(_changes(watched, polling)) as changes:
            async for _ in changes:
                try:
                    fresh = await asyncio.to_thread(_load_twice, files.path, environment)
                except ConfigErrors as wrong:
                    on_error(wrong)
                    continue
                if fresh.version == files.version:
                    continue
                files = fresh
                on_change(fresh)
                if (*fresh.watched, *fresh.awaited) != watched:
                    break


def _load_twice(path: Path, environment: Mapping[str, str] | None) -> ShowFiles:
    """The show from the disk, and from its texts too, as the room is about to read it."""
    files = load_show(path, environment=environment)
    load_show_texts(files.texts)
    return files


async def _changes(watched: tuple[Path, ...], polling: bool) -> AsyncGenerator[None, None]:
    """Yield at the start and whenever one of these files was written, replaced, made or deleted."""
    from watchfiles import awatch

    # folders, since many editors save by renaming a new file over the old one
    folders = sorted({path.parent for path in watched})
    seen: Stamps = ()
    while True:
        try:
            async for _ in awatch(
                *folders,
                watch_filter=None,
                step=QUIET_MS,
                rust_timeout=LOOK_EVERY_MS,
                yield_on_timeout=True,
                recursive=False,
                force_polling=polling or None,
            ):
                now = _stamps(watched)
                if now != seen:
                    seen = now
                    yield
            return
        except (OSError, RuntimeError):
            # no watches left, or a file system that tells nobody anything
            if polling:
                raise
            polling = True


def _stamps(paths: tuple[Path, ...]) -> Stamps:
    return tuple(_stamp(path) for path in paths)


def _stamp(path: Path) -> tuple[int, int] | None:
    """When and how large; of a folder, its newest file and all of them together."""
    try:
        status = [path.stat()]
        if path.is_dir():
            status += [file.stat() for file in path.iterdir()]
    except OSError:
        return None
    return max(s.st_mtime_ns for s in status), sum(s.st_size for s in status)
