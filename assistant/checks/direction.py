"""Direction: a rise told as a fall, by the passage's figures of two years or by its own words."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Clause, Likeness, clauses, likeness, most_like, source_clauses
from assistant.checks.figure_roles import Role
from assistant.checks.quantities import read_quantities
from assistant.checks.words import content_stems
from assistant.model import Finding

_UP = re.compile(
    r"""
    \b(?:rose|risen|ris(?:e|es|ing)|increas\w+|grew|grown|grow(?:s|ing)?|growth|went\s+up|gone\s+up|go(?:es)?\s+up
    |going\s+up|climb\w*|upward\w*|ever\s+more|more\s+and\s+more|doubled|tripled|multipl(?:y|ied))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOWN = re.compile(
    r"""
    \b(?:fell|fallen|fall(?:s|ing)?|decreas\w+|declin\w+|drop(?:s|ping)?|(?<!is\s)(?<!are\s)(?<!was\s)(?<!were\s)(?<!been\s)dropped|went\s+down|gone\s+down
    |go(?:es)?\s+down|going\s+down|shr[aiu]nk\w*|reduc(?:ed|tion|ing)|diminish\w*|dwindl\w*|downward\w*|halved
    |lessen\w*)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STILL = re.compile(
    r"""
    \b(?:stagnat\w+|(?:remain|stay)(?:s|ed|ing)?\s+(?:the\s+same|stable|unchanged|constant|flat|level)
    |(?:is|are|was|were|has\s+been|have\s+been)\s+(?:stable|unchanged|constant)|(?:has|have|did|does|do)\s+not
    \s+chang\w+|level(?:l)?ed\s+off|no\s+longer\s+(?:rises?|grows?|falls?|increases?|decreases?))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COMPARED = re.compile(
    r"""
    \b(?P<word>more|fewer|less|higher|lower|larger|smaller|greater)\b(?:,\s+not\s+\w+,)?[^,;.]*?\bin\s+(?P<first>(?:19
    |20)\d\d)\s+than\s+in\s+(?P<then>(?:19|20)\d\d)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Two figures, not two years.
_FROM_TO = re.compile(
    r"\bfrom\s+(?!(?:19|20)\d\d\b)(?P<first>\d[\d,]*(?:\.\d+)?)\b.*?\bto\s+(?!(?:19|20)\d\d\b)(?P<last>\d[\d,]*(?:\.\d+)?)\b"
)
_DENIED = re.compile(
    r"\b(?:not|n[’']t|never|no|nor|neither|without|instead\s+of|rather\s+than|far\s+from|hardly)"
    r"(?:\s+(?!but\b)[\w’-]+){0,2}\s+$",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:would|should|could|might|may|expect\w*|hope\w*|promis\w*|aim\w*|plan\w*|target\w*|want\w*|will)\b",
    re.IGNORECASE,
)
# Sets what is claimed against what is so: the direction told is not the author's own.
_SET_AGAINST = re.compile(
    r"\b(?:contradict\w*|beli(?:e[sd]|ed)|at\s+odds|refut\w+|disprov\w+|does\s+not\s+(?:fit|match|agree|stand|hold)"
    r"|rather\s+than\s+(?:of\s+|to\s+)?an?\s+(?:growth|rise|increase|fall|decline|drop)|sits?\s+(?:badly|ill|oddly|uneasily))\b",
    re.IGNORECASE,
)
_CONCEDES = re.compile(r"\b(?:although|though|but|yet|however|despite|in\s+spite\s+of)\b", re.IGNORECASE)
_COUNTING = frozenset(content_stems("number total figure count year school-year two three first last compared"))
_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}
_PLACE = re.compile(
    rf"\bthe\s+(?P<place>{'|'.join(_PLACES)})\b(?!\s+(?:time|half|quarter|months?|weeks?|days?)\b)", re.IGNORECASE
)
_SCHOOL_YEAR = re.compile(r"\b(?:school|academic)[\s-]years?\b", re.IGNORECASE)  # a time, not schools
_ALIKE = 0.3
_SAID = 0.6


def wrong_direction(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` where the claim says that something rose and the passage has it fall, or the reverse."""
    compared = _COMPARED.search(claim.asserted)
    if compared is not None:
        return _by_comparison(claim, compared)
    if _SET_AGAINST.search(claim.asserted) or _tells_both(claim):
        return None
    still = _STILL.search(claim.asserted)
    if still is not None:
        return _by_motion(claim, still[0], alike)
    for part in clauses(claim.asserted):
        told = _told_direction(part.text)
        if told is None:
            continue
        up, denied = told
        if _gives_both_ends(part.text, up) or not denied and _said_in_words(claim, part, up, alike):
            continue
        found = _by_figures(claim, up, part.text) or (None if denied else _by_words(claim, up, part.text, alike))
        if found is not None:
            return found
    return None


def _tells_both(claim: Claim) -> bool:
    """Whether one clause has a rise and concedes a fall: "speaks of a growing number, although they fell from 27"."""
    if not _CONCEDES.search(claim.asserted):
        return False
    told = {direction[0] for part in clauses(claim.asserted) if (direction := _told_direction(part.text))}
    return len(told) > 1


def _told_direction(text: str) -> tuple[bool, bool] | None:
    """Whether a clause has something rise, and whether only by denying the fall; None where it tells no direction.

    "Did not fall but rose" tells of a rise; what is hoped for or might have been tells nothing.
    """
    if _UNREAL.search(text):
        return None
    found = [(match, True) for match in _UP.finditer(text)] + [(match, False) for match in _DOWN.finditer(text)]
    plain = {up for match, up in found if not _DENIED.search(text, 0, match.start())}
    if len(plain) == 1:
        return plain.pop(), False
    denied = {not up for match, up in found}
    return (denied.pop(), True) if not plain and len(denied) == 1 else None


def _by_motion(claim: Claim, still: str, alike: Likeness) -> Finding | None:
    """For what "stayed the same": whether the clause of the passages that says the rest has it rise or fall."""
    if any(_STILL.search(sentence.text) for sentence in claim.source.sentences):
        return None
    nearest = most_like(Clause(claim.asserted, claim.asserted), source_clauses(claim), alike)
    if nearest is None or nearest[0] < _ALIKE:
        return None
    moves = _UP.search(nearest[1].text) or _DOWN.search(nearest[1].text)
    if moves is None:
        return None
    message = f"The sentence has “{still}”; the passage has “{moves[0]}”."
    return Finding(kind="contradiction", message=message, suggestion="Say it in the passage’s direction.")


def _gives_both_ends(text: str, up: bool) -> bool:
    """Whether the clause tells where it started and ended ("fell from 27 to 22"); the figures check weighs the two."""
    ends = _FROM_TO.search(text)
    if ends is None:
        return False
    first, last = (float(ends[name].replace(",", "")) for name in ("first", "last"))
    return last > first if up else last < first


def _by_comparison(claim: Claim, compared: re.Match[str]) -> Finding | None:
    """For "fewer … in 2023 than in 2024": the two years' figures."""
    series = _best_series(claim, claim.asserted)
    first, then = int(compared["first"]), int(compared["then"])
    more = compared["word"].lower() in {"more", "higher", "larger", "greater"}
    if first not in series or then not in series or not _goes_against(series[then], series[first], more):
        return None
    message = f"The passage has {series[first][0]:,g} in {first} and {series[then][0]:,g} in {then}."
    return Finding(kind="contradiction", message=message, suggestion="Compare the figures again.")


def _said_in_words(claim: Claim, part: Clause, up: bool, alike: Likeness) -> bool:
    """Whether a sentence of the passages says the same thing in the same direction."""
    pattern = _UP if up else _DOWN
    return any(
        pattern.search(sentence.text) and likeness(part.stems, sentence.stems, alike) >= _SAID
        for sentence in claim.source.sentences
    )


def _by_figures(claim: Claim, up: bool, text: str) -> Finding | None:
    """Where a year has two figures of a kind, each of them has to go the other way before the claim is contradicted."""
    series = _best_series(claim, text)
    years = sorted({q.year for q in read_quantities(text) if q.year is not None})
    years = years or sorted({q.year for q in claim.quantities if q.year is not None}) or _years_by_place(text, series)
    last = years[-1] if len(years) > 1 else max(series, default=0)
    told = {year: values for year, values in series.items() if not years or years[0] <= year <= last}
    if len(told) < 2:
        return None
    order = sorted(told)
    steady = bool(re.search(r"\b(?:each|every)\s+year\b|\bsteadily\b|\bcontinuously\b", text, re.IGNORECASE))
    steps = list(zip(order, order[1:], strict=False)) if steady else [(order[0], order[-1])]
    if not any(_goes_against(told[first], told[then], up) for first, then in steps):
        return None
    listed = ", ".join(f"{value:,g} in {year}" for year in order for value in told[year][:1])
    return Finding(
        kind="contradiction",
        message=f"The figures of the passage go the other way: {listed}.",
        suggestion="Say that it fell." if up else "Say that it rose.",
    )


def _years_by_place(text: str, series: dict[int, list[float]]) -> list[int]:
    """The years of a series that are told by their place: "between the first and the second"."""
    order = sorted(series)
    places = [_PLACES[match["place"].lower()] for match in _PLACE.finditer(text)]
    years = sorted({order[place] for place in places if -len(order) <= place < len(order)})
    return years if len(years) > 1 else []


def _goes_against(earlier: list[float], later: list[float], up: bool) -> bool:
    return all(first > then if up else first < then for first in earlier for then in later)


def _best_series(claim: Claim, text: str) -> dict[int, list[float]]:
    """The figures by year of the sentence that shares most words with the claim, if they count what the claim tells of.

    The schools of three years say nothing of a rise in pupils.
    """
    wanted = set(content_stems(_SCHOOL_YEAR.sub("", text))) | {
        q.label for q in claim.quantities if q.kind == "identifier"
    }
    named = {q.label for q in read_quantities(text) if q.kind == "identifier"}
    of_others = {q.label for q in claim.quantities if q.kind == "identifier"} - named
    best: tuple[int, dict[int, list[float]]] = (0, {})
    for sentence in claim.source.sentences:
        labels = {quantity.label for quantity in sentence.quantities if quantity.kind == "identifier"}
        if labels and not named & labels and (named or labels & of_others):
            continue
        shared = len(wanted & (sentence.stems | labels))
        series = _series(sentence.roles)
        counted = {stem for role in sentence.roles for stem in role.keys} - _COUNTING
        if series and wanted & counted and shared > best[0]:
            best = (shared, series)
    return best[1]


def _series(roles: list[Role]) -> dict[int, list[float]]:
    """The one kind of figure that a sentence gives for several years."""
    for kind in ("count", "percent", "money"):
        of_year: dict[int, list[float]] = {}
        for role in roles:
            if role.quantity.kind == kind and _dated(role):
                of_year.setdefault(min(role.years), []).append(role.quantity.value)
        if len(of_year) > 1:
            return of_year
    return {}


def _dated(role: Role) -> bool:
    return bool(role.years) and max(role.years) - min(role.years) <= 1


def _by_words(claim: Claim, up: bool, text: str, alike: Likeness) -> Finding | None:
    for part in clauses(text):
        nearest = most_like(part, source_clauses(claim), alike)
        if nearest is None or nearest[0] < _ALIKE:
            continue
        says_up, says_down = _UP.search(nearest[1].sentence), _DOWN.search(nearest[1].sentence)
        if up and says_down and not says_up or not up and says_up and not says_down:
            word = (says_up or says_down or [""])[0]
            return Finding(
                kind="contradiction",
                message=f"The passage says “{word}”.",
                suggestion="Say it in the passage’s direction.",
            )
    return None
