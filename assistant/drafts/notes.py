"""What stands beside a draft, in NAME.json: verdicts, passages opened, and what a person decided.

Everything but a person's decisions and the passages opened can be made anew from the draft. Sentences are known by the
hash of their text, so that a note stays with its words wherever they are moved, and goes when they change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.model import Finding, Sentence, Speaker, Verdict
from vectorstore.library import Library

JudgementKind = Literal["confirmed", "disputed"]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Judgement(_Kept):
    """A person's word on a sentence: `confirmed` although the checks accuse it, or `disputed`; `time` is UTC."""

    kind: JudgementKind
    reason: str
    time: str = ""


class SentenceNote(_Kept):
    """One sentence. `passages` maps the ids that it cites to the hash of their text when it was checked."""

    text: str
    speaker: Speaker
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    passages: dict[str, str] = {}


class DraftNotes(BaseModel):
    """The whole file. Keys of `sentences` and `judgements` are hashes of the sentences' text."""

    model_config = ConfigDict(extra="ignore")

    format: Literal[1] = 1
    sentences: dict[str, SentenceNote] = {}
    judgements: dict[str, Judgement] = {}
    judged_texts: dict[str, str] = {}
    opened: list[str] = []
    checks: tuple[str, ...] = ()

    def take(self, sentences: Iterable[Sentence], checks: tuple[str, ...], library: Library) -> None:
        """Note the verdicts of the draft as it stands now, in place of earlier ones."""
        self.sentences = {text_hash(one.text): _note(one, library) for one in sentences}
        self.checks = checks

    def judge(self, text: str, kind: JudgementKind, reason: str) -> None:
        """Note a person's decision on the sentence with this text."""
        key = text_hash(text)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.judgements[key] = Judgement(kind=kind, reason=reason.strip(), time=now)
        self.judged_texts[key] = text

    def unjudge(self, text: str) -> None:
        """Take a decision back."""
        self.judgements.pop(text_hash(text), None)
        self.judged_texts.pop(text_hash(text), None)

    def judgement(self, text: str) -> Judgement | None:
        """What a person decided on the sentence with this text."""
        return self.judgements.get(text_hash(text))

    def open(self, id: str) -> bool:
        """Note that a passage was opened; whether that is new."""
        if id in self.opened:
            return False
        self.opened.append(id)
        return True

    def opened_of(self, cited: Iterable[str]) -> tuple[int, int]:
        """How many of the passages cited were opened, and how many are cited."""
        wanted = dict.fromkeys(cited)
        return sum(id in self.opened for id in wanted), len(wanted)

    def dump(self) -> str:
        """The file's text."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def load_notes(text: str) -> DraftNotes | None:
    """The notes in a file's text; None if it is not such a file."""
    try:
        return DraftNotes.model_validate_json(text)
    except ValidationError:
        return None


def text_hash(text: str) -> str:
    """The key of a sentence: SHA-256 of its words, white space apart, shortened to 16 hex digits."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def _note(sentence: Sentence, library: Library) -> SentenceNote:
    cited = dict.fromkeys(one.id for one in sentence.citations if one.id and one.status == "resolved")
    passages = {id: text_hash(passage.text) for id in cited if (passage := library.get(id)) is not None}
    return SentenceNote(
        text=sentence.text,
        speaker=sentence.speaker,
        verdict=sentence.verdict,
        findings=sentence.findings,
        passages=passages,
    )
