"""Reads a question: its parts, the words that an answer must meet, and what kind of answer each part wants."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.checks.number_words import SMALL
from assistant.checks.words import FRAME, STOP, stem
from assistant.engines.extractive.answer_background import Span, background_of, without
from assistant.engines.extractive.answer_wanted import Wanted, wanted_by

PIECE = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,]\d)|\w+|[^\w\s]")
_LONGEST = 1_000  # characters that are read
_FEW = 4  # words of a question, fewer of which need what is told before it
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words in which people ask, and that no passage need hold.
_ASKING = frozenset(
    """
    actually answer anyone anything ask asked bear belong belongs big biggest came cent claim come comes compare
    compared country currently detail details exactly explain far figure figures find found get gets give go goes got
    happen happens heavy information kind know large last list live lives long look looks mean meant mention money
    name named names need now number numbers often part people per percent percentage person please presently
    proportion put question quote rate say share show size somebody someone take takes taking talk tell thing things
    today together took total turn want went word wording words year years
    """.split()  # noqa: SIM905  # a list of strings would take four times the lines
)
_PART = re.compile(
    r"[?;:]+\s+|(?<=\w{3})\.\s+(?=[A-Z])"
    r"|,?\s+\b(?:and|or)\s+(?=(?:(?:(?:by|in|for|from|to|with)\s+)?(?:how|what|which|who(?:m|se)?)|where|when|why|within"
    r"|can|does|do|is|are|was|were|of)\b)"
    r"|,\s+(?:and\s+)?(?=(?:(?:(?:by|in|for|from|to|with)\s+)?(?:how|what|which|who(?:m|se)?)|where|when|why|can|does"
    r"|within)\b)"
    r"|\s[-–]\s+(?=(?:how|what|which|who|where|when|why|(?:the\s+)?(?:exact\s+|total\s+)?(?:numbers?|names?))\b)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\b(?:how (?:many|much)|number of|percentage of|share of|figures? for)\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """A word or number that an answer should meet. `piece` is its place in the question's pieces.

    `counted` marks the thing that a question asks the number of, `background` what is told before it is asked.
    """

    text: str
    stem: str
    piece: int
    part: int
    counted: bool = False
    background: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits: such a word must be met exactly."""
        return self.text.replace(",", "").isdecimal()

    @property
    def year(self) -> int | None:
        """The year that it names."""
        return int(self.text) if _YEAR.fullmatch(self.text) else None

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name: a capital inside the question, or an acronym."""
        return (self.piece > 0 and self.text[:1].isupper()) or self.text[1:] != self.text[1:].lower()


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart. `wanted` holds what each part asks for, `starts` the character where each part starts.

    `asked` is the question without what is told before it.
    """

    text: str
    asked: str
    pieces: tuple[str, ...]
    words: tuple[QuestionWord, ...]
    wanted: tuple[Wanted, ...]
    starts: tuple[int, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The text of each part."""
        ends = (*self.starts[1:], len(self.text))
        return tuple(self.text[start:end].strip(" ,;") for start, end in zip(self.starts, ends, strict=True))

    @property
    def told(self) -> str:
        """What is asked first, and then what is told before it, to be read from the front."""
        return self.asked if self.asked == self.text else f"{self.asked} {self.text.replace(self.asked, '')}".strip()

    @property
    def years(self) -> tuple[int, ...]:
        """The years named."""
        return tuple(word.year for word in self.words if word.year is not None)


def read_question(text: str, aliases: Mapping[str, str]) -> Question:
    """Take a question apart. `aliases` are short names ("ICERD") and what the documents say for them."""
    plain = " ".join(text.split())[:_LONGEST]
    for short, long in aliases.items():
        plain = re.sub(rf"\b{re.escape(short)}\b(?!/)", long, plain)
    background = _background(plain)
    starts = _part_starts(plain, background)
    matches = list(PIECE.finditer(plain))
    counted = _counted(plain)
    words = tuple(
        QuestionWord(
            match[0],
            stem(match[0].lower()),
            i,
            _part_of(match.start(), starts),
            match.start() in counted,
            _is_inside(match.start(), background),
        )
        for i, match in enumerate(matches)
        if _is_content(match[0])
    )
    ends = (*starts[1:], len(plain))
    wanted = tuple(wanted_by(plain[start:end]) for start, end in zip(starts, ends, strict=True))
    pieces = tuple(match[0] for match in matches)
    return _folded(Question(plain, without(plain, background), pieces, words, wanted, starts))


def _folded(question: Question) -> Question:
    """The question without parts that have no words of their own: what they want, the part before wants."""
    own = {word.part for word in question.words if not word.background}
    starts: list[int] = []
    wanted: list[Wanted] = []
    number: dict[int, int] = {}
    for part, start in enumerate(question.starts):
        if starts and part not in own:
            wanted[-1] = wanted[-1] if question.wanted[part] in {"text", "yes_no"} else question.wanted[part]
        else:
            starts.append(start)
            wanted.append(question.wanted[part])
        number[part] = len(starts) - 1
    words = tuple(replace(word, part=number[word.part]) for word in question.words)
    return replace(question, words=words, wanted=tuple(wanted), starts=tuple(starts))


def _counted(plain: str) -> frozenset[int]:
    """Where the words of the counted things start: "asylum applications" in "how many asylum applications were"."""
    found = set()
    for asked in _COUNT.finditer(plain):
        for match in PIECE.finditer(plain, asked.end()):
            if not _is_content(match[0]) and match[0].lower() not in {"-", "of", "or"}:
                break
            found.add(match.start())
    return frozenset(found)


def _background(plain: str) -> tuple[Span, ...]:
    """What is told before the question, but for the last of it where little is asked by itself: "How many years?"."""
    told = background_of(plain)
    while told and sum(map(_is_content, PIECE.findall(without(plain, told)))) < _FEW:
        told = told[:-1]
    return told


def _part_starts(plain: str, background: Sequence[Span]) -> tuple[int, ...]:
    """Where the parts start that ask something, in order."""
    possible = [0, *(match.end() for match in _PART.finditer(plain)), *(end for _, end in background)]
    starts = [start + len(plain[start:]) - len(plain[start:].lstrip()) for start in possible if plain[start:].strip()]
    return tuple(sorted({start for start in starts if not _is_inside(start, background)}))


def _part_of(position: int, starts: tuple[int, ...]) -> int:
    return max((number for number, start in enumerate(starts) if start <= position), default=0)


def _is_inside(position: int, spans: Sequence[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def _is_content(piece: str) -> bool:
    lower = piece.lower()
    if lower.replace(",", "").isdecimal() or lower in SMALL:
        return lower not in {"one", "zero"}
    known_noise = lower in STOP or lower in _ASKING or (lower in FRAME and piece.islower() and lower != "convention")
    return len(lower) > 1 and lower[0].isalnum() and not known_noise
