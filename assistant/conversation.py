"""What was said before a question: the turns that an engine sees, and whether the question leans on them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST_FOLLOW_UP = 12  # words; a longer question says itself what it is about
_SHORT = 3
_LEANS = re.compile(
    r"^\W*(?:and|but|or|so|also|what about|how about|why|when|where|who|which ones?|how so|how many|how much|since when"
    r"|by whom|in what|in which|on what|of which|for which)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|these|those|he|she|him|her|his|the same|ones|former|latter|above"
    r"|that(?=\W*$)|(?<!are )(?<!is )(?<!were )(?<!was )there(?!\s+(?:is|are|was|were|any)\b))\b",
    re.IGNORECASE,
)
_OPENS_LIKE_A_FOLLOW_UP = re.compile(r"^\W*(?:and|but|or|so|what about|how about)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation, its answer as it was shown, and the ids of the passages it cited."""

    question: str
    answer: str
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said before, oldest first.

    `summary` stands for the turns before `turns`, with its citations in UN form; `summary_cited` holds their ids.
    """

    turns: tuple[Turn, ...] = ()
    summary: str = ""
    summary_cited: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.turns or self.summary)


NOTHING_SAID = Conversation()


def leans_on_earlier(question: str) -> bool:
    """Whether a question makes full sense only after the one before it, such as "and in which year?"."""
    words = question.split()
    if len(words) > _LONGEST_FOLLOW_UP:
        return False
    if _OPENS_LIKE_A_FOLLOW_UP.match(question) or _POINTS_BACK.search(question):
        return True
    return len(words) <= _SHORT and bool(_LEANS.match(question))


def search_query(question: str, conversation: Conversation) -> str:
    """What to search for: the question, after the questions that it leans on."""
    parts = [question]
    for turn in reversed(conversation.turns):
        if not leans_on_earlier(parts[0]):
            break
        parts.insert(0, turn.question)
    return " ".join(part if part.rstrip().endswith(("?", ".", "!")) else f"{part.rstrip()}?" for part in parts)
