"""The cases of every suite: what is asked, and what a good answer holds.

A suite is made of parts. `retrieval` ranks passages for a question, `checker` accuses or clears a sentence, `answers`
and `briefs` are written against gold, `drafts` are sections on articles 1 to 7 without gold. Cases of `dev` may be
looked at while the program is improved; those of `test` are scored and never tuned on; "all" has no such split.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.brief import Brief, default_words
from assistant.errors import EvalError, UsageError, did_you_mean
from evals.checker_mutations import mutation_pairs
from evals.checker_sentences import HAND_TEST
from evals.drafts import brief_of
from evals.rows import Row, read_rows
from vectorstore.address import Address
from vectorstore.library import Library, open_library

DATA = Path(__file__).parent / "data"
Part = Literal["retrieval", "checker", "answers", "briefs", "drafts"]
Split = Literal["dev", "test", "all"]

SUITES: dict[str, tuple[Part, ...]] = {
    "retrieval": ("retrieval",),
    "checker": ("checker",),
    "answers": ("answers",),
    "briefs": ("briefs",),
    "drafts": ("drafts",),
    "offline": ("retrieval", "checker", "answers", "briefs", "drafts"),
}
_ARTICLES = "1234567"


class Case(BaseModel):
    """One thing to ask. `prompt` is what people read of it; `gold` the row of the data that it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    part: Part
    split: Split
    kind: str
    prompt: str
    gold: Row

    @property
    def key(self) -> str:
        """Unlike any other case's of any part."""
        return f"{self.part}/{self.id}"

    @property
    def digest(self) -> str:
        """A hash of what is asked and of the gold: two runs can be compared where it is the same."""
        return hashlib.sha256(json.dumps([self.prompt, self.gold], sort_keys=True).encode()).hexdigest()[:16]

    @property
    def brief(self) -> Brief:
        """What to draft, of a case of `briefs` or `drafts`."""
        if self.part == "briefs":
            return brief_of(dict(self.gold))
        address = Address("ICERD", (self.gold["article"],))
        return Brief(article=address, max_words=default_words(address))


def load_cases(suite: str, library: Library | None = None, folder: Path = DATA) -> list[Case]:
    """All cases of a suite; the checker's need the library.

    Raises UsageError for an unknown suite, EvalError for a fault in the data.
    """
    if suite not in SUITES:
        hint = did_you_mean(suite, SUITES) or f"Suites: {', '.join(SUITES)}."
        raise UsageError(f"There is no suite {suite!r}.", hint=hint)
    loaders: dict[Part, Callable[[], list[Case]]] = {
        "retrieval": lambda: _retrieval(folder),
        "checker": lambda: [*_sentences(folder), *_mutations(library or open_library())],
        "answers": lambda: _questions(folder),
        "briefs": lambda: _briefs(folder),
        "drafts": _drafts,
    }
    cases = [case for part in SUITES[suite] for case in loaders[part]()]
    _refuse_doubles(cases)
    return cases


def labelled_sentences(folder: Path = DATA) -> list[Case]:
    """The sentences written by hand with their labels, of the development sets."""
    return [case for case in _sentences(folder) if case.split == "dev"]


def chosen(cases: Sequence[Case], patterns: Iterable[str]) -> list[Case]:
    """The cases that every pattern fits: a shell pattern for id, kind, split or part, or for one of them by name, as in
    "split=dev". Raises UsageError if there is none.
    """
    left = list(cases)
    for pattern in patterns:
        left = [case for case in left if _fits(case, pattern)]
        if not left:
            kinds = ", ".join(dict.fromkeys(case.kind for case in cases))
            raise UsageError(f"No case fits --filter {pattern!r}; nothing was run.", hint=f"Kinds: {kinds}.")
    return left


def _fits(case: Case, pattern: str) -> bool:
    names = {"id": case.id, "kind": case.kind, "split": case.split, "part": case.part}
    field, equals, wanted = pattern.partition("=")
    if equals:
        return field in names and fnmatchcase(names[field], wanted)
    return any(fnmatchcase(name, pattern) for name in names.values())


def _refuse_doubles(cases: Sequence[Case]) -> None:
    keys: set[str] = set()
    for case in cases:
        if case.key in keys:
            raise EvalError(f"Two cases of the data have the id {case.id!r} ({case.part}); nothing was run.")
        keys.add(case.key)


_FROM_TEN = "_dev[0-9][0-9]"  # sets that no suite runs: it would take longer than it may
_LATER = ("", "_[ab]", "_dev[0-9]", "_test[0-9]")  # endings of a set's first file and of what was added to it


def _rows(folder: Path, name: str, needed: Sequence[str], endings: Sequence[str] = _LATER) -> list[Row]:
    """The rows of `name`.jsonl and of what was added to it later: `name`_dev2.jsonl, `name`_test2.jsonl and so on."""
    paths = [path for ending in endings for path in folder.glob(f"{name}{ending}.jsonl")]
    if not paths:
        raise EvalError(f"{folder} holds no {name}.jsonl; nothing was run.")
    return [row for path in sorted(paths) for row in read_rows(path, needed, unique="id")]


def _retrieval(folder: Path) -> list[Case]:
    rows = _rows(folder, "retrieval", ("id", "question", "style", "split", "gold"))
    return [_case(row, "retrieval", row["style"], row["question"]) for row in rows]


def every_question(folder: Path = DATA) -> list[Case]:
    """The questions of the suite and those of the later sets, which `python -m evals.answers` alone scores."""
    return _questions(folder, (*_LATER, _FROM_TEN))


def _questions(folder: Path, endings: Sequence[str] = _LATER) -> list[Case]:
    needed = ("id", "question", "kind", "answerable", "gold", "facts", "also", "split")
    rows = _rows(folder, "questions", needed, endings)
    return [_case(row, "answers", row["kind"], row["question"]) for row in rows]


def _briefs(folder: Path) -> list[Case]:
    """The first set alone: a draft takes a second or two, and figures of old and of today stay comparable.

    Those added later are scored by `python -m evals.drafts --briefs dev2`.
    """
    needed = ("id", "article", "topic", "follow_up", "must_cite", "good_cite", "facts", "split")
    rows = _rows(folder, "briefs", needed, endings=("",))
    kinds = ("article", "topic", "follow_up")
    return [_case(row, "briefs", next(kind for kind in kinds if row[kind]), _told(row)) for row in rows]


def _told(row: Row) -> str:
    if row["article"]:
        return f"A section on article {row['article']}"
    if row["topic"]:
        return f"A section on: {row['topic']}"
    return f"A section on the follow-up to paragraphs {', '.join(row['follow_up'])}"


def _drafts() -> list[Case]:
    return [
        Case(
            id=f"article-{number}",
            part="drafts",
            split="all",
            kind="article",
            prompt=f"A section on article {number}",
            gold={"article": number},
        )
        for number in _ARTICLES
    ]


def _sentences(folder: Path) -> list[Case]:
    cases = []
    for path in sorted(folder.glob("checker_hand_*.jsonl")):
        split: Split = "test" if path.stem == HAND_TEST else "dev"  # older test parts are open now
        for row in read_rows(path, ("id", "text", "label", "kind"), unique="id"):
            gold = {"false": row["label"] == "false", "set": "hand"}
            cases.append(
                Case(id=row["id"], part="checker", split=split, kind=row["kind"], prompt=row["text"], gold=gold)
            )
    return cases


def _mutations(library: Library) -> list[Case]:
    cases = []
    for number, pair in enumerate(mutation_pairs(library)):
        for false, text in ((False, pair.true), (True, pair.false)):
            cases.append(
                Case(
                    id=f"m{number:03}-{'false' if false else 'true'}",
                    part="checker",
                    split="test" if pair.split == "test" else "dev",
                    kind=pair.kind,
                    prompt=text,
                    gold={"false": false, "set": "mutation"},
                )
            )
    return cases


def _case(row: Row, part: Part, kind: str, prompt: str) -> Case:
    return Case(id=row["id"], part=part, split=row["split"], kind=kind, prompt=prompt, gold=row)
