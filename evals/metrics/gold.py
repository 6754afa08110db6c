"""Gold citations: precision, recall and F1 of the paragraphs cited, against those that a reader of the report named.

The unit is the paragraph of the report, or the unit of a treaty as it is. A citation is *exact* if gold names that
very place, a *parent* match if one covers the other (an item of a gold paragraph, an article above a gold item), and a
*neighbour* if it is off by one paragraph; neighbours are wrong, and counted apart because they are slips of the pen.
Precision: citations that are exact or parent matches, of those cited. Recall: gold places cited so, of all. F1 is their
harmonic mean per case, then averaged over cases. For questions, passages under `also` count neither way; for briefs,
those under `good_cite` are right to cite and `must_cite` are the gold of recall. Precision is over texts that cite.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from evals.cases import Part
from evals.metrics.metric import Graded, Mark, Metric
from vectorstore.address import Address
from vectorstore.address_grammar import parse_address

Match = Literal["exact", "parent", "neighbour", "none"]
_PARTS: tuple[Part, ...] = ("answers", "briefs")


def unit_of(id: str) -> Address:
    """The place that is compared: a paragraph of a report whole, an article or item of a treaty as it is."""
    address = Address.from_id(id)
    return address if address.in_treaty else Address(address.symbol, address.path[:1])


def match(id: str, gold: Collection[str]) -> Match:
    """How a citation of `id` stands to the nearest of the gold places."""
    address = Address.from_id(id)
    places = [Address.from_id(one) for one in gold]
    if address in places:
        return "exact"
    if any(place.covers(address) or address.covers(place) for place in places):
        return "parent"
    return "neighbour" if any(_beside(address, place) for place in places) else "none"


def _beside(one: Address, other: Address) -> bool:
    if one.symbol != other.symbol or one.in_treaty:
        return False
    heads = one.path[0], other.path[0]
    return all(head.isdecimal() for head in heads) and abs(int(heads[0]) - int(heads[1])) == 1


def places(graded: Graded) -> tuple[set[str], set[str], set[str]]:
    """The ids wanted, those that count neither way, and those that it is right to cite beside the wanted ones."""
    gold = graded.case.gold
    if graded.case.part == "briefs":
        return set(gold["must_cite"]), set(), set(gold["good_cite"])
    wanted = {Address.from_id(id).id for id in map(_as_id, gold["gold"])}
    return wanted, {_as_id(id) for id in gold["also"]} - wanted, set()


def _as_id(citation: str) -> str:
    """An id as it is; the data also writes "ICERD, art. 5 (d) (iii)"."""
    if "#" in citation:
        return citation
    return parse_address(citation).addresses[0].id


def cited_units(graded: Graded) -> list[str]:
    """The places that a text cites, each once."""
    ids = (id for reading in graded.readings for group in reading.cited for id in group)
    return list(dict.fromkeys(unit_of(id).id for id in ids))


def shares(graded: Graded) -> tuple[float | None, float]:
    """Precision, None where nothing cited counts, and recall."""
    wanted, neutral, good = places(graded)
    cited = cited_units(graded)
    counted = [id for id in cited if match(id, wanted) in {"exact", "parent"} or not _is_one_of(id, neutral)]
    right = [id for id in counted if _is_one_of(id, wanted | good)]
    found = [one for one in wanted if any(_is_one_of(id, {one}) for id in cited)]
    return (len(right) / len(counted) if counted else None), len(found) / len(wanted)


def _is_one_of(id: str, places: Collection[str]) -> bool:
    return match(id, places) in {"exact", "parent"}


def _has_gold(graded: Graded) -> bool:
    return bool(places(graded)[0])


def _precision(graded: Graded) -> Mark | None:
    if graded.output.is_empty and _has_gold(graded):
        return Mark(0.0, 1.0)
    if not _has_gold(graded) or not graded.written:
        return None
    precision, _ = shares(graded)
    if precision is None:
        return Mark(0.0, 1.0) if not cited_units(graded) else None
    return Mark(precision, 1.0)


def _recall(graded: Graded) -> Mark | None:
    if not _has_gold(graded):
        return None
    return Mark(shares(graded)[1] if graded.written else 0.0, 1.0)


def _f1(graded: Graded) -> Mark | None:
    if not _has_gold(graded):
        return None
    precision, recall = shares(graded) if graded.written else (0.0, 0.0)
    both = (precision or 0.0) + recall
    return Mark(2 * (precision or 0.0) * recall / both if both else 0.0, 1.0)


def _share_of(kind: Match) -> Metric:
    def mark(graded: Graded) -> Mark | None:
        if not _has_gold(graded) or not graded.written:
            return None
        wanted, neutral, good = places(graded)
        matches = [match(id, wanted | good | neutral) for id in cited_units(graded)]
        return Mark(matches.count(kind), len(matches)) if matches else None

    title = {
        "exact": "cited: exact",
        "parent": "cited: parent",
        "neighbour": "cited: neighbour ±1",
        "none": "cited: other",
    }
    return Metric(f"cited_{kind}", title[kind], _PARTS, mark, "no text cites anything", neutral=kind != "exact")


_NO_GOLD = "no case has gold passages"
METRICS = (
    Metric("citation_precision", "gold-citation precision", _PARTS, _precision, _NO_GOLD),
    Metric("citation_recall", "gold-citation recall", _PARTS, _recall, _NO_GOLD),
    Metric("citation_f1", "gold-citation F1", _PARTS, _f1, _NO_GOLD),
    *(_share_of(kind) for kind in ("exact", "parent", "neighbour", "none")),
)
