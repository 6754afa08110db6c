"""Words of a sentence with their places and stems, and the lists of words that carry no content of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import Stemmer

from assistant.checks.lexicon import word_set

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
POSSESSIVE = re.compile(r"[’']s?$")
_STEMMER = Stemmer.Stemmer("english")
# Words that the stemmer would throw together with others: nationality and nation, police and policy.
_KEPT_APART = {
    **dict.fromkeys(("nationality", "nationalities"), "nationality"),
    **dict.fromkeys(("university", "universities"), "university"),
    **dict.fromkeys(("organization", "organizations", "organisation", "organisations"), "organization"),
    **dict.fromkeys(("important", "importance"), "important"),
    "police": "police",
}

# One spelling for words that British and American writers spell apart.
_SPELLINGS = (
    (re.compile(r"(?<=..)is(e[drs]?|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=[bcdlnpv])our(?=(ed|ing|s|able|al|ful)?$)"), "or"),
    (re.compile(r"^programmes?$"), "program"),
    (re.compile(r"(?<=..)ll(ed|ing|er|ment)$"), r"l\1"),
)

# Grammar words; negations and quantities are among them, for other checks compare those.
STOP = word_set("stop")

# Words with which an author reports or frames what a source says: they need no support in the passage.
FRAME = word_set("frame")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters in a text, its stem and its half-open character range."""

    text: str
    lower: str
    stem: str
    start: int
    end: int

    @property
    def content(self) -> bool:
        """Whether it can be looked for in a passage: neither a grammar word nor a single letter."""
        return len(self.lower) > 1 and self.lower not in STOP


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in lower case, American and British spellings alike."""
    if word in _KEPT_APART:
        return _KEPT_APART[word]
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return cast(str, _STEMMER.stemWord(word))


def read_words(text: str) -> list[Word]:
    """The words of a text in order; parts of a hyphenated word are words of their own, a possessive ending is none."""
    return list(_words(text))


@lru_cache(maxsize=1_000)
def _words(text: str) -> tuple[Word, ...]:
    """Kept, since a dozen checks read the words of one sentence."""
    words = []
    for match in _WORD.finditer(text):
        lower = POSSESSIVE.sub("", match[0].lower()).replace("’", "'")
        words.append(Word(match[0], lower, stem(lower), match.start(), match.end()))
    return tuple(words)


def content_stems(text: str) -> list[str]:
    """The stems of the content words of a text, in order."""
    return [word.stem for word in read_words(text) if word.content]


def is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin ones; a text without letters counts as Latin."""
    letters = [char for char in text if char.isalpha()]
    return sum(char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in letters) * 2 >= len(letters)
