"""A check as people read it: what is accused and why, with the passage's words beside it; then advice; then counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.checks.words import is_latin
from assistant.model import CheckReport, Finding, Sentence, Verdict, count_verdicts
from assistant.passage_words import passage_words
from vectorstore.library import Library

Tone = Literal["plain", "title", "accused", "advice", "good", "dim"]

# Each verdict with a mark, so that nothing rests on colour alone, and its words.
VERDICTS: dict[Verdict, tuple[str, str]] = {
    "contradicted": ("✗", "contradicted by what it cites"),
    "unsupported": ("✗", "not supported by what it cites"),
    "partly_supported": ("◐", "supported in part"),
    "unresolved": ("?", "the citation leads nowhere"),
    "uncited": ("∅", "a statement of fact without a citation"),
    "supported": ("✓", "supported"),
    "no_source_needed": ("·", "no source needed"),
    "not_checked": ("–", "not checked"),
}
KINDS = {
    "wrong_figure": "wrong figure",
    "misquote": "misquoted",
    "wrong_name": "wrong name",
    "not_in_source": "not in the source",
    "cause_not_in_source": "cause not in the source",
    "wrong_passage": "wrong passage",
    "wrong_document": "wrong document",
    "contradiction": "contradiction",
    "overclaim": "overclaim",
    "bad_address": "bad address",
    "uncited": "uncited",
    "state_claim_as_fact": "the State's claim told as fact",
    "inexact_address": "inexact address",
    "quote_cut_short": "quotation cut short",
    "not_checked": "not checked",
}
_REST_OF_WORD = re.compile(r"[^\W\d_]*")  # what is replaced may end inside a word: "S" of "Some"
_BRACKETS = re.compile(r"\([^()]*\)")  # where citations stand, in Latin letters also in a Russian draft
_MOST_PASSAGES = 3
_SHOWN_LENGTH = 110


@dataclass(frozen=True, slots=True)
class Line:
    """A line to print: its text, its indent and tone, and how much further in its wrapped lines stand."""

    text: str = ""
    indent: int = 0
    tone: Tone = "plain"
    hang: int = 0


def report_lines(
    report: CheckReport, library: Library, *, place: str = "line", change: str = "--fix writes"
) -> Iterator[Line]:
    """The report, line by line.

    `place` is what a sentence's line number counts: lines, or a Word file's paragraphs; `change` opens the line that
    tells a replacement.
    """
    accused = [sentence for sentence in report.sentences if sentence.accused]
    for sentence in accused:
        yield from _sentence_lines(sentence, library, place, change)
    advised = [sentence for sentence in report.sentences if not sentence.accused and sentence.findings]
    if advised:
        yield Line("Advice (accuses nobody)", tone="title")
        for sentence in advised:
            yield Line(f"i  {place} {sentence.line}: {_shortened(sentence.text)}", 2, "advice", 3)
            yield from _finding_lines(sentence, 5, change)
        yield Line()
    yield from _apart(report, place)
    yield from _summary(report, len(accused))


def other_script(sentences: Sequence[Sentence]) -> str:
    """What to say of the sentences among these that are not in Latin letters; "" if all are."""
    count = sum(not is_latin(_BRACKETS.sub("", sentence.text)) for sentence in sentences)
    if not count:
        return ""
    noun = "sentence is" if count == 1 else "sentences are"
    return f"{count} {noun} not in Latin letters: of such, addresses and quotations are checked and nothing else."


def remark_text(sentence: Sentence) -> str:
    """What a comment in the margin says of a sentence, a line for each thing."""
    mark, words = VERDICTS[sentence.verdict]
    lines = [f"{mark} {words[:1].upper()}{words[1:]}." if sentence.accused else "Advice."]
    for finding in sentence.findings:
        lines.append(_finding_text(finding))
        if finding.suggestion:
            lines.append(f"→ {finding.suggestion}")
        if (change := _change(sentence, finding)) is not None:
            lines.append(f"Proposed: {change}")
    return "\n".join(lines)


def _change(sentence: Sentence, finding: Finding) -> str | None:
    if finding.replacement is None or finding.span is None:
        return None
    start, end = finding.span
    rest = _REST_OF_WORD.match(sentence.text, end)[0] if start < end else ""  # type: ignore[index]  # it matches an empty text too
    return f"“{finding.replacement}{rest}” for “{sentence.text[start:end]}{rest}”"


def _finding_text(finding: Finding) -> str:
    return f"{KINDS[finding.kind]}: {finding.message}"


def _sentence_lines(sentence: Sentence, library: Library, place: str, change: str) -> Iterator[Line]:
    mark, words = VERDICTS[sentence.verdict]
    yield Line(f"{mark}  {place} {sentence.line}: {words}", tone="accused", hang=3)
    yield Line(sentence.text, 3)
    yield from _finding_lines(sentence, 3, change)
    ids = list(dict.fromkeys(cited.id for cited in sentence.citations if cited.status == "resolved" and cited.id))
    for id in ids[:_MOST_PASSAGES]:
        for citation, excerpt in passage_words(library, id, sentence.text):
            yield Line(f"{citation} says: “{excerpt}”", 3, "dim")
    if len(ids) > _MOST_PASSAGES:
        yield Line(f"and {len(ids) - _MOST_PASSAGES} passages more", 3, "dim")
    yield Line()


def _finding_lines(sentence: Sentence, indent: int, change: str) -> Iterator[Line]:
    for finding in sentence.findings:
        yield Line(f"• {_finding_text(finding)}", indent, hang=2)
        if finding.suggestion:
            yield Line(f"→ {finding.suggestion}", indent + 2, hang=2)
        if (written := _change(sentence, finding)) is not None:
            yield Line(f"{change} {written}", indent + 2, "dim")


def _apart(report: CheckReport, place: str) -> Iterator[Line]:
    """What could not be checked, and the author's own sources: listed, never accused."""
    external = [(s, cited.as_written) for s in report.sentences for cited in s.citations if cited.status == "external"]
    if external:
        yield Line("Your own sources (not checked: the library does not have them)", tone="title")
        yield from (Line(f"–  {place} {s.line}: {_shortened(source)}", 2, hang=3) for s, source in external)
        yield Line()
    own = {id(sentence) for sentence, _ in external}
    unchecked = [s for s in report.sentences if s.verdict == "not_checked" and id(s) not in own]
    if unchecked:
        yield Line("Not checked", tone="title")
        if foreign := other_script(unchecked):
            yield Line(foreign, 2)
        yield from (Line(f"–  {place} {s.line}: {_shortened(s.text)}", 2, hang=3) for s in unchecked)
        yield Line()


def _summary(report: CheckReport, accused: int) -> Iterator[Line]:
    if not any(sentence.citations for sentence in report.sentences):
        yield Line(f"{report.file} cites no paragraph and no article: there is little to check.", tone="title")
    counts = count_verdicts(report.sentences)
    parts = [f"{counts[verdict]} {verdict.replace('_', ' ')}" for verdict in VERDICTS if verdict in counts]
    total = len(report.sentences)
    noun = "sentence" if total == 1 else "sentences"
    fault = f"{accused} accused" if accused else "none accused"
    yield Line(f"{report.file}: {total} {noun}, {fault} ({', '.join(parts)}).", tone="accused" if accused else "good")
    yield Line(f"Checks that ran: {', '.join(report.checks)}.")
    if counts.get("not_checked"):
        yield Line(f"Not checked is no pass: look at {counts['not_checked']} by eye.")


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 2].rsplit(" ", 1)[0] + " …"
