"""Recomputes what the State report gives: shares, sums, claims of growth, and the same figures told for two periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from assistant.engines.extractive.lines import cite
from assistant.engines.extractive.statements import Statement
from vectorstore.address import Address

_COUNT = re.compile(
    r"(?<![\w.,/–-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)( million| billion)?(?![\w/–-]|,\d|\.\d)(?! per cent)"
)
_POPULATION = re.compile(r"population of [^,.]*? was (?:approximately |about )?(\d+(?:\.\d+)?) million")
_GROUP_SHARE = re.compile(
    r"(?P<count>\d{1,3}(?:,\d{3})+|"
    r"\d+(?:\.\d+)? million) (?:were )?(?P<group>[A-Z][a-z]+) \((?:or )?(?P<share>\d+(?:\.\d+)?) per cent"
)
_SCHOOL_YEAR = re.compile(r"20\d\d/\d\d|20\d\d")
_YEARS = re.compile(r"\b20[0-4]\d\b")
_GROWTH = re.compile(r"\b(?:growing|grows|increasing|increased each|rising)\b")
_SHARE_NOISE = 0.02  # percentage points allowed beyond rounding
_SMALLEST_SHARED = 6
_FEWEST_SHARED = 3
_TRIFLE = 0.02  # share of a total below which a difference is no matter for a question


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Something that does not add up: a sentence about it with places for citations, and what to ask about."""

    text: str
    addresses: tuple[Address, ...]
    question: str
    recommendation: str = ""
    label: str = "At odds"


def audit(statements: Sequence[Statement], everywhere: Sequence[Statement]) -> list[Discrepancy]:
    """Everything in the statements that a reader with a calculator would question.

    `everywhere` holds the statements of the whole report, for figures that are given twice.
    """
    found = [item for statement in statements for item in wrong_shares(statement)]
    for before, after in zip(statements, statements[1:], strict=False):
        if before.passage is after.passage:
            found.extend(wrong_sum(before, after))
    for own in _by_passage(statements).values():
        found.extend(false_growth(own))
    addresses = {statement.address for statement in statements}
    twice = same_figures_other_period(list(_by_passage(everywhere).values()))
    return found + [one for one in twice if addresses & set(one.addresses)]


def _by_passage(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    grouped: dict[str, list[Statement]] = {}
    for statement in statements:
        grouped.setdefault(statement.passage.id, []).append(statement)
    return grouped


def wrong_shares(statement: Statement) -> list[Discrepancy]:
    """Shares of a population that its own numbers do not give, beyond rounding."""
    base = _POPULATION.search(statement.text)
    if base is None:
        return []
    low, high = float(base[1]) - 0.05, float(base[1]) + 0.05
    found = []
    for match in _GROUP_SHARE.finditer(statement.text):
        count = _number(match["count"])
        told = float(match["share"])
        half = 0.5 * 10 ** -len(match["share"].partition(".")[2])
        rounding = 0.5e5 if "million" in match["count"] else 50
        least, most = (count - rounding) / (high * 1e6) * 100, (count + rounding) / (low * 1e6) * 100
        if told - half > most + _SHARE_NOISE or told + half < least - _SHARE_NOISE:
            right = round(count / (float(base[1]) * 1e6) * 100, 1)
            found.append(
                Discrepancy(
                    f"the State party gives the {match['count']} {match['group']}s as {match['share']} per cent "
                    f"of a population of "
                    f"approximately {base[1]} million{cite([statement.address])}; the share is {right} per cent",
                    (statement.address,),
                    f"correct the share given for {match['group']}s",
                )
            )
    return found


def wrong_sum(before: Statement, after: Statement) -> list[Discrepancy]:
    """Parts under "Of these, …" that do not make up the total in the sentence before."""
    if not re.match(r"Of (?:these|those|them)\b", after.text):
        return []
    totals, parts = _counts(before.text), _counts(after.text)
    if not totals or len(parts) < 3:
        return []
    total, whole = totals[-1], sum(parts)
    if whole in totals or abs(whole - total) > total * 0.15:
        return []
    listed = ", ".join(f"{part:,.0f}" for part in parts[:-1]) + f" and {parts[-1]:,.0f}"
    thing = re.search(
        rf"\b{total:,.0f} ((?:[a-z]+ ){{0,3}}(?:persons|people|cases|children|schools|\w+s))\b", before.text
    )
    what = f" {thing[1]}" if thing else ""
    return [
        Discrepancy(
            f"the State party gives {total:,.0f}{what}, but the parts that it lists ({listed}) make {whole:,.0f}"
            f"{cite([before.address])}",
            (before.address,),
            f"reconcile the total of {total:,.0f}{what} with its parts" if abs(whole - total) > total * _TRIFLE else "",
        )
    ]


def false_growth(statements: Sequence[Statement]) -> list[Discrepancy]:
    """A claim of growth in a passage whose own figures for one of the things named fall."""
    claims = [one for one in statements if _GROWTH.search(one.text) and not _counts(one.text)]
    tables = [(period, rows) for period, one in _dated(statements) if len(rows := _breakdown(one.text)) > 1]
    found: list[Discrepancy] = []
    for claim in claims:
        for (before, old_rows), (after, new_rows) in (sorted(pair) for pair in combinations(tables, 2)):
            if len(old_rows) != len(new_rows):
                continue
            for (old, _), (new, label) in zip(old_rows, new_rows, strict=True):
                if new < old:
                    found.append(_fall(claim, label, old, new, before, after))
    return found


def _fall(claim: Statement, label: str, old: float, new: float, before: str, after: str) -> Discrepancy:
    told = claim.text.rstrip(".")
    told = re.sub(r"^This (?:shows|indicates|demonstrates) that ", "", told)
    return Discrepancy(
        f"the State party says that “{told}”, but its own figures for children taught {label} fall from "
        f"{old:,.0f} in {before} to {new:,.0f} in {after}{cite([claim.address])}",
        (claim.address,),
        f"explain the fall from {old:,.0f} to {new:,.0f} in the number of children taught {label}",
        "Provide schooling, teachers and textbooks in the languages of minorities where there is enough demand, and "
        "publish each year how many children are taught in each language",
    )


def _breakdown(text: str) -> list[tuple[float, str]]:
    """The parts after "of whom", each with the words that say which part it is."""
    _, found, rest = text.partition("of whom ")
    if not found:
        return []
    pattern = re.compile(
        r"(\d{1,3}(?:,\d{3})+) \([\d.]+ per cent\) (?:were taught )?(in [A-Za-z ,]+?)(?=,? and \d|, \d|\.|$)"
    )
    return [(_number(match[1]), match[2].strip()) for match in pattern.finditer(rest)]


def _dated(statements: Sequence[Statement]) -> list[tuple[str, Statement]]:
    """Each statement with the year it speaks of: its own, or that of the statement before."""
    period = ""
    dated = []
    for statement in statements:
        match = _SCHOOL_YEAR.search(statement.text)
        period = match[0] if match else period
        dated.append((period, statement))
    return dated


def same_figures_other_period(passages: Sequence[Sequence[Statement]]) -> list[Discrepancy]:
    """Two passages that give the same figures for different years."""
    profiles = []
    for statements in passages:
        counts, years = _counts_and_years(" ".join(statement.text for statement in statements))
        if len(counts) >= _FEWEST_SHARED and years:
            profiles.append((statements[0], counts, years))
    found = []
    for (first, a, years_a), (second, b, years_b) in combinations(profiles, 2):
        shared = sorted(a & b, reverse=True)
        if len(shared) < _FEWEST_SHARED or years_a == years_b:
            continue
        told = [f"{_over(first, second, count)}{count:,.0f}{_counted_in(first, count)}" for count in shared]
        listed = ", ".join(told[:-1]) + f" and {told[-1]}"
        found.append(
            Discrepancy(
                f"the State party gives the same figures ({listed}) for "
                f"{_years(first, years_a)}{cite([first.address])} and for "
                f"{_years(second, years_b)}{cite([second.address])}",
                (first.address, second.address),
                f"state to which period each of these figures refers: {listed}",
                "Publish each year how many training courses, events and materials against prejudice "
                "there were, and have their effect evaluated independently",
            )
        )
    return found


@lru_cache(maxsize=1_000)
def _counts_and_years(text: str) -> tuple[frozenset[float], frozenset[str]]:
    """The counts in a passage that are no trifles, and the years that it names."""
    counts = frozenset(count for count in _counts(text) if count >= _SMALLEST_SHARED)
    return counts, frozenset(_YEARS.findall(text))


def _over(first: Statement, second: Statement, count: float) -> str:
    """ "more than " where both paragraphs give a number as exceeded, or ""."""
    exceeded = re.compile(rf"\b(?:over|more than) {count:,.0f}\b", re.IGNORECASE)
    return "more than " if all(exceeded.search(one.passage.text) for one in (first, second)) else ""


def _counted_in(statement: Statement, count: float) -> str:
    """What a paragraph counts so often: " information materials", or ""."""
    named = re.search(rf"(?<![\d,.]){count:,.0f} ((?:[a-z]+ ){{0,3}}?[a-z]{{3,}}s)\b", statement.passage.text)
    return f" {named[1]}" if named else ""


def _years(statement: Statement, years: frozenset[str]) -> str:
    half = re.search(r"the first half of 20\d\d", statement.passage.text)
    return half[0] if half else " and ".join(sorted(years))


def _counts(text: str) -> list[float]:
    """Counts in a sentence, years and numbers of things apart."""
    found = []
    for match in _COUNT.finditer(text):
        if re.fullmatch(r"(?:19|20)\d\d", match[1]) and not match[2]:
            continue
        if re.search(
            r"(?:articles?|arts?\.|No\.|paras?\.|annex|under article \d+ (?:and|or)) ?$", text[: match.start()]
        ):
            continue
        found.append(_number(match[0]))
    return found


def _number(text: str) -> float:
    digits = float(re.sub(r"[^\d.]", "", text))
    return digits * (1e6 if "million" in text else 1e9 if "billion" in text else 1)
