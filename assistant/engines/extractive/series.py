"""Figures of one thing over several years: found in a sentence, told as a rise or a fall, set beside another series."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.engines.extractive.statements import Statement

_VALUE = r"(?P<value>(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?!\.\d| per cent))"
_YEAR = r"(?P<year>20[0-4]\d)"
_PARTIAL = r"(?!,? as at)"
_VALUE_IN_YEAR = re.compile(
    rf"{_VALUE}(?: \([^()]*\))?(?P<thing>(?: [a-z][\w-]*| \d{{3}}\b){{0,9}}?) in {_YEAR}\b{_PARTIAL}"
)
_IN_YEAR_VALUE = re.compile(rf"\b[Ii]n {_YEAR},? {_VALUE} (?P<thing>(?:[a-z][\w-]* ?){{0,6}})")
_NUMBER_OF = re.compile(
    r"\b[Nn]umber of (?P<thing>[^,:;]+?)(?:,? (?:has|have|had|rose|increased|decreased|fell|from)\b|, including|:)"
)
_BEEN_DONE = re.compile(
    r"\b(?P<noun>(?:[a-z-]+ ){1,3}?)(?:have|has|had|were|was) (?:been )?(?P<done>(?:granted|registered|recorded|"
    r"convicted|issued|detected|trained|opened)(?: under article \d+| (?!in\b|by\b|with\b|under\b|at\b)[a-z]+|"
    r" [A-Z][a-z]+)*)"
)
_LEADING = re.compile(r"^(?:a |an |the |total |of |more |than |about |approximately |over |\d[\d,]* )+")
# "In the period 2022–2024, 38, 60 and 64 cases were registered each year, respectively."
_EACH_YEAR = re.compile(
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring) the (?:period|years) (?P<first>20[0-4]\d)[–-](?P<last>20[0-4]\d), "
    r"(?P<values>\d[\d,]*(?:, \d[\d,]*)* and \d[\d,]*) (?P<thing>[a-z][^.;]*?)(?: each year| per year)?, respectively"
)
_PROVISION = re.compile(
    r"\b(?P<code>(?:(?!The )[A-Z]\w+ )?Code(?: (?:of|on) [A-Z]\w+(?: [A-Z]\w+)?)?) \(art\. (?P<number>\d+)\)"
)
_ARTICLE_OF = re.compile(r"^Article (?P<number>\d+) of the (?P<code>(?:[A-Z]\w+ )?Code\b)")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Series:
    """Values of `thing` by year, in order of years, as one statement gives them."""

    thing: str
    values: tuple[tuple[int, int], ...]
    statement: Statement

    @property
    def years(self) -> tuple[int, ...]:
        """The years, ascending."""
        return tuple(year for year, _ in self.values)

    @property
    def total(self) -> int:
        """The sum of the values."""
        return sum(value for _, value in self.values)


def find_series(statement: Statement) -> Series | None:
    """The series that a statement gives for its main thing, or None."""
    for pattern in (_VALUE_IN_YEAR, _IN_YEAR_VALUE):
        matches = list(pattern.finditer(statement.text))
        values = {int(match["year"]): int(match["value"].replace(",", "")) for match in matches}
        if len(values) < _FEWEST or len(values) < len({m["year"] for m in matches}):
            continue
        thing = _thing(statement.text, matches)
        if thing:
            return Series(thing, tuple(sorted(values.items())), statement)
    return _each_year(statement)


def _each_year(statement: Statement) -> Series | None:
    """The values of a period's years, told in one list, or None where they are not as many as the years."""
    match = _EACH_YEAR.search(statement.text)
    if match is None:
        return None
    values = [int(value.replace(",", "")) for value in re.findall(r"\d+(?:,\d{3})*", match["values"])]
    years = range(int(match["first"]), int(match["last"]) + 1)
    if len(values) != len(years):
        return None
    thing = re.sub(r" (?:were|was) ", " ", match["thing"]) + _provision_before(statement)
    return Series(thing, tuple(zip(years, values, strict=True)), statement)


def _provision_before(statement: Statement) -> str:
    """ " under article 489 of the Code of …", if the paragraph names it before the sentence and the sentence none."""
    if re.search(r"\b(?:articles?|arts?\.) \d", statement.text):
        return ""
    before = statement.passage.text.replace("\u00a0", " ").partition(statement.text[:40])[0]
    named = list(_PROVISION.finditer(before)) or list(_ARTICLE_OF.finditer(before))
    return f" under article {named[-1]['number']} of the {named[-1]['code']}" if named else ""


def _thing(text: str, matches: list[re.Match[str]]) -> str:
    """What is counted, from the words after the first value, before the list, or after "number of"."""
    counted = _NUMBER_OF.search(text)
    if counted:
        return counted["thing"].strip()
    own = matches[0]["thing"].strip()
    done = _BEEN_DONE.search(text)
    if done and (not own or own.startswith(done["noun"].strip())):
        noun = done["noun"].strip()
        full = own.split(" were ")[0].split(" have ")[0] if own else noun
        return _LEADING.sub("", f"{full or noun} {done['done']}").strip()
    return _LEADING.sub("", re.split(r" (?:were|was|have|has)\b", own)[0]).strip() if own else ""


def change(series: Series) -> str:
    """The rise or fall from the first year to the last, as a clause: "… rose from 46 in 2022 to 91 in 2024 (…)"."""
    (first_year, first), (last_year, last) = series.values[0], series.values[-1]
    if first == last or not first:
        return ""
    verb = "rose" if last > first else "fell"
    share = round(abs(last - first) / first * 100)
    return (
        f"the number of {series.thing} {verb} from {first:,} in {first_year} to {last:,} in {last_year}, "
        f"by {share} per cent"
    )


def beside(first: Series, second: Series) -> str:
    """Two series over the same years set side by side, or "" if they share fewer than three."""
    shared = sorted(set(first.years) & set(second.years))
    if len(shared) < 3 or first.thing == second.thing:
        return ""
    sums = [sum(value for year, value in series.values if year in shared) for series in (first, second)]
    if sums[1] > sums[0]:
        first, second, sums = second, first, sums[::-1]
    span = f"{shared[0]}–{shared[-1]}"
    return f"{sums[0]:,} {first.thing} in {span} stand against {sums[1]:,} {second.thing} in the same years"
