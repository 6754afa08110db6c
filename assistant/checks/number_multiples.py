"""Multiples and round numbers in words: "twofold", "twice as many", "half a thousand", "two and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.checks.number_words import DIGITS, NUMBER_WORDS, SCALES, digits_value, number_value

_NUMBER = rf"(?:(?P<digits>{DIGITS})|(?P<words>{NUMBER_WORDS}))"
_RATIOS = re.compile(
    r"\b(?:(?P<r2>doubl(?:ed|ing|es?)|twice|twofold)|(?P<r3>tripl(?:ed|ing|es?)|trebl\w+|threefold|thrice)"
    r"|(?P<r4>quadrupl\w+|fourfold)|(?P<r5>quintupl\w+|fivefold)|(?P<h>halv(?:ed|ing|es)))\b"
    r"(?!\s+(?:as\s+)?(?:standards?|taxation|discrimination|burden|nationality|citizenship|promises?|dut(?:y|ies)|roles?|tasks?|aims?"
    r"|functions?|purposes?|obligations?|guarantees?))",
    re.IGNORECASE,
)
_RATIO_VALUES = {"r2": 2.0, "r3": 3.0, "r4": 4.0, "r5": 5.0, "h": 0.5}
# "A twofold basis" has two parts; "a twofold rise", "double the number" are multiples.
_OF_PARTS = re.compile(r"double|triple|(?:two|three|four|five)fold", re.IGNORECASE)
_OF_AMOUNT = re.compile(
    r"\s+(?:the|that|those|what|its|their|his|as|in|from|between|since|over|by|on)\b", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:to|did|does|do|not|quite|nearly|almost|will|would|could|may|might|can|they|about|than)\s+$", re.IGNORECASE
)  # "did not quite double"
_MULTIPLIES = re.compile(
    r"\b(?:increas\w+|ris(?:e|en|es|ing)|rose|grow\w*|grew|expan\w+|declin\w+|falls?|fell|fallen|dropp?\w*|reduc\w+|decreas\w+|rais\w+"
    r"|jump\w*|climb\w*|surg\w+|multipli\w+|up|(?:more|fewer|less)(?!\s+than\s+\d)|larger|higher|greater|lower|smaller|than(?!\s+\d)|compared|against|numbers?"
    r"|figures?|size|rates?|amounts?|shares?|totals?|sums?|levels?|pay|wages?|salar\w+|stipends?|scholarships?|capacity)\b",
    re.IGNORECASE,
)
_FACTOR = re.compile(rf"\b(?:factor|times)\s+of\s+{_NUMBER}(?P<half>\s+and\s+a\s+half)?", re.IGNORECASE)
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4}
_AND_A_PART = re.compile(
    rf"\b(?:(?P<digits>\d+)|(?P<words>{NUMBER_WORDS}))\s+and\s+(?:a|one)[\s-](?P<part>half|quarter|third)"
    r"(?:(?P<times>\s+times)|(?P<percent>\s+(?:per\s?cent|percentage\s+points))"
    r"|(?<=half)\s+(?!(?:hundred|thousand|million|billion|trillion|dozen|hours?|minutes?|quarters?|centur(?:y|ies)|of)\b)(?=[a-z]))",
    re.IGNORECASE,
)
# "A figure that the report gives twice" counts places; "twice as many", "twice the number" are multiples.
_MULTIPLE = (
    r"(?!\s+(?:as|the|that|what|its|their|his|her|more|this|those|of|a|per|each|every|yearly|annually|monthly)\b)"
)
_OCCASIONS = re.compile(
    r"\b(?:gives?|given|gave|prints?|printed|states?|stated|says?|said|tells?|told|names?|named|mentions?|mentioned|lists?|listed"
    r"|repeats?|repeated|appears?|occurs?|cites?|cited|reports?|reported)(?:\s+[\w’-]+){0,3}?\s+(?P<twice>twice|thrice|two\s+times"
    rf"|three\s+times)\b{_MULTIPLE}|(?<!than\s)(?<!about\s)(?<!nearly\s)(?<!almost\s)(?<!not\s)\b(?P<place>twice|thrice)\b{_MULTIPLE}"
    r"|\b(?:holds?|held|says?|said|states?|stated|claims?|claimed|asserts?|asserted|repeats?|repeated|affirms?|affirmed|argues?|argued"
    r"|stress(?:es|ed)|maintains?|maintained|insists?|insisted|declares?|declared)\s+(?P<holds>twice|thrice)\s+that\b"
    r"|\b(?P<over>(?:two|three|four|2|3|4)\s+times)\s+over\b",
    re.IGNORECASE,
)
_SCALED = "hundred|thousand|million|billion|dozen"
_SHARE_WORDS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "quarters": 3 / 4, "thirds": 2 / 3}
_ROUND = re.compile(
    rf"\ba\s(?P<whole>{_SCALED})\s+and\s+a\s+half\b"
    rf"|\b(?:(?:an?|one|three|two)\s+)?(?P<part>half|quarters?|thirds?)\s+of\s+an?\s(?P<of>{_SCALED})\b"
    rf"|\b(?:(?P<half>half(?:\s+an?)?)|(?P<words>{NUMBER_WORDS}|\d+)(?P<more>\s+and\s+(?:an?\s+|one\s+)?half)?)"
    rf"\s(?P<scale>{_SCALED}|(?<!\d\s)score)s?\b",
    re.IGNORECASE,
)
_SIZES = {**SCALES, "dozen": 12, "score": 20}


def occasions(text: str) -> Iterator[tuple[int, int]]:
    """Where "twice" and the like tell how often a thing is said, and so no multiple."""
    for match in _OCCASIONS.finditer(text):
        yield match.span(match.lastgroup or 0)


def read_multiples(text: str) -> Iterator[tuple[int, int, float, Literal["ratio", "count"]]]:
    """Start, end, value and kind of multiples in words; "twofold" said of parts, "a twofold basis", is a count."""
    for match in _RATIOS.finditer(text):
        yield *match.span(), _RATIO_VALUES[match.lastgroup or "r2"], "count" if _tells_parts(match) else "ratio"
    for match in _FACTOR.finditer(text):
        yield *match.span(), _number(match) + (0.5 if match["half"] else 0), "ratio"
    for match in _AND_A_PART.finditer(text):
        if match["times"]:
            yield *match.span(), _number(match) + _PARTS[match["part"].lower()], "ratio"


def _tells_parts(match: re.Match[str]) -> bool:
    """Whether a multiple is none, in a clause that speaks of no amount: "a twofold basis", "the footing is double"."""
    text = match.string
    if not _OF_PARTS.fullmatch(match[0]) or _OF_AMOUNT.match(text, match.end()):
        return False
    if match[0].lower() in {"double", "triple"} and _VERB.search(text, 0, match.start()):
        return False
    clause = re.split(r"[,;:]\s", text[: match.start()])[-1] + re.split(r"[,;:]\s", text[match.end() :])[0]
    return not _MULTIPLIES.search(clause)


def read_rounds(text: str) -> Iterator[tuple[int, int, float, Literal["count", "percent"], str]]:
    """Start, end, value, kind and label: "half a thousand", "two score", "a quarter of a million", "two and a half"."""
    for match in _ROUND.finditer(text):
        scale = (match["scale"] or match["whole"] or match["of"]).lower()
        if match["words"] and not match["more"] and scale not in {"dozen", "score"}:
            continue  # other scales are read with what they count
        label = "half" if match["whole"] or match["part"] or match["more"] and scale != "dozen" else ""
        yield *match.span(), _times(match) * _SIZES[scale], "count", label
    for match in _AND_A_PART.finditer(text):
        if not match["times"]:
            end = match.end("percent") if match["percent"] else match.end("part")
            value = _number(match) + _PARTS[match["part"].lower()]
            yield match.start(), end, value, "percent" if match["percent"] else "count", "half"


def _times(match: re.Match[str]) -> float:
    if match["part"]:
        return _SHARE_WORDS[match["part"].lower()]
    if match["half"] or match["whole"]:
        return 0.5 if match["half"] else 1.5
    return number_value(match["words"]) + (0.5 if match["more"] else 0)


def _number(match: re.Match[str]) -> float:
    return digits_value(match["digits"]) if match["digits"] else number_value(match["words"])
