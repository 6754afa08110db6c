"""Puts what an earlier question was about in the place of "they" or "it" in a follow-up."""

from __future__ import annotations

import re

from assistant.engines.extractive.answer_question import QuestionWord, read_question

_PRONOUN = re.compile(r"\b(?:of\s+)?(?:them|they|those|these|it)\b", re.IGNORECASE)


def spelled_out(question: str, earlier: str) -> str:
    """The follow-up with the earlier question's subject for its first pronoun; as it is if either has none.

    The subject is the longest run of words that say something: "rural schools" in "How many rural schools are there?".
    """
    runs: list[list[QuestionWord]] = []
    for word in read_question(earlier, {}).words:
        if runs and word.piece == runs[-1][-1].piece + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    if not runs or not _PRONOUN.search(question):
        return question
    subject = " ".join(word.text for word in max(runs, key=len))
    return _PRONOUN.sub(subject, question, count=1)
