"""Numbers of articles, acts and annexes: "articles 2 and 5", "Decree No. 409", "an order, numbered 120-NQ"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LABELS = (
    r"articles?|arts?\.?|paragraphs?|paras?\.?|sections?|sect\.|chapters?|annex(?:es)?(?:\s+Nos?\.)?|rules?|"
    r"nos?\.|resolutions?|numbers?"
)
_ID = r"\d+(?:[-‑–/][A-Z0-9]+)*(?:\.\d+)*(?:\s?\([a-z0-9]{1,4}\))*"
_IDENTIFIERS = re.compile(
    rf"""
    \b(?P<label>{_LABELS}|(?:decree|order|act|decision)\s+number)\s+(?P<list>{_ID}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+
    |\s?[–-]\s?){_ID}(?![\d,.]*\d?\s*(?:per\s?cent|%)))*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "The articles named are 2 and 5", "on three articles, 14, 20 and 23": numbers apart from what they number.
_NAMED_BEHIND = re.compile(
    rf"\barticles(?:\s+(?:of\s+(?:the|its)\s+\w+\s+)?(?:named|cited|mentioned|listed|quoted|concerned|involved))?"
    rf"(?:,(?:\s+namely|\s+that\s+is,?)?|\s+are|\s+namely|:)\s+"
    rf"(?P<list>{_ID}(?:,\s{_ID})*,?\sand\s{_ID})(?=\s*[,.;(]|\s*$)",
    re.IGNORECASE,
)
# "An order, numbered 611", "the articles numbered 3-1 to 3-3"; "the cases numbered 40" counts.
_NUMBERED = re.compile(
    rf"\b(?:(?:decree|order|act|decision|resolution|law|article|provision|rule|paragraph|section|annex|document)s?\s|(?:is|are|was|were)\s)"
    rf"numbered\s+(?P<list>{_ID}(?:(?:,\s|\s+(?:and|to)\s){_ID})*)"
    rf"|\b(?:bears?|carr(?:y|ies)|under|with)\s+the\s+number\s+(?P<borne>{_ID})(?!\s+[a-z]+s\b)"
    rf"|\bnumber\s+of\s+the\s+(?:[\w’'-]+\s+)?(?:decree|order|act|decision|resolution|law|article|provision|rule|annex|framework)"
    rf"\s+(?:is|was)\s+(?P<is>{_ID})"
    rf"|\b(?:are|being)\s+numbers\s+(?P<are>{_ID}(?:(?:,\s|,?\s+and\s){_ID})*)"
    rf"|,\snumbered\s+(?P<apart>{_ID}(?:(?:,\s|\s+(?:and|to)\s){_ID})*)(?=\s+(?:and|issued|adopted|dated|of|on)\b|\s*[,.;)(]|\s*$)",
    re.IGNORECASE,
)


def read_identifiers(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Start, end, number and label of each, such as "art:14 (1)", "no:349-VI"; "num" where what is numbered varies."""
    for match in _IDENTIFIERS.finditer(text):
        if match["label"].lower() in {"number", "numbers"}:
            continue
        label = "no" if match["label"].lower().endswith("number") else match["label"].lower().rstrip(".")[:3]
        several = match["label"].lower().rstrip(".").endswith(("s", "es")) or match["label"][:2].lower() == "no"
        for part in list(re.finditer(_ID, match["list"]))[: None if several else 1]:
            start = match.start("list") + part.start()
            yield _identifier(label, part[0], start)
    for pattern, label in ((_NAMED_BEHIND, "art"), (_NUMBERED, "num")):
        for match in pattern.finditer(text):
            group = match.lastgroup or "list"
            for part in re.finditer(_ID, match[group]):
                yield _identifier(label, part[0], match.start(group) + part.start())


def _identifier(label: str, written: str, start: int) -> tuple[int, int, float, str]:
    name = re.sub(r"[‑–]", "-", written.replace(" ", ""))
    value = float(re.match(r"\d+", written)[0])  # type: ignore[index]  # _ID begins with digits
    return start, start + len(written), value, f"{label}:{name}"
