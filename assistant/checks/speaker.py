"""Speaker: who says what a sentence says, and whether the document cited is one of theirs."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim, Unit
from assistant.checks.frames import attributes_to_state, compares, convention_requires, in_first_person, state_states
from assistant.checks.proper import ProperNames
from assistant.checks.resolve import Resolved
from assistant.checks.words import read_words, stem
from assistant.model import Finding, Speaker
from vectorstore.library import Library

_CONVENTION = stem("convention")
_CELLS = " | "  # a row of a table, whose column says who speaks
_FIRST_LETTER = re.compile(r"\w")
# Words that keep their capital inside a sentence.
_KEEPS_CAPITAL = re.compile(
    r"""
    \W*(?:[A-Z]{2,}|(?:Kazakh\w*|Russia\w*|Article|State|Government|Parliament|President|Ministry|Mr|Ms|ICERD|UN)\b
    |\d)
    """,
    re.VERBOSE,
)


def speaker_of(unit: Unit, text: str, resolved: Resolved, library: Library) -> Speaker:
    """Who speaks: by the documents cited, and without any by the wording."""
    kinds = {library.documents[symbol].kind for symbol in resolved.symbols}
    if unit.role == "placeholder" or "evidence" in kinds or resolved.external and not kinds:
        return "ngo"
    if kinds == {"treaty"}:
        return "convention"
    if kinds and not (len(kinds) > 1 or compares(text) and not attributes_to_state(text)):
        return "state" if "state_report" in kinds else "ngo" if in_first_person(text) else "inference"
    if kinds:
        return "inference"
    if in_first_person(text):
        return "ngo"
    return "state" if attributes_to_state(text) else "convention" if convention_requires(text) else "inference"


class SpeakerCheck:
    """Refuses the Convention as a source for what the State said, and the reverse."""

    name = "speaker"

    def __init__(self, library: Library, proper: ProperNames) -> None:
        self._library = library
        self._proper = proper

    def check(self, claim: Claim) -> list[Finding]:
        """`wrong_document`, and as advice `state_claim_as_fact` with a rewording."""
        kinds = {self._library.documents[passage.symbol].kind for passage in claim.source.passages}
        if kinds == {"treaty"} and state_states(claim.text):
            return [
                Finding(
                    kind="wrong_document",
                    message="The Convention is cited for what the State says.",
                    suggestion="Cite the paragraph of the State report, or say what the Convention requires.",
                )
            ]
        told = convention_requires(claim.written, claim.source.text) and not attributes_to_state(claim.text)
        covered = len(claim.stems & claim.source.stems) * 5 >= len(claim.stems) * 3
        if kinds == {"state_report"} and told and not (covered and _CONVENTION in claim.source.stems):
            return [
                Finding(
                    kind="wrong_document",
                    message="The State report is cited for what the Convention requires.",
                    suggestion="Cite the article of the Convention.",
                )
            ]
        if kinds == {"state_report"} and claim.speaker == "state" and not attributes_to_state(claim.text):
            bare = claim.quotations and not claim.asserted.strip() or _CELLS in claim.written
            return [] if bare else [_as_fact(claim, self._proper)]
        return []


def _as_fact(claim: Claim, proper: ProperNames) -> Finding:
    first = _FIRST_LETTER.search(claim.written)
    start = first.start() if first else 0
    letter = claim.written[start : start + 1]
    opening = next(iter(read_words(claim.written)), None)
    named = opening is not None and proper.keeps_capital(opening.text)
    lowered = letter if named or _KEEPS_CAPITAL.match(claim.written) else letter.lower()
    return Finding(
        kind="state_claim_as_fact",
        message="The State’s claim is told as a fact.",
        suggestion="Say who says so: “The State party reports that …”.",
        span=(start, start + 1),
        replacement=f"The State party reports that {lowered}",
    )
