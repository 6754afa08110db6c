"""What the signs of doubt count for together, in log-odds, and from which doubt on findings by words alone stand.

The weights are made by `python -m evals.doubt_fit`, the borders by `python -m evals.outweighed_fit`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.checks.doubt_signs import KNOWN_SIGNS, SILENCE
from assistant.model import FindingKind

# For claims on paragraphs of which statements are known, for those of few words, for claims on other paragraphs, for
# those of which no sign tells but statements and the network, and for what tells of a silence.
Table = Literal["known", "short", "unknown", "apart", "silent"]
_SHORT = 5  # words of content, up to which the statements, most of them longer, tell less


@dataclass(frozen=True, slots=True)
class Counts:
    """What each sign counts for, in log-odds: accused from 0 on, asked about from `asked` on.

    `together` is what the network's reading counts for, and `most` the highest one that is reckoned with: a claim whose
    small signs would not suffice even then is not read.
    """

    together: float
    most: float
    signs: dict[str, float]
    bias: float
    asked: float

    def without_reading(self, signs: dict[str, float]) -> float:
        """How doubtful a claim with these small signs is, but for what the network makes of it."""
        return sum(counts * signs[name] for name, counts in self.signs.items()) + self.bias

    def score(self, signs: dict[str, float], together: float) -> float:
        """How doubtful a claim with these small signs is of which the network makes `together`, in log-odds."""
        return self.without_reading(signs) + self.together * together


# Where a table is still to be fitted: nothing is accused.
_NOTHING = {"together": 0.0, "most": 0.0, "signs": {}, "bias": -1.0, "asked": -1.0}


@cache
def shipped_counts(table: Table) -> Counts:
    """Those that come with the program."""
    read = tomllib.loads((files("assistant.checks") / "doubt.toml").read_text(encoding="utf-8"))
    return Counts(**read.get(table, _NOTHING))


@cache
def stands_from(kind: FindingKind, table: Table) -> float:
    """How doubtful a claim must at least be, in log-odds, for a finding that rests on words alone to stand."""
    read = tomllib.loads((files("assistant.checks") / "outweighed.toml").read_text(encoding="utf-8"))
    of_table: dict[str, float] = read["silent" if table == "silent" else "told"]
    return of_table.get(kind, -math.inf)


def table_of(signs: Mapping[str, float]) -> Table:
    """Which counts are for claims with some signs."""
    if KNOWN_SIGNS[0] not in signs:
        return "unknown"
    if "words" not in signs:
        return "silent" if SILENCE in signs else "apart"
    return "short" if signs["words"] <= _SHORT else "known"


def counts_for(signs: Mapping[str, float]) -> Counts:
    """The counts that come with the program for claims with some signs."""
    return shipped_counts(table_of(signs))
