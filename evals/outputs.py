"""What a system gave for a case: the same record whether it was run here or its text came from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.errors import EvalError
from evals.cases import Case
from evals.refusing import refuses
from evals.rows import Row, read_rows

Status = Literal["done", "error"]


class Output(BaseModel):
    """What was given for a case, the `repeat`-th time.

    `text` is the answer or draft in Markdown, or the verdict on a sentence. `answered` is False for a refusal, None
    where nothing is asked. `ids` are the passages found, best first. Seconds and tokens are None where nobody counted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    repeat: int = 0
    status: Status = "done"
    text: str = ""
    answered: bool | None = None
    ids: tuple[str, ...] = ()
    seconds: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    error: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing came, neither text nor passages."""
        return not self.text.strip() and not self.ids


def read_outputs(path: Path, cases: Sequence[Case], *, allow_missing: bool = False) -> list[Output]:
    """The texts of another system: JSON Lines of {"id", "text"} and, if known, "answered", "ids" and "seconds".

    Each case needs a row. With `allow_missing` a case without one counts as an empty text, which is worth nothing.
    Raises EvalError that names the row, or the cases that are missing.
    """
    rows = {str(row["id"]): row for row in read_rows(path, ("id",), unique="id")}
    known = {case.id for case in cases}
    strange = [id for id in rows if id not in known]
    if strange:
        hint = "Take them out, or choose another suite or --filter."
        raise EvalError(f"{path} has ids that are not in the suite: {_some(strange)}; nothing was scored.", hint=hint)
    missing = [case.id for case in cases if case.id not in rows]
    if missing and not allow_missing:
        hint = "Add them, narrow the suite with --filter, or count them as empty with --allow-missing."
        message = f"{path} has no row for {len(missing)} of {len(cases)} cases: {_some(missing)}; nothing was scored."
        raise EvalError(message, hint=hint)
    return [_output(path, case, rows.get(case.id, {})) for case in cases]


def _output(path: Path, case: Case, row: Row) -> Output:
    text, ids = row.get("text", ""), row.get("ids", ())
    answered = row.get("answered")
    if not isinstance(text, str) or not isinstance(ids, list | tuple) or not isinstance(answered, bool | None):
        hint = '"text" is a string, "answered" true or false, "ids" a list of passage ids.'
        raise EvalError(f"{path}: the row with id {case.id!r} has a value of the wrong type.", hint=hint)
    if answered is None and case.part == "answers":
        answered = bool(text.strip()) and not refuses(text)
    return Output(key=case.key, text=text, answered=answered, ids=tuple(map(str, ids)), seconds=_number(row))


def _number(row: Mapping[str, object]) -> float | None:
    value = row.get("seconds")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
