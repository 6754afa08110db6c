"""What a promise, a postponement or a denial is about: the words for it in a question or a recommendation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.engines.extractive.phrasing import Capitals, bare, join, noun_phrase
from assistant.engines.extractive.statements import Statement
from vectorstore.model import Passage

Form = Literal["noun", "gerund", "infinitive", "review"]

# `n`: noun phrase, `g`: gerund, `v`: bare infinitive, `r`: what is being reviewed.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"question of (?P<g>accepting .+)",
        r"question of (?P<n>accession .+?) has been considered",
        r"(?:^|, )(?P<n>(?:the )?accession .+?) appears premature",
        r"(?:premature|too hasty) to (?P<v>.+?)(?: without .+)?$",
        r"possibility of (?P<g>\w+ing .+?)(?: is (?:currently )?being .+)?$",
        r"no provision for (?P<g>\w+ing .+)",
        r"[Cc]onsideration is (?:also )?being given to (?P<g>\w+ing .+)",
        r"^(?P<r>.+?) (?:is|are) (?:currently )?(?:under (?:consideration|discussion|review)|being (?:reviewed|"
        r"considered))",
        r"discuss (?P<n>the draft of .+)",
        r"exploring ways in which to (?P<v>.+)",
        r"merits of (?P<g>\w+ing .+)",
        r"without (?:formally )?(?P<g>becoming a Party .+)",
        r"intention to (?P<v>.+)",
        r"intends to (?:further |also )?(?P<v>.+)",
        r"readiness to (?:further |also )?(?P<v>.+)",
        r"measures are being taken to (?P<v>develop .+)",
        r"working on (?P<g>\w+ing .+)",
        r"working to (?P<v>.+)",
        r"plans to (?P<v>.+)",
        r"(?P<n>[Aa]mendments to .+?) have been drafted",
        r"has drafted (?P<n>.+)",
        r"(?:prepared a set of|drawn up) (?P<n>proposals .+)",
        r"(?P<n>a new .+?) is being (?:developed|drafted|prepared)",
        r"together with (?P<n>a bill .+?)(?:, which .+)?$",
    )
)
_ACTIONS = (
    (re.compile(r"^(?:the )?accession (?:of|by) \w+ to "), "Accede to "),
    (re.compile(r"^(?:the )?draft of (?:a |the )?"), "Complete and adopt the "),
    (re.compile(r"^proposals to amend "), "Put before Parliament the proposals to amend "),
    (re.compile(r"^amendments (?=to )"), "Adopt the amendments "),
    (re.compile(r"^a bill "), "Put before Parliament the bill "),
    (re.compile(r"^a new "), "Publish for comment the draft of the new "),
)
_GERUND = re.compile(r"^(?P<stem>\w+?)ing\b")
_FULL_VERBS = {
    "mak": "make",
    "tak": "take",
    "provid": "provide",
    "amend": "amend",
    "ratify": "ratify",
    "becom": "become",
}
_FULL_VERBS |= {"vaccinat": "vaccinate", "establish": "establish", "introduc": "introduce", "improv": "improve"}
_DELAYS = re.compile(r"\b(?:research|study|studies|analysis|survey|consultations?)\b|^(?:conduct|explor|continue)")


# What has no end that a date could be set for.
_WITHOUT_END = re.compile(
    r"(?:further )?(?:expand|strengthen|continue|enhance|promote|foster|support|pursue|increase)\b"
)

_OF_COURTS = re.compile(r"\b(?:courts?|judgments?|judicial)\b")  # how they decide is nothing to set targets for


def _action(words: str, form: Form) -> str:
    if _DELAYS.search(words):
        return ""
    for pattern, start in _ACTIONS:
        if pattern.match(words):
            return pattern.sub(start, words)
    if form == "infinitive":
        if _WITHOUT_END.match(words):
            if _OF_COURTS.search(words):
                return "Give judges, prosecutors and lawyers training and guidance on the Convention"
            return f"Set measurable targets to {words}, and report on them each year"
        return words[:1].upper() + words[1:]
    gerund = _GERUND.match(words)
    if form == "gerund" and gerund:
        stem = gerund["stem"]
        verb = _FULL_VERBS.get(stem, stem)
        return verb[:1].upper() + verb[1:] + words[gerund.end() :]
    return "" if form == "review" else f"Complete and publish {words}"


_FORMS: tuple[tuple[str, Form], ...] = (("n", "noun"), ("g", "gerund"), ("v", "infinitive"), ("r", "review"))
_COMPLAINTS = re.compile(
    r"no (?:complaints?|cases?|reports?) of (?P<n>.+?)(?:, and .+)?$"
    r"|any complaints concerning (?P<m>.+)|no (?P<k>violations? .+)"
)
_LONG_TOPIC = 9  # words
_FEWEST_WORDS = 4  # of a topic that was cut
_FRAMING = frozenset({"Introduction", "Conclusion"})  # sections that are about the report itself
_WANTS_ARTICLE = re.compile(
    r"(?:Rights?|Prohibition|Use|Protection|Situation|Definition|Prevention|Ratification|Amendment) (?:to|of)\b"
)
_HEADING_NUMBER = re.compile(r"^(?:[IVXLC]+|[A-Z])\. ")


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of a topic and their form: "the amendment …", "accepting the amendment …", "accept the amendment …"."""

    words: str
    form: Form

    @property
    def decision(self) -> str:
        """As what is awaited: "a decision on accepting …", "the outcome of the review of …"."""
        if self.form == "review":
            return f"the outcome of the review of {self.words}"
        return f"a decision to {self.words}" if self.form == "infinitive" else f"a decision on {self.words}"

    @property
    def is_long(self) -> bool:
        """Whether a question had better point to it than say it again."""
        return len(self.words.split()) > _LONG_TOPIC

    @property
    def has_end(self) -> bool:
        """Whether it is something that can be completed by a date."""
        return not (self.form == "infinitive" and _WITHOUT_END.match(self.words))

    @property
    def action(self) -> str:
        """As what a State is asked to do ("Accept the amendment …"), or "" where the topic is a delay."""
        return _action(self.words, self.form)


_STATUS = re.compile(r"\bthe status\b")
_PLACEHOLDERS = frozenset({"the matter", "the issue", "the question", "the topic"})
# Another treaty than that which is reported on: its name stands elsewhere.
_TREATY_NOT_NAMED = re.compile(r"\b(?:ratifying|ratify|accession to|acceding to|becoming a Party to) the Convention\b")
_BACK = re.compile(r"\b(?:such|these|those|this) (?P<noun>\w+)")


def with_status(words: str, passage: Passage) -> str:
    """`words` with "the status" told in full from the passage: "refugee status"."""
    named = re.search(r"\b(?!the\b|this\b|legal\b)([a-z]+ status)\b", passage.text)
    return _STATUS.sub(named[1], words) if named else words


def resolve_back(words: str, passage: Passage) -> str:
    """`words` with "such cases" told in full ("cases of hate speech") from the passage, or "" where it cannot be."""
    words = with_status(words, passage)
    match = _BACK.search(words)
    if match is None:
        return words
    full = re.search(rf"\b{match['noun']} of (?P<what>[^,.;:()]+?)(?=,|\.|;|:| and | as )", passage.text)
    if full:
        return words.replace(match[0], f"{match['noun']} of {full['what']}")
    before = re.sub(r",? (?:and|or) (?:(?! and | or )[^,])*$", "", words[: match.start()])
    return before if before != words[: match.start()] and len(before.split()) >= _FEWEST_WORDS else ""


def topic_of(statement: Statement, capitals: Capitals) -> Topic | None:
    """The topic of a postponement or a plan, or None where its words cannot be taken from the sentence."""
    clause = bare(statement.text)
    for pattern in _PATTERNS:
        match = pattern.search(clause)
        if match is None:
            continue
        for group, form in _FORMS:
            if group in pattern.groupindex and match[group]:
                words = resolve_back(noun_phrase(match[group], limit=24), statement.passage)
                if words.lower() in _PLACEHOLDERS or _TREATY_NOT_NAMED.search(words):
                    return None
                words = words.replace(" and to ", " and ") if form == "infinitive" else words
                return Topic(capitals.lower_first(words), form) if words else None
    return None


def denied_thing(statement: Statement) -> str:
    """What complaints or cases are said not to exist of, or ""."""
    match = _COMPLAINTS.search(bare(statement.text))
    return noun_phrase(match["n"] or match["m"] or match["k"] or "", limit=26) if match else ""


def subject_of(passage: Passage, capitals: Capitals) -> str:
    """The sub-section a passage stands in, in running text: "freedom of expression"."""
    titles = [heading for heading in passage.headings if not heading.startswith("(")]
    title = _HEADING_NUMBER.sub("", titles[1] if len(titles) > 1 else titles[0]) if titles else ""
    if title in _FRAMING:
        return ""
    if title.isalpha():
        return title.lower()
    return ("the " if _WANTS_ARTICLE.match(title) else "") + capitals.lower_first(title)


def observations(answers: tuple[str, ...]) -> str:
    """Concluding-observation paragraphs by number: "21 and 22 (a)–(c)"."""
    groups: dict[str, list[str]] = {}
    for answer in answers:
        number, _, item = answer.partition(" ")
        groups.setdefault(number, []).extend([item] if item else [])
    told = []
    for number, items in groups.items():
        run = f"{items[0]}–{items[-1]}" if len(items) > 2 else " and ".join(items)
        told.append(f"{number} {run}".strip())
    return join(told)


def section_number(passage: Passage) -> str:
    """The number of its sub-section, as "VI.A", or "VI"."""
    numbers = [heading.partition(".")[0] for heading in passage.headings[:2] if _HEADING_NUMBER.match(heading)]
    return ".".join(numbers)
