"""Words in context: for each word of a text the state that the model gives it there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.checks.words import Word, read_words
from vectorstore.embedding import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class WordStates:
    """The words of a text in order with a unit row for each, float16 (words, dimension)."""

    words: tuple[Word, ...]
    states: npt.NDArray[np.float16]

    def matches(self, others: WordStates) -> FloatArray:
        """How near each of these words is to the nearest of others, -1..1, float32 (words,); 0 if there are none."""
        if not self.words or not others.words:
            return np.zeros(len(self.words), np.float32)
        nearness: FloatArray = (self.states.astype(np.float32) @ others.states.astype(np.float32).T).max(axis=1)
        return nearness


def word_states(text: str, spans: IntArray, token_states: FloatArray) -> WordStates:
    """The words of `text` with the mean state of their tokens; words that no token covers are left out.

    `spans` are the tokens' places in the text, int32 (tokens, 2), `token_states` their states, (tokens, dimension).
    """
    words, rows = [], []
    starts, ends = spans[:, 0], spans[:, 1]
    for word in read_words(text):
        inside = np.flatnonzero((starts < word.end) & (ends > word.start))
        if len(inside):
            mean = token_states[inside].mean(axis=0)
            words.append(word)
            rows.append(mean / np.linalg.norm(mean))
    states = np.asarray(rows, np.float16) if rows else np.empty((0, token_states.shape[-1]), np.float16)
    return WordStates(tuple(words), states)
