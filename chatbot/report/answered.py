"""Drafted questions with their answers, put into the catalog once the gate has read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from chatbot.catalog import Catalog, Faq
from chatbot.errors import ConfigError, ConfigErrors
from chatbot.files import parse, read_as, read_yaml
from chatbot.language.clean import fold
from chatbot.loading import load_show_texts
from chatbot.scripting.writing import insert_rows, item_rows, scalar
from chatbot.show.gate import GateContext, judge

if TYPE_CHECKING:
    from chatbot.files import Document
    from chatbot.loading import ShowFiles

__all__ = ["Approved", "approve", "read_answers"]


class _Answers(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    faq: tuple[Faq, ...] = ()


@dataclass(frozen=True, slots=True)
class Approved:
    """The catalog's text with the answers in it; `refused` says why which entry is not."""

    path: Path
    before: str
    after: str
    taken: tuple[Faq, ...]
    refused: tuple[str, ...]
    waiting: int
    """Entries that have no answer yet."""


def read_answers(path: Path) -> tuple[Faq, ...]:
    """The entries of a file of drafts, with answers or without.

    Raises:
        ConfigError: with the line of the first thing that is wrong.
    """
    answers, wrong = read_as(_Answers, read_yaml(path))
    if answers is None:
        raise ConfigErrors(wrong)
    return answers.faq


def approve(
    files: ShowFiles, catalog_path: Path, entries: Sequence[Faq], *, by: str, wall: datetime
) -> Approved:
    """Put every entry with an answer into the catalog's text, if the host may say it.

    Raises:
        ConfigError: the catalog cannot hold such entries, or is edited by hand only.
    """
    text = dict(files.texts)["catalog"]
    ready = [each for entry in entries if (each := _filled(entry)) is not None]
    known = {fold(q) for faq in files.catalog.faq for q in faq.q.values()}
    taken: list[Faq] = []
    refused: list[str] = []
    names = {faq.id for faq in files.catalog.faq}
    for entry in ready:
        if any(fold(q) in known for q in entry.q.values()):
            refused.append(f"{entry.id}: this question is in the catalog already")
            continue
        fresh = entry.model_copy(update={"id": _free(entry.id, names)})
        if why := _why_not(files, fresh, wall):
            refused.append(f"{entry.id}: {why}")
            continue
        names.add(fresh.id)
        taken.append(fresh)
    here = wall.astimezone(ZoneInfo(files.show.timezone))
    note = f"approved by {' '.join(by.split())}, {here:%Y-%m-%d %H:%M}"
    after = _with_entries(parse(text, str(catalog_path)), taken, note) if taken else text
    if taken:
        texts = tuple((kind, after if kind == "catalog" else old) for kind, old in files.texts)
        load_show_texts(texts)  # or it says what is wrong
    waiting = len(entries) - len(ready)
    return Approved(catalog_path, text, after, tuple(taken), tuple(refused), waiting)


def _filled(entry: Faq) -> Faq | None:
    """The entry in the languages in which it has question and answer."""
    both = [lang for lang, a in entry.a.items() if a.strip() and entry.q.get(lang, "").strip()]
    if not both:
        return None
    pick = {name: {lang: getattr(entry, name)[lang] for lang in both} for name in ("q", "a")}
    return entry.model_copy(update=pick)


def _free(name: str, names: Iterable[str]) -> str:
    taken = set(names)
    if name not in taken:
        return name
    stem = name.rstrip("0123456789") or f"{name}-"
    return next(f"{stem}{n}" for n in range(1, len(taken) + 2) if f"{stem}{n}" not in taken)


def _why_not(files: ShowFiles, entry: Faq, wall: datetime) -> str:
    """Why the host would not say it, with the answer in the catalog."""
    catalog: Catalog = files.catalog.model_copy(update={"faq": (*files.catalog.faq, entry)})
    for lang, answer in entry.a.items():
        context = GateContext(
            catalog=catalog,
            room_lang=lang,
            languages=files.persona.languages,
            market=files.show.policy.market,
            wall=wall.astimezone(ZoneInfo(files.show.timezone)),
            in_reply_to=entry.q[lang],
            order_channel=files.show.policy.order_channel,
        )
        verdict = judge(answer, lang, context)
        if not verdict.passed:
            why = f"{', '.join(verdict.reasons)}: {verdict.detail}"
            return f"the gate would not let it be said ({why})"
    return ""


# -- the file --------------------------------------------------------------------------------------


def _with_entries(document: Document, entries: Sequence[Faq], note: str) -> str:
    """The catalog's text with these entries behind those it has; all else is as it was."""
    suffix = Path(document.path).suffix.lower()
    if suffix == ".json":
        data = document.data if isinstance(document.data, dict) else {"products": document.data}
        data = {**data, "faq": [*data.get("faq", ()), *(e.model_dump() for e in entries)]}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if suffix == ".csv" or (isinstance(document.data, dict) and "products" not in document.data):
        raise ConfigError(
            "a list of names and prices has no place for answers: make it a YAML file with "
            "`products:` and `faq:`",
            path=document.path,
        )
    text = document.text
    if isinstance(document.data, list):
        return f"products:\n{text.rstrip()}\n\nfaq:\n" + _joined(entries, note, 2)
    listed: Any = document.data.get("faq")
    if listed:
        first, end = item_rows(document, ("faq", len(listed) - 1))
        row = text.splitlines()[first]
        indent = len(row) - len(row.lstrip())
        return insert_rows(text, end, _rows(entries, note, indent))
    if "faq" in document.data:
        at = document.line(("faq",)) - 1
        rows = text.splitlines()
        fresh = [*rows[:at], "faq:", *_rows(entries, note, 2), *rows[at + 1 :]]
        return "\n".join(fresh) + "\n"
    return f"{text.rstrip()}\n\nfaq:\n" + _joined(entries, note, 2)


def _joined(entries: Sequence[Faq], note: str, indent: int) -> str:
    return "\n".join(_rows(entries, note, indent)) + "\n"


def _rows(entries: Sequence[Faq], note: str, indent: int) -> list[str]:
    pad = " " * indent
    rows: list[str] = []
    for entry in entries:
        rows += [f"{pad}- id: {scalar(entry.id)}  # {note}", f"{pad}  q: {scalar(entry.q)}"]
        rows += [f"{pad}  a:", *(f"{pad}    {k}: {scalar(a)}" for k, a in entry.a.items())]
    return rows
