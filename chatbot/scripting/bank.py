"""The authored patterns that rundowns are drafted from, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["OWN_SLOTS", "bank", "filled"]

OWN_SLOTS = frozenset(
    ("claim", "value", "label", "region", "fee", "free_from", "days", "hours", "effect",
     "min_order", "code")
)  # fmt: skip
"""What is filled while drafting; the other slots are filled as the line is said."""

_OWN = re.compile(r"\{(" + "|".join(sorted(OWN_SLOTS)) + r")\}")


@cache
def bank(lang: str) -> Mapping[str, Any]:
    """The patterns of one language by their name."""
    file = files("chatbot") / "data" / "phrases" / "script" / f"{lang}.yaml"
    patterns: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return patterns


def filled(pattern: str, values: Mapping[str, str]) -> str | None:
    """The pattern with these values in place; None where one is missing.

    A value's braces would be read as slots: such a pattern is not filled either.
    """
    for slot in _OWN.findall(pattern):
        value = values.get(slot, "")
        if not value or re.search(r"[{}\[\]]", value):
            return None
    return _OWN.sub(lambda match: values[match[1]], pattern)
