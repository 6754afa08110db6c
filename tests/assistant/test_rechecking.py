"""A text checked again as it is written: the results of a whole check, with only what changed read anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.checking import Checker
from assistant.checks.claim import Unit
from assistant.model import Sentence
from assistant.reading.units import read_units
from assistant.rechecking import Rechecker
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.library import open_library

DRAFT = """\
# Education

The State party reports 72,334 cases (CERD/C/KAZ/11-14, para. 155). That is many.

Some 34 universities have departments of the Assembly (para. 369). So do all schools (ibid.).

That is many.
"""


class _Counting(Checker):
    """The checker, with a note of what it was asked to read."""

    asked: list[str]

    def check_apart(self, units: list[tuple[Unit, Address | None]]) -> list[Sentence]:  # type: ignore[override]
        self.asked = [unit.text for unit, _ in units]
        return super().check_apart(units)


@pytest.fixture(scope="module")
def counting(shared_cache: Path) -> _Counting:
    return _Counting(Store(open_library(), shared_cache, pytest.fail))


def test_the_result_is_that_of_a_whole_check(counting: _Counting) -> None:
    rechecker = Rechecker(counting)
    units = read_units(DRAFT)
    assert rechecker.check(units) == counting.check(units)
    assert rechecker.known(units) == counting.check(units)


def test_only_the_edited_sentence_is_read_again_and_the_others_move(counting: _Counting) -> None:
    rechecker = Rechecker(counting)
    rechecker.check(read_units(DRAFT))
    edited = read_units(
        DRAFT.replace("# Education\n", "# Education\n\nA new line of ours.\n").replace("34 univ", "43 univ")
    )
    assert [known is None for known in rechecker.known(edited)] == [False, True, False, False, True, False, False]
    sentences = rechecker.check(edited)
    assert counting.asked == [
        "A new line of ours.",
        "Some 43 universities have departments of the Assembly (para. 369).",
    ]
    assert sentences == counting.check(edited)


def test_another_citation_before_an_ibid_has_the_ibid_read_again(counting: _Counting) -> None:
    rechecker = Rechecker(counting)
    rechecker.check(read_units(DRAFT))
    edited = read_units(DRAFT.replace("(para. 369)", "(para. 370)"))
    assert rechecker.check(edited) == counting.check(edited)
    assert "So do all schools (ibid.)." in counting.asked


def test_nothing_is_read_again_where_nothing_changed(counting: _Counting) -> None:
    rechecker = Rechecker(counting)
    units = read_units(DRAFT)
    rechecker.check(units)
    rechecker.check(units)
    assert counting.asked == []
    assert rechecker.check([]) == ()


def test_what_is_learnt_in_steps_is_kept_and_the_same(counting: _Counting) -> None:
    rechecker = Rechecker(counting)
    units = read_units(DRAFT)
    assert len(units) > 4
    answers = iter((True, False))
    assert not rechecker.learn(units, lambda: next(answers))
    assert [known is not None for known in rechecker.known(units)] == [True] * 4 + [False] * (len(units) - 4)
    assert rechecker.learn(units, lambda: True)
    assert counting.asked == [unit.text for unit in units[4:]]
    assert rechecker.check(units) == counting.check(units)
