"""Wrong-premise correction: of the questions that assume what the documents contradict, the share set right.

Set right means: answered, with every correcting fact told and at least one gold passage cited. After FalseQA (Hu et
al., ACL 2023). That the false premise is not repeated beside the correction is not tested.
"""

from __future__ import annotations

from evals.metrics.facts import told
from evals.metrics.gold import shares
from evals.metrics.metric import Graded, Mark, Metric


def _mark(graded: Graded) -> Mark | None:
    if graded.case.kind != "wrong_premise":
        return None
    return Mark(float(graded.written and all(told(graded)) and shares(graded)[1] > 0), 1.0)


METRICS = (
    Metric("premise_corrected", "wrong premise corrected", ("answers",), _mark, "no question has a wrong premise"),
)
