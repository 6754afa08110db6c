"""Reads JSON Lines so that whatever is wrong is named by file, row and key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import EvalError

Row = Mapping[str, Any]


def read_rows(path: Path, needed: Iterable[str] = (), *, unique: str | None = None) -> list[Row]:
    """The rows of a file, empty lines left out.

    `needed` are keys that each row must have; `unique` is the one that identifies it. Raises EvalError.
    """
    rows = [(number, _read(path, number, line)) for number, line in enumerate(_text(path).split("\n"), 1) if line]
    for number, row in rows:
        missing = [key for key in needed if key not in row]
        if missing:
            raise EvalError(f"{path}, row {number}: the key {missing[0]!r} is missing; nothing was scored.")
    if unique is not None:
        _refuse_doubles(path, rows, unique)
    return [row for _, row in rows]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise EvalError(f"There is no file {path}; nothing was scored.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"{path} cannot be read ({error}); nothing was scored.") from error


def _read(path: Path, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        hint = "Each line should be one JSON object."
        raise EvalError(f"{path}, row {number}: not JSON ({error}); nothing was scored.", hint=hint) from error
    if not isinstance(row, dict):
        raise EvalError(f"{path}, row {number}: not a JSON object; nothing was scored.")
    return row


def _refuse_doubles(path: Path, rows: Sequence[tuple[int, Row]], key: str) -> None:
    first: dict[object, int] = {}
    for number, row in rows:
        value = str(row[key])
        if value in first:
            message = f"{path}, row {number}: {key} {value!r} stands in row {first[value]} too; nothing was scored."
            raise EvalError(message)
        first[value] = number
