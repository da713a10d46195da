"""What a model finds wrong, told by file and line in plain words."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from chatbot.errors import ConfigErrors, Wrong, WrongValue, did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from chatbot.errors import ConfigError
    from chatbot.files.document import At, Document

__all__ = ["read_as", "validate"]

M = TypeVar("M", bound=BaseModel)

MOST_TOLD = 100
FEW_KEYS = 12

_KINDS = {
    "string": "a text",
    "int": "a whole number",
    "float": "a number",
    "decimal": "an amount such as 129 or 17.90",
    "bool": "true or false",
    "dict": "a mapping (key: value)",
    "model": "a mapping (key: value)",
    "model_attributes": "a mapping (key: value)",
    "tuple": "a list",
    "list": "a list",
    "datetime": "a time such as 2026-12-31T23:59:59+08:00",
    "date": "a date such as 2026-12-31",
}
_BOUNDS = {
    "greater_than": ("gt", "must be more than {}"),
    "greater_than_equal": ("ge", "must be {} or more"),
    "less_than": ("lt", "must be less than {}"),
    "less_than_equal": ("le", "must be {} or less"),
}


def validate(model: type[M], document: Document, context: Mapping[str, Any] | None = None) -> M:
    """Return the document as `model`.

    Raises:
        ConfigErrors: everything that is wrong, in the order of the lines.
    """
    read, errors = read_as(model, document, context)
    if errors or read is None:
        raise ConfigErrors(errors)
    return read


def read_as(
    model: type[M], document: Document, context: Mapping[str, Any] | None = None
) -> tuple[M | None, list[ConfigError]]:
    """Return the document as `model`, and what is wrong with it in the order of the lines.

    There may be a model all the same: read as if misspelt keys were right, and neither the unknown
    ones nor wrong values that have a default were there. So what follows from the rest can be
    looked at in the same round.
    """
    try:
        return model.model_validate(document.data, context=context), []
    except ValidationError as failure:
        details = failure.errors(include_url=False)
        errors = _told(failure, model, document)
    mended = _mended(details, model, document)
    if mended is None:
        return None, errors
    try:
        return model.model_validate(mended.data, context=context), errors
    except ValidationError as failure:
        known = {(error.line, error.message) for error in errors}
        more = [e for e in _told(failure, model, mended) if (e.line, e.message) not in known]
        return None, sorted(errors + more, key=lambda error: error.line or 0)


def _mended(
    details: list[ErrorDetails], model: type[BaseModel], document: Document
) -> Document | None:
    """The document without what is wrong and can be left out; None where nothing can."""
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    wrong = {d["loc"][0] for d in details if d["loc"] and d["type"] != "extra_forbidden"}
    spare = [
        k for k in wrong if k in model.model_fields and not model.model_fields[str(k)].is_required()
    ]
    if not (unknown or spare) or len(details) > MOST_TOLD or not isinstance(document.data, dict):
        return None
    data, lines = deepcopy(document.data), dict(document.lines)
    for loc in unknown:
        at = _real(loc, document.data)
        around, key = _value(data, at[:-1]), at[-1]
        value = around.pop(key)
        near = get_close_matches(str(key), _keys_at(model, loc[:-1]), n=1, cutoff=0.6)
        if not near or near[0] in around:
            continue
        around[near[0]] = value
        meant = (*at[:-1], near[0])
        for place, line in document.lines.items():
            if place[: len(at)] == at:
                lines[meant + place[len(at) :]] = line
    for key in spare:
        data.pop(key, None)
    return replace(document, data=data, lines=lines)


def _told(
    failure: ValidationError, model: type[BaseModel], document: Document
) -> list[ConfigError]:
    errors: dict[tuple[At, str], ConfigError] = {}
    wanted: dict[At, list[str]] = {}
    details = failure.errors(include_url=False)
    for detail in details[:MOST_TOLD]:
        at = _real(detail["loc"], document.data)
        if detail["type"] == "extra_forbidden":
            at = _real(detail["loc"], document.data, whole=True)
        if detail["type"] == "too_short" and _value(document.data, at):
            continue  # pydantic counts only the items that are right
        for wrong in _wrongs(detail, model):
            place = at + _real(wrong.at, _value(document.data, at), whole=True)
            message = wrong.message
            if wrong.other is not None:
                message = message.replace("{other}", f"line {document.line(at + wrong.other)}")
            errors[place, message] = document.error(message, place)
        kind = _kind(detail["type"])
        if kind and kind not in wanted.setdefault(at, []):
            wanted[at].append(kind)
    for at, kinds in wanted.items():
        value = _value(document.data, at)
        hint = ""
        if isinstance(value, dict) and None in value.values() and _KINDS["string"] in kinds:
            hint = ": put quotes around a text with braces"
        if kinds == [_KINDS["model"]] and (keys := _keys_at(model, at)):
            hint = f": its keys are {', '.join(keys)}"
        errors[at, ""] = document.error(
            f"{_name(at)}should be {' or '.join(kinds)}, not {_given(value)}{hint}", at
        )
    for at, message in list(errors):
        # a key that is only misspelt is not missing as well
        if any(k[:-1] == at and f"(did you mean {message.split(' ')[0]}?)" in m for k, m in errors):
            del errors[at, message]
    told = sorted(errors.values(), key=lambda error: error.line or 0)
    if len(details) > MOST_TOLD:
        told.append(document.error(f"and {len(details) - MOST_TOLD} more"))
    return told


def _wrongs(detail: ErrorDetails, model: type[BaseModel]) -> tuple[Wrong, ...]:
    """Everything one of pydantic's errors says; nothing for a wrong type, which is told later."""
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    error = context.get("error")
    if isinstance(error, WrongValue):
        return error.wrongs
    if kind == "extra_forbidden":
        known = _keys_at(model, loc[:-1])
        few = f" (known: {', '.join(known)})" if 0 < len(known) <= FEW_KEYS else ""
        near = did_you_mean(str(loc[-1]), known) or few
        return (Wrong(f"unknown key {str(loc[-1])!r}{near}"),)
    loc = _untagged(model, loc)
    if kind == "value_error":
        keys = tuple(step for step in loc if step != "[key]")
        return (Wrong(f"{error}" if str(error).startswith("unknown") else f"{_name(keys)}{error}"),)
    if kind == "missing":
        return (Wrong(f"{loc[-1]!r} is missing"),)
    if kind == "union_tag_not_found":
        return (Wrong(f"{context['discriminator']} is missing"),)
    if kind == "union_tag_invalid":
        choices = re.findall(r"'([^']*)'", context["expected_tags"])
        key = context["discriminator"].strip("'")
        return (Wrong(_choice((*loc, key), context["tag"], choices), (key,)),)
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return (Wrong(_choice(loc, detail["input"], choices)),)
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        return (Wrong(_name(loc) + words.format(context.get(bound))),)
    if kind in ("string_too_short", "too_short"):
        return (Wrong(f"{_name(loc)}must not be empty"),)
    if _kind(kind):
        return ()
    return (Wrong(_name(loc) + detail["msg"][:1].lower() + detail["msg"][1:]),)


def _choice(loc: At, given: object, choices: list[str]) -> str:
    key = next((step for step in reversed(loc) if isinstance(step, str)), "value")
    if key == "[key]":
        key = "key"
    elif len(loc) > 1 and isinstance(loc[-2], str) and loc[-2].endswith("s"):
        key = loc[-2][:-1]  # an entry of `gestures` is a gesture
    near = did_you_mean(str(given), choices)
    hint = near or f" (known: {', '.join(choices)})"
    if key == "type":
        hint = f" (known: {', '.join(choices)})"
    return f"unknown {key.replace('_', ' ')} {given!r}{hint}"


def _kind(error_type: str) -> str | None:
    for kind, words in _KINDS.items():
        if error_type in (f"{kind}_type", f"{kind}_parsing", f"{kind}_from_date_parsing"):
            return words
    return "a whole number" if error_type == "int_from_float" else None


def _given(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "…"


def _name(at: At) -> str:
    """The key a message is about, from the last list item on: `price.CNY: `."""
    keys: list[str] = []
    for step in reversed(at):
        if isinstance(step, int):
            break
        keys.insert(0, str(step))
    return ".".join(keys) + ": " if keys else ""


def _real(loc: At, data: Any, *, whole: bool = False) -> At:
    """Keep of pydantic's location the steps that the data has; the last may be missing in it.

    Pydantic puts in names of union members and `[key]`, which no file has.
    """
    at: list[str | int] = []
    for i, step in enumerate(loc):
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif not (whole and i == len(loc) - 1):
            continue
        at.append(step)
    return tuple(at)


def _value(data: Any, at: At) -> Any:
    for step in at:
        data = data[step]
    return data


def _keys_at(model: type[BaseModel], loc: At) -> tuple[str, ...]:
    """The keys that the model at `loc` knows."""
    kinds: list[Any] = [model]
    for step in loc:
        deeper = [inner for kind in kinds for inner in _inside(kind, step)]
        tagged = [kind for kind in kinds if step in _tags(kind)]
        kinds = deeper or tagged or kinds
    names = (
        field.alias or name
        for kind in kinds
        for name, field in kind.model_fields.items()
        if not field.exclude
    )
    return tuple(dict.fromkeys(names))


def _untagged(model: type[BaseModel], loc: At) -> At:
    """The location without the words that only tell one model of a union from the others."""
    kinds: list[type[BaseModel]] = [model]
    steps: list[str | int] = []
    for step in loc:
        deeper = [inner for kind in kinds for inner in _inside(kind, step)]
        tagged = [kind for kind in kinds if step in _tags(kind)]
        if deeper or not tagged or any(step in kind.model_fields for kind in kinds):
            steps.append(step)
        kinds = deeper or tagged or kinds
    return tuple(steps)


def _tags(model: type[BaseModel]) -> tuple[Any, ...]:
    """By which words a model is told from the others of its union."""
    field = model.model_fields.get("type")
    return get_args(field.annotation) if field else ()


def _inside(model: type[BaseModel], step: str | int) -> list[type[BaseModel]]:
    for name, field in model.model_fields.items():
        if step in (name, field.alias):
            return _models(field.annotation)
    return []


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (Annotated, Union, types.UnionType, tuple, list, dict):
        return [model for inner in get_args(annotation) for model in _models(inner)]
    return []
