"""What each part of search adds: the dev questions with one part left out at a time, each beside the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evals.ranking import bootstrap
from evals.retrieval import Question, Run, ranked_by, run
from vectorstore.search import HybridSearch, Weights

PARTS: Mapping[str, Mapping[str, float]] = {
    "nothing": {},
    "known questions": {"asked": 0},
    "their words": {"asked_words": 0},
    "words in context": {"late": 0},
    "vectors": {"vector": 0},
    "words": {"words": 0},
    "everyday words": {"official": 0, "official_heading": 0},
    "the same in headings": {"official_heading": 0},
    "likeness to the best": {"feedback": 0},
}


def ablation_table(search: HybridSearch, questions: Sequence[Question]) -> str:
    """One line a part: the figures without it, with and without the shipped questions, and the loss of nDCG@10."""
    lines = [
        f"{'left out':22}{'nDCG@10':>9}{'recall':>9}{'loss of nDCG':>24}   own words only:{'nDCG@10':>9}{'recall':>9}"
    ]
    whole = run(ranked_by(search), questions)
    for part, zeroed in PARTS.items():
        weights = replace(Weights(), **zeroed)
        left = run(ranked_by(search.weighted(weights)), questions)
        plain = run(ranked_by(search.weighted(replace(weights, asked=0))), questions)
        loss = bootstrap([a.ndcg - b.ndcg for a, b in zip(whole.qualities, left.qualities, strict=True)])
        interval = f"{loss.mean:.3f} [{loss.low:.3f} {loss.high:.3f}]"
        lines.append(f"{part:22}{_means(left)}{interval:>24}{'':18}{_means(plain)}")
    return "\n".join(lines)


def _means(done: Run) -> str:
    count = len(done.qualities)
    ndcg, recall = (sum(getattr(one, name) for one in done.qualities) / count for name in ("ndcg", "recall"))
    return f"{ndcg:9.3f}{recall:9.3f}"
