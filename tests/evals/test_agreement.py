"""Agreement of annotators, on figures worked out by hand."""

from __future__ import annotations

import pytest

from evals.agreement import f1, kappa, main


def test_kappa_takes_chance_agreement_away() -> None:
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(pairs) == pytest.approx(0.4)  # 0.7 observed, 0.5 by chance


def test_kappa_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        kappa([])


def test_f1_counts_over_all_pairs() -> None:
    assert f1([({"a", "b"}, {"b", "c"}), (set(), {"d"})]) == pytest.approx(2 * 1 / (2 + 3))


def test_the_questions_of_the_second_reading_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    assert capsys.readouterr().out.startswith("30 questions annotated twice")
