"""What the State report says and leaves out: by article of the Convention, and by earlier recommendation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from assistant.engines.extractive.compose import silent_line
from assistant.engines.extractive.evidence_gaps import names_ethnic_groups
from assistant.engines.extractive.issues import find_issues
from assistant.engines.extractive.lines import Line, Printer, cite
from assistant.engines.extractive.phrasing import Capitals, capitals_in
from assistant.engines.extractive.proposals import questions
from assistant.engines.extractive.statements import Statement, statements_of
from assistant.engines.extractive.topics import observations, subject_of
from assistant.gathering import articles_in
from assistant.store import Store
from assistant.whole_report import ARTICLES
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import Passage

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class _Printed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gap(_Printed):
    """One finding: its kind, the ids it rests on, and a sentence; `question` is what to ask, or ""."""

    kind: str
    addresses: tuple[str, ...]
    message: str
    question: str = ""


class Coverage(_Printed):
    """What the report has on an article or on earlier recommendations.

    `name` is "Article 4" or "22 (a)"; `citation` its paragraphs in UN form, "" if there are none. Counts are of
    paragraphs: those with a figure, those that name a year, and those that speak of ethnic groups. `findings` are
    positions in the list of all findings, from 0.
    """

    name: str
    subject: str
    citation: str
    paragraphs: int
    with_figures: int
    with_years: int
    on_ethnic_groups: int
    findings: tuple[int, ...] = ()


class GapReport(_Printed):
    """The object that `gaps --json` prints."""

    articles: tuple[Coverage, ...]
    follow_ups: tuple[Coverage, ...]
    findings: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """An article or a recommendation with the paragraphs of the report that stand under it."""

    name: str
    subject: str
    units: tuple[Passage, ...]
    provisions: tuple[Passage, ...] = ()


def find_gaps(store: Store) -> GapReport:
    """Everything that the report leaves open, as far as its own text shows it. Reads the library alone."""
    units = store.library.units(store.state_report)
    finder = _Finder(store, statements_of(units), capitals_in(units))
    articles = [finder.article(part) for part in _articles(units, store)]
    finder.rest(units)
    follow_ups = [finder.follow_up(part) for part in _follow_ups(units, finder.capitals)]
    return GapReport(articles=tuple(articles), follow_ups=tuple(follow_ups), findings=tuple(finder.findings))


def _articles(units: Sequence[Passage], store: Store) -> Iterable[_Part]:
    for number in ARTICLES:
        own = tuple(unit for unit in units if number in articles_in(unit.headings[:1]))
        provisions = store.library.resolve(Address(store.treaty, (number,))).passages
        yield _Part(f"Article {number}", "", own, provisions)


def _follow_ups(units: Sequence[Passage], capitals: Capitals) -> Iterable[_Part]:
    groups: dict[tuple[str, ...], list[Passage]] = {}
    for unit in units:
        if unit.answers:
            groups.setdefault(unit.answers, []).append(unit)
    for answers in sorted(groups, key=lambda one: [int(answer.partition(" ")[0]) for answer in one]):
        own = groups[answers]
        subjects = dict.fromkeys(subject for unit in own if (subject := subject_of(unit, capitals)))
        yield _Part(observations(answers), "; ".join(subjects), tuple(own))


class _Finder:
    def __init__(self, store: Store, everywhere: list[Statement], capitals: Capitals) -> None:
        self.findings: list[Gap] = []
        self.capitals = capitals
        self._store = store
        self._everywhere = everywhere
        self._read: set[str] = set()
        self._known: dict[tuple[str, tuple[str, ...], str], int] = {}

    def article(self, part: _Part) -> Coverage:
        """The coverage of an article, with every point that can be made of its section."""
        found = self._lacks(part) + self._issues(part.units)
        silent = silent_line(part.provisions, self._store)
        return self._coverage(part, [*found, *([self._add("not_addressed", silent)] if silent else [])])

    def rest(self, units: Sequence[Passage]) -> None:
        """The points of what stands under no article."""
        self._issues([unit for unit in units if unit.id not in self._read])

    def follow_up(self, part: _Part) -> Coverage:
        """The coverage of earlier recommendations: what their answer lacks, and the points that rest on it."""
        ids = {unit.id for unit in part.units}
        whole = [
            position for position, gap in enumerate(self.findings) if any(_paragraph(id) in ids for id in gap.addresses)
        ]
        return self._coverage(part, [*self._lacks(part), *whole])

    def _issues(self, units: Sequence[Passage]) -> list[int]:
        self._read |= {unit.id for unit in units}
        ids = {unit.id for unit in units}
        own = [one for one in self._everywhere if one.passage.id in ids]
        found = []
        for issue in find_issues(own, self._everywhere, self.capitals, self._store.treaty):
            asked = questions([issue], 1)
            question = Printer().line(asked[0]) if asked and "  " not in asked[0].text else ""
            found.append(self._add(issue.kind, issue.line, question))
        return found

    def _lacks(self, part: _Part) -> list[int]:
        """What none of the part's paragraphs has."""
        if not part.units:
            line = Line(f"No section of {self._store.state_report} is headed {part.name}", "inference")
            return [self._add("no_section", line)]
        figures, years, ethnic = _with_figures(part), _with_years(part), _on_ethnic_groups(part)
        told = f"In what the State party reports on {_named(part)}{cite(_addresses(part))}"
        lacks = [
            ("no_figure", not figures, f"{told}, no figure is given"),
            ("no_year", not years, f"{told}, no year is named: neither when measures were taken nor by when"),
            ("no_breakdown", bool(figures) and not ethnic, f"{told}, figures are given and none for any ethnic group"),
        ]
        return [self._add(kind, Line(text, "inference")) for kind, lacking, text in lacks if lacking]

    def _add(self, kind: str, line: Line, question: str = "") -> int:
        """The position of a finding in the list; one that is there already is not added again."""
        addresses = tuple(dict.fromkeys(address.id for address in line.addresses))
        message = Printer().line(Line(line.text, line.speaker))
        key = (kind, addresses, message)
        if key not in self._known:
            self._known[key] = len(self.findings)
            self.findings.append(Gap(kind=kind, addresses=addresses, message=message, question=question))
        return self._known[key]

    def _coverage(self, part: _Part, findings: Iterable[int]) -> Coverage:
        addresses = _addresses(part)
        return Coverage(
            name=part.name,
            subject=part.subject,
            citation=format_citation(addresses, with_symbol=False) if addresses else "",
            paragraphs=len(part.units),
            with_figures=_with_figures(part),
            with_years=_with_years(part),
            on_ethnic_groups=_on_ethnic_groups(part),
            findings=tuple(dict.fromkeys(findings)),
        )


def _named(part: _Part) -> str:
    return part.name.lower() if part.name.startswith("Article") else f"concluding observations {part.name}"


def _with_figures(part: _Part) -> int:
    return len({one.passage.id for one in statements_of(part.units) if "figure" in one.acts})


def _with_years(part: _Part) -> int:
    return sum(_YEAR.search(unit.text) is not None for unit in part.units)


def _on_ethnic_groups(part: _Part) -> int:
    return sum(names_ethnic_groups(unit.text) for unit in part.units)


def _addresses(part: _Part) -> list[Address]:
    return [Address.from_id(unit.id) for unit in part.units]


def _paragraph(id: str) -> str:
    address = Address.from_id(id)
    return id if address.in_treaty else Address(address.symbol, address.path[:1]).id
