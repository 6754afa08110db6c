"""What the State does in a sentence of its report: it reports, gives a figure, promises, puts off, denies or praises.

The rules look at verbs and their subjects, not at topics. A sentence may do several things, or none. Definitions are
those by which `evals/data/acts_*.jsonl` was labelled; `python -m evals.acts` scores the rules against it.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Act = Literal["measure", "law", "figure", "plan", "postponement", "denial", "self_assessment"]


def _patterns() -> dict[str, re.Pattern[str]]:
    rules = tomllib.loads((files("assistant") / "acts.toml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(f"(?:{one})" for one in some), re.IGNORECASE) for name, some in rules.items()}


_RULES = _patterns()
_NUMBER = re.compile(
    r"(?<![\w.-])(?:\$ ?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w-]*-\d)"
    r"(?:\s*(?P<unit>per cent|million|billion|percent|%))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d$")


def has_figure(text: str) -> bool:
    """Whether the sentence gives a count, share, amount or rate, not merely dates and numbers of laws or articles."""
    for match in _NUMBER.finditer(text):
        if match["unit"] or "$" in match[0]:
            return True
        if _YEAR.match(match[0].strip()):
            continue
        if _RULES["number_of_something"].search(text[max(0, match.start() - 40) : match.start()]):
            continue
        if _RULES["number_of_a_date"].search(text[match.end() : match.end() + 14]):
            continue
        return True
    return bool(_RULES["number_words"].search(text))


@lru_cache(maxsize=4_000)  # every sentence of a long report: each draft asks for many again
def classify(text: str) -> frozenset[Act]:
    """The acts of one sentence of a State report."""
    acts: set[Act] = set()
    if _RULES["postponement"].search(text):
        acts.add("postponement")
    if _RULES["plan"].search(text):
        acts.add("plan")
    law = bool(_RULES["law"].search(text))
    if law:
        acts.add("law")
    if _RULES["denial"].search(text):
        acts.add("denial")
    if has_figure(text) and not (law and _RULES["limit_in_law"].search(text)):
        acts.add("figure")
    if _RULES["amended"].search(text) or (_RULES["measure"].search(text) and _is_concrete(text, acts)):
        acts.add("measure")
    if _RULES["self_assessment"].search(text) and not ("law" in acts and not text.startswith("Thus")):
        acts.add("self_assessment")
    return frozenset(acts)


def _is_concrete(text: str, acts: set[Act]) -> bool:
    """Whether a measure is told with something to hold on to, not as "takes comprehensive measures"."""
    if "postponement" in acts or "law" in acts:
        return False
    if "figure" in acts or re.search(r"\b20[0-2]\d\b", text):
        return True
    return not _RULES["vague_subject"].match(text) or (
        bool(_RULES["body"].search(text)) and not _RULES["self_assessment"].search(text)
    )
