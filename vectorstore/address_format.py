"""Prints addresses in the one form that the United Nations uses: "CERD/C/KAZ/11-14, paras. 155–158 and 191 (c)"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from vectorstore.address import Address
from vectorstore.address_steps import ROMANS, Path, sibling, step_range

_EN_DASH = "–"  # noqa: RUF001


def format_citation(addresses: Sequence[Address], *, with_symbol: bool = True) -> str:
    """The addresses as one UN citation: by document in the order first given, sorted inside, each once.

    Several documents are joined by "; ", and so is a treaty's preamble with its articles. Without the symbol the
    citation is "para. 59" alone, for a text whose document is understood.
    """
    documents: dict[str, list[Address]] = {}
    for address in addresses:
        documents.setdefault(address.symbol, []).append(address)
    parts: list[str] = []
    for symbol, places in documents.items():
        prefix = f"{symbol}, " if with_symbol else ""
        parts += [prefix + part for part in _document_parts(places)]
    return "; ".join(parts)


def in_document_order(paths: Iterable[Path]) -> list[Path]:
    """Paths of one document, each once: the preamble, then by number; letters and roman numerals in their own order."""
    unique = list(dict.fromkeys(paths))
    steps_below: dict[Path, set[str]] = {}
    for path in unique:
        for level in range(1, len(path)):
            steps_below.setdefault(path[:level], set()).add(path[level])
    numbered_in_roman = {parent for parent, steps in steps_below.items() if steps <= ROMANS.keys()}

    def key(path: Path) -> tuple[tuple[int, int, str], ...]:
        return tuple(_step_key(step, path[:level] in numbered_in_roman) for level, step in enumerate(path))

    return sorted(unique, key=key)


def _step_key(step: str, roman: bool) -> tuple[int, int, str]:
    number, _, rest = step.partition(".")
    if number.isdigit():
        return (1, int(number), rest.rjust(4, "0") if rest else "")
    if roman:
        return (2, ROMANS[step], "")
    return (0 if step == "preamble" else 2, len(step), step)


def _document_parts(addresses: Sequence[Address]) -> list[str]:
    paths = in_document_order(address.path for address in addresses)
    recitals = [path[1:] for path in paths if path[0] == "preamble" and len(path) > 1]
    places = [path for path in paths if path[0] != "preamble"]
    parts = ["preamble"] if ("preamble",) in paths else []
    if recitals:
        parts.append("preamble, " + _with_word("recital", recitals))
    if places:
        parts.append(_with_word("art." if addresses[0].in_treaty else "para.", places))
    return parts


def _with_word(word: str, paths: Sequence[Path]) -> str:
    """The places after their word, which is plural where more than one number stands."""
    units: list[str] = []
    plural = False
    for _, group in groupby(_runs(paths), key=lambda run: run[0][0]):
        pieces = _pieces(list(group))
        plural = plural or sum(piece[0] != "(" for piece in pieces) > 1 or _EN_DASH in pieces[0].partition(" ")[0]
        units.append(_listed(pieces))
    plural = plural or len(units) > 1
    if plural:
        word = word.removesuffix(".") + ("s." if word.endswith(".") else "s")
    return f"{word} {_listed(units)}"


def _runs(paths: Sequence[Path]) -> list[list[Path]]:
    """Paths gathered into runs of three or more that print as a range; every other path is a run of its own."""
    runs: list[list[Path]] = []
    for path in paths:
        if runs and _follows(runs[-1][-1], path):
            runs[-1].append(path)
        else:
            runs.append([path])
    return [part for run in runs for part in (_split(run) if not _is_range(run) else [run])]


def _split(run: list[Path]) -> list[list[Path]]:
    return [[path] for path in run]


def _follows(before: Path, path: Path) -> bool:
    return before[:-1] == path[:-1] and step_range(before[-1], path[-1]) == (before[-1], path[-1])


def _is_range(run: Sequence[Path]) -> bool:
    """Whether the ends alone say the whole run: "(v)–(x)" would be read as numerals, so letters v, w, x stay a list."""
    return len(run) > 2 and step_range(run[0][-1], run[-1][-1]) == tuple(path[-1] for path in run)


def _pieces(runs: Sequence[Sequence[Path]]) -> list[str]:
    """The runs under one number, shortened to their steps where the reader can tell what they continue."""
    pieces: list[str] = []
    last: Path | None = None
    for run in runs:
        first = run[0]
        shared = _shared_levels(last, first) if last else 0
        text = " ".join(f"({step})" for step in first[max(shared, 1) :])
        text = text if shared else f"{first[0]} {text}".rstrip()
        if len(run) > 1:
            end = run[-1][-1]
            text += _EN_DASH + (f"({end})" if len(first) > 1 else end)
        pieces.append(text)
        last = run[-1]
    return pieces


def _shared_levels(last: Path, path: Path) -> int:
    """How many leading steps may be left out after `last`, 0 if the number must be repeated."""
    for level in range(min(len(last), len(path)) - 1, 0, -1):
        if len(last) > 1 and last[:level] == path[:level] and sibling(last, path[level:]) == path:
            return level
    return 0


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
