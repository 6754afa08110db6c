"""The openings by which the State's words are reported, so that none is used more than three times in a section."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from assistant.engines.extractive.lines import Line

_LEADS = (
    "The State party reports that",
    "The State party states that",
    "The report says that",
    "The State party indicates that",
)
_FOLLOWING = (
    "It also reports that",
    "It states that",
    "It adds that",
    "It further reports that",
    "It says that",
    "It indicates that",
    "It mentions that",
)
_MOST = 3
_PLAIN = 4  # openings of a list that are used up before the others


class Frames:
    """Hands out the plain openings in turn, and others when each has been used three times."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def lead(self) -> str:
        """An opening for the first sentence of a paragraph, naming the State party."""
        return self._take(_LEADS)

    def next(self) -> str:
        """An opening for a sentence that follows one about the State party."""
        return self._take(_FOLLOWING)

    def _take(self, openings: tuple[str, ...]) -> str:
        plain = [one for one in openings[:_PLAIN] if self._used[one] < _MOST]
        frame = min(plain or openings, key=lambda one: self._used[one])
        self._used[frame] += 1
        return frame


# Openings of one meaning: where one has been used as often as allowed, another takes its place.
_ALIKE = (
    (
        *_LEADS,
        "The State party says that",
        "The State party also says that",
        "The State party further says that",
        "The report also says that",
    ),
    ("The State party counts", "The report counts"),
    ("According to the State party,", "According to the report,", "In the State party’s account,"),
    ("The State party asserts that", "The State party declares that", "The State party affirms that"),
)


class Varied:
    """Changes openings that a section has used up, over all its parts."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def line(self, line: Line) -> Line:
        """The line with an opening whose first words are used at most three times in the section."""
        family = next((one for one in _ALIKE if line.text.startswith(tuple(f"{opening} " for opening in one))), None)
        if family is not None and self._used[_first_words(line.text)] >= _MOST:
            opening = next(one for one in family if line.text.startswith(f"{one} "))
            chosen = min(family, key=lambda one: self._used[_first_words(one)])
            line = replace(line, text=chosen + line.text[len(opening) :])
        self._used[_first_words(line.text)] += 1
        return line


def _first_words(text: str) -> str:
    return " ".join(text.split()[:4])
