"""The whole report: a section on each article in one text, under a title and before a table of what is cited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from assistant.brief import Brief, default_words
from assistant.engines.writer import Writer
from assistant.events import Done, Event, Failed, SentenceChecked, Step, TextDelta
from assistant.languages import only_addresses
from assistant.model import DraftResult, Sentence, count_verdicts
from assistant.opening import WorkspaceStore
from assistant.reading.units import read_units
from assistant.workspace import ReportFile
from vectorstore.address import Address
from vectorstore.address_format import format_citation

ARTICLES = ("1", "2", "3", "4", "5", "6", "7")
_COMMITTEES = {"CERD": "Committee on the Elimination of Racial Discrimination"}
_FEWEST_WORDS = 150
_FRAME_WORDS = 120  # of the title page and of the headings between the sections
CITED_HEADING = "Paragraphs cited"


@dataclass(frozen=True, slots=True)
class WholeBrief:
    """What the whole report is asked for: the words of all sections together, None for the usual ones, and wishes."""

    max_words: int | None = None
    instructions: str = ""
    language: str = "en"


def section_briefs(whole: WholeBrief, store: WorkspaceStore) -> list[Brief]:
    """A brief an article; the words are shared out as they usually are, article 5 having most."""
    articles = [Address(store.treaty, (number,)) for number in ARTICLES]
    usual = [default_words(article) for article in articles]
    limit = whole.max_words or store.workspace.report.word_limit
    share = min(1.0, (limit - _FRAME_WORDS) / sum(usual)) if limit else 1.0
    return [
        Brief(
            article=article,
            max_words=max(_FEWEST_WORDS, int(words * share)),
            instructions=whole.instructions,
            language=whole.language,
        )
        for article, words in zip(articles, usual, strict=True)
    ]


async def draft_all(whole: WholeBrief, writer: Writer, store: WorkspaceStore) -> AsyncIterator[Event]:
    """The events of the sections one after another, and at the end the report as one draft.

    A section that fails ends it with Failed, which keeps the sections before it.
    """
    report = store.workspace.report
    sections: list[DraftResult] = []
    briefs = section_briefs(whole, store)
    for number, brief in enumerate(briefs):
        yield Step(f"Article {ARTICLES[number]}", number, len(briefs))
        async for event in writer.draft(brief, store):
            if isinstance(event, Done) and isinstance(event.result, DraftResult):
                sections.append(event.result)
            elif isinstance(event, Failed):
                yield Failed(event.message, _joined(sections) + event.kept, event.hint, event.details)
                return
            elif not isinstance(event, TextDelta | SentenceChecked):
                yield event
    title = report_title(report)
    text = f"{title_page(title, report)}\n{_joined(sections)}\n"
    yield Step("Checking the whole")
    # Checked as one text, so that every sentence knows its line and place in it. The table claims nothing.
    sentences = await asyncio.to_thread(store.checker.check, read_units(text))
    sentences = sentences if whole.language == "en" else only_addresses(sentences)
    yield Done(_result(title, text + _cited_table(sections), sentences, sections))


def report_title(report: ReportFile) -> str:
    """The title, from what report.toml says."""
    return f"Alternative report on {report.country}"


def title_page(title: str, report: ReportFile) -> str:
    """The lines above the first section, with places for what only the NGO knows."""
    session = f", {report.session}" if report.session else ""
    lines = [
        f"# {title}",
        f"Submission to the {_COMMITTEES.get(report.committee, report.committee)}{session}",
        "[Name of the organization, its address and contact; year]",
    ]
    if report.deadline:
        lines.append(f"[Due on {report.deadline.day} {report.deadline:%B %Y}; delete this line before sending]")
    if report.word_limit:
        lines.append(f"[At most {report.word_limit:,} words; delete this line before sending]")
    return "\n\n".join(lines) + "\n"


def _joined(sections: Sequence[DraftResult]) -> str:
    return "\n".join(f"{section.markdown.rstrip()}\n" for section in sections)


def _cited_table(sections: Sequence[DraftResult]) -> str:
    """What each section cites, one row an article and one column a document."""
    cited = [sorted(map(Address.from_id, dict.fromkeys(_cited(section))), key=_order) for section in sections]
    symbols = list(dict.fromkeys(address.symbol for addresses in cited for address in addresses))
    rows = [["", *symbols], ["---"] * (len(symbols) + 1)]
    for number, addresses in zip(ARTICLES, cited, strict=True):
        own = [[address for address in addresses if address.symbol == symbol] for symbol in symbols]
        rows.append([f"Article {number}", *(format_citation(one, with_symbol=False) if one else "" for one in own)])
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join([f"## {CITED_HEADING}", "", *lines]) + "\n"


def _cited(section: DraftResult) -> list[str]:
    return [
        citation.id
        for sentence in section.sentences
        for citation in sentence.citations
        if citation.status == "resolved" and citation.id is not None
    ]


def _order(address: Address) -> tuple[bool, str, list[tuple[int, str]]]:
    """The State report's paragraphs first, each by its number and letter."""
    steps = [(int(step), "") if step.isdecimal() else (0, step) for step in address.path]
    return address.in_treaty, address.symbol, steps


def _result(title: str, markdown: str, sentences: tuple[Sentence, ...], sections: Sequence[DraftResult]) -> DraftResult:
    checks = dict.fromkeys(check for section in sections for check in section.checks)
    return DraftResult(
        title=title,
        markdown=markdown,
        sentences=sentences,
        summary=count_verdicts(sentences),
        checks=tuple(checks),
        engine=sections[0].engine,
        warnings=tuple(dict.fromkeys(warning for section in sections for warning in section.warnings)),
    )
