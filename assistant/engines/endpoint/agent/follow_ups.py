"""What the documents hold on a paragraph of the Committee's earlier concluding observations.

The observations themselves are a document of their own, which a library may lack: what was recommended is then known
from nothing but the headings of the State party's answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.acts import Act, classify
from assistant.engines.endpoint.beyond import subjects
from assistant.store import Store
from vectorstore.model import Passage
from vectorstore.sentences import split_sentences

_OBSERVATIONS = "/CO/"  # in the symbol of a document of concluding observations
# What a State does in a sentence, in the words of a list, the most telling first.
_DOES: dict[Act, str] = {
    "postponement": "puts off",
    "plan": "plans",
    "denial": "denies",
    "figure": "figure",
    "law": "law",
    "measure": "measure",
    "self_assessment": "praise",
}
_LONGEST = 40  # words of a sentence that are shown


def answered(store: Store) -> dict[str, list[Passage]]:
    """The paragraphs of the State report that answer each concluding observation, by its number ("22 (a)")."""
    found: dict[str, list[Passage]] = {}
    for unit in store.library.units(store.state_report):
        for answer in unit.answers:
            found.setdefault(answer, []).append(unit)
    return found


def overview(store: Store) -> str:
    """Every concluding observation that is answered: how many paragraphs, under which heading, what they do."""
    groups: dict[tuple[str, ...], list[str]] = {}
    found = answered(store)
    for number, units in found.items():
        groups.setdefault(tuple(unit.id for unit in units), []).append(number)
    lines = []
    for numbers in groups.values():
        units = found[numbers[0]]
        acts = [act for unit in units for act in _acts(unit)]
        counts = [f"{acts.count(act)} × {word}" for act, word in _DOES.items() if acts.count(act)]
        lines.append(f"{', '.join(numbers)}: {_count(units)}, {_subject(units)} ({', '.join(counts)})")
    told = "Concluding observations that the State party answers, and what sentences of the answers do."
    return "\n".join([f"{told} {_absence(store, '')}".strip(), *lines])


def recommended(numbers: Iterable[str], store: Store) -> list[Passage]:
    """The text of the concluding observations themselves, where the library holds it."""
    symbols = [symbol for symbol in store.library.documents if _OBSERVATIONS in symbol]
    ids = [f"{symbol}#{''.join(number.split())}" for symbol in symbols for number in numbers]
    return [passage for id in ids if (passage := store.library.get(id)) is not None]


def heading(numbers: Sequence[str], units: Sequence[Passage], store: Store) -> str:
    """What is known of the observations, and where they are answered."""
    named = f"paragraph{'s' if len(numbers) > 1 else ''} {' and '.join(numbers)}"
    answer = f"The State party answers {named} in {_count(units)}, {_subject(units)}."
    return f"{_absence(store, named)} {answer}".strip()


def lines(units: Iterable[tuple[str, Passage]]) -> list[str]:
    """A line for each paragraph: its key, what the State does there, and the sentence in which it does it."""
    return [_line(key, unit) for key, unit in units]


def _absence(store: Store, named: str) -> str:
    """That the recommendations are not in the library, if they are not."""
    if any(_OBSERVATIONS in symbol for symbol in store.library.documents):
        return ""
    what = f"What the Committee wrote in {named}" if named else "What the Committee wrote in them"
    return f"{what} is not in the documents; no tool can read it."


def _count(units: Sequence[Passage]) -> str:
    return "1 paragraph" if len(units) == 1 else f"{len(units)} paragraphs"


def _subject(units: Sequence[Passage]) -> str:
    return "under " + "; ".join(f"“{title}”" for title in subjects(units))


def _acts(unit: Passage) -> list[Act]:
    return [act for start, end in split_sentences(unit.text) for act in classify(unit.text[start:end])]


def _line(key: str, unit: Passage) -> str:
    sentences = [unit.text[start:end] for start, end in split_sentences(unit.text)]
    ranked = [
        (place, word, one)
        for place, (act, word) in enumerate(_DOES.items())
        for one in sentences
        if act in classify(one)
    ]
    _, does, sentence = min(ranked, key=lambda row: row[0], default=(0, "says", sentences[0]))
    words = sentence.split()
    return f"[{key}] {does}: {' '.join(words[:_LONGEST])}{' …' if len(words) > _LONGEST else ''}"
