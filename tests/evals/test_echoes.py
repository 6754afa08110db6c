from __future__ import annotations

from evals.echoes import benchmark_questions, echoes
from vectorstore.asked import shipped_questions


def test_the_same_words_in_another_order_are_an_echo() -> None:
    assert echoes(["Schools in rural areas", "urban schools"], ["rural area school?"]) == ["Schools in rural areas"]


def test_no_shipped_question_echoes_a_benchmark() -> None:
    benchmarks = benchmark_questions()
    assert len(benchmarks) > 400
    assert echoes([question.text for question in shipped_questions()], benchmarks) == []
