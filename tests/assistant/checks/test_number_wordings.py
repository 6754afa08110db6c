"""Numbers as sentences write them, read with their kind and value."""

from __future__ import annotations

import pytest

from assistant.checks.quantities import read_quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three score cases", [("count", 60.0)]),
        ("half hundred papers", [("count", 50.0)]),
        ("a quarter of a million seats", [("count", 250_000.0)]),
        ("two and a half rooms each", [("count", 2.5)]),
        ("two and a half per cent of them", [("percent", 2.5)]),
        ("between two hundred thousand and seven hundred thousand", [("count", 200_000.0), ("count", 700_000.0)]),
        ("two hundred and fifty thousand seats", [("count", 250_000.0)]),
        ("twelve out of each hundred", [("percent", 12.0)]),
        ("five schools out of a hundred", [("percent", 5.0)]),
        ("a double basis", [("count", 2.0)]),
        ("double the number", [("ratio", 2.0)]),
        ("they did not quite double", [("ratio", 2.0)]),
        ("a twofold rise in cases", [("ratio", 2.0)]),
        ("three points are made", [("count", 3.0)]),
        ("in summing up it names three points, the last in passing", [("count", 3.0)]),
        ("what the more than 300 learned was twofold", [("count", 300.0), ("count", 2.0)]),
        ("it rose by three points", [("percent", 3.0)]),
        ("the cases numbered 40 in all", [("count", 40.0)]),
        ("one in five or six of them", [("fraction", 1 / 5.5)]),
        ("the other half of the obligation", []),
        ("half of the schools", [("fraction", 0.5)]),
        ("a once-a-year count", [("duration", 365.25)]),
        ("43.4 against 39.1 per cent", [("percent", 43.4), ("percent", 39.1)]),
        ("500 against 39 per cent", [("count", 500.0), ("percent", 39.0)]),
        ("the order numbered 120-NQ", [("identifier", 120.0)]),
    ],
)
def test_numbers_in_other_words(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(one.kind, pytest.approx(one.value)) for one in read_quantities(text)] == expected
