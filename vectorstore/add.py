"""Takes in the text of another document with numbered paragraphs: its symbol, title, kind and passages."""

from __future__ import annotations

import re

from vectorstore.address import TREATIES, Address
from vectorstore.model import Document, DocumentKind, Passage
from vectorstore.parse_report import parse_report
from vectorstore.parse_treaty import parse_treaty
from vectorstore.parsing import ParsedDocument

_SYMBOL = re.compile(r"\b(?:[A-Z]{1,6}(?:/[A-Za-z0-9.\-]+){1,8})(?![\w/])")
_FRONT = 60  # lines in which the symbol and title stand
_KINDS: tuple[tuple[str, DocumentKind], ...] = (
    (r"concluding observations|list of (?:issues|themes)|general (?:recommendation|comment)|decision", "committee"),
    (r"periodic reports?|national report|common core document|report submitted by", "state_report"),
    (r"\b(?:convention|covenant|protocol)\b", "treaty"),
)


def document_from_text(
    text: str, name: str, *, symbol: str | None = None, title: str | None = None, kind: DocumentKind | None = None
) -> tuple[Document, tuple[Passage, ...], list[str]]:
    """The document that a file called `name` holds, its passages, and sentences about what looked wrong.

    What is not given is read from the front of the text. Raises ValueError, with a sentence for the user, if there is
    no numbered paragraph or article, or no symbol can be told.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    front = [line.strip() for line in lines.split("\n")[:_FRONT] if line.strip()]
    symbol = symbol or _symbol_in(front)
    if symbol is None:
        raise ValueError(f"{name} names no UN document symbol in its first lines; give one with --symbol.")
    if re.search(r"[\s#()]", symbol):
        raise ValueError(f"A symbol holds no spaces, brackets or #; {symbol!r} cannot be cited.")
    title = title or _title_in(front, symbol)
    kind = kind or _kind_of(title, " ".join(front))
    treaty = kind == "treaty" and symbol in TREATIES
    parsed = parse_treaty(lines, symbol) if treaty else parse_report(lines, symbol)
    if not parsed.passages:
        raise ValueError(f"{name} holds no numbered paragraphs; none were made up, and nothing can be cited from it.")
    return Document(symbol, title, kind), parsed.passages, [*parsed.warnings, *_doubts(parsed, lines)]


def _symbol_in(front: list[str]) -> str | None:
    for line in front:
        match = _SYMBOL.search(line)
        if match and any(character.isdigit() for character in match[0]):
            return match[0].rstrip(".-")
    return None


def _title_in(front: list[str], symbol: str) -> str:
    """The first line that reads like a title: words of a report, or else the longest of the front."""
    told = [line for line in front if symbol not in line and not line.startswith(("Distr", "Original", "["))]
    telling = [
        line for line in told if re.search(r"(?i)\breport|observations|recommendation|convention|questions", line)
    ]
    title = (telling or sorted(told, key=len, reverse=True) or [symbol])[0]
    return re.sub(r"[\s*,]+$", "", title)[:200]


def _kind_of(title: str, front: str) -> DocumentKind:
    for text in (title, front):
        for pattern, kind in _KINDS:
            if re.search(pattern, text, re.IGNORECASE):
                return kind
    return "evidence"


def _doubts(parsed: ParsedDocument, text: str) -> list[str]:
    """Numbers that look like paragraphs beyond the last one found: the sequence may break off at a misprint."""
    heads = [Address.from_id(passage.id).path[0] for passage in parsed.passages]
    numbers = [int(head) for head in heads if head.isdecimal()]
    if not numbers:
        return []
    last = max(numbers)
    rest = "\n".join(text.split("\n")[parsed.passages[-1].lines[0] :])
    later = [int(number) for number in re.findall(r"(?m)^\s*(\d{1,4})\.\s", rest)]
    beyond = [number for number in later if last + 1 < number <= last + 20]
    if beyond:
        return [
            f"Numbering breaks off after paragraph {last}, though a line begins with {beyond[0]}; look at that line."
        ]
    return []
