"""The openings by which the State's words are reported, so that none is used more than three times in a section."""

from __future__ import annotations

from collections import Counter

_LEADS = ("The State party reports that", "The State party states that", "The report says that", "The State party indicates that")
_FOLLOWING = (
    "It also reports that",
    "It states that",
    "It adds that",
    "It further reports that",
    "It says that",
    "It mentions that",
    "It notes that",
    "It indicates that",
    "It gives the information that",
    "It informs the Committee that",
)
_MOST = 3


class Frames:
    """Hands out the openings in turn."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def lead(self) -> str:
        """An opening for the first sentence of a paragraph, naming the State party."""
        return self._take(_LEADS + _FOLLOWING)

    def next(self) -> str:
        """An opening for a sentence that follows one about the State party."""
        return self._take(_FOLLOWING)

    @property
    def exhausted(self) -> bool:
        """Whether every opening has been used as often as allowed."""
        return all(self._used[one] >= _MOST for one in _FOLLOWING)

    def _take(self, openings: tuple[str, ...]) -> str:
        frame = min(openings, key=lambda one: (self._used[one], openings.index(one)))
        self._used[frame] += 1
        return frame
