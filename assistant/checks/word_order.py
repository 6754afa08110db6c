"""Whether words stand in an order in which people write them: how well each follows the one or two before it.

Words are read as grammar words, or by their ending. For each pair of these, side by side or with one word between, the
tables hold how much oftener sentences have it than chance would; what else tells a sentence from words drawn out of the
passage is how many of its neighbours are neighbours there. `python -m evals.order_fit --write` makes the tables and the
weights.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from assistant.checks.claim import Claim
from assistant.checks.words import STOP
from vectorstore.embedding import FloatArray

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d(?:[\d.,/:-]*\d)?|[,;:.()“”\"%–—]")
_ENDINGS = (
    *("ing", "edly", "ly", "ed", "ness", "tions", "tion", "ments", "ment", "ities", "ity", "ive", "al", "ous"),
    *("ic", "ies", "ers", "ss", "s"),
)
HELPERS = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "be", "been", "do", "does", "did")
    + ("will", "shall", "can", "may", "must", "could", "should", "would")
)
START, END, OTHER = "<s>", "</s>", "w"
_NEAR = 5  # words
_LONG = 25  # words, beyond which more say no more
FEWEST = 3  # words: fewer have no order to speak of


@dataclass(frozen=True, slots=True)
class OrderModel:
    """`beside` and `apart`, float32 (kinds, kinds): log ratios of pairs of kinds; weights, with centre and spread.

    A score of 0 or more is a sentence's.
    """

    kinds: dict[str, int]
    beside: FloatArray
    apart: FloatArray
    centre: FloatArray
    spread: FloatArray
    weights: FloatArray
    bias: float

    def score(self, claim: Claim) -> float:
        """How like a sentence, below 0 for words in a row."""
        values = features(claim, self.kinds, self.beside, self.apart)
        return float((values - self.centre) / self.spread @ self.weights + self.bias)


def kinds_of(text: str) -> list[str]:
    """The kinds of the tokens of a text, between the marks of its start and its end."""
    tokens = _TOKEN.findall(text)
    while tokens and not tokens[-1][0].isalnum():
        tokens.pop()
    found, first = [START], True
    for token in tokens:
        kind = _kind(token, first=first)
        if kind != "Name" or found[-1] != "Name":  # a name of several words is one thing
            found.append(kind)
        first = first and not token[0].isalpha()
    return [*found, END]


def _kind(token: str, *, first: bool) -> str:
    if not token[0].isalpha():
        return "#" if token[0].isdigit() else token
    lower = token.lower()
    if lower in STOP or lower in HELPERS:
        return lower
    if token[0].isupper() and not first:
        return "Name"
    return next((f"-{e}" for e in _ENDINGS if lower.endswith(e) and len(lower) >= max(4, len(e) + 2)), OTHER)


def features(claim: Claim, kinds: dict[str, int], beside: FloatArray, apart: FloatArray) -> FloatArray:
    """What is weighed of a claim, float32 (15,)."""
    places = [kinds.get(kind, kinds[OTHER]) for kind in kinds_of(claim.asserted)]
    next_to = beside[places[:-1], places[1:]]
    two_on = apart[places[:-2], places[2:]] if len(places) > 2 else np.zeros(1, np.float32)
    words = [word.lower for word in claim.words]
    content = [word.stem for word in claim.content]
    helped = any(word in HELPERS or word.endswith("ed") and len(word) > 3 for word in words)
    ends_in_s = any(word.endswith("s") and not word.endswith("ss") and len(word) > 3 for word in words)
    count = max(1, len(words))
    return np.array(
        [
            next_to.mean(),
            two_on.mean(),
            np.sort(next_to)[:3].mean(),
            next_to.sum() / np.sqrt(len(next_to)),
            *_near_in_passage(content, claim),
            *shares_beside(words, claim),
            len(set(content)) / len(content) if content else 1.0,
            len(set(words)) / count,
            helped,
            helped or ends_in_s,
            min(count, _LONG) / _LONG,
            1 / count,
        ],
        np.float32,
    )


def _near_in_passage(content: Sequence[str], claim: Claim) -> tuple[float, float]:
    """Of neighbouring words of content the shares that the passages have near each other, and only elsewhere."""
    wanted, places, at = set(content), defaultdict(list), 0
    for sentence in claim.source.sentences:
        for at, word in enumerate(sentence.words, at + 1):  # noqa: B020  (counts on over the sentences)
            if word.stem in wanted:
                places[word.stem].append(at)
    pairs = [(a, b) for a, b in zip(content, content[1:], strict=False) if a != b]
    both = [(a, b) for a, b in pairs if a in places and b in places]
    near = sum(any(0 < j - i <= _NEAR for i in places[a] for j in places[b]) for a, b in both)
    return near / max(1, len(pairs)), (len(both) - near) / max(1, len(pairs))


def shares_beside(words: Sequence[str], claim: Claim) -> tuple[float, float, float]:
    """Of neighbouring words the shares whose two words the passages have, have side by side, and have only apart."""
    wanted = set(words)
    held: set[str] = set()
    joined: set[tuple[str, str]] = set()
    for sentence in claim.source.sentences:
        given = [word.lower for word in sentence.words]
        held |= wanted.intersection(given)
        joined |= {(a, b) for a, b in zip(given, given[1:], strict=False) if a in wanted and b in wanted}
    pairs = list(zip(words, words[1:], strict=False))
    both = [(a, b) for a, b in pairs if a in held and b in held]
    side = sum(pair in joined for pair in both)
    count = max(1, len(pairs))
    return len(both) / count, side / count, (len(both) - side) / count


def packed(model: OrderModel) -> dict[str, np.ndarray]:
    """The arrays of a model as `unpacked` reads them; tables in half precision."""
    return {
        "kinds": np.array(list(model.kinds)),
        "beside": model.beside.astype(np.float16),
        "apart": model.apart.astype(np.float16),
        "weighing": np.stack([model.centre, model.spread, model.weights]).astype(np.float32),
        "bias": np.array([model.bias], np.float32),
    }


def unpacked(arrays: dict[str, np.ndarray]) -> OrderModel:
    """The model out of its arrays."""
    kinds = {kind: place for place, kind in enumerate(arrays["kinds"].tolist())}
    beside, apart = (arrays[name].astype(np.float32) for name in ("beside", "apart"))
    centre, spread, weights = arrays["weighing"]
    return OrderModel(kinds, beside, apart, centre, spread, weights, float(arrays["bias"][0]))


@cache
def shipped_order() -> OrderModel:
    """The one that comes with the program."""
    with (files("assistant.checks") / "word_order.npz").open("rb") as file, np.load(file, allow_pickle=False) as held:
        return unpacked({key: held[key] for key in held.files})
