"""One folder a run, with all that is needed to score it again.

run.json        what was run on what: suite, system, seed, hashes of the documents, versions
cases.jsonl     the cases with their gold
outputs.jsonl   what was given for each, written as it came: a run that was stopped goes on from here
scores.jsonl    the marks of each case, and its sentences with their verdicts
metrics.json    the measures
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import EvalError, OutputError
from assistant.files import make_folder, write_text
from evals.cases import Case, load_cases
from evals.measures import CaseMarks, Measure
from evals.outputs import Output
from evals.reading import Reading
from evals.rows import read_rows

BASELINE = Path(__file__).parent / "baseline" / "offline"
THRESHOLDS = BASELINE.parent / "thresholds.toml"
OUT = Path("out")
FORMAT = 1
_Model = TypeVar("_Model", bound=BaseModel)


class JudgeRecord(BaseModel):
    """The judge of a run: its Cohen's kappa with so many hand labels, or the fault that kept it from judging."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    base_url: str
    kappa: float | None
    labels: int
    fault: str = ""


class RunConfig(BaseModel):
    """What was run. `filters` narrowed the suite; `corpus` is the hash of the library's documents."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    suite: str
    system: str
    engine: str
    model: str = ""
    base_url: str = ""
    seed: int
    repeat: int
    filters: tuple[str, ...] = ()
    corpus: str
    versions: dict[str, str]
    started: str
    judge: JudgeRecord | None = None

    @property
    def sameness(self) -> dict[str, Any]:
        """What must be the same for a stopped run to go on."""
        return self.model_dump(exclude={"versions", "started", "judge"})


class Score(BaseModel):
    """The marks of one output, and the sentences they rest on (left out of a committed baseline)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    marked: CaseMarks
    faults: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


class RunFolder:
    """A run's folder. Every reading method raises EvalError that names the file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        """Whether a run was begun here."""
        return (self.path / "run.json").is_file()

    @property
    def is_recorded(self) -> bool:
        """Whether this is a recorded baseline, slimmer than a run."""
        return (self.path / "digests.json").is_file()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """For as long as the block runs no other process may run here. Raises EvalError if one does."""
        from filelock import FileLock, Timeout

        try:
            make_folder(self.path)
        except OSError as error:
            raise OutputError(f"The folder {self.path} cannot be made: {error}.") from error
        lock = FileLock(self.path / ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise EvalError(f"Another process is running in {self.path}; nothing was changed.") from error
        try:
            yield
        finally:
            lock.release()

    def begin(self, config: RunConfig, cases: Sequence[Case]) -> None:
        """Write down what is to be run."""
        _write_rows(self.path / "cases.jsonl", cases)
        self.save_config(config)

    def save_config(self, config: RunConfig) -> None:
        """Write run.json anew."""
        write_text(self.path / "run.json", config.model_dump_json(indent=1) + "\n")

    def config(self) -> RunConfig:
        """What was run."""
        config = _object(self.path / "run.json", RunConfig)
        if config.format != FORMAT:
            raise EvalError(f"{self.path / 'run.json'} was written by another version; run the suite again.")
        return config

    def cases(self) -> list[Case]:
        """The cases, in order; of a recorded baseline those that the data still holds as they were then."""
        if not self.is_recorded:
            return _rows(self.path / "cases.jsonl", Case)
        known: dict[str, str] = json.loads((self.path / "digests.json").read_text(encoding="utf-8"))
        # No case of the checker is recorded, so that the sentences falsified by rule need not be made.
        cases = [case for suite in ("retrieval", "answers", "briefs", "drafts") for case in load_cases(suite)]
        return [case for case in cases if known.get(case.key) == case.digest]

    @contextmanager
    def appending(self) -> Iterator[_Appender]:
        """Take outputs as they come; each is on disk before the next is taken."""
        path = self.path / "outputs.jsonl"
        _end_last_line(path)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            yield _Appender(file)

    def outputs(self) -> dict[tuple[str, int], Output]:
        """The last output of each case and repeat. A last line cut short by a kill is left out."""
        path = self.path / "outputs.jsonl"
        if not path.exists():
            return {}
        text = path.read_text(encoding="utf-8", errors="replace")
        whole = text[: text.rfind("\n") + 1]
        found = [_read(path, number, line, Output) for number, line in enumerate(whole.split("\n"), 1) if line]
        return {(output.key, output.repeat): output for output in found}

    def write_outputs(self, outputs: Iterable[Output]) -> None:
        """Write all outputs at once."""
        _write_rows(self.path / "outputs.jsonl", outputs)

    def save_scores(self, scores: Iterable[Score], measures: Sequence[Measure]) -> None:
        """Write the scores and the measures."""
        _write_rows(self.path / "scores.jsonl", scores)
        rows = ",\n".join(json.dumps(measure.model_dump(mode="json"), ensure_ascii=False) for measure in measures)
        write_text(self.path / "metrics.json", f"[\n{rows}\n]\n")

    def scores(self) -> list[Score]:
        """The scores of a finished run."""
        return _rows(self.path / "scores.jsonl", Score)

    def measures(self) -> list[Measure]:
        """The measures of a finished run."""
        path = self.path / "metrics.json"
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            return [Measure.model_validate(row) for row in rows]
        except FileNotFoundError as error:
            hint = f"Finish it with the command that began it, or score what is there: eval score {self.path}"
            raise EvalError(f"The run in {self.path} is not finished: it has no metrics.json.", hint=hint) from error
        except (OSError, ValueError) as error:
            raise EvalError(f"{path} cannot be read: {_first_line(error)}.") from error

    def judgements(self) -> dict[str, str]:
        """What a judge said so far, by a hash of what it was asked."""
        path = self.path / "judgements.jsonl"
        if not path.exists():
            return {}
        _end_last_line(path)
        rows = read_rows(path, ("key", "verdict"))
        return {row["key"]: row["verdict"] for row in rows}

    def add_judgement(self, key: str, verdict: str) -> None:
        """Keep one verdict."""
        with (self.path / "judgements.jsonl").open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps({"key": key, "verdict": verdict}) + "\n")

    @property
    def missing(self) -> int:
        """How many cases have no output that could be scored."""
        done = sum(output.status == "done" for output in self.outputs().values())
        return len(self.cases()) * self.config().repeat - done

    @property
    def is_finished(self) -> bool:
        """Whether it was scored."""
        return (self.path / "metrics.json").is_file()


class _Appender:
    def __init__(self, file: Any) -> None:
        self._file = file

    def add(self, output: Output) -> None:
        """Put one output on disk."""
        self._file.write(output.model_dump_json() + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def open_run(name: str) -> RunFolder:
    """The run in a folder, or the committed one for "baseline". Raises EvalError if there is none."""
    folder = RunFolder(BASELINE if name == "baseline" and not Path(name).exists() else Path(name))
    if not folder.exists:
        hint = "Name the folder that `shadow-report eval run` wrote, or baseline."
        raise EvalError(f"{name} holds no run: there is no run.json.", hint=hint)
    return folder


def newest_run(place: Path = OUT) -> RunFolder | None:
    """The run with the highest number in `out`."""
    numbered = _numbered(place)
    return RunFolder(numbered[max(numbered)]) if numbered else None


def next_run(place: Path = OUT) -> Path:
    """Where the next run goes: `out/run-N`."""
    return place / f"run-{max(_numbered(place), default=0) + 1}"


def _numbered(place: Path) -> dict[int, Path]:
    found = ((path.name.removeprefix("run-"), path) for path in place.glob("run-*") if (path / "run.json").is_file())
    return {int(number): path for number, path in found if number.isascii() and number.isdecimal()}


def _end_last_line(path: Path) -> None:
    """Cut off what a kill left of a line, so that the next one starts on its own."""
    if path.exists():
        content = path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            with path.open("rb+") as file:
                file.truncate(whole)


def _write_rows(path: Path, rows: Iterable[BaseModel]) -> None:
    write_text(path, "".join(row.model_dump_json(exclude_defaults=False) + "\n" for row in rows))


def _rows(path: Path, kind: type[_Model]) -> list[_Model]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise EvalError(f"The run in {path.parent} has no {path.name}.", hint="Finish or score it first.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"{path} cannot be read: {_first_line(error)}.") from error
    return [_read(path, number, line, kind) for number, line in enumerate(text.split("\n"), 1) if line]


def _read(path: Path, number: int, line: str, kind: type[_Model]) -> _Model:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        raise EvalError(f"{path}, row {number}: {_first_fault(error)}; nothing was changed.") from error


def _object(path: Path, kind: type[_Model]) -> _Model:
    try:
        return kind.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise EvalError(f"{path}: {_first_fault(error)}.") from error
    except OSError as error:
        raise EvalError(f"{path} cannot be read: {_first_line(error)}.") from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    key = ".".join(map(str, fault["loc"]))
    return f"{key}: {fault['msg']}" if key else fault["msg"]


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
