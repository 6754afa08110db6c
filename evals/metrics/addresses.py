"""Resolve rate: the share of citations that lead to a passage of the library.

A citation counts once for each passage that it names. What the author cites of sources of their own is left out. This
is link validity as in Wu et al., SourceCheckup (Nat Commun 16:3615, 2025), at the level of the paragraph.
"""

from __future__ import annotations

from evals.metrics.metric import TEXTS, Graded, Mark, Metric


def _mark(graded: Graded) -> Mark | None:
    entries = [entry for reading in graded.readings for entry in reading.sentence.citations]
    counted = [entry for entry in entries if entry.status != "external"]
    return Mark(sum(entry.status == "resolved" for entry in counted), len(counted)) if counted else None


METRICS = (Metric("resolve_rate", "citations that resolve", TEXTS, _mark, "no text cites anything", of_texts=True),)
