"""The State's own answer beside a point: what the same paragraph says next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.article_terms import stems
from assistant.engines.extractive.lines import cite
from assistant.engines.extractive.phrasing import Capitals, reported, shortened
from assistant.engines.extractive.statements import Statement

_LONGEST, _LONGEST_PLAN = 34, 50  # words
_COMPANY = re.compile(r", together with [^,]+,")
_ALIKE = 0.6  # share of stems above which it says the same again


def next_door(statement: Statement, statements: Sequence[Statement], capitals: Capitals) -> str:
    """The words "; it adds that …" with the sentence after, if it tells of a measure or a plan and is short; or ""."""
    after = next(
        (
            one
            for one in statements
            if one.passage.id == statement.passage.id
            and one.position == statement.position + 1
            and one.address == statement.address
        ),
        None,
    )
    if after is None or after.points_back or not {"measure", "plan", "figure"} & after.acts:
        return ""
    longest = _LONGEST_PLAN if "plan" in after.acts else _LONGEST
    text = shortened(_COMPANY.sub("", after.text), longest)
    alike = len(stems(text) & stems(statement.text)) > _ALIKE * min(len(stems(text)), len(stems(statement.text)))
    if alike or len(text.split()) > longest or text.endswith(":"):
        return ""
    return f"; it adds that {reported(text, capitals, subject='it')}{cite([after.address])}"
