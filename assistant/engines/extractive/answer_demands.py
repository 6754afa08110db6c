"""Whether a sentence holds the kind of thing that a question wants: a figure, a date, a place, a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from assistant.checks.quantities import Quantity, read_quantities
from assistant.engines.extractive.answer_wanted import Wanted
from assistant.engines.extractive.countries import COUNTRY

_PLACE = re.compile(
    r"\b(?:\w+ (?:Oblasts?|District|Province|Region)\b|Almaty|Astana|Shymkent|Turkistan|Zhambyl|Karaganda|Aktobe|"
    r"Atyrau|Kostanay|Pavlodar|Mangystau|Kyzylorda|Zhetysu|Abay|Ulytau|Akmola)\b"
)
_ETHNIC_GROUP = re.compile(
    r"\b(?:Kazakhs?|Russians?|Uzbeks?|Ukrainians?|Uighurs?|Tatars?|Germans?|Azerbaijanis?|Koreans?|Turks?|"
    r"Turkish|Dungans?|"
    r"Tajiks?|Kurds?|Kyrgyz|Belarusians?|Poles|Polish|Chechens?|Roma|Gypsy|Jews|Jewish|Arabs?)\b(?! (?:as|language)\b)"
)
# Two words or more with capitals, not at the start of a sentence and not of a State body or a law.
_NAME = re.compile(
    r"(?<![.!?:] )(?<!^)\b(?:(?!Ministr|Office|Government|Assembly|Bureau|Agency|Committee|Act|Code|Law|State|Constit)"
    r"[A-Z][\w’-]+ ?){2,}"
)
# Whom a report calls by name, or of whom it says that he or she heads something.
PERSON = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|Prof)\.? [A-Z]|\b(?:headed|chaired|led|run|presided over) by\b")
_COURT = re.compile(
    r"\b[A-Z][\w-]+ (?:\w+ )?Courts?\b|\bCourts? of [A-Z]|\bcourts? of (?:first|appeal|cassation)", re.U
)
_LANGUAGE = re.compile(
    r"\b(?:Kazakh|Russian|English|Uighur|Uzbek|Tajik|German|Korean|Turkish|Azerbaijani|Tatar|Ukrainian|Polish|Dungan|Kurdish"
    r"|Chechen|Chinese|Arabic|Kyrgyz|Armenian|Greek|Hebrew)\b|\b(?:native|State|official) language|\bmother tongue"
)
_DAY = re.compile(r"\b(?:what|which) (?:exact )?(?:date|day|year|month)\b", re.IGNORECASE)
_PENALTY = re.compile(
    r"\bimprison\w+|\bfines?\b|\brestriction of liberty|\bmonthly calculation index|\bexpulsion", re.I
)
_PENALTY_UNIT = re.compile(r"times the monthly calculation index")
_TIME_PHRASE = re.compile(
    r"\b(?:annual|annually|each year|every year|monthly|quarterly|until|no longer|after the objectives)\b", re.I
)
_AFTER = re.compile(r"\b(?:day|months|years?) after the\b|\bonly when at least\b")  # a date that depends on another
_HOW_OFTEN = re.compile(r"\bhow often\b", re.IGNORECASE)  # which a count answers as well as an interval
_ORDINAL = re.compile(r"\b(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:first|second|third|\w+th)\b", re.I)
_COUNTED: frozenset[str] = frozenset({"count", "percent", "fraction", "money"})


def holds(wanted: Wanted, text: str, asked: str) -> bool:
    """Whether `text` holds what is wanted and the question `asked` does not already say."""
    check = _CHECKS.get(wanted)
    return check is None or check(text, asked)


@lru_cache(maxsize=4_000)
def _quantities(text: str) -> tuple[Quantity, ...]:
    return tuple(read_quantities(text))


def _new_quantities(text: str, asked: str) -> list[Quantity]:
    """The figures of a text that are not in the question."""
    known = {quantity.value for quantity in _quantities(asked)}
    return [quantity for quantity in _quantities(text) if quantity.value not in known and not quantity.soft]


def new_values(text: str, asked: str) -> frozenset[float]:
    """The values of the figures of a text that are not in the question."""
    return frozenset(quantity.value for quantity in _new_quantities(text, asked))


def _figure(text: str, asked: str) -> bool:
    return any(quantity.kind in _COUNTED for quantity in _new_quantities(text, asked)) or bool(
        re.search(r"\b(?:no|not been any) \w+", text) or _ORDINAL.search(text)
    )


def _amount(text: str, asked: str) -> bool:
    return bool(_PENALTY_UNIT.search(text)) or any(
        quantity.kind in {"money", "percent", "fraction"} for quantity in _new_quantities(text, asked)
    )


def _share(text: str, asked: str) -> bool:
    return any(quantity.kind in {"percent", "fraction"} for quantity in _new_quantities(text, asked))


def _date(text: str, asked: str) -> bool:
    known = {quantity.year for quantity in _quantities(asked)}
    dated = any(quantity.year and quantity.year not in known for quantity in _quantities(text))
    return dated or (bool(_AFTER.search(text)) and not _DAY.search(asked))


def _duration(text: str, asked: str) -> bool:
    long = any(quantity.kind == "duration" for quantity in _quantities(text))
    return long or bool(_TIME_PHRASE.search(text)) or (bool(_HOW_OFTEN.search(asked)) and _figure(text, asked))


def _found_by(pattern: re.Pattern[str]) -> Callable[[str, str], bool]:
    return lambda text, asked: any(match[0].lower() not in asked.lower() for match in pattern.finditer(text))


_CHECKS: Mapping[Wanted, Callable[[str, str], bool]] = {
    "figure": _figure,
    "amount": _amount,
    "share": _share,
    "date": _date,
    "duration": _duration,
    "penalty": _found_by(_PENALTY),
    "country": _found_by(COUNTRY),
    "place": _found_by(_PLACE),
    "court": _found_by(_COURT),
    "language": _found_by(_LANGUAGE),
    "ethnic_group": _found_by(_ETHNIC_GROUP),
    "person": _found_by(PERSON),
    "name": _found_by(_NAME),
}
