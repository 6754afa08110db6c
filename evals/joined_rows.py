"""What the network that reads a sentence and its passages together is trained on: labelled sentences, made ready."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.checking import Checker
from assistant.checks.claim import Claim
from assistant.checks.joined import Asked, Sides, asked_of
from assistant.engines.extractive.answer_question import read_question
from assistant.store import Store
from evals.checker_sentences import DATA, Labelled, load_labelled, unit
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import Passage

# The other files are for what decides whether to answer.
QUESTIONS = ("passage_questions_1", "passage_questions_3", "passage_questions_4")
INVENTED = tuple(sorted(path.stem for path in DATA.glob("invented_*.jsonl")))
CONTRAST = tuple(sorted(path.stem for path in DATA.glob("contrast_*.jsonl")))
_NO_DOCUMENT = {name: f"A/HRC/WG.6/99/INV/{number}" for number, name in enumerate(INVENTED, 1)}
_OF_PAIRS = ("contrast ", "pair ")


@dataclass(frozen=True)
class JoinedRow:
    """Both sides of a labelled sentence. `pair` is shared by the true and the false sentence of a contrast pair.

    `paragraph` is the id of the first passage cited, without items.
    """

    set: str
    pair: str
    paragraph: str
    false: bool
    sides: Sides


def contrast_sentences(name: str, folder: Path = DATA) -> Iterator[tuple[str, Labelled]]:
    """The sentences of a file of contrast pairs with their citations, each with the name of its pair."""
    for number, line in enumerate((folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")):
        if not line:
            continue
        row = json.loads(line)
        citation = format_citation([Address.from_id(id) for id in row.get("passages") or [row["passage"]]])
        for label in ("true", "false"):
            text = f"{row[label].rstrip('.')} ({citation})."
            pair = f"{name} {number}"
            yield pair, Labelled(f"{pair} {label}", text, label == "false", row["kind"], "hard")


def read_joined_rows(store: Store, names: Sequence[str]) -> list[JoinedRow]:
    """The sentences and questions of the sets as the network reads them; what cannot be read is left out."""
    rows = []
    for name in names:
        texts = list(_texts(store, name))
        read = store.checker.joined_sides([asked for *_, asked in texts])
        for (pair, false, asked), sides in zip(texts, read, strict=True):
            if sides is not None:
                paragraph = asked.passages[0].id.partition("(")[0]
                rows.append(JoinedRow(name, pair, paragraph, false, sides))
    return rows


def _texts(store: Store, name: str) -> Iterator[tuple[str, bool, Asked]]:
    if name in INVENTED:
        return invented_sentences(name)
    return _questions(store, name) if name in QUESTIONS else sentence_texts(store.checker, name)


def invented_sentences(name: str, folder: Path = DATA) -> Iterator[tuple[str, bool, Asked]]:
    """The sentences of a file of contrast pairs on passages of no document: pair, whether false, what is to be read."""
    for number, line in enumerate((folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"), 1):
        if not line:
            continue
        row = json.loads(line)
        passage = Passage(f"{_NO_DOCUMENT[name]}#{number}", row["text"])
        for place, pair in enumerate(row["pairs"]):
            for label in ("true", "false"):
                yield f"{name} {number} {place}", label == "false", Asked(pair[label], (passage,))


def paired_claims(checker: Checker, name: str) -> Iterator[tuple[str, bool, Claim]]:
    """The sentences of a set that cite a passage: the name of each one's pair, whether it is false, the claim."""
    if name in CONTRAST:
        sentences = list(contrast_sentences(name))
    else:
        sentences = list(zip(_pairs(name), load_labelled(name), strict=True))
    for pair, labelled in sentences:
        claim = checker.claim(unit(labelled.text))
        if claim.source.passages:
            yield pair, labelled.false, claim


def sentence_texts(checker: Checker, name: str) -> Iterator[tuple[str, bool, Asked]]:
    """For each sentence that cites a passage the name of its pair, whether it is false, and what is to be read."""
    for pair, false, claim in paired_claims(checker, name):
        if claim.asserts or claim.silences:
            yield pair, false, asked_of(claim)


def _questions(store: Store, name: str, folder: Path = DATA) -> Iterator[tuple[str, bool, Asked]]:
    """The same for each question: the first that a passage answers is paired with the first that it does not."""
    seen: Counter[tuple[str, bool]] = Counter()
    for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            misses = not row["answers"]
            seen[row["passage"], misses] += 1
            pair = f"{name} {row['passage']} {seen[row['passage'], misses]}"
            told = read_question(row["question"], {}).told
            yield pair, misses, Asked(told, (_passage(store, row["passage"]),))


def _passage(store: Store, id: str) -> Passage:
    passage = store.library.get(id)
    if passage is None:
        raise ValueError(f"{id} is not in the library.")
    return passage


def _pairs(name: str, folder: Path = DATA) -> list[str]:
    """What each sentence of a labelled set is paired by: its note where the set was written in pairs, else its id."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    return [f"{name} {row['note'] if row.get('note', '').startswith(_OF_PAIRS) else row['id']}" for row in rows]
