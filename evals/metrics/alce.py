"""ALCE's citation recall and precision (Gao et al., EMNLP 2023), with paragraphs as passages.

Recall: a sentence counts 1 if it cites something, every citation leads to a passage, and the passages together entail
it; else 0; the mean is over all sentences that state something (ALCE takes every sentence; headings, placeholders,
questions and recommendations state nothing and are left out). Precision, per citation as written: 0 if the sentence's
recall is 0, or if the passage alone does not entail the sentence while the others without it still do; else 1.
ALCE's entailment model is TRUE, an 11B model, and its code cuts an answer at the first line; here it is our checker
(or the judge, in measures of their own), and the whole text counts. What was not checked is not entailed.
"""

from __future__ import annotations

from collections.abc import Callable

from evals.metrics.metric import TEXTS, Graded, Mark, Metric
from evals.reading import Grades, Reading

Look = Callable[[Reading], Grades | None]


def by_checker(reading: Reading) -> Grades | None:
    """The checker's grades."""
    return reading.grades


def by_judge(reading: Reading) -> Grades | None:
    """The judge's grades, None where it did not read the sentence."""
    return reading.judged


def recall_of(reading: Reading, grades: Grades) -> bool:
    """Whether a sentence is entailed by all that it cites."""
    return reading.resolves and grades.whole == 1


def precise_citations(reading: Reading, grades: Grades) -> int:
    """How many citations of a sentence are not irrelevant."""
    if not recall_of(reading, grades):
        return 0
    needless = sum(alone < 1 and rest == 1 for alone, rest in zip(grades.alone, grades.without, strict=True))
    return len(reading.cited) - needless


def _recall(look: Look) -> Callable[[Graded], Mark | None]:
    def mark(graded: Graded) -> Mark | None:
        stating = [reading for reading in graded.readings if reading.states]
        graded_ones = [(reading, grades) for reading in stating if (grades := look(reading)) is not None]
        if not graded.written or not graded_ones:
            return None
        return Mark(sum(recall_of(reading, grades) for reading, grades in graded_ones), len(graded_ones))

    return mark


def _precision(look: Look) -> Callable[[Graded], Mark | None]:
    def mark(graded: Graded) -> Mark | None:
        citing = [reading for reading in graded.readings if reading.cited and reading.states]
        graded_ones = [(reading, grades) for reading in citing if (grades := look(reading)) is not None]
        if not graded.written or not graded_ones:
            return None
        right = sum(precise_citations(reading, grades) for reading, grades in graded_ones)
        return Mark(right, sum(len(reading.cited) for reading, _ in graded_ones))

    return mark


_NOTHING, _UNREAD = "no text states anything", "no judge read the texts"
METRICS = (
    Metric("alce_recall", "ALCE recall (checker)", TEXTS, _recall(by_checker), _NOTHING, of_texts=True),
    Metric("alce_precision", "ALCE precision (checker)", TEXTS, _precision(by_checker), _NOTHING, of_texts=True),
)
JUDGED = (
    Metric("alce_recall_judged", "ALCE recall (judge)", TEXTS, _recall(by_judge), _UNREAD, of_texts=True),
    Metric("alce_precision_judged", "ALCE precision (judge)", TEXTS, _precision(by_judge), _UNREAD, of_texts=True),
)
