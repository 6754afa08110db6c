"""Sets paragraphs of the State report against each other: told in one, told otherwise or not in another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from assistant.engines.extractive.audit import Discrepancy
from assistant.engines.extractive.claims import (
    begun_without_intent,
    exhaustive_but_open,
    independent_but_appointed,
    preferred_kin,
)
from assistant.engines.extractive.lines import cite
from assistant.engines.extractive.phrasing import Capitals, at_the_end, reported
from assistant.engines.extractive.series import Series, find_series
from assistant.engines.extractive.statements import Statement

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_COUNTED = re.compile(
    rf"(?P<count>\b\d{{1,3}}(?:,\d{{3}})+|\b\d+|\b(?:{'|'.join(_WORDS)})) (?P<thing>[a-z]+ [a-z]{{4,}}s)"
    r"(?P<more>(?: (?!were|was|have|has|in\b|including)[\w’-]+){1,8})"
)
_LARGE_RATIO = 20
_HANDFUL = 10  # cases below which a rise or a fall is chance
_OF_COURTS = re.compile(r"\b(?:judicial|court) decisions\b[^.;]*\bConvention\b")
_TRAIN_JUDGES = (
    "Give judges, prosecutors and lawyers training and guidance on applying the Convention, and publish the decisions "
    "that refer to it"
)
_GROWING = re.compile(r"growing number of (?P<thing>[a-z]+)")
_ARTICLE = re.compile(r"\barticles? (\d+(?:, \d+)*(?: and \d+)?)")
_UNDER_OTHER = re.compile(
    r"(?P<group>[Pp]eople of [A-Z]\w+ descent|[A-Z]\w+s?) (?:are|is) (?:included|"
    r"listed) under the category (?P<name>“other [^”]+”)"
)
_CASES_IN_YEAR = re.compile(rf"\b(?P<count>\d+|{'|'.join(_WORDS)})(?: cases?)? in (?P<year>20[0-4]\d)\b", re.IGNORECASE)
_DRAFT = re.compile(r"\b(?:a|the) (?:bill|draft)\b")


def contrasts(own: Sequence[Statement], everywhere: Sequence[Statement], capitals: Capitals) -> list[Discrepancy]:
    """Every contrast in which an `own` statement takes part; its counterpart may stand anywhere."""
    return [
        *_few_of_many(own),
        *_growth_that_falls(own, everywhere),
        *_counted_under_other(own, everywhere),
        *_drafts(own, everywhere, capitals),
        *independent_but_appointed(own),
        *exhaustive_but_open(own),
        *preferred_kin(own),
        *begun_without_intent(own),
    ]


def _few_of_many(statements: Sequence[Statement]) -> Iterable[Discrepancy]:
    """Two counts of one thing in neighbouring paragraphs, one a small part of the other."""
    counted = [(one, match) for one in statements for match in _COUNTED.finditer(one.text)]
    for (first, a), (second, b) in combinations(counted, 2):
        if a["thing"] != b["thing"] or not 0 < second.number - first.number <= 2:
            continue
        small, large = sorted(((first, a), (second, b)), key=lambda pair: _value(pair[1]["count"]))
        if _value(small[1]["count"]) * _LARGE_RATIO > _value(large[1]["count"]):
            continue
        told = [f"{match['count']} {_things(match)}" for _, match in (large, small)]
        about = "about " if "about " + large[1]["count"] in large[0].text else ""
        yield Discrepancy(
            f"the State party counts {about}{told[0]}{cite([large[0].address])}, but counts {told[1]}"
            f"{_period(small[0])}{cite([small[0].address])}",
            (small[0].address, large[0].address),
            f"explain why there are only {small[1]['count']} {_things(small[1])}",
            _TRAIN_JUDGES if _OF_COURTS.search(_things(small[1])) else "",
            label="Contrast",
        )


def _period(statement: Statement) -> str:
    """The period that a sentence opens with, to stand at its end: " over the period 2022–2025", or ""."""
    return at_the_end(re.match(r"(?:Over|In|During) the period [^,]+", statement.text))


def _things(match: re.Match[str]) -> str:
    return re.sub(r"( (?:by|of|to|the|with|for|in|and|from|on|a))+$", "", match["thing"] + match["more"])


def _value(count: str) -> int:
    return _WORDS.index(count) + 1 if count in _WORDS else int(count.replace(",", ""))


def _growth_that_falls(own: Sequence[Statement], everywhere: Sequence[Statement]) -> Iterable[Discrepancy]:
    """A growing number of cases under several articles, while those under one fall; told if each is counted by year."""
    for claim in own:
        growing = _GROWING.search(claim.text)
        named = _ARTICLE.search(claim.text, growing.end()) if growing else None
        if growing is None or named is None:
            continue
        articles = re.findall(r"\d+", named[1])
        counted = {article: _yearly(article, everywhere) for article in articles}
        known = [(article, series) for article, series in counted.items() if series]
        falling = [pair for pair in known if pair[1].values[0][1] > pair[1].values[-1][1]]
        rising = [pair for pair in known if pair[1].values[0][1] < pair[1].values[-1][1]]
        falling, rising = _more_than_a_handful(falling), _more_than_a_handful(rising)
        if len(known) < len(articles) or not (falling and rising) or _grows_together(known):
            continue
        yield Discrepancy(
            f"the State party speaks of a “{growing[0]}” under articles {named[1]} of the Criminal Code"
            f"{cite([claim.address])}; cases under {_told(rising, 'rose')}, while those under {_told(falling, 'fell')}",
            (claim.address, *(series.statement.address for _, series in (*rising, *falling))),
            f"explain the growth in cases under article {rising[0][0]}, and who was charged",
            label="Only in part",
        )


def _more_than_a_handful(changes: Sequence[tuple[str, Series]]) -> list[tuple[str, Series]]:
    """Those whose first or last value is large enough that its change says something."""
    return [pair for pair in changes if max(pair[1].values[0][1], pair[1].values[-1][1]) >= _HANDFUL]


def _grows_together(counted: Sequence[tuple[str, Series]]) -> bool:
    """Whether all the articles together count more at the end than at the start, so that the claim holds."""
    return sum(series.values[-1][1] for _, series in counted) > sum(series.values[0][1] for _, series in counted)


def _told(changes: Sequence[tuple[str, Series]], verb: str) -> str:
    """ "article 174 rose from 46 in 2022 to 91 in 2024 (…) and under article 404 from 1 in 2022 to 2 in 2024 (…)"."""
    parts = [
        f"article {article} {verb + ' ' if at == 0 else ''}{_from_to(series)}{cite([series.statement.address])}"
        for at, (article, series) in enumerate(changes)
    ]
    return " and under ".join(parts)


def _yearly(article: str, statements: Sequence[Statement]) -> Series | None:
    """The cases under an article by year, in figures or in words ("one case in 2022")."""
    named = re.compile(rf"\barticle {article}\b")
    for one in statements:
        if not named.search(one.text):
            continue
        series = find_series(one)
        if series and _article_of(series) == article:
            return series
        worded = {int(m["year"]): _value(m["count"].lower()) for m in _CASES_IN_YEAR.finditer(one.text)}
        if len(worded) > 1:
            return Series("cases", tuple(sorted(worded.items())), one)
    return None


def _article_of(series: Series) -> str:
    named = _ARTICLE.search(series.statement.text)
    return named[1] if named else ""


def _from_to(series: Series) -> str:
    (first_year, first), (last_year, last) = series.values[0], series.values[-1]
    return f"from {first:,} in {first_year} to {last:,} in {last_year}"


def _counted_under_other(own: Sequence[Statement], everywhere: Sequence[Statement]) -> Iterable[Discrepancy]:
    """A group that the classification does not know, though its share is given."""
    classed = [(one, match) for one in everywhere if (match := _UNDER_OTHER.search(one.text))]
    for group in dict.fromkeys(_small(match["group"]) for _, match in classed):
        mine = [(one, match) for one, match in classed if _small(match["group"]) == group]
        shared = re.compile(rf"{re.escape(group)} make up (?P<share>[\w ]*[\d.]+ per cent)", re.IGNORECASE)
        for statement in everywhere:
            share = shared.search(statement.text)
            involved = {statement.address, *(one.address for one, _ in mine)}
            if share is None or not involved & {one.address for one in own}:
                continue
            listed = [one.address for one, _ in mine]
            yield Discrepancy(
                f"according to the State party, {group} are counted under {mine[0][1]['name']}{cite(listed)}, "
                f"yet the report puts their share at "
                f"{share['share']}{cite([statement.address])}",
                (*listed, statement.address),
                f"explain how the share of {group} was established",
            )


def _small(group: str) -> str:
    """A group's name inside a sentence: "people of African descent"."""
    return group.replace("People of ", "people of ")


def _drafts(own: Sequence[Statement], everywhere: Sequence[Statement], capitals: Capitals) -> Iterable[Discrepancy]:
    """A draft law that one paragraph calls premature and others report as drafted or under way."""
    for doubt in own:
        if not re.search(r"\bpremature\b|\btoo hasty\b", doubt.text) or not _DRAFT.search(doubt.text):
            continue
        topic = _topic_words(doubt)
        others = [
            one
            for one in everywhere
            if one.passage is not doubt.passage
            and {"plan", "postponement"} & one.acts
            and _DRAFT.search(one.text)
            and _topic_words(one) & topic
        ][:2]
        if not others:
            continue
        told = [_short(reported(one.text, capitals, subject="it")) + cite([one.address]) for one in others]
        doubted = _short(reported(doubt.text, capitals, subject="it"))
        yield Discrepancy(
            f"the State party says that {doubted}{cite([doubt.address])}, while it also says that "
            f"{' and that '.join(told)}",
            (doubt.address, *(one.address for one in others)),
            f"state whether {_bill(others)} will be put before Parliament, and when",
            f"Put {_bill(others)} before Parliament within a stated time, after consulting those whom it is to protect",
        )


def _bill(statements: Sequence[Statement]) -> str:
    named = next((match for one in statements if (match := re.search(r"\bbill on [^,;.]+", one.text))), None)
    return f"the {named[0]}" if named else "the bill"


def _topic_words(statement: Statement) -> set[str]:
    text = " ".join([*statement.passage.headings[1:], statement.text]).lower()
    return set(re.findall(r"discriminat|stateless|citizenship|traffick|refugee|language", text))


def _short(clause: str) -> str:
    clause = re.split(r", which | in collaboration with ", clause)[0]
    premature = re.search(r"it may be (?:too hasty or )?premature .+", clause)
    return premature[0] if premature else clause
