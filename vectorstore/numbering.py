"""Roman and lettered numbering, as headings and items of UN documents use it."""

from __future__ import annotations

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """`number` (from 1 to 399) in lower-case Roman numerals."""
    numeral = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral


def roman_value(numeral: str) -> int | None:
    """The number that a Roman numeral in either case writes, or None if it is no well-formed numeral below 400."""
    return _ROMAN_VALUES.get(numeral.lower())


def letter(number: int) -> str:
    """The lower-case letter for 1 to 26."""
    return chr(ord("a") + number - 1)


_ROMAN_VALUES = {roman(number): number for number in range(1, 400)}
