"""How nearly a text repeats a benchmark question: the questions that ship with the program may not echo these."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import Stemmer
from bm25s.stopwords import STOPWORDS_EN

DATA = Path(__file__).parent / "data"
ECHO = 0.8  # of the word stems of both, the share that stands in both


def benchmark_questions(folder: Path = DATA) -> list[str]:
    """Every question of the benchmarks, of all splits."""
    paths = [*folder.glob("retrieval_*.jsonl"), *folder.glob("questions*.jsonl")]
    lines = [line for path in sorted(paths) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [str(json.loads(line)["question"]) for line in lines]


def echoes(texts: Iterable[str], questions: Iterable[str]) -> list[str]:
    """Those of `texts` that share `ECHO` of their word stems with one of the questions."""
    asked = [stems for question in questions if (stems := _stems(question))]
    return [text for text in texts if _most_shared(_stems(text), asked) >= ECHO]


def _stems(text: str) -> frozenset[str]:
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in STOPWORDS_EN]
    return frozenset(Stemmer.Stemmer("english").stemWords(words))


def _most_shared(stems: frozenset[str], others: Iterable[frozenset[str]]) -> float:
    return max((len(stems & other) / len(stems | other) for other in others), default=0.0)
