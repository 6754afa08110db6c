"""A text as the metrics read it: its sentences with their verdicts, and how much each citation carries.

An entailment model says how far cited passages support a sentence: 1 fully, 0.5 in part, 0 not. Ours is the checker; a
judge is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from assistant.checking import Checker
from assistant.checks.frames import blank
from assistant.checks.need import claims_something
from assistant.checks.quantities import read_quantities
from assistant.checks.quotations import read_quotations
from assistant.checks.resolve import Resolve
from assistant.model import Sentence, Verdict
from assistant.reading.units import DraftSentence, read_units
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.address_format import format_citation

_WORTH: dict[Verdict, float] = {"supported": 1.0, "partly_supported": 0.5}


class Grades(BaseModel):
    """How far a sentence is entailed: by all that it cites, by each citation alone, and by the others without it.

    `alone` and `without` are empty where there are fewer than two citations: the whole then says it all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    whole: float
    alone: tuple[float, ...] = ()
    without: tuple[float, ...] = ()


class Reading(BaseModel):
    """One sentence of a text.

    `cited` holds, for each citation as written, the ids of its passages (none if it leads nowhere). `states`: it claims
    something, by layout and wording. `plain` is its text without the citations; `figures` and `quotations` are how many
    that has.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sentence: Sentence
    plain: str
    states: bool
    figures: int
    quotations: int
    cited: tuple[tuple[str, ...], ...]
    grades: Grades
    judged: Grades | None = None

    @property
    def resolves(self) -> bool:
        """Whether it cites something and every citation leads to a passage."""
        return bool(self.cited) and all(self.cited)


class Entails(Protocol):
    """An entailment model: asked about many pairs of a sentence without citations and ids of passages at once."""

    def __call__(self, pairs: Sequence[tuple[str, tuple[str, ...]]]) -> list[float]:
        """0, 0.5 or 1 for each pair."""


@dataclass
class TextReader:
    """Reads texts with one checker, which remembers what it has seen of the corpus."""

    store: Store
    checker: Checker

    def read(self, text: str) -> tuple[Reading, ...]:
        """The sentences of a text in Markdown."""
        units = read_units(text)
        sentences = self.checker.check(units)
        drafts = [self._without_grades(unit, sentence) for unit, sentence in zip(units, sentences, strict=True)]
        several = [i for i, (_, _, cited) in enumerate(drafts) if len(cited) > 1 and all(cited)]
        wholes = [_WORTH.get(sentence.verdict, 0.0) if cited else 0.0 for sentence, _, cited in drafts]
        apart = grade_apart(self.entails, [(drafts[i][1], drafts[i][2]) for i in several])
        more = dict(zip(several, apart, strict=True))
        readings = []
        for i, (unit, (sentence, plain, cited)) in enumerate(zip(units, drafts, strict=True)):
            alone, without = more.get(i, ((), ()))
            readings.append(
                Reading(
                    sentence=sentence,
                    plain=plain,
                    states=claims_something(unit),
                    figures=_figures(plain),
                    quotations=len(read_quotations(plain)),
                    cited=cited,
                    grades=Grades(whole=wholes[i], alone=alone, without=without),
                )
            )
        return tuple(readings)

    def entails(self, pairs: Sequence[tuple[str, tuple[str, ...]]]) -> list[float]:
        """The checker as an entailment model."""
        units = [(_with_citation(text, ids), None) for text, ids in pairs]
        return [_WORTH.get(sentence.verdict, 0.0) for sentence in self.checker.check_apart(units)]

    def _without_grades(
        self, unit: DraftSentence, sentence: Sentence
    ) -> tuple[Sentence, str, tuple[tuple[str, ...], ...]]:
        resolve = Resolve(self.store.library, self.store.state_report, self.store.treaty)
        plain = blank(unit.text, resolve.resolve(unit.text, unit.notes, None).blanks)
        by_writing: dict[str, list[str]] = {}
        for citation in sentence.citations:
            ids = by_writing.setdefault(citation.as_written, [])
            if citation.status == "resolved" and citation.id is not None:
                ids.append(citation.id)
        return sentence, " ".join(plain.split()), tuple(tuple(ids) for ids in by_writing.values())


def grade_apart(
    entails: Entails, sentences: Sequence[tuple[str, tuple[tuple[str, ...], ...]]]
) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """For each sentence with its citations: what each citation is worth alone, and what the others are without it."""
    pairs = []
    for text, cited in sentences:
        pairs += [(text, ids) for ids in cited]
        pairs += [(text, _others(cited, i)) for i in range(len(cited))]
    grades = iter(entails(pairs))
    return [(tuple(next(grades) for _ in cited), tuple(next(grades) for _ in cited)) for _, cited in sentences]


def _others(cited: tuple[tuple[str, ...], ...], left_out: int) -> tuple[str, ...]:
    return tuple(id for i, ids in enumerate(cited) if i != left_out for id in ids)


def _with_citation(text: str, ids: tuple[str, ...]) -> DraftSentence:
    """The sentence with its passages cited in a note, so that its words stay as they are."""
    note = format_citation([Address.from_id(id) for id in ids]) if ids else ""
    return DraftSentence(text, 1, (0, len(text)), "prose", notes=(note,) if note else ())


def _figures(plain: str) -> int:
    return sum(not quantity.soft and quantity.kind != "identifier" for quantity in read_quantities(plain))
