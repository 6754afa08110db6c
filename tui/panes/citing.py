"""What the draft cites: opened from the cursor, stepped through, shown beside as one goes, and counted once opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui.messages import PassageWanted
from tui.panes.checking import Checking

if TYPE_CHECKING:
    from assistant.model import Sentence
    from tui.app import ShadowReportApp

_REST = 0.4  # seconds for which the cursor rests before the reader follows it


@dataclass(frozen=True, slots=True)
class Citing:
    """A sentence that cites passages: where it stands in the draft, its text, and their ids.

    `cited` are places in the draft before which something is cited, each with the place of its id in `ids`.
    """

    span: tuple[int, int]
    text: str
    ids: tuple[str, ...]
    cited: tuple[tuple[int, int], ...] = ()

    def wanted(self, at: int) -> PassageWanted:
        """Its passages, beginning with the one that is cited next after a place in the draft."""
        first = next((number for place, number in self.cited if place > at), self.cited[-1][1] if self.cited else 0)
        return PassageWanted(self.ids, self.text, "draft", first=first)


class Citations(Checking):
    """The part of the draft pane that knows what is cited, also before anything is checked."""

    _rest: Timer | None = None
    _opened: frozenset[str] = frozenset()

    # What is cited ----------------------------------------------------------------------------------------------

    def prose(self) -> list[Sentence]:
        """The sentences as checked last, without headings: "Article 4" above a section cites nothing to be read."""
        return [one for unit, one in zip(self._units, self.sentences, strict=True) if unit.role != "heading"]

    def citing(self) -> list[Citing]:
        """The sentences that cite something, in order: as checked last, or as they stand if nothing is checked yet."""
        if not self.sentences:
            return self._citing_unchecked()
        text = self.editor.text
        found = [_citing(sentence, text) for sentence in self.prose()]
        return [one for one in found if one.ids]

    def _citing_unchecked(self) -> list[Citing]:
        from assistant.reading.units import read_units

        if self.session is None or self.section is None:
            return []
        text = self.editor.text
        places = self.session.reader.citations(text)
        found = []
        for unit in read_units(text):
            start, end = unit.span
            here = [(place.span[0], id) for place in places if start <= place.span[0] < end for id in place.ids]
            ids = tuple(dict.fromkeys(id for _, id in here))
            if ids and unit.role != "heading":
                cited = tuple((place, ids.index(id)) for place, id in here)
                found.append(Citing(unit.span, unit.text, ids, cited))
        return found

    def cited_ids(self) -> list[str]:
        """The ids of the passages that the draft cites."""
        return list(dict.fromkeys(id for one in self.citing() for id in one.ids))

    def cited_in(self, id: str) -> list[tuple[str, str]]:
        """The sentences that cite a passage, each with the section's title."""
        if self.section is None:
            return []
        return [(self.section.title, one.text) for one in self.citing() if id in one.ids]

    # Opened from the draft --------------------------------------------------------------------------------------

    def cited_here(self) -> PassageWanted | None:
        """What the sentence at the cursor cites, whether it is checked by now or not."""
        at = self.editor.cursor_index
        found = [one for one in self.citing() if one.span[0] <= at <= one.span[1]]
        if not found and self.sentences and self.sentence_at_cursor() is None:
            found = [one for one in self._citing_unchecked() if one.span[0] <= at <= one.span[1]]
        return found[-1].wanted(at) if found else None

    def step_citation(self, step: int) -> PassageWanted | None:
        """The next or previous sentence that cites something; the cursor goes there."""
        at = self.editor.cursor_index
        ahead = [one for one in self.citing() if (one.span[0] > at if step > 0 else one.span[1] <= at)]
        if not ahead:
            return None
        chosen = ahead[0] if step > 0 else ahead[-1]
        self.editor.point_at(*chosen.span)
        return PassageWanted(chosen.ids, chosen.text, "draft", first=0 if step > 0 else len(chosen.ids) - 1)

    def follow_soon(self) -> None:
        """Have the reader, where it stands beside, show what the cursor's sentence cites once the cursor rests."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._follow)

    def _follow(self) -> None:
        app: ShadowReportApp = self.app  # type: ignore[assignment]  # the one app that there is
        if app.rhythm.is_typing(_REST):
            self.follow_soon()
            return
        here = self.cited_here() if self.display and self.editor.has_focus else None
        if here is not None:
            self.post_message(replace(here, aside=True))

    # Counted ----------------------------------------------------------------------------------------------------

    def count_opened(self, id: str) -> None:
        """A passage was opened; it counts for each draft that cites it, now or later."""
        self._opened |= {id}
        if self.note_opened():
            self.notes_changed()

    def note_opened(self) -> bool:
        """Note which of the passages cited were opened; whether one is new."""
        if self.section is None or not self._opened:
            return False
        news = [self.notes.open(id) for id in self.cited_ids() if id in self._opened]
        return any(news)


def _citing(sentence: Sentence, draft: str) -> Citing:
    """What a checked sentence cites; its citations as written are looked for in the draft."""
    at, places = sentence.span[0], []
    for one in sentence.citations:
        if one.id and one.status == "resolved":
            at = max(draft.find(one.as_written, at, sentence.span[1]), at)
            places.append((at, one.id))
    ids = tuple(dict.fromkeys(id for _, id in places))
    return Citing(sentence.span, sentence.text, ids, tuple((place, ids.index(id)) for place, id in places))
