"""What is worth telling of the State's account: what later parts take up, figures, and changes of the law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.article_terms import stems
from assistant.engines.extractive.evidence_gaps import counts_activities, on_measures
from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.phrasing import bare, shortened
from assistant.engines.extractive.series import Series, find_series
from assistant.engines.extractive.statements import Statement
from assistant.engines.extractive.subject import is_on_subject

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALIKE = 0.5  # share of stems above which two sentences tell the same
_LAW_MADE = re.compile(
    r"\b(?:was|were|has been|have been) (?:amended|introduced|added|replaced|established|adopted)\b|"
    r"\badopted (?:its|the|a)\b|\bcame into force\b|\bcan no longer\b"
)
_LAW = re.compile(
    r"\b(?:Act|Code|Constitution|law|Decree|Order|Decision|Department|Commission|Committee|working group|unit|"
    r"offences?|liability)\b"
)
_OF_LATE = re.compile(r"\b20(?:19|[2-9]\d)\b|\bcan no longer\b")  # since the last report
_SAME_FIGURES = 0.3  # the same, where both give the same figures
_FEW_FIGURES, _MOST_OF = 3, 0.7  # figures, and the share of a sentence's, from which a point tells them again
_TOLD = 46  # words of a sentence that is told whole
_IN_COMMON = 2  # stems that a sentence shares with the point that takes it up
_ENTITLES = re.compile(r"\b(?:entitled to|ha(?:s|ve) the right to|may (?:take part|use)|no passing mark|prohibits?)\b")
_ADDS_ON = re.compile(r"^(?:In addition|Moreover|Furthermore|Additionally|Also|In parallel|Similarly)\b")
_OF_ANOTHER_RIGHT = re.compile(r"\b(?:medical (?:care|treatment)|healthcare|vaccinat\w+)\b")
_RECITAL = re.compile(
    r"^(?:(?:Under |In accordance with |According to )?[Tt]he Constitution\b|"
    r"With regard to [^,]+, in accordance with\b)"
)  # it binds any State
_PRAISED = re.compile(
    r"\b(?:provides? for measures|comprehensive (?:legal|system)|"
    r"is guided by|(?:is|are) aimed at|steps are being taken|legal framework|"
    r"satisfaction rate|awareness-raising|whose main (?:objective|task|purpose|aim))\b"
)
# Words about what a State thinks of its duties: no answer to anything.
_OF_ATTITUDE = re.compile(
    r"\b(?:special attention|attaches (?:great|particular) importance|recognizes the importance|reaffirms|readiness|"
    r"is committed to)\b",
    re.IGNORECASE,
)
_NAMED_IN = re.compile(r"“[^”]{12,}”")  # what a point quotes of a paragraph
_OF_A_LAW = re.compile(r"\b(?:articles?|arts?\.) \d+(?:, \d+)*(?: and \d+)?")  # no figure of what happened
_DAY = re.compile(r"\b\d{1,2} (?=[A-Z][a-z]+ (?:19|20)\d\d)")
_PROVISION = re.compile(r"\bunder article (\d+)")
_TAUGHT = re.compile(r"\b(?:courses?|curricul\w+|textbooks?|subjects?|topics?)\b")
_SEE = re.compile(r" \(see [^()]*\)")
# How many buildings and bodies there are: no figure on the people whom the Convention protects.
_FACILITIES = re.compile(r"\b\d[\d,]* (?:[a-z]+ )?(?:institutions|friendship houses|clubs)\b")
# What people think is told with the point on surveys, if at all.
_OPINION = re.compile(
    r"\b(?:surveys?|opinion polls?)\b(?:[^.;]|\.(?=\w))*\b(?:found|showed|shown|stated|reported|assessed|believe)\b|"
    r"\b(?:considered|regarded|described) the (?:[\w-]+ )?(?:situation|atmosphere)\b|"
    r"\bwere satisfied with\b|\bpositively assessed\b|\bexpressed a positive view\b"
)


@dataclass
class LaterParts:
    """The points that a section makes after its account, and what the account has told so far.

    Unless the section `lists_rights`, what serves a right of its own, such as medical care, is left to that right.
    If it is `narrow`, only what names a group, a ground or a remedy is told: a brief that names its own subject is not.
    If it is `narrow`, what no point's own paragraph or item takes up is left out too, unless it `may_stand_alone`.
    With `all_cited` all that is new in the paragraphs of points is worth telling, where nothing else would be told;
    with `anything` all that is new and no praise.
    """

    points: Sequence[Issue] = ()
    told: list[Statement] = field(default_factory=list)
    all_cited: bool = False
    lists_rights: bool = True
    narrow: bool = True
    may_stand_alone: bool = False
    anything: bool = False

    def take_up(self, statement: Statement) -> bool:
        """Whether a point arises from the statement's paragraph and speaks of the same."""
        own = stems(statement.text)
        provisions = set(_PROVISION.findall(statement.text))
        return any(
            self._cites_item(issue, statement)
            and len(own & stems(issue.line.text)) >= _IN_COMMON
            and (not provisions or provisions & set(re.findall(r"\d+", issue.line.text)))
            for issue in self.points
        )

    def want(self, statement: Statement) -> bool:
        """Whether the statement is to be told before the points: it is new, and a fact or what a point rests on."""
        if any(tells_the_same(statement, one) for one in self.told) or self._repeated(statement):
            return False
        if self.narrow and (_OPINION.search(statement.text) or _RECITAL.match(statement.text)):
            return False
        if _PRAISED.search(statement.text) or (not self.lists_rights and _OF_ANOTHER_RIGHT.search(statement.text)):
            return False
        if self.all_cited:
            cited = any(self._cites(issue, statement) for issue in self.points)
            return cited and (is_on_subject(statement.text) or self.take_up(statement))
        if self.anything:
            return not _OF_ATTITUDE.search(statement.text)
        if not self.narrow:
            return is_fact(statement) or self.take_up(statement) or _answers(statement)
        if not is_on_subject(statement.text):
            return False
        return self.take_up(statement) or (self.may_stand_alone and is_fact(statement))

    def _repeated(self, statement: Statement) -> bool:
        """Whether a point says all of it again: its words, and its numbers if it has any."""
        text = _SEE.sub("", shortened(bare(statement.text), _TOLD))
        own, numbers, series = stems(text), figures_of(_OF_A_LAW.sub("", text)), find_series(statement)
        for issue in self.points:
            said, given = len(own & stems(issue.line.text)), figures_of(issue.line.text)
            if self.narrow and self._cites_item(issue, statement) and _largest(text) in given:
                return True
            if series and self._cites(issue, statement) and _tells(given, series, numbers):
                return True
            if self._cites(issue, statement) and said > _ALIKE * len(own) and numbers <= given:
                return True
            if self._cites(issue, statement) and len(numbers & given) >= max(_FEW_FIGURES, _MOST_OF * len(numbers)):
                return True
            if self._cites(issue, statement) and any(
                name.lower() in text.lower() for name in _NAMED_IN.findall(issue.line.text)
            ):
                return True
            if numbers and numbers <= given and said > _SAME_FIGURES * len(own):
                return True
        return False

    @staticmethod
    def _cites(issue: Issue, statement: Statement) -> bool:
        symbol, number = statement.address.symbol, statement.address.path[0]
        return any(one.symbol == symbol and one.path[0] == number for one in issue.addresses)

    @staticmethod
    def _cites_item(issue: Issue, statement: Statement) -> bool:
        """Whether a point cites the statement's own item, or the whole paragraph that it stands in."""
        return any(one.covers(statement.address) for one in issue.addresses)


def is_opinion(statement: Statement) -> bool:
    """Whether the sentence tells what people think of the State's policy or of its services."""
    return _OPINION.search(statement.text) is not None


def figures_of(text: str) -> set[str]:
    """The numbers in a text that are no years."""
    return {number for number in _NUMBER.findall(text) if not _YEAR.fullmatch(number)}


def _largest(text: str) -> str:
    """The largest number in a text that is no year, day or provision, or ""."""
    numbers = figures_of(_DAY.sub("", _OF_A_LAW.sub("", text)))
    return max(numbers, key=lambda one: float(one.replace(",", "")), default="")


def _tells(given: set[str], series: Series, numbers: set[str]) -> bool:
    """Whether figures hold a series' total, or its first and last value and all that is counted beside it."""
    if f"{series.total:,}" in given:
        return True
    values = [f"{value:,}" for _, value in series.values]
    return {values[0], values[-1]} <= given and numbers - set(values) <= given


def is_fact(statement: Statement) -> bool:
    """Whether the sentence itself is the point: a figure, a change of the law, an entitlement."""
    if "figure" in statement.acts:
        return not (counts_activities(statement.text) or _FACILITIES.search(statement.text))
    text = shortened(statement.text, _TOLD)
    made = _LAW_MADE.search(text) and _LAW.search(text) and _OF_LATE.search(text)
    return bool(made or _ENTITLES.search(statement.text))


def _answers(statement: Statement) -> bool:
    """Whether the sentence answers a question put to the State: the law, a dated measure, or what is taught."""
    dated = "measure" in statement.acts and _OF_LATE.search(statement.text)
    taught = "measure" in statement.acts and on_measures(statement) and _TAUGHT.search(statement.text)
    return bool("law" in statement.acts or dated or taught) and not counts_activities(statement.text)


def adds_on(statement: Statement) -> bool:
    """Whether the sentence only adds to the one before it in its paragraph."""
    return statement.position > 0 and bool(_ADDS_ON.match(statement.text))


def tells_the_same(one: Statement, other: Statement) -> bool:
    """Whether two sentences are one, or share most of their words."""
    if one.address == other.address and one.position == other.position:
        return True
    first, second = stems(one.text), stems(other.text)
    return len(first & second) > _ALIKE * min(len(first), len(second))
