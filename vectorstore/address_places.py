"""Reads the places of a citation, the "37, 38 (b) and 41–43" that follows "paras." or "arts."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vectorstore.address_steps import Path, is_step, sibling, step_range
from vectorstore.address_tokens import Token

RANGE_CAP = 500
PARAGRAPH_WORDS = {"para": False, "paras": True, "paragraph": False, "paragraphs": True, "par": False, "pars": True}
ARTICLE_WORDS = {"art": False, "arts": True, "article": False, "articles": True}
_SUBPARAGRAPHS = frozenset({"subparagraph", "subparagraphs", "subpara", "subparas"})
_CONJUNCTIONS = frozenset({"and", "or", "&", "and/or"})
_FOLLOWERS = _CONJUNCTIONS | {"to", "of", "above", "below"}
_UNITS = frozenset({"per", "percent", "%", "million", "billion"})
# The longest article of a UN human rights treaty has fewer numbered paragraphs than this.
_LAST_NESTED_PARAGRAPH = 12
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Places:
    """The paths read, ranges expanded, and the index of the token after them; `malformed` if a range is impossible."""

    paths: tuple[Path, ...]
    end: int
    malformed: bool = False


def read_places(tokens: Sequence[Token], at: int, *, plural: bool, article: bool, loose: bool = False) -> Places | None:
    """The places that begin at token `at`, or None if no number stands there.

    `loose` also takes "5 e v" and "191 a-c", as typed after a command; in prose a bare letter is a word.
    """
    return _PlaceReader(tokens, at, plural, article, loose).read()


def read_steps(tokens: Sequence[Token], at: int) -> tuple[Path, int]:
    """The bracketed steps from token `at` on, and the index after them."""
    steps: list[str] = []
    while len(steps) < _DEEPEST and _is_bracketed_step(tokens, at):
        steps.append(tokens[at + 1].low)
        at += 3
    return tuple(steps), at


def _is_bracketed_step(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].kind == "(" and tokens[at + 2].kind == ")" and is_step(tokens[at + 1].low)


@lru_cache(maxsize=256)
def _run(parent: Path, first: str, last: str) -> tuple[Path, ...]:
    """All paths from one step to another; cached, so that a text full of long ranges shares them."""
    return tuple((*parent, step) for step in step_range(first, last))


class _PlaceReader:
    """Recursive descent over one list of places."""

    def __init__(self, tokens: Sequence[Token], at: int, plural: bool, article: bool, loose: bool) -> None:
        self.tokens, self.at = tokens, at
        self.plural, self.article, self.loose = plural, article, loose
        self.paths: list[Path] = []
        self.expanded = 0
        self.whole_run: tuple[Path, ...] = ()
        self.malformed = False
        self.conjunction_read = False
        self.nested_list = False

    def read(self) -> Places | None:
        if not self._is_number(self.at):
            return None
        self._item()
        while not self.malformed and self._next_item():
            pass
        single = len(self.whole_run) == len(self.paths)
        return Places(self.whole_run if single else tuple(dict.fromkeys(self.paths)), self.at, self.malformed)

    def _item(self) -> None:
        """A number with its steps, and the range that it may open."""
        path = self._number() + self._steps()
        if self.article and len(path) == 1:
            path += self._nested_paragraph()
        self.paths.append(path)
        self._range()

    def _next_item(self) -> bool:
        """A separator and what it introduces; False, with nothing read, where the list ends."""
        at, conjunction = self._separator()
        if at == self.at:
            return False
        if self._is_number(at) and self._continues(at, conjunction):
            self.at = at
            self.conjunction_read |= conjunction
            self._numbered_item()
            return True
        steps, end = read_steps(self.tokens, at)
        path = sibling(self.paths[-1], steps) if steps else None
        if path is None:
            return False
        self.at = end
        self.conjunction_read |= conjunction
        self.paths.append(path)
        self._range()
        return True

    def _numbered_item(self) -> None:
        if not self.nested_list:
            self._item()
            return
        self.paths.append(self.paths[-1][:1] + self._number() + self._steps())
        self._range()

    def _separator(self) -> tuple[int, bool]:
        at, conjunction = self.at, False
        if self.tokens[at].kind == ",":
            at += 1
        if self.tokens[at].low in _CONJUNCTIONS:
            at, conjunction = at + 1, True
        return at, conjunction

    def _is_number(self, at: int) -> bool:
        return self.tokens[at].kind == "number" and len(self.tokens[at].text) <= 6

    def _is_tight(self, at: int) -> bool:
        return self.tokens[at].start == self.tokens[at - 1].end

    def _number(self) -> Path:
        """A number, or a decimal one such as the "6.1" of a dangling reference; "art. 2.1" is art. 2 (1)."""
        number = str(int(self.tokens[self.at].text))
        self.at += 1
        if not self._is_decimal(self.at - 1):
            return (number,)
        fraction = self.tokens[self.at + 1].text
        self.at += 2
        return (number, fraction) if self.article else (f"{number}.{fraction}",)

    def _is_decimal(self, at: int) -> bool:
        dot, fraction = self.tokens[at + 1], self.tokens[at + 2]
        digits = fraction.kind == "number" and len(fraction.text) <= 2
        return dot.kind == "." and digits and self._is_tight(at + 1) and self._is_tight(at + 2)

    def _steps(self) -> Path:
        steps: list[str] = []
        while len(steps) < _DEEPEST:
            bracketed, end = read_steps(self.tokens, self._after_subparagraph_word())
            if bracketed:
                steps.extend(bracketed)
                self.at = end
            elif self._is_bare_step():
                steps.append(self.tokens[self.at].low)
                self.at += 1
            else:
                break
        return tuple(steps)

    def _is_bare_step(self) -> bool:
        token = self.tokens[self.at]
        if token.kind != "word" or not is_step(token.low):
            return False
        follows_number = self.tokens[self.at - 1].kind == "number"
        return self.loose or (len(token.text) == 1 and follows_number and self._is_tight(self.at))

    def _after_subparagraph_word(self) -> int:
        at = self.at + (self.tokens[self.at].kind == ",")
        return at + 1 if self.tokens[at].low in _SUBPARAGRAPHS else self.at

    def _nested_paragraph(self) -> Path:
        """The "paragraph 1 (c)" of "article 2, paragraph 1 (c)"."""
        at = self.at + (self.tokens[self.at].kind == ",")
        plural = PARAGRAPH_WORDS.get(self.tokens[at].low)
        if plural is None:
            return ()
        at += 1 + (self.tokens[at + 1].kind == ".")
        if self._is_number(at) and int(self.tokens[at].text) <= _LAST_NESTED_PARAGRAPH:
            self.at, self.nested_list = at, plural
            return self._number() + self._steps()
        steps, end = read_steps(self.tokens, at)
        if steps:
            self.at = end
        return steps

    def _continues(self, at: int, conjunction: bool) -> bool:
        """Whether the number after a separator is another place, and not a figure of the sentence."""
        number, following = self.tokens[at], self.tokens[at + 1]
        if following.low in _UNITS or self._is_decimal(at) or (self._is_thousands(at) and not self._is_tight(at)):
            return False
        value, last = int(number.text), self._last_number()
        is_noun = following.kind == "word" and following.low not in _FOLLOWERS
        if conjunction:
            return self.plural or self.nested_list or not is_noun or value == last + 1
        if 1900 <= value <= 2100:
            return False
        if self.conjunction_read or not self.plural:
            return value >= last and (following.kind != "word" or following.low in _CONJUNCTIONS)
        return not is_noun or following.capital

    def _is_thousands(self, at: int) -> bool:
        """Whether a number such as 4,400 begins here, in prose: "paras. 155,156)" is a list."""
        comma, rest = self.tokens[at + 1], self.tokens[at + 2]
        grouped = comma.kind == "," and rest.kind == "number" and len(rest.text) == 3
        return grouped and self._is_tight(at + 1) and self._is_tight(at + 2) and self.tokens[at + 3].kind == "word"

    def _last_number(self) -> int:
        number = self.paths[-1][1 if self.nested_list and len(self.paths[-1]) > 1 else 0]
        return int(number) if number.isdigit() else 0

    def _range(self) -> None:
        """A range from the last path on, if one opens here."""
        dash, first = self.tokens[self.at], self.paths[-1]
        if dash.kind != "dash" and dash.low not in {"to", "through"}:
            return
        at = self.at + 1
        steps, end = read_steps(self.tokens, at)
        if self.loose and len(first) > 1 and is_step(self.tokens[at].low) and not self._is_number(at):
            steps, end = (self.tokens[at].low,), at + 1
        if steps and len(first) > 1:
            self.at = end
            self._extend(first, first[:-1] + steps)
        elif self._is_number(at) and self._opens_range(at):
            self.at = at
            parent = first[:1] if self.nested_list else ()
            self._extend(first, parent + self._number() + self._steps())
        elif dash.kind == "dash" and self._is_tight(self.at) and self.tokens[at].kind in {")", ",", ";", ".", "end"}:
            self.at, self.malformed = at, True

    def _opens_range(self, at: int) -> bool:
        """Whether dash and number are a range, and not the sentence going on: "in para. 155 – 46 cases were …"."""
        dash = self.tokens[at - 1]
        rises = int(self.tokens[at].text) >= self._last_number()
        if dash.text == "—" or (dash.low in {"to", "through"} and not self.plural):
            return rises
        if self.plural or (self._is_tight(at) and self._is_tight(at - 1)):
            return True
        following = self.tokens[at + 1]
        return rises and (following.kind != "word" or following.low in _FOLLOWERS)

    def _extend(self, first: Path, last: Path) -> None:
        """Append what lies between the two, `first` being there already."""
        if first[:-1] != last[:-1] or self._width(first[-1], last[-1]) > RANGE_CAP - self.expanded:
            self.malformed = True
            return
        run = _run(first[:-1], first[-1], last[-1])
        self.malformed = len(run) < 2
        self.expanded += len(run)
        if len(self.paths) == 1 and not self.malformed:
            self.whole_run = run
        self.paths.extend(run[1:])

    @staticmethod
    def _width(first: str, last: str) -> int:
        return int(last) - int(first) + 1 if first.isdigit() and last.isdigit() else 0
