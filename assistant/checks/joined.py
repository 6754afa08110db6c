"""Reads a sentence together with the nearest sentences of what it cites, and says how likely they do not say it.

Words beside words cannot tell "the ministry consulted the associations" from "the associations consulted the ministry",
nor a claim that is invented on the passage's own topic. The upper layers of the model of meaning, trained on contrast
pairs and on sentences as drafts have them, read both texts at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.checks.absence import questions
from assistant.checks.claim import Claim
from assistant.checks.kept_network import open_network
from assistant.checks.passage_index import PassageIndex
from assistant.checks.source import SourceSentence
from vectorstore.embedding import FloatArray, HalfWay
from vectorstore.model import Passage
from vectorstore.onnx_session import Session, threads

MOST_TOLD = 48  # tokens of a sentence that are read
MOST_TOKENS = 120  # of both together
_FEWEST_GIVEN = 8  # tokens of a passage's sentence, fewer of which say nothing
_SENTENCES = 4
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_KEPT = 8_000  # answers
_ANY_TEXT = "word"
_FILE_VERSION = 1  # raise it when joined_graph builds a different file
_WEIGHTS = files("assistant.checks") / "joined.npz"

Sides = tuple[HalfWay, list[HalfWay]]  # what is told, and the sentences given for it, half way up
_Key = tuple[str, tuple[str, ...]]  # a text, and the ids of passages
_Placed = tuple[int, SourceSentence]  # a sentence, and which of the cited passages it stands in


@dataclass(frozen=True, slots=True)
class Asked:
    """A text and the passages that it is to be read with."""

    text: str
    passages: tuple[Passage, ...]

    @property
    def key(self) -> _Key:
        return self.text, tuple(passage.id for passage in self.passages)


class JoinedNetwork:
    """The network of `joined_graph`. Safe among threads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def doubt(self, told: HalfWay, given: Sequence[HalfWay], *, alone: bool = False) -> float:
        """Above 0 if the sentences `given` are likely not to say what is `told`, below 0 if they are.

        `alone`: nothing else is read meanwhile.
        """
        states, marks, count = joined_inputs(told, given)
        feeds = {"states": states[None], "marks": marks[None], "told": np.array([count], np.int64)}
        return float(self._session.run(feeds, alone=alone)[0, 0])


def joined_inputs(told: HalfWay, given: Sequence[HalfWay]) -> tuple[FloatArray, npt.NDArray[np.int64], int]:
    """The states of both, float32 (tokens, 384), the marks beside them, int64 (tokens,), and how many are of `told`.

    A mark is 0 or 1 in what is told and 2 or 3 in what is given, odd where the other has the same token.
    """
    told = _first(told, MOST_TOLD)
    of_told = set(told.tokens[1:-1].tolist())
    of_given = {token for part in given for token in part.tokens[1:].tolist()}
    marks = [int(token in of_given) for token in told.tokens.tolist()]
    marks += [2 + int(token in of_told) for part in given for token in part.tokens.tolist()]
    states = np.concatenate([part.states for part in (told, *given)]).astype(np.float32)
    return states, np.array(marks, np.int64), len(told.tokens)


def open_joined(cache_dir: Path) -> JoinedNetwork | None:
    """The network that comes with the program; None without the package that has the model's published weights."""

    def build(weights: Path, trained: Mapping[str, np.ndarray]) -> bytes:
        from assistant.checks.joined_graph import build_joined

        return build_joined(weights, trained)

    session = open_network(cache_dir, _WEIGHTS, _FILE_VERSION, build)
    return JoinedNetwork(session) if session is not None else None


class Joined:
    """Reads texts together with passages, many at once or one by one; each once. Not safe among threads."""

    def __init__(self, index: PassageIndex, open_network: Callable[[], JoinedNetwork | None]) -> None:
        self._index = index
        self._open = open_network
        self._network: JoinedNetwork | None = None
        self._tried = False
        self._known: OrderedDict[_Key, float] = OrderedDict()

    def doubt(self, claim: Claim) -> float | None:
        """What the network makes of a claim; None without a model, or where either side has no words.

        Where parts of a sentence have citations of their own, each is read with its own as well: what none of the
        parts makes doubtful is not.
        """
        whole, parts = self._doubt(asked_of(claim)), [self._doubt(part) for part in parts_of(claim)]
        doubts = [part for part in parts if part is not None]
        return min(whole, max(doubts)) if whole is not None and doubts and len(doubts) == len(parts) else whole

    def doubt_of(self, text: str, passages: Sequence[Passage]) -> float | None:
        """The same of a text and passages: whether they do not say it, or of a question, whether they do not answer."""
        return self._doubt(Asked(_plain(text), tuple(passages)))

    def _doubt(self, asked: Asked) -> float | None:
        self._prepare([asked])
        return self._known.get(asked.key)

    def answered(self, claim: Claim) -> float | None:
        """Below 0 if the passages likely answer what a claim says is missing; None where it asks for nothing."""
        found = [self._doubt(asked) for asked in questions_of(claim)]
        return min((one for one in found if one is not None), default=None)

    def prepare_questions(self, claims: Sequence[Claim]) -> None:
        """Read what many claims say is missing, side by side."""
        asked = [one for claim in claims for one in questions_of(claim)]
        self._index.read_ahead([one.text for one in asked])
        self._prepare(asked)

    def prepare(self, claims: Sequence[Claim]) -> None:
        """Read many claims, side by side."""
        self._prepare([asked for claim in claims for asked in (asked_of(claim), *parts_of(claim))])

    def sides(self, asked: Sequence[Asked]) -> list[Sides | None]:
        """What is read of each text and of the sentences nearest to it; None where either has no words."""
        nearest = [self._nearest(one) for one in asked]
        self._index.read_half_way([sentence.text for found in nearest for _, sentence in found])
        return [self._sides(one, found) for one, found in zip(asked, nearest, strict=True)]

    def _prepare(self, asked: Sequence[Asked]) -> None:
        new = {one.key: one for one in asked if one.text and one.key not in self._known}
        if not new or not self.can_read:
            return
        sides = self.sides(list(new.values()))
        ready = {key: both for key, both in zip(new, sides, strict=True) if both is not None}
        if len(ready) == 1:
            self._keep({key: self._read(both, alone=True) for key, both in ready.items()})
        elif ready:
            with ThreadPoolExecutor(threads()) as readers:
                self._keep(dict(zip(ready, readers.map(self._read, ready.values()), strict=True)))

    @property
    def can_read(self) -> bool:
        """Whether the network and the model's states half way up are at hand; it is loaded then."""
        if not self._tried and self._index.by_meaning:
            self._tried = True
            self._network = self._open() if self._index.half_way(_ANY_TEXT) is not None else None
        return self._network is not None

    def _keep(self, found: dict[_Key, float]) -> None:
        self._known.update(found)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def _nearest(self, asked: Asked) -> list[_Placed]:
        """The sentences of the passages nearest in meaning, the nearest first."""
        ranked = self._index.nearest_sentences(asked.text, asked.passages)
        return [(place, sentence) for _, place, sentence in ranked[:_SENTENCES]]

    def _sides(self, asked: Asked, nearest: Sequence[_Placed]) -> Sides | None:
        told = self._index.half_way(asked.text)
        if told is None:
            return None
        given = self._given(nearest, MOST_TOKENS - min(MOST_TOLD, len(told.tokens)))
        return (told, given) if given else None

    def _read(self, sides: Sides, *, alone: bool = False) -> float:
        assert self._network is not None
        return self._network.doubt(*sides, alone=alone)

    def _given(self, nearest: Sequence[_Placed], room: int) -> list[HalfWay]:
        """As much of the sentences as there is room for, the nearest first to be chosen, in the order of the text."""
        chosen: list[tuple[int, int, HalfWay]] = []
        for place, sentence in nearest:
            states = self._index.half_way(sentence.text)
            if states is None or room < _FEWEST_GIVEN:
                continue
            part = _first(states, room)
            chosen.append((place, sentence.start, part))
            room -= len(part.tokens)
        return [part for _, _, part in sorted(chosen, key=lambda each: each[:2])]


def asked_of(claim: Claim) -> Asked:
    """What a claim asserts, with what it says of a silence, and what it cites."""
    told = claim.text if claim.silences else claim.asserted
    return Asked(_plain(told), claim.source.passages)


def parts_of(claim: Claim) -> list[Asked]:
    """The parts of a sentence with what each of them cites; none where it is one."""
    return [Asked(_plain(told), passages) for told, passages in claim.parts]


def questions_of(claim: Claim) -> list[Asked]:
    """What a claim says to be missing, as questions, and what it cites."""
    return [Asked(_plain(question), claim.source.passages) for question in questions(claim.text)]


def _plain(text: str) -> str:
    """A text on one line, with letters that the model knows in place of ligatures, which drafts from PDF files have."""
    return _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), " ".join(text.split()))


def _first(states: HalfWay, most: int) -> HalfWay:
    return HalfWay(states.tokens[:most], states.states[:most])
