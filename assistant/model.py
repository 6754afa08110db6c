"""The words of the domain that drafting owns: sentence, citation, finding, verdict, and the objects `--json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Speaker = Literal["state", "convention", "ngo", "inference"]
Verdict = Literal[
    "supported",
    "partly_supported",
    "unsupported",
    "contradicted",
    "unresolved",
    "uncited",
    "no_source_needed",
    "not_checked",
]
CitationStatus = Literal["resolved", "no_such_passage", "no_such_document", "external", "malformed"]
FindingKind = Literal[
    "wrong_figure",
    "misquote",
    "wrong_name",
    "not_in_source",
    "cause_not_in_source",
    "wrong_passage",
    "wrong_document",
    "contradiction",
    "overclaim",
    "bad_address",
    "uncited",
    "state_claim_as_fact",
    "inexact_address",
    "quote_cut_short",
    "not_checked",
]
EngineName = Literal["extractive", "endpoint"]

ACCUSED: frozenset[Verdict] = frozenset({"partly_supported", "unsupported", "contradicted", "unresolved", "uncited"})


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CitedPassage(_Frozen):
    """One passage that a sentence cites: four of these for "paras. 155–158", with the same `as_written`.

    `id` is None when no address could be read (`malformed`, `external`).
    """

    as_written: str
    id: str | None
    status: CitationStatus


class Finding(_Frozen):
    """What a check says of a sentence.

    `span` is a half-open character range in the sentence's text; `replacement` is what `--fix` puts there, or None.
    """

    kind: FindingKind
    message: str
    suggestion: str | None = None
    span: tuple[int, int] | None = None
    replacement: str | None = None


class Sentence(_Frozen):
    """A unit of a draft. `line` counts from 1; `span` is the half-open character range in the whole text."""

    id: str
    text: str
    line: int
    span: tuple[int, int]
    speaker: Speaker
    verdict: Verdict
    citations: tuple[CitedPassage, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def accused(self) -> bool:
        """Whether the verdict says that the sentence falls short."""
        return self.verdict in ACCUSED


class Checked(_Frozen):
    """The part that every checked text has: its sentences, a count of each verdict, and which checks ran."""

    sentences: tuple[Sentence, ...] = ()
    summary: dict[Verdict, int] = Field(default_factory=dict)
    checks: tuple[str, ...] = ()

    @property
    def accused(self) -> int:
        """How many sentences fall short."""
        return sum(sentence.accused for sentence in self.sentences)

    def printed(self) -> dict[str, object]:
        """The object as `--json` prints it, what it is about first and its many sentences last."""
        fields = self.model_dump(mode="json")
        return {
            name: fields[name]
            for name in sorted(fields, key=lambda name: (name in Checked.model_fields, name in Written.model_fields))
        }


class Written(Checked):
    """A text that an engine wrote, and what it was written from.

    `passages` are the ids of the passages that the writer had before it, best first; `model` and `prompt`, the model's
    name and the hash of the prompt's wording, are None where no model wrote. `warnings` say why the text as a whole may
    not be what it seems: not complete, or written without sight of all passages.
    """

    engine: EngineName
    model: str | None = None
    prompt: str | None = None
    passages: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class DraftResult(Written):
    """A draft as `draft --json` prints it."""

    title: str
    markdown: str


class AskResult(Written):
    """An answer as `ask --json` prints it.

    `citations` are the ids cited; `answered` is False for a refusal. `searched` holds the queries that were made, and
    `needed` names the document that would hold what was not found, where the engine could tell.
    """

    question: str
    answered: bool
    answer: str
    citations: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    needed: str = ""


class CheckReport(Checked):
    """What `check --json` prints."""

    file: str


def count_verdicts(sentences: tuple[Sentence, ...]) -> dict[Verdict, int]:
    """How often each verdict occurs, in order of first occurrence."""
    summary: dict[Verdict, int] = {}
    for sentence in sentences:
        summary[sentence.verdict] = summary.get(sentence.verdict, 0) + 1
    return summary


def cited_ids(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The ids of the passages that the sentences cite and that exist, in order, each once."""
    ids = (citation.id for sentence in sentences for citation in sentence.citations if citation.status == "resolved")
    return tuple(dict.fromkeys(id for id in ids if id is not None))
