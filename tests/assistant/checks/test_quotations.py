from __future__ import annotations

import pytest

from assistant.checks.quotations import find_pieces, normal, quoted_pieces, read_quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “a ‘b’ c” here", ["a ‘b’ c"]),
        ("the State's \"own words\" and 'more words'", ["own words", "more words"]),
        ("«elle dit “non” hier»", ["elle dit “non” hier"]),
        ("the States' duty and a child's right", []),
        ("„abc def“ x", ["abc def"]),
    ],
)
def test_the_outermost_quotations_are_found(text: str, quoted: list[str]) -> None:
    assert [quotation.text for quotation in read_quotations(text)] == quoted


PASSAGE = normal("A patient’s ethnic back\u00adground is not a factor in the delivery – of medical\u00a0care.")


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("[a] patient's ethnic background is not a factor", True),
        ("[A]\u00a0patient’s ethnic background", True),
        ("ethnic background … delivery - of medical care.", True),
        ("ethnic background [of the person] is not a factor", True),
        ("delivery … ethnic background", False),
        ("ethnic background is a factor", False),
        ("thnic background", False),
    ],
)
def test_ellipses_brackets_and_marks_are_understood(quotation: str, found: bool) -> None:
    assert (find_pieces(quoted_pieces(quotation), PASSAGE) is not None) is found
