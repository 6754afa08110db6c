"""How far two annotators agree on the questions' gold: `python -m evals.agreement`.

`second_reading.jsonl` holds 30 questions of `questions.jsonl`, drawn with a fixed seed and annotated anew from the
two documents alone. Agreement on answerability is given as Cohen's kappa, that on passages as F1 of the second reading
against the first (items count as their paragraph), once strictly and once with the passages that the first calls fair.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from vectorstore.address import Address

DATA = Path(__file__).parent / "data"


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two annotators' yes and no (Cohen 1960). 1.0 where both always say the same one thing."""
    if not pairs:
        raise ValueError("There is nothing to compare.")
    observed = sum(first == second for first, second in pairs) / len(pairs)
    yes = [sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1)]
    expected = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def f1(pairs: Iterable[tuple[set[str], set[str]]]) -> float:
    """F1 of the second sets against the first, over all pairs together."""
    first_all = second_all = both = 0
    for first, second in pairs:
        first_all, second_all, both = first_all + len(first), second_all + len(second), both + len(first & second)
    return 2 * both / (first_all + second_all)


def _rows(name: str) -> dict[str, dict[str, Any]]:
    lines = (DATA / name).read_text(encoding="utf-8").split("\n")
    return {row["id"]: row for row in map(json.loads, filter(None, lines))}


def _paragraphs(ids: Iterable[str]) -> set[str]:
    addresses = map(Address.from_id, ids)
    return {one.id if one.in_treaty else Address(one.symbol, one.path[:1]).id for one in addresses}


def main() -> None:
    """Print the agreement."""
    first, second = _rows("questions.jsonl"), _rows("second_reading.jsonl")
    answerable = [(bool(first[id]["answerable"]), bool(row["answerable"])) for id, row in second.items()]
    gold = [(_paragraphs(first[id]["gold"]), _paragraphs(row["gold"])) for id, row in second.items()]
    fair = [_paragraphs(first[id]["also"]) for id in second]
    lenient = [(mine, theirs - (also - mine)) for (mine, theirs), also in zip(gold, fair, strict=True)]
    print(f"{len(second)} questions annotated twice")
    print(f"answerable or not: kappa {kappa(answerable):.2f}")
    print(f"gold passages: F1 {f1(gold):.2f}; {f1(lenient):.2f} if passages fair to cite are no error")


if __name__ == "__main__":
    main()
