"""The gaps as people read them: Markdown for a page, and lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.gaps import Coverage, Gap, GapReport

# What each kind is called, the most telling first.
KINDS = {
    "at_odds": "At odds",
    "stigma": "Stigma",
    "postponed": "Postponed",
    "acknowledged": "Acknowledged",
    "not_collected": "Not collected",
    "denied": "Denied",
    "not_addressed": "Not addressed",
    "no_section": "No section",
    "no_figure": "No figure",
    "no_year": "No year",
    "no_date": "No date",
    "no_breakdown": "No breakdown",
    "no_outcome": "No outcome",
    "no_cases": "No cases",
    "survey": "Survey",
    "no_evaluation": "No evaluation",
    "not_given": "Not given",
    "asserted": "Asserted",
}
_COLUMNS = ("paragraphs", "with a figure", "naming a year", "on ethnic groups", "gaps")
TITLE = "What the State report leaves out"


def gap_markdown(report: GapReport, state_report: str) -> str:
    """One page: the articles and the recommendations as tables, then every gap under its article, with a question."""
    blocks = [
        f"# {TITLE}",
        f"{state_report}, read sentence by sentence by rules. Each gap names the paragraphs it rests on: read them "
        "before you use it. What the rules do not know they do not find.",
        "## By article",
        _table("Article", report.articles),
        "## By earlier recommendation",
        _table("Concluding observations", report.follow_ups),
    ]
    for heading, own in _groups(report):
        blocks += [f"## {heading}", *(_paragraph(gap) for gap in own)]
    return "\n\n".join(blocks) + "\n"


def gap_lines(report: GapReport) -> Iterator[tuple[str, int]]:
    """The lines for a terminal, each with its indent."""
    for coverage in (*report.articles, *report.follow_ups):
        yield _told(coverage), 0
    for heading, own in _groups(report):
        yield "", 0
        yield heading, 0
        for gap in own:
            yield f"{KINDS[gap.kind]}. {gap.message}", 2
            if gap.question:
                yield f"→ {gap.question}", 4


def _told(coverage: Coverage) -> str:
    name = coverage.name if coverage.name.startswith("Article") else f"Concluding observations {coverage.name}"
    counts = zip(_COLUMNS[1:-1], _counts(coverage)[1:-1], strict=True)
    where = coverage.citation or "no section"
    told = ", ".join(f"{count} {column}" for column, count in counts)
    return f"{name} ({where}): {told}; gaps: {len(coverage.findings)}"


def _counts(coverage: Coverage) -> tuple[int, ...]:
    counted = (coverage.paragraphs, coverage.with_figures, coverage.with_years, coverage.on_ethnic_groups)
    return (*counted, len(coverage.findings))


def _table(head: str, rows: Sequence[Coverage]) -> str:
    lines = [(head, "in the report", *_COLUMNS), ("---",) * (len(_COLUMNS) + 2)]
    for row in rows:
        name = f"{row.name}: {row.subject}" if row.subject else row.name
        lines.append((name.replace("|", "/"), row.citation, *map(str, _counts(row))))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _groups(report: GapReport) -> Iterator[tuple[str, list[Gap]]]:
    """Each gap once: under the first article that it belongs to, else with what stands outside the articles."""
    told: set[int] = set()
    for article in report.articles:
        own = [position for position in article.findings if position not in told]
        told.update(own)
        if own:
            yield article.name, [report.findings[position] for position in _by_kind(own, report)]
    rest = [position for position in range(len(report.findings)) if position not in told]
    if rest:
        yield "Elsewhere in the report", [report.findings[position] for position in _by_kind(rest, report)]


def _by_kind(positions: Sequence[int], report: GapReport) -> list[int]:
    order = list(KINDS)
    return sorted(positions, key=lambda position: order.index(report.findings[position].kind))


def _paragraph(gap: Gap) -> str:
    question = f" {gap.question}" if gap.question else ""
    return f"*{KINDS[gap.kind]}.* {gap.message}{question}"
