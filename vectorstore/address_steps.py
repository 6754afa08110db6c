"""Steps below a paragraph or article, "(c)", "(iii)", "(1)": their kinds, runs and siblings."""

from __future__ import annotations

from collections.abc import Callable

Path = tuple[str, ...]

_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMANS = {
    tens + ones: 10 * len(tens) + number for tens in ("", "x", "xx", "xxx") for number, ones in enumerate(_ROMAN_ONES)
}
ROMANS.pop("")
_ROMAN_NAMES = {number: roman for roman, number in ROMANS.items()}


def is_step(text: str) -> bool:
    """Whether a text may stand in the brackets of a step: a letter, a small number or a roman numeral below 40."""
    if text.isascii() and text.isdigit():
        return len(text) <= 2
    return text in ROMANS or is_letter(text)


def is_letter(text: str) -> bool:
    """Whether it is a letter of an enumeration, "a" to "z" or "aa" to "zz"."""
    return len(text) in {1, 2} and len(set(text)) == 1 and "a" <= text[0] <= "z"


def step_range(first: str, last: str) -> tuple[str, ...]:
    """All steps from the first to the last, or () when they are of different kinds or in the wrong order."""
    if first.isdigit() and last.isdigit():
        return tuple(str(number) for number in range(int(first), int(last) + 1))
    if first in ROMANS and last in ROMANS:
        return tuple(_ROMAN_NAMES[number] for number in range(ROMANS[first], ROMANS[last] + 1))
    if len(first) == len(last) == 1 and first.isalpha() and last.isalpha():
        return tuple(chr(code) for code in range(ord(first), ord(last) + 1))
    return ()


def sibling(last: Path, steps: Path) -> Path | None:
    """The path that `steps` name when they follow `last` in a list.

    After 5 (d) (iii), "(v)" is 5 (d) (v) and "(e)" is 5 (e); after 191, "(c)" is 191 (c). None when no level fits.
    """
    if len(last) == 1:
        return last + steps
    for fits in _same_kind(steps[0]):
        for level in range(len(last) - 1, 0, -1):
            if fits(last[level]):
                return last[:level] + steps
    return None


def _same_kind(step: str) -> tuple[Callable[[str], bool], ...]:
    """Tests of the level that a step belongs to, surest first: "i" after "(h)" is a letter, after "(iv)" a numeral."""
    if step.isdigit():
        return (str.isdigit,)
    if step in ROMANS:
        return (ROMANS.__contains__, is_letter) if is_letter(step) else (ROMANS.__contains__,)
    return (lambda other: is_letter(other) and other not in ROMANS, is_letter)
