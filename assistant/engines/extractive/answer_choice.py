"""Chooses the sentences that answer a question."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from assistant.engines.extractive.answer_candidates import Candidates
from assistant.engines.extractive.statements import Statement
from vectorstore.embedding import FloatArray

# Weights and limits below were chosen on the dev questions.
_RELEVANCE, _LIKENESS = 1.0, 0.5  # of the passage and of the sentence, beside the fit
_EMPTY = 0.3  # taken from a sentence that says nothing of itself
_NO_REASON = 0.15  # taken from a sentence without a reason, where one is asked for
# A further sentence is taken if its score is this near to the best; open questions ask less of it.
_MARGIN, _OPEN_MARGIN = 0.2, 0.5
_SAME_PASSAGE = 0.1  # taken from a sentence of a passage that has one already
_NEW = 0.5  # on the score of a sentence, for the share of the question that those before it do not meet
_FURTHER, _OPEN_FURTHER = 2, 4
_MOST = 5
_OPEN = re.compile(
    r"\b(?:tell|give) (?:me|us)\b|\bwhat does the report (?:say|claim|tell)\b|\bwhy\b|\breasons?\b"
    r"|\bhow (?:does|do|did|is|are|has)\b|\bwhat (?:is|has|did|does) the (?:state|government)\b|\bwhat has been\b",
    re.I,
)
_OF_TREATY = re.compile(r"\b(?:does|do|did|by|in|under) (?:the )?Convention\b(?!\s+(?:on|relating|against)\b)")
_OF_STATE = re.compile(
    r"\b(?:State|Kazakhstan|[Gg]overnment|[Cc]ourts?|report|rat\w+|accept\w*|join\w*|part(?:y|ies)|implement\w*|appl\w+)\b"
)
_ASKS_REASON = re.compile(r"\bwhy\b|\breasons?\b|\bwhat for\b", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because|owing to|since|due to|as a result|premature|would require|could lead|may (?:cause|generate)|risks?|"
    r"negative|in order to|aimed at|taking into account|in the light of|given)\b",
    re.IGNORECASE,
)


def choose(candidates: Candidates, most: int = _MOST) -> list[int]:
    """The rows of the sentences that answer, in order of choice: the best for each part, then what adds to them.

    All are of one document: the one that the best sentences speak for.
    """
    if not candidates.statements:
        return []
    scores = _scores(candidates)
    chosen = list(dict.fromkeys(np.argmax(scores, axis=1).tolist()))[:most]
    is_open = len(candidates.fit) > 1 or _OPEN.search(candidates.question.asked) is not None
    margin, further = (_OPEN_MARGIN, _OPEN_FURTHER) if is_open else (_MARGIN, _FURTHER)
    best = scores.max(axis=0)
    least = float(best.max()) - margin
    owners = np.array([statement.passage.id for statement in candidates.statements])
    for _ in range(min(most - len(chosen), further)):
        covered = candidates.own[chosen].max(axis=0)
        gains = best + _NEW * (np.maximum(candidates.own - covered, 0) @ candidates.weights)
        gains -= _SAME_PASSAGE * np.isin(owners, owners[chosen])
        gains[chosen] = -np.inf
        row = int(np.argmax(gains))
        if gains[row] < least:
            break
        chosen.append(row)
    return chosen


def best_rows(candidates: Candidates) -> list[int]:
    """The row of the sentence that is told first for each part."""
    return [int(row) for row in _scores(candidates).argmax(axis=1)]


def _scores(candidates: Candidates) -> FloatArray:
    """What speaks for each sentence in each part, float32 (parts, sentences); nothing for those of other documents."""
    scores = candidates.fit + _likely(candidates)
    return np.where(_of_document(candidates, scores), scores, np.float32(-np.inf))


def _likely(candidates: Candidates) -> FloatArray:
    """What speaks for each sentence beside its fit, float32 (sentences,)."""
    likely = _RELEVANCE * candidates.relevance + _LIKENESS * candidates.cosines
    empty = [one.acts == {"self_assessment"} or _is_opening(one) for one in candidates.statements]
    likely = likely - _EMPTY * np.array(empty, np.float32)
    if _ASKS_REASON.search(candidates.question.asked):
        likely -= _NO_REASON * np.array([not _REASON.search(one.text) for one in candidates.statements], np.float32)
    found: FloatArray = likely.astype(np.float32)
    return found


def _is_opening(statement: Statement) -> bool:
    return statement.address.in_treaty and statement.text.endswith(":")


def _of_document(candidates: Candidates, scores: FloatArray) -> NDArray[np.bool_]:
    """Which sentences are of the document whose best sentences fit the parts best, bool (sentences,)."""
    symbols = np.array([statement.passage.symbol for statement in candidates.statements])
    treaty = np.array([statement.address.in_treaty for statement in candidates.statements], bool)
    asked = candidates.question.text
    if treaty.any() and _OF_TREATY.search(asked) and not _OF_STATE.search(asked):
        return treaty
    totals = {
        symbol: float(scores[:, symbols == symbol].max(axis=1).mean()) for symbol in dict.fromkeys(symbols.tolist())
    }
    inside: NDArray[np.bool_] = symbols == max(totals, key=lambda symbol: totals[symbol])
    return inside
