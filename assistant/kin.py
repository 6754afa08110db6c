"""Paragraphs that belong with others though their words do not say so: the figures that follow, the same offence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vectorstore.model import Passage

_MOST_FOLLOWING = 4
_MOST_OF_A_PROVISION = 5
_FIRST = 10  # passages whose provisions are looked for
_MOST_NAMING = 8  # paragraphs of the report that name a provision which is a matter of its own
# A paragraph that only goes on with figures: it opens with a period, a count or a source.
_GOES_ON = re.compile(
    r"^(?:In (?:total, )?(?:the (?:first|period)\b|20\d\d)|Between 20\d\d|From 20\d\d|Over the period|"
    r"During the period|Of (?:these|those|whom|the)\b|A total of|In total|"
    r"According to (?:the )?(?:Supreme Court|statistic|data|official)|"
    r"Around \d|About \d|By comparison|For comparison)"
)
_PROVISION = re.compile(r"\b[Aa]rticle (\d+(?:-\d+)?)\b[^.;]{0,40}?\bof the ([A-Z]\w+ Code)\b")


def kin_of(passages: Sequence[Passage], units: Sequence[Passage]) -> list[Passage]:
    """What names the provision of a code that most of the first `passages` name, then what goes on with figures.

    `units` are all paragraphs of the report, in order.
    """
    place = {unit.id: number for number, unit in enumerate(units)}
    known = {passage.id for passage in passages}
    found = _of_the_same_provision(passages, units)
    for passage in [*passages, *found]:
        start = place.get(passage.id)
        found += _following(units[start + 1 : start + 1 + _MOST_FOLLOWING], passage) if start is not None else []
    return list({one.id: one for one in found if one.id not in known}.values())


def _following(after: Sequence[Passage], passage: Passage) -> list[Passage]:
    kept: list[Passage] = []
    for one in after:
        if one.headings != passage.headings or not _GOES_ON.match(one.text):
            break
        kept.append(one)
    return kept


def _of_the_same_provision(passages: Sequence[Passage], units: Sequence[Passage]) -> list[Passage]:
    named = Counter(provision for passage in passages[:_FIRST] for provision in _provisions(passage))
    telling = {provision for provision, _ in named.most_common(1)}
    found = [unit for unit in units if telling.intersection(_provisions(unit))]
    return found[:_MOST_OF_A_PROVISION] if len(found) <= _MOST_NAMING else []


def _provisions(passage: Passage) -> list[tuple[str, str]]:
    """Each once, in the order of the text: a set's order would differ from run to run."""
    return list(dict.fromkeys(_PROVISION.findall(passage.text.replace("\u00a0", " "))))
