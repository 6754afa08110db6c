"""Provisions that punish discrimination or a motive of hatred, and of which no paragraph counts a case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.phrasing import join
from assistant.engines.extractive.statements import Statement

_LIABLE = re.compile(r"\bliab\w+|\bpunish\w*|\bpenalt\w+|\boffences?\b|\bcriminaliz\w+")
_OF_DISCRIMINATION = re.compile(
    r"\bdiscriminat\w+|\bequality of (?:\w+ )*rights|\bequality of rights|\bracial\w*|\bracis[tm]\b"
)
_CODE = (
    r"(?P<code>(?:Criminal|Penal) Code|(?:Code (?:of|on) )(?:Administrative|Criminal|Petty) (?:Offences|Violations))"
)
_BRACKETED = re.compile(rf"\b{_CODE}(?: of \d+ \w+ \d{{4}})?(?: \(|, )arts?\. (?P<numbers>[\d, and–-]+)")
_RUNNING = re.compile(rf"\barticles? (?P<numbers>\d[\d, and–-]*) of the {_CODE}")
_COUNTED = re.compile(
    r"\b\d[\d,]* (?:\w+ ){0,3}(?:cases|convictions|proceedings|investigations|complaints)\b|\bconvicted\b"
)
_AGGRAVATING = re.compile(
    r"\bmotivated by (?P<motive>[\w, ]*?(?:hatred|enmity|hostility))[^.;]*\baggravating (?:circumstance|factor)"
)
_MOST_PLACES = 3


def liability_without_cases(own: Sequence[Statement], everywhere: Sequence[Statement]) -> Iterable[Issue]:
    """The articles named as liability for discrimination under which the whole report counts no case, told as one."""
    named: dict[str, dict[str, None]] = {}
    places = []
    for one in own:
        found = [pair for pair in provisions_in(one) if not _has_cases(pair[1], everywhere)]
        if not found or not (_LIABLE.search(one.text) and _OF_DISCRIMINATION.search(one.text)):
            continue
        if any(number not in named.get(code, {}) for code, number in found):
            places.append(one.address)
        for code, number in found:
            named.setdefault(code, {})[number] = None
    places = list(dict.fromkeys(places))[:_MOST_PLACES]
    if not named:
        return
    provisions = join([f"{_articles(list(numbers))} of the {code}" for code, numbers in named.items()])
    text = f"The State party says that {provisions} provide for liability for discrimination{cite(places)}"
    motive = next((one for one in own if _AGGRAVATING.search(one.text)), None)
    if motive:
        matched = _AGGRAVATING.search(motive.text)
        hatred = matched["motive"] if matched else "hatred"
        text += f" and calls a motive of {hatred} an aggravating circumstance{cite([motive.address])}"
        places.append(motive.address)
    them = "them" if motive or sum(len(numbers) for numbers in named.values()) > 1 else "it"
    symbol = own[0].address.symbol
    yield Issue(
        "no_cases",
        Line(f"{text}; no paragraph found in {symbol} counts a case under {them}", "inference", "No cases"),
        tuple(dict.fromkeys(places)),
        "",
        question=f"give for each year the complaints, prosecutions and convictions under {provisions}, by ground"
        + (", and the sentences that were raised for a motive of hatred" if motive else ""),
        recommendation="Publish each year the complaints, prosecutions and convictions for racial discrimination, by "
        "ground, and train police and prosecutors to recognize a racist motive",
    )


def provisions_in(statement: Statement) -> Iterator[tuple[str, str]]:
    """The provisions of penal codes that a sentence names: ("Criminal Code", "145")."""
    for pattern in (_BRACKETED, _RUNNING):
        for match in pattern.finditer(statement.text):
            for number in re.findall(r"\d+", match["numbers"]):
                yield match["code"], number


def _articles(numbers: Sequence[str]) -> str:
    return f"article{'s' if len(numbers) > 1 else ''} {join(list(numbers))}"


def _has_cases(number: str, everywhere: Sequence[Statement]) -> bool:
    """Whether a sentence that counts cases names the article, or stands after it in the same paragraph."""
    mention = re.compile(rf"\b(?:articles?|arts?\.) (?:\d+(?:, | and ))*{number}\b")
    return any(
        mention.search(one.passage.text.translate({0xA0: " "})) and _COUNTED.search(one.text) and "figure" in one.acts
        for one in everywhere
        if mention.search(one.text) or re.match(r"In the period|Of (?:these|those)", one.text)
    )
