"""Makes the sentences of a draft ready for the checks: citations resolved, silences and phrases set apart."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checks.claim import Claim, Unit
from assistant.checks.frames import blank, frame_ranges
from assistant.checks.quotations import read_quotations
from assistant.checks.resolve import Resolve, Resolved
from assistant.checks.silences import find_silences
from assistant.checks.source import SourceReader
from assistant.checks.speaker import speaker_of
from vectorstore.address import Address
from vectorstore.library import Library


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with its citations resolved and made ready for the checks."""

    unit: Unit
    resolved: Resolved
    claim: Claim


class ClaimReader:
    """Reads sentences beside a library; bare "para. 5" and "art. 5" are of the State report and the treaty."""

    def __init__(self, library: Library, sources: SourceReader, state_report: str, treaty: str) -> None:
        self._library = library
        self._sources = sources
        self._resolve = Resolve(library, state_report, treaty)

    def read(self, unit: Unit, previous: Address | None) -> Reading:
        """A sentence made ready; `previous` is the address cited last before it, which an "ibid." means."""
        resolved = self._resolve.resolve(unit.text, unit.notes, previous)
        text = blank(unit.text, resolved.blanks)
        # What is quoted is the source's own: "policy does “not contain terms that divide …”" tells of no silence.
        silences = find_silences(blank(text, [quotation.span for quotation in read_quotations(text)]))
        asserted = blank(text, [*silences, *frame_ranges(text)])
        speaker = speaker_of(unit, text, resolved, self._library)
        source = self._sources.read(resolved.passages)
        claim = Claim(
            unit.text, text, asserted, source, tuple(resolved.citations), speaker, silences, tuple(resolved.placed)
        )
        return Reading(unit, resolved, claim)

    def last_cited(self, unit: Unit, previous: Address | None) -> Address | None:
        """The address that an "ibid." after the sentence would mean."""
        return self._resolve.resolve(unit.text, unit.notes, previous).last
