"""The mutation set: the same pairs at every run, of every kind, split by source paragraph."""

from __future__ import annotations

from itertools import islice

from evals import checker_numbers, checker_places, checker_turns, checker_words
from evals.checker_pairs import Maker, Material, Pair
from vectorstore.library import Library

PAIRS_A_KIND = 44
MAKERS: tuple[Maker, ...] = (
    checker_places.neighbour,
    checker_places.digit_slip,
    checker_places.sibling,
    checker_places.other_document,
    checker_places.no_such_place,
    checker_numbers.figure,
    checker_numbers.year,
    checker_numbers.swapped,
    checker_words.entity,
    checker_words.quote_altered,
    checker_words.quote_stitched,
    checker_words.invented,
    checker_words.cause,
    checker_turns.negation_dropped,
    checker_turns.negation_added,
    checker_turns.plan_as_done,
    checker_turns.some_as_all,
    checker_turns.rise_as_fall,
)


def mutation_pairs(library: Library) -> list[Pair]:
    """Up to 44 pairs a kind; of kinds that the corpus seldom allows, as many as there are."""
    material = Material(library)
    return [pair for maker in MAKERS for pair in islice(maker(material), PAIRS_A_KIND)]
