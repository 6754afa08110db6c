"""TOML files that people edit: read whole, with errors that name the line and the nearest known key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, did_you_mean

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

KnownKeys = Callable[[tuple[int | str, ...]], Iterable[str]]
"""Gives the keys that are allowed where an unknown one stands, from the path of the unknown one."""


def read_toml(path: Path, error_class: type[AssistantError]) -> tuple[dict[str, object], str]:
    """The table in a TOML file, and its text. Raises `error_class`, naming the line where the file is malformed."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), text
    except UnicodeDecodeError as error:
        raise error_class(f"{path} is not UTF-8 text.", hint="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise error_class(f"{path} is not valid TOML: {error}.", hint="Mend that line; nothing was changed.") from error
    except OSError as error:
        raise error_class(f"Cannot read {path}: {error.strerror}.", hint="Check its permissions.") from error


def line_of(text: str, key_path: tuple[int | str, ...]) -> int | None:
    """The number, from 1, of the line that sets the key, or that opens the table of that name; None if not found."""
    steps = [re.escape(str(step)) for step in key_path]
    if not steps:
        return None
    header = re.compile(r"\s*\[\s*" + r"\s*\.\s*".join(f"[\"']?{step}[\"']?" for step in steps) + r"\s*\]")
    key = re.compile(rf"\s*[\"']?{steps[-1]}[\"']?\s*=")
    first = (line_of(text, key_path[:-1]) or 1) - 1
    for number, line in enumerate(text.split("\n")[first:], start=first + 1):
        if key.match(line) or header.match(line):
            return number
    return None


def first_fault(error: ValidationError) -> ErrorDetails:
    """The fault to name: an unknown key before all, since a misspelt key also makes the right one missing."""
    return min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")


def explain(fault: ErrorDetails, known: KnownKeys) -> tuple[str, str]:
    """What pydantic found wrong with one key, as a clause without the value (it may be secret), and a hint."""
    location = fault["loc"]
    name = ".".join(str(step) for step in location) or "the file"
    if fault["type"] == "extra_forbidden":
        keys = sorted(known(location))
        return f"unknown key {name}", did_you_mean(str(location[-1]), keys) or f"Known keys: {', '.join(keys)}."
    if fault["type"] == "missing":
        return f"{name} is missing", ""
    reason = fault["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f"{name} {reason}".rstrip("."), ""
