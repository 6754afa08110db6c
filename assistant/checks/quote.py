"""Quotations: exact inside one cited passage, whole, and not cut before the word that turns their sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from assistant.checks.claim import Claim
from assistant.checks.quotations import Quotation, find_pieces, normal, quoted_pieces
from assistant.model import Finding
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.library import Library
from vectorstore.model import Passage

_WORD = re.compile(r"\S+")
_NEGATION_BEFORE = re.compile(
    r"\b(?:no|not|never|neither|nor|without|cannot|hardly|nobody|none|absence\s+of|lack\s+of)"
    r"(?!\s+to\s+(?:overlook|forget|neglect|ignore)\b)(?:\s+[\w'-]+){0,3}\s*'?$"
    r"|\b(?:prohibit|preclud|exclud|prevent|forbid|reject|refus|deni|abolish|eliminat)\w*(?:\s+[\w'-]+){0,6}\s*'?$"
)
_EXCEPTION_AFTER = re.compile(
    r"""
    ^[\s,;'()]*(?:except|unless|other\s+than|with\s+the\s+exception|provided\s+that|provided,\s+however|but\s+not
    |save\s+(?:for|where|in)|apart\s+from|subject\s+to|on\s+condition|only\s+if)\b
    """,
    re.VERBOSE,
)
_CONDITION_AFTER = re.compile(r"^[\s,;'()]*(?:if|when|where\s+required|in\s+so\s+far\s+as|however|as\s+long\s+as)\b")
_NEGATIVE = re.compile(
    r"""
    \b(?:no|not|never|neither|nor|without|cannot|\w+n[’']t|nobody|none|nothing|hardly|reject\w*|den[iy]\w*|refus\w*
    |prohibit\w*|preclud\w*|exclud\w*|prevent\w*|forbid\w*|forbade|ban|bans|banned|rul\w+\s+out|avoid\w*|free\s+of
    |lack\w*|absen\w*|against|eliminat\w*|abolish\w*|combat\w*|monitor\w*\s+for|watch\w*\s+for|oppos\w*|disput\w*|unable|fail\w*)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EXCEPTING = re.compile(
    r"""
    \b(?:except\w*|unless|other\s+than|provided|but|save|apart|subject|condition\w*|only\s+if|limit\w*|some|certain
    |although|though|however)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONG = 3  # words: shorter quotations are terms and titles, which authors also coin themselves


class Quote:
    """Holds each quotation of a claim against the cited passages."""

    name = "quote"

    def __init__(self, library: Library) -> None:
        self._library = library
        self._normal: dict[str, str] = {}

    def check(self, claim: Claim) -> list[Finding]:
        """`misquote` for words that are not there; for a turned sense `contradiction`, `overclaim`, or advice."""
        return [
            finding
            for quotation in claim.quotations
            if claim.source.passages and (finding := self._check_one(claim, quotation)) is not None
        ]

    def _check_one(self, claim: Claim, quotation: Quotation) -> Finding | None:
        pieces = quoted_pieces(quotation.text)
        if not pieces:
            return None
        for passage in claim.source.passages:
            text = self._text(passage)
            place = find_pieces(pieces, text)
            if place is not None:
                return _cut(claim, quotation, text, place)
        if self._in_context(claim, pieces):
            return None
        if sum(len(piece.split()) for piece in pieces) < _LONG:
            return self._short(claim, quotation, pieces)
        return self._not_exact(claim, quotation, pieces)

    def _text(self, passage: Passage) -> str:
        if passage.id not in self._normal:
            self._normal[passage.id] = normal(passage.text)
        return self._normal[passage.id]

    def _in_context(self, claim: Claim, pieces: list[str]) -> bool:
        return any(find_pieces(pieces, normal(sentence.text)) for sentence in claim.source.context)

    def _short(self, claim: Claim, quotation: Quotation, pieces: list[str]) -> Finding | None:
        """A term of one or two words: only an altered one is held against the author."""
        if len(pieces) != 1 or len(pieces[0].split()) < 2:
            return None
        near = self._nearest(claim.source.passages, pieces[0])
        if near is None or near[0] < 0.75:
            return None
        return _altered(quotation, near[1])

    def _not_exact(self, claim: Claim, quotation: Quotation, pieces: list[str]) -> Finding:
        elsewhere = self._elsewhere(pieces)
        if elsewhere is not None:
            place = format_citation([Address.from_id(elsewhere.id)])
            return Finding(
                kind="misquote",
                message=f"These words are not in the cited passage; they stand in {place}.",
                suggestion=f"Cite {place}.",
                span=quotation.span,
            )
        near = self._nearest(claim.source.passages, " ".join(pieces))
        if near is not None and near[0] >= 0.72:
            return _altered(quotation, near[1])
        if _sewn(pieces, [self._text(passage) for passage in claim.source.passages]):
            message = "The quotation joins words from different places; no cited passage has them in this order."
        else:
            message = "The cited passage does not have these words."
        return Finding(
            kind="misquote", message=message, suggestion="Quote exactly, or drop the marks.", span=quotation.span
        )

    def _elsewhere(self, pieces: list[str]) -> Passage | None:
        for symbol in self._library.documents:
            for passage in self._library.units(symbol):
                if find_pieces(pieces, self._text(passage)):
                    return passage
        return None

    def _nearest(self, passages: Iterable[Passage], wanted: str) -> tuple[float, str] | None:
        """The stretch of a cited passage most like the words wanted: likeness 0–1, and the stretch as printed."""
        best: tuple[float, str] | None = None
        for passage in passages:
            candidate = _nearest_stretch(passage.text, wanted.split())
            if candidate and (best is None or candidate[0] > best[0]):
                best = candidate
        return best


def _nearest_stretch(text: str, wanted: Sequence[str]) -> tuple[float, str] | None:
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [normal(text[a:b]).strip(" ,;:.'()") for a, b in spans]
    size = min(len(wanted), len(words))
    best: tuple[float, int, int] | None = None
    for length in {max(1, size - 1), size, min(size + 1, len(words))}:
        for start in range(len(words) - length + 1):
            window = words[start : start + length]
            if len(set(window) & set(wanted)) * 2 < len(set(wanted)):
                continue
            ratio = SequenceMatcher(None, window, list(wanted), autojunk=False).ratio()
            if best is None or ratio > best[0]:
                best = (ratio, start, start + length)
    if best is None:
        return None
    return best[0], text[spans[best[1]][0] : spans[best[2] - 1][1]].strip(" ,;:.()“”")


def _altered(quotation: Quotation, printed: str) -> Finding:
    return Finding(
        kind="misquote",
        message=f"The passage has “{printed}”.",
        suggestion=f"Quote “{printed}”.",
        span=quotation.span,
        replacement=printed,
    )


def _sewn(pieces: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether every piece, or each half of a single one, stands somewhere in the cited passages."""
    whole = "\n".join(texts)
    if len(pieces) > 1:
        return all(piece in whole for piece in pieces)
    words = pieces[0].split()
    return any(
        " ".join(words[:cut]) in whole and " ".join(words[cut:]) in whole for cut in range(2, max(2, len(words) - 1))
    )


def _cut(claim: Claim, quotation: Quotation, passage: str, place: tuple[int, int]) -> Finding | None:
    """Whether a negation stands just before the words quoted, or an exception just after, and the claim hides it."""
    start, end = place
    outside = claim.text[: quotation.span[0]] + " " + claim.text[quotation.span[1] :]
    before = re.split(r"[.;:,()]\s", passage[max(0, start - 80) : start])[-1]
    if _NEGATION_BEFORE.search(before) and not _NEGATIVE.search(outside):
        words = before.strip().split()
        return _turned("contradiction", f"The passage goes “{' '.join(words[-5:])} …” before these words.", quotation)
    after = passage[end : end + 60]
    if quotation.word_count <= _LONG:
        return None
    if _EXCEPTION_AFTER.search(after) and not _EXCEPTING.search(outside):
        return _turned("overclaim", f"The passage goes on “{after.strip(' ,;')} …”.", quotation)
    if _CONDITION_AFTER.search(after):
        return _turned("quote_cut_short", f"The passage goes on “{after.strip(' ,;')} …”.", quotation)
    return None


def _turned(kind: str, message: str, quotation: Quotation) -> Finding:
    suggestion = "Quote these words too."
    return Finding.model_validate({"kind": kind, "message": message, "suggestion": suggestion, "span": quotation.span})
