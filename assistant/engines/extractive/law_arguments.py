"""Arguments of law that no figure shows: grounds that a law leaves out, and those that it adds to the Convention's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.engines.extractive.audit import Discrepancy
from assistant.engines.extractive.lines import cite
from assistant.engines.extractive.phrasing import join
from assistant.engines.extractive.statements import Statement
from vectorstore.address import Address

OF_THE_LAW = frozenset({"Grounds left out", "Too wide", "Open or closed"})  # how such points are labelled
_LIST = re.compile(r"\bgrounds? of (?P<list>(?:[\w ]+, ){3,}[^.;()]*)")
_NAMED_BY_CONVENTION = {"colour": re.compile(r"\bcolou?r\b"), "descent": re.compile(r"\bdescent\b")}
_BY_COLOUR = re.compile(r"\bon the basis of skin colour\b")  # as a report claims it beside lists that do not name it
_OTHERWISE = re.compile(r"\b(?:any )?other circumstances?\b", re.IGNORECASE)
_LAW_NAMED = re.compile(r"\b(?P<law>[A-Z]\w+(?: [A-Z]\w+)* (?:Code|Act)|Constitution)\b")
_LIST_OF_LAW = re.compile(r"\bgrounds? of (?P<list>(?:[\w -]+, ){2,}[^.;()]*)")
_BILL_BRINGS = re.compile(r"\b(?P<bill>bill on [^,;.]+), which (?:would )?introduc(?:es|ed|e) (?P<what>[^.;]+)")
_DIRECT = re.compile(r"\bdirect (?:and|or) indirect\b")
_FEWEST = 2  # paragraphs with such a list
_DISCORD = re.compile(
    r"\b(?P<what>[Ii]ncitement of|inciting|non-incitement to) (?P<grounds>(?:\w+, ){2,}\w+(?: or \w+)?) "
    r"(?P<noun>discord|strife|hatred|enmity)"
)
_BEYOND = ("social", "class", "religious")  # a tribe or clan is descent or ethnic origin
_CASES = re.compile(r"\b\d+ (?:\w+ ){0,2}(?:cases|convictions)\b|\btotal of \d+ cases\b")
_MOST_PLACES = 4
_NEAR = 4  # paragraphs between an offence and the figures on it


def law_arguments(statements: Sequence[Statement], treaty: str) -> Iterable[Discrepancy]:
    """What a lawyer would say of the State's law beside the text of the Convention, whose symbol is `treaty`."""
    yield from _grounds_left_out(statements, treaty)
    yield from _grounds_added(statements, treaty)
    yield from _lists_of_one_law(statements)
    yield from _only_in_a_bill(statements)


def _grounds_left_out(statements: Sequence[Statement], treaty: str) -> Iterable[Discrepancy]:
    lists = [
        (one, match["list"]) for one in statements if (match := _LIST.search(one.text)) and "race" in match["list"]
    ]
    missing = [
        ground
        for ground, pattern in _NAMED_BY_CONVENTION.items()
        if not any(pattern.search(listed) for _, listed in lists)
    ]
    places = list(dict.fromkeys(one.address for one, _ in lists))[:_MOST_PLACES]
    if not missing or len(places) < _FEWEST:
        return
    text = (
        f"the lists of prohibited grounds that the State party quotes{cite(places)} name race, but "
        f"{_left_out(missing)}, which the definition in the Convention names{cite([Address(treaty, ('1', '1'))])}"
    )
    answers = [one for one in statements if one.text.startswith("“Other circumstances”")]
    if answers:
        other = cite([answers[0].address])
        text += f"; the State party answers that “other circumstances” include any other grounds{other}"
        places = [*places, answers[0].address]
    claimed = next((one for one in statements if (_BY_COLOUR.search(one.text) and one.address not in places)), None)
    if claimed and "colour" in missing:
        text += f", and says that the law protects also “on the basis of skin colour”{cite([claimed.address])}"
        places = [*places, claimed.address]
    question = f"explain why {join(missing)} are not named"
    if answers:
        question += ", and give decisions in which “other circumstances” were read to include them"
    yield Discrepancy(
        text,
        tuple(places),
        question if len(missing) > 1 else question.replace(" are ", " is ").replace(" them", " it"),
        f"Name {join(missing)} among the grounds on which the law prohibits discrimination",
        label="Grounds left out",
    )


def _left_out(grounds: Sequence[str]) -> str:
    return f"not {grounds[0]}" if len(grounds) == 1 else f"neither {' nor '.join(grounds)}"


def _grounds_added(statements: Sequence[Statement], treaty: str) -> Iterable[Discrepancy]:
    for statement in statements:
        match = _DISCORD.search(statement.text)
        beyond = [word for word in _BEYOND if match and re.search(rf"\b{word}\b", match["grounds"])]
        if match is None or len(beyond) < 2:
            continue
        beyond_law = [word for word in beyond if word != "religious"]
        counted = [
            one for one in statements if 0 < abs(one.number - statement.number) <= _NEAR and _CASES.search(one.text)
        ]
        text = (
            f"the offence covers “{match['grounds']} {match['noun']}”{cite([statement.address])} and so reaches beyond "
            f"the racial hatred and discrimination of which the Convention speaks{cite([Address(treaty, ('4', 'a'))])}"
        )
        addresses = [statement.address]
        if counted:
            places = list(dict.fromkeys(one.address for one in counted))[:_MOST_PLACES]
            text += f"; the text gives the numbers of cases and convictions, but not by ground{cite(places)}"
            addresses += places
        yield Discrepancy(
            text,
            tuple(addresses),
            f"give the numbers of cases and convictions by ground, and say how {match['noun']} is defined",
            f"Take {join(beyond_law)} {match['noun']} out of the offence, and define {match['noun']} narrowly, so that "
            "protected speech, including that of minorities, is not punished"
            if beyond_law
            else f"Define {match['noun']} narrowly, so that protected speech, including that of minorities, is not "
            "punished",
            label="Too wide",
        )
        return


def _lists_of_one_law(statements: Sequence[Statement]) -> Iterable[Discrepancy]:
    """The grounds that one law prohibits, listed in two paragraphs: open in the one, closed in the other."""
    told: dict[str, list[tuple[Statement, str]]] = {}
    for one in statements:
        for match in _LIST_OF_LAW.finditer(one.text):
            laws = list(_LAW_NAMED.finditer(one.text[: match.start()]))
            if laws:
                told.setdefault(laws[-1]["law"].removeprefix("The "), []).append((one, match["list"]))
    for law, lists in told.items():
        open_ended = [one for one, listed in lists if _OTHERWISE.search(listed)]
        closed = [(one, listed) for one, listed in lists if not _OTHERWISE.search(listed)]
        if not open_ended or not closed:
            continue
        place = closed[0][0].address
        last = re.split(r", | or | and ", closed[0][1].strip().rstrip("."))[-1]
        yield Discrepancy(
            f"the grounds on which the {law} prohibits discrimination include “other circumstances” in one paragraph"
            f"{cite([open_ended[0].address])}, while the list in another is closed and ends with {last}{cite([place])}",
            (open_ended[0].address, place),
            f"state whether the grounds in the {law} are a closed list, and give decisions on grounds that it does not "
            "name",
            label="Open or closed",
        )


def _only_in_a_bill(statements: Sequence[Statement]) -> Iterable[Discrepancy]:
    """What a bill would bring into the law, so that it is not there yet, beside what is said of the law in force."""
    for one in statements:
        match = _BILL_BRINGS.search(one.text)
        if match is None:
            continue
        text = f"it is the {match['bill']} that introduces {match['what'].strip()}{cite([one.address])}"
        in_force = next(
            (other for other in statements if _DIRECT.search(other.text) and other.passage is not one.passage), None
        )
        places = [one.address]
        if in_force and _DIRECT.search(match["what"]):
            text += f", yet the law in force is said to cover “{_DIRECT.findall(in_force.text)[0]}” restriction already"
            text += cite([in_force.address])
            places.append(in_force.address)
        yield Discrepancy(
            f"by the State party’s account, {text}; what a victim can rely on before the bill becomes law is "
            "not stated",
            tuple(places),
            "state what a victim of discrimination can rely on in court before the bill becomes law, and give "
            "decisions",
            label="Only in a bill",
        )
        return
