"""An engine's text on the screen: citations that open the source, and each sentence dim until its verdict is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.content import Content, Span
from textual.style import Style
from textual.widgets import Markdown
from textual.widgets import _markdown as blocks

from tui.messages import PassageWanted
from tui.widgets.answer_parser import make_parser, readable

if TYPE_CHECKING:
    from assistant.model import Sentence, Verdict
    from assistant.passages import CitedPlace

FindCitations = Callable[[str], "list[CitedPlace]"]

UNCHECKED = "◌"
_TONES: dict[Verdict, str] = {
    "supported": "$text-success",
    "partly_supported": "bold $text-warning",
    "unsupported": "bold $text-error",
    "contradicted": "bold $text-error",
    "unresolved": "bold $text-error",
    "uncited": "bold $text-warning",
    "not_checked": "$foreground 60%",
}


@dataclass(frozen=True, slots=True)
class CitedHere:
    """A citation as it stands in a block of the answer: which of the block's citations, and the sentence around it."""

    block: Decorated
    number: int
    ids: tuple[str, ...]
    sentence: str


class Decorated(blocks.MarkdownBlock):
    """A block of text that shows citations as links and verdicts as marks."""

    cited: Sequence[CitedPlace] = ()
    pointed: int | None = None
    _drawn_as: tuple[int, bool, int | None] | None = None

    def set_content(self, content: Content) -> None:
        """Keep the content as it was written, and show it decorated once it is seen."""
        self._content = content
        self._drawn_as = None
        if self.is_attached:
            self.decorate()
        else:
            self.update(content)

    def on_mount(self) -> None:
        """Draw what was written before."""
        self.decorate()

    def decorate(self) -> None:
        """Draw citations and verdicts anew, if they are others now."""
        answer = cast("AnswerText", self._markdown)
        wanted = (answer.verdicts_taken, answer.finished, self.pointed)
        if self._drawn_as == wanted:
            return
        self._drawn_as = wanted
        self.cited = answer.find_citations(self._content.plain)
        self.update(answer.decorated(self._content, self.cited, self.pointed))

    def point(self, number: int | None) -> None:
        """Mark one of the citations as the one that is read."""
        self.pointed = number
        self.decorate()

    def citations(self) -> Iterator[CitedHere]:
        """The block's citations in order, each with its sentence."""
        from assistant.passages import sentence_at

        for number, place in enumerate(self.cited):
            yield CitedHere(self, number, place.ids, sentence_at(self._content.plain, place.span[0]))

    def action_cite(self, number: int) -> None:
        """A citation was clicked."""
        for here in self.citations():
            if here.number == number:
                self.post_message(PassageWanted(here.ids, here.sentence, "chat"))


class _Paragraph(Decorated, blocks.MarkdownParagraph):
    async def _update_from_block(self, block: blocks.MarkdownBlock) -> None:
        if isinstance(block, _Paragraph):
            self._copy_context(block)
            self.set_content(block._content)
        else:
            await super()._update_from_block(block)


class AnswerText(Markdown):
    """Markdown from an engine. `find_citations` gives the citations of a block's text; it is set by who has a store."""

    BLOCKS = {**Markdown.BLOCKS, "paragraph_open": _Paragraph}

    def __init__(self, text: str, find: FindCitations, *, checked: bool = False) -> None:
        super().__init__(readable(text), parser_factory=make_parser, open_links=False)
        self.find_citations = find
        self.finished = checked
        self.verdicts_taken = 0
        self._verdicts: dict[str, Verdict] = {}

    def take_verdict(self, sentence: Sentence) -> None:
        """A sentence has its verdict."""
        self.verdicts_taken += 1
        self._verdicts[" ".join(sentence.text.split())] = sentence.verdict

    def redraw(self) -> None:
        """Draw all blocks with the verdicts that are in."""
        for block in self.query(Decorated):
            block.decorate()

    def citations(self) -> list[CitedHere]:
        """All citations, in order."""
        return [here for block in self.query(Decorated) for here in block.citations()]

    def decorated(self, content: Content, cited: Sequence[CitedPlace], pointed: int | None) -> Content:
        """A block's content with its citations as links and a mark behind each sentence."""
        spans = []
        for number, place in enumerate(cited):
            link = Style.from_meta({"@click": f"cite({number})"})
            spans.append(Span(*place.span, link))
            look = "reverse bold $text-accent" if number == pointed else "underline $text-accent"
            spans.append(Span(*place.span, look))
        content = content.add_spans(spans)
        return self._marked(content)

    def _marked(self, content: Content) -> Content:
        from assistant.passages import sentence_spans

        pieces: list[Content] = []
        at = 0
        for start, end in sentence_spans(content.plain):
            verdict = self._verdict_of(content.plain[start:end])
            piece = content[at:end]
            if verdict is None and not self.finished:
                piece = piece.stylize("dim", start - at)
            pieces += [piece, self._mark(verdict)]
            at = end
        return Content("").join([*pieces, content[at:]])

    def _verdict_of(self, text: str) -> Verdict | None:
        known = self._verdicts.get(text)
        if known is None and self._verdicts:
            # A list number or a lead-in stands before the sentence, or a bracket that belongs to it after.
            near = (verdict for one, verdict in self._verdicts.items() if text.endswith(one) or one.startswith(text))
            known = next(near, None)
        return known

    def _mark(self, verdict: Verdict | None) -> Content:
        from assistant.report_view import VERDICTS

        if verdict is None:
            return Content("") if self.finished else Content.styled(f" {UNCHECKED}", "dim")
        if verdict == "no_source_needed":
            return Content("")
        return Content.styled(f" {VERDICTS[verdict][0]}", _TONES[verdict])
