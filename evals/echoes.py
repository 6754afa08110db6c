"""How nearly a text repeats a benchmark question: the questions that ship with the program may not echo these."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import Stemmer
from bm25s.stopwords import STOPWORDS_EN

DATA = Path(__file__).parent / "data"
_STEMMER = Stemmer.Stemmer("english")
ECHO = 0.8  # of the word stems of both, the share that stands in both


def benchmark_questions(folder: Path = DATA) -> list[str]:
    """Every question of the benchmarks, of all splits."""
    paths = [*folder.glob("retrieval_*.jsonl"), *folder.glob("questions*.jsonl")]
    lines = [line for path in sorted(paths) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [str(json.loads(line)["question"]) for line in lines]


def echoes(texts: Iterable[str], questions: Iterable[str]) -> list[str]:
    """Those of `texts` that share `ECHO` of their word stems with one of the questions."""
    asked = [words for question in questions if (words := stems(question))]
    having: dict[str, list[int]] = {}
    for place, words in enumerate(asked):
        for word in words:
            having.setdefault(word, []).append(place)
    found = []
    for text in texts:
        own = stems(text)
        shared = Counter(place for word in own for place in having.get(word, ()))
        near = (asked[place] for place, count in shared.items() if count >= ECHO * len(own))
        if most_shared(own, near) >= ECHO:
            found.append(text)
    return found


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry meaning."""
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in STOPWORDS_EN]
    return frozenset(_STEMMER.stemWords(words))


def most_shared(words: frozenset[str], others: Iterable[frozenset[str]]) -> float:
    """The greatest share that some stems have in common with one of several sets of stems, 0 to 1."""
    return max((len(words & other) / len(words | other) for other in others if words | other), default=0.0)
