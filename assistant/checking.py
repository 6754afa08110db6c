"""The checker: holds every sentence of a draft against the passages that it cites, with no model."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from assistant.checks import verdict
from assistant.checks.cause import Cause
from assistant.checks.claim import Check, Claim, Unit
from assistant.checks.claim_reader import ClaimReader, Reading
from assistant.checks.doubt import Doubt
from assistant.checks.doubtful import Doubtful
from assistant.checks.exactness import Exactness
from assistant.checks.figures import Figures
from assistant.checks.fragments import NO_SENTENCE, check_fragments, says_something, unless_accused
from assistant.checks.frames import blank
from assistant.checks.joined import Asked, Joined, Sides, open_joined
from assistant.checks.kept_states import KeptStates
from assistant.checks.known_statements import FILE
from assistant.checks.names import Names
from assistant.checks.need import claims_something, states_fact_without_source
from assistant.checks.outweighed import UNFOUND, left_unchecked, may_be_outweighed
from assistant.checks.passage_index import PassageIndex
from assistant.checks.polarity import Polarity
from assistant.checks.proper import ProperNames
from assistant.checks.quote import Quote
from assistant.checks.sentence_vectors import SentenceVectors
from assistant.checks.shipped_statements import ShippedStatements
from assistant.checks.silence import check_silence
from assistant.checks.source import SourceReader
from assistant.checks.speaker import SpeakerCheck
from assistant.checks.statement_network import open_statement_network
from assistant.checks.support import CARRIED, Fit, Support
from assistant.checks.words import is_latin
from assistant.model import Finding, Sentence
from assistant.sentence_ids import put_at, sentence_id, sentence_ids
from vectorstore.address import Address
from vectorstore.embedding import open_embedder
from vectorstore.model import Passage

if TYPE_CHECKING:
    from assistant.store import Store


_AT_ONCE = 1_000  # sentences made ready together: what is read of them is some 0.2 MB each
_KEPT_SENTENCES = 4_000  # with their verdicts: some 5 MB


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of a sentence before doubt is weighed; `in_doubt` says whether it is still to be weighed.

    `by_words` says whether all that speaks against it rests on words alone.
    """

    states_fact: bool
    own: tuple[Finding, ...]
    in_doubt: bool
    by_words: bool


class Checker:
    """Checks the sentences of a draft against a store. Several threads may share one; their texts take turns.

    `statements` is the file of those that sentences are held beside, where it is not the shipped one; without `weighed`
    whatever speaks against a sentence accuses it, though it may rest on words alone.
    """

    def __init__(self, store: Store, statements: Path = FILE, *, weighed: bool = True) -> None:
        self._store = store
        self._weighed = weighed
        self._turn = RLock()
        self._known: OrderedDict[tuple[Unit, ...], tuple[Sentence, ...]] = OrderedDict()
        self._kept = 0
        library = store.library
        self._sources = SourceReader(library)
        self._reader = ClaimReader(library, self._sources, store.state_report, store.treaty)
        self._quote = Quote(library)
        proper = ProperNames(library)
        self._speaker = SpeakerCheck(library, proper)
        index = PassageIndex(library, self._sources, lambda: self._vectors)
        self._support = Support(index)
        weigh = index.weight
        models = store.shared_cache / "models"
        self._joined = Joined(index, lambda: open_joined(models))
        known = ShippedStatements(library, index, lambda: open_statement_network(models), statements)
        self._doubt = Doubt(self._support, self._support, self._joined, known)
        self._checks: tuple[Check, ...] = (
            self._quote,
            Figures(),
            Names(proper, weigh),
            self._support,
            Polarity(self._support),
            Cause(weigh),
            self._speaker,
            Exactness(index),
        )

    @cached_property
    def _vectors(self) -> SentenceVectors | None:
        """Nearness in meaning; the model is loaded when the first sentence is weighed."""
        if "search" in vars(self._store):  # the model is loaded already
            embedder = self._store.search.embedder
        else:
            embedder = open_embedder(self._store.shared_cache / "models", self._store.notify)
        if embedder is None:
            return None
        states = KeptStates(self._store.library, embedder, self._store.shared_cache / "vectors")
        return SentenceVectors(embedder, self._sources, self._store.cache / "checks", states)

    @property
    def checks(self) -> tuple[str, ...]:
        """The names of the checks that run; without the model, support goes by words alone and says so."""
        names = [check.name for check in self._checks]
        if self._vectors is None:
            names[names.index(self._support.name)] = f"{self._support.name} (words alone)"
            return ("resolve", *names)
        return ("resolve", *names, *([self._doubt.name] if self._joined.can_read else []))

    def check(self, units: Sequence[Unit]) -> tuple[Sentence, ...]:
        """The sentences with their verdicts, in order; "ibid." looks back over the sentences before it.

        A text that was checked before is remembered: whoever exports or measures a draft has it checked again.
        """
        text = tuple(units)
        with self._turn:
            known = self._known.get(text)
            if known is None:
                known = self._known[text] = self._check(text)
                self._kept += len(known)
                while self._kept > _KEPT_SENTENCES and len(self._known) > 1:
                    self._kept -= len(self._known.popitem(last=False)[1])
        return known

    def _check(self, units: Sequence[Unit]) -> tuple[Sentence, ...]:
        previous: Address | None = None
        readings = []
        for unit in units:
            readings.append(self._reader.read(unit, previous))
            previous = readings[-1].resolved.last
        placed = zip(self._judge_all(readings), units, sentence_ids(units), strict=True)
        return tuple(put_at(sentence, unit, id) for sentence, unit, id in placed)

    def check_apart(self, units: Sequence[tuple[Unit, Address | None]]) -> list[Sentence]:
        """Sentences out of their texts, each with the address cited last before it; ids as if each were the first."""
        with self._turn:
            return self._judge_all([self._reader.read(unit, previous) for unit, previous in units])

    def check_one(self, unit: Unit, *, previous: Address | None = None) -> Sentence:
        """One sentence with its verdict."""
        with self._turn:
            return self._judge(self._reader.read(unit, previous))

    def last_cited(self, unit: Unit, previous: Address | None) -> Address | None:
        """The address that an "ibid." after the sentence would mean."""
        return self._reader.last_cited(unit, previous)

    def fit(self, unit: Unit) -> Fit | None:
        """How well the cited passages fit a sentence, beside the best other one; None where no citation resolves."""
        claim = self._reader.read(unit, None).claim
        return self._support.fit(claim) if claim.source.passages else None

    def doubtful(self, units: Sequence[Unit], sentences: Sequence[Sentence]) -> list[Doubtful]:
        """Those of the sentences found for `units` that are cleared with some doubt left, for the judge to read."""
        found: list[Doubtful] = []
        previous: Address | None = None
        with self._turn:
            for place, (unit, sentence) in enumerate(zip(units, sentences, strict=True)):
                reading = self._reader.read(unit, previous)
                previous = reading.resolved.last
                claim = reading.claim
                if sentence.verdict == "supported" and not claim.is_quotation and self._doubt.doubtful(claim):
                    found.append(Doubtful(place, " ".join(claim.text.split()), claim.source.passages))
        return found

    def claim(self, unit: Unit) -> Claim:
        """A sentence made ready for checking, as the checks take it."""
        return self._reader.read(unit, None).claim

    def joined_sides(self, asked: Sequence[Asked]) -> list[Sides | None]:
        """What is read together of texts and passages; None where there is nothing to read."""
        return self._joined.sides(asked)

    def read_together(self, text: str, passages: Sequence[Passage]) -> float | None:
        """Above 0 if passages are likely not to say a sentence, or not to answer a question; None without a model."""
        with self._turn:
            return self._joined.doubt_of(text, passages)

    def signs_of_doubt(self, unit: Unit) -> tuple[dict[str, float], float] | None:
        """What doubt weighs of a sentence: small signs, and both texts read together; None if there is nothing."""
        with self._turn:
            claim = self._reader.read(unit, None).claim
            signs = self._doubt.signs(claim)
            together = self._doubt.together(claim) if signs is not None else None
        return None if signs is None or together is None else (signs, together)

    def _judge_all(self, readings: Sequence[Reading]) -> list[Sentence]:
        sentences: list[Sentence] = []
        for start in range(0, len(readings), _AT_ONCE):
            some = readings[start : start + _AT_ONCE]
            readable = [r.claim for r in some if r.claim.source.passages and _readable(r.claim)]
            self._support.prepare(readable)
            found = [self._found(reading) for reading in some]
            pairs = [(reading.claim, of_claim) for reading, of_claim in zip(some, found, strict=True)]
            self._doubt.prepare(
                [claim for claim, of_claim in pairs if of_claim.in_doubt],
                [claim for claim, of_claim in pairs if of_claim.by_words],
            )
            sentences += [self._decide(reading, own) for reading, own in zip(some, found, strict=True)]
        if self._vectors is not None:
            self._vectors.save()
        return sentences

    def _judge(self, reading: Reading) -> Sentence:
        return self._decide(reading, self._found(reading))

    def _found(self, reading: Reading) -> _Found:
        claim = reading.claim
        states_fact = claims_something(reading.unit) and (not claim.citations or says_something(claim))
        own, in_doubt = self._findings(reading, states_fact)
        return _Found(states_fact, tuple(own), in_doubt, self._weighed and may_be_outweighed(claim, own))

    def _decide(self, reading: Reading, found: _Found) -> Sentence:
        claim = reading.claim
        doubts = self._doubt.check(claim) if found.in_doubt else []
        own = [
            finding
            for finding in found.own
            if finding.kind in verdict.ADVICE or not found.by_words or not self._doubt.outweighs(claim, finding.kind)
        ]
        unchecked = left_unchecked(claim, own)
        if unchecked and self._doubt.said_by_statements(claim):
            own = unchecked
        findings = unless_accused([*self._addresses(reading), *doubts, *own], verdict.ADVICE)
        if reading.resolved.external:
            findings = [_unless_own_source(finding) for finding in findings]
        cited = bool(claim.citations) or reading.resolved.whole_document
        grounds = verdict.Grounds(
            needs_source=found.states_fact and (cited or _UNCITED in findings),
            checkable=_was_checked(findings) and self._checkable(reading),
            carried=not findings or not _readable(claim) or self._support.fit(claim).cited >= CARRIED,
        )
        return Sentence(
            id=sentence_id(reading.unit.text, 0),
            text=reading.unit.text,
            line=reading.unit.line,
            span=reading.unit.span,
            speaker=claim.speaker,
            verdict=verdict.decide(findings, grounds),
            citations=claim.citations,
            findings=tuple(findings),
        )

    def _addresses(self, reading: Reading) -> list[Finding]:
        """What is wrong with the addresses; for one that does not exist, where the words do stand."""
        bad = list(reading.resolved.bad.values())
        if not bad or reading.claim.source.passages or not _readable(reading.claim):
            return bad
        place = self._support.best_place(reading.claim)
        if place is None:
            return bad
        return [
            finding if finding.suggestion else finding.model_copy(update={"suggestion": f"It fits {place}."})
            for finding in bad
        ]

    def _findings(self, reading: Reading, states_fact: bool) -> tuple[list[Finding], bool]:
        """What the checks but doubt find, and whether doubt is still to be weighed: nothing else speaks against it."""
        claim, resolved = reading.claim, reading.resolved
        if not claim.citations and not resolved.external and not resolved.whole_document:
            uncited = states_fact and is_latin(claim.text) and states_fact_without_source(claim.text)
            return ([_UNCITED] if uncited else []), False
        if not states_fact or not _readable(claim):
            return [finding for finding in self._quote.check(claim) if finding.kind == "misquote"], False
        if not claim.asserts:
            found = [*self._quote.check(claim), *check_silence(claim)]
            return found, all(finding.kind in verdict.ADVICE for finding in found)
        found = [finding for check in self._checks for finding in check.check(claim)]
        found += check_fragments(claim)
        found += [finding for finding in check_silence(claim) if finding.kind != "not_checked"]
        return found, all(finding.kind in verdict.ADVICE for finding in found)

    def _checkable(self, reading: Reading) -> bool:
        """Whether there was something to check it against, and the checks could read it."""
        claim = reading.claim
        read = bool(claim.source.passages) and not reading.resolved.external and _readable(claim)
        return read and claim.asserts


def _readable(claim: Claim) -> bool:
    """Whether the checks of meaning can read it: Latin letters, and no longer than a sentence may be."""
    own = blank(claim.text, [quotation.span for quotation in claim.quotations])
    return is_latin(own) and len(claim.text.split()) <= _MOST_WORDS


def _was_checked(findings: Sequence[Finding]) -> bool:
    """Whether all of a sentence could be held against its passages."""
    return NO_SENTENCE not in findings and not any(finding.message.startswith(UNFOUND) for finding in findings)


def _unless_own_source(finding: Finding) -> Finding:
    """A sentence that also rests on a source of the author's own is never accused of what that source may hold."""
    if finding.kind in verdict.ADVICE or finding.kind == "bad_address":
        return finding
    return finding.model_copy(update={"kind": "not_checked", "replacement": None})


_MOST_WORDS = 400
_UNCITED = Finding(
    kind="uncited",
    message="The sentence states a fact and cites nothing.",
    suggestion="Cite the paragraph, or mark it as evidence of your own.",
)
