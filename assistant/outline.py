"""The sections that a report may have, and how far each one is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.acts import classify
from assistant.brief import Brief
from assistant.briefing import article_brief, follow_up_brief, topic_brief
from assistant.opening import WorkspaceStore
from vectorstore.model import Passage
from vectorstore.sentences import split_sentences

SectionKind = Literal["article", "issue", "follow_up", "other"]

ARTICLES = {
    "1": "What discrimination means",
    "2": "Duties of the State",
    "3": "Segregation",
    "4": "Hate speech and organizations",
    "5": "Equal rights",
    "6": "Remedies",
    "7": "Teaching and culture",
}
# Issues that no single article holds, in words that search understands.
ISSUES = {
    "statistics": "Statistics by ethnic origin",
    "intersecting-discrimination": "Intersecting forms of discrimination",
    "definition-in-law": "Definition of racial discrimination in domestic law",
    "national-human-rights-institution": "National human rights institution",
    "civil-society": "Consultations with civil society",
}
_ARTICLE_HEADING = re.compile(r"\bArticles? (\d+)")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report. `name` is its draft's file name without ending; `passages` are what it answers."""

    name: str
    title: str
    kind: SectionKind
    brief_text: str = ""
    passages: tuple[str, ...] = field(default=(), repr=False)

    def brief(self, store: WorkspaceStore, *, instructions: str = "") -> Brief:
        """What an engine is asked to write. Raises UsageError or AddressError."""
        if self.kind == "article":
            return article_brief(self.brief_text, store, instructions=instructions)
        if self.kind == "follow_up":
            return follow_up_brief(self.brief_text, instructions=instructions)
        return topic_brief(self.brief_text or self.title, instructions=instructions)


@dataclass(frozen=True, slots=True)
class Acts:
    """How many statements of a section of the State report put something off, and how many deny a problem."""

    postponed: int = 0
    denied: int = 0


def sections(store: WorkspaceStore) -> list[Section]:
    """The articles, the issues that cut across them, and the follow-ups to concluding observations, in that order."""
    units = store.library.units(store.state_report) if store.state_report in store.library.documents else ()
    return [*_articles(units), *_issues(), *_follow_ups(units)]


def section_of_draft(name: str, known: Iterable[Section]) -> Section:
    """The section that a draft of this name belongs to: a known one, or one of its own."""
    for section in known:
        if section.name == name:
            return section
    title = name.replace("-", " ").replace("_", " ").strip() or name
    return Section(name, title[:1].upper() + title[1:], "other", title)


def draft_name(topic: str) -> str:
    """A file name for a topic in any script: its words joined by hyphens."""
    words = re.findall(r"\w+", topic.lower())
    return "-".join(words)[:60].strip("-") or "draft"


def acts_of(passages: Iterable[Passage]) -> Acts:
    """What the State puts off and denies in some paragraphs of its report."""
    postponed = denied = 0
    for passage in passages:
        for start, end in split_sentences(passage.text):
            acts = classify(passage.text[start:end])
            postponed += "postponement" in acts
            denied += "denial" in acts
    return Acts(postponed, denied)


def _articles(units: Sequence[Passage]) -> list[Section]:
    found = []
    for number, title in ARTICLES.items():
        ids = tuple(unit.id for unit in units if number in _ARTICLE_HEADING.findall(" ".join(unit.headings[:1])))
        found.append(Section(f"article-{number}", f"Article {number} · {title}", "article", number, ids))
    return found


def _issues() -> list[Section]:
    return [Section(name, title, "issue", title) for name, title in ISSUES.items()]


def _follow_ups(units: Sequence[Passage]) -> list[Section]:
    groups: dict[tuple[str, ...], list[Passage]] = {}
    for unit in units:
        if unit.answers:
            groups.setdefault(unit.answers, []).append(unit)
    in_order = sorted(groups.items(), key=lambda group: _number(group[0][0]))
    return [_follow_up(answers, paragraphs) for answers, paragraphs in in_order]


def _follow_up(answers: tuple[str, ...], paragraphs: Sequence[Passage]) -> Section:
    headings = paragraphs[0].headings[:2]
    title = re.sub(r"^(?:[IVXLC]+|[A-Z])\.\s*", "", headings[-1])
    named = answers[0] if len(answers) == 1 else f"{answers[0]}–{answers[-1]}"  # noqa: RUF001  # the dash of a range
    name = "follow-up-" + re.sub(r"\W+", "-", named).strip("-")
    return Section(name, f"{named} · {title}", "follow_up", ",".join(answers), tuple(one.id for one in paragraphs))


def _number(answer: str) -> tuple[int, str]:
    number = re.match(r"\d+", answer)
    return (int(number[0]) if number else 0, answer)
