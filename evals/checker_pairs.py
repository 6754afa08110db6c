"""Pairs of a true sentence and a falsified one, made from the corpus with a fixed seed; the true one reworded first."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.library import Library
from vectorstore.model import Passage
from vectorstore.sentences import split_sentences

SEED = 20_251_027
REPORT, TREATY = "CERD/C/KAZ/11-14", "ICERD"
_FEWEST_WORDS, _MOST_WORDS = 8, 60


@dataclass(frozen=True, slots=True)
class Pair:
    """A true sentence and its falsification. `split` goes by the source paragraph: "dev" or "test"."""

    kind: str
    passage: str
    true: str
    false: str

    @property
    def split(self) -> str:
        """The same for every pair of one paragraph."""
        digest = hashlib.sha256(f"{SEED} {self.passage.partition('(')[0]}".encode()).digest()
        return "test" if digest[0] % 2 else "dev"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a passage, without its end mark and references to annexes."""

    passage: Passage
    text: str


class Material:
    """The corpus as statements, with a source of chance of its own for each kind."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def statements(self) -> list[Statement]:
        """The statements of the State report in order."""
        return [
            Statement(passage, text)
            for passage in self.library.units(REPORT)
            for text in _sentences(passage.text)
            if _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS
        ]

    @cached_property
    def provisions(self) -> list[Statement]:
        """The articles of the Convention in order, each whole."""
        return [
            Statement(passage, passage.text.rstrip(" .;:"))
            for passage in self.library.units(TREATY)
            if "preamble" not in passage.id and len(passage.text.split()) >= 4
        ]

    def shuffled(self, kind: str, statements: list[Statement] | None = None) -> tuple[random.Random, list[Statement]]:
        """Chance for a kind, and the statements in its order."""
        chance = random.Random(f"{SEED} {kind}")
        chosen = list(self.statements if statements is None else statements)
        chance.shuffle(chosen)
        return chance, chosen


Maker = Callable[[Material], Iterator[Pair]]


def _sentences(text: str) -> Iterator[str]:
    for start, end in split_sentences(text):
        sentence = re.sub(r"\s*\((?:see|art|arts|see also)\b[^()]*(?:\([^()]*\)[^()]*)*\)", "", text[start:end])
        if re.search(r"[.;]$", sentence) and not re.match(
            r"(?:Of these|These|This|They|It|He|She|Such|Its)\b", sentence
        ):
            yield sentence.rstrip(" .;")


def cited(text: str, *ids: str) -> str:
    """A sentence with its citation in brackets."""
    return f"{text} ({format_citation([Address.from_id(id) for id in ids])})."


_FRAMES = ("", "The State party reports that ", "According to the State report, ", "The Government states that ")
_SYNONYMS = (
    (r"\bper cent\b", "%"),
    (r"\bin order to\b", "to"),
    (r"\bIn addition, ", ""),
    (r"\bFurthermore, ", ""),
    (r"\bMoreover, ", ""),
    (r"\bincluding\b", "among them"),
    (r"\bare being implemented\b", "are under way"),
    (r"\bwith a view to\b", "in order to"),
    (r"\bcarried out\b", "conducted"),
    (r"\bpersons\b", "people"),
    (r"\bapproximately\b", "about"),
    (r"\bmore than\b", "over"),
    (r"\bshall\b", "must"),
    (r"\bestablished\b", "set up"),
    (r"\baimed at\b", "intended for"),
    (r"\bregarding\b", "on"),
    (r"\bcurrently\b", "at present"),
)
_KEEPS_CAPITAL = re.compile(
    r"[\W\d]*(?:[A-Z]{2,}|Kazakh|State|Article|Act|President|Ministry|Uz|Ui|Roma|[A-Z][a-z]+\s+(?:[A-Z]|of\s+[A-Z]))|\d"
)


def reworded(text: str, chance: random.Random) -> str:
    """The same in the way that an author reports it: a frame, some synonyms, a leading phrase moved to the end."""
    for pattern, replacement in _SYNONYMS:
        if chance.random() < 0.6:
            text = re.sub(pattern, replacement, text)
    text = text.replace(" %", "%")
    lead = re.match(r"((?:In|Since|As at|Between|From|During|Over)\s[^,;:]{4,40}),\s(?=[a-z]|the\b)", text)
    if lead and chance.random() < 0.5 and not re.search(r"[;:]", text):
        text = f"{text[lead.end() :]} {lead[1][0].lower()}{lead[1][1:]}"
    return _framed(text, chance)


def _framed(text: str, chance: random.Random) -> str:
    frame = chance.choice(_FRAMES)
    if frame and not _KEEPS_CAPITAL.match(text):
        text = text[0].lower() + text[1:]
    return frame + (text if frame else text[0].upper() + text[1:])
