"""Majorities: "most of the refugees came from Ukraine", where the passage counts 2 of 37 from there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checks.claim import Claim
from assistant.checks.figure_roles import Role
from assistant.checks.words import read_words
from assistant.model import Finding

_MOST = re.compile(
    r"\b(?:(?:nearly|almost)\s+)?(?:most|the\s+(?:great\s+|vast\s+)?majority|more\s+than\s+half|over\s+half|the\s+bulk)\b"
    r"(?!\s+(?:likely|recent|important|common|often|other\s+than))(?P<told>[^,;.:()]{3,90})",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:not|no|never|neither|nor|than|other|except|but|outside|apart)\b", re.IGNORECASE)
_NEXT_TO = 1.0  # what a word weighs that stands next to a figure
_HALF = 0.5


def wrong_majority(claim: Claim) -> Finding | None:
    """A `wrong_figure` where what is told of most is told by the passage of fewer than half."""
    for match in _MOST.finditer(claim.asserted):
        told = match["told"]
        named = {word.stem for word in read_words(told) if word.text[0].isupper()}
        if not named or _TURNED.search(told):
            continue
        counts = [role for role in claim.source.roles if role.quantity.kind == "count" and not role.quantity.soft]
        of_name = [role for role in counts if any(role.keys.get(stem) == _NEXT_TO for stem in named)]
        if len(of_name) != 1:
            continue
        whole = _whole(of_name[0], counts)
        if whole is not None and of_name[0].quantity.value < _HALF * whole.quantity.value:
            return Finding(
                kind="wrong_figure",
                message=f"The cited passage has “{of_name[0].written}” of “{whole.written}” for this.",
                suggestion="Compare the figures again.",
                span=(match.start(), match.end("told")),
            )
    return None


def _whole(part: Role, counts: Sequence[Role]) -> Role | None:
    """The count before a part in its sentence of which the part is: the sum of the parts that follow it."""
    same = [role for role in counts if role.sentence == part.sentence]
    for place, whole in enumerate(same):
        parts = [role.quantity.value for role in same[place + 1 :]]
        if part in same[place + 1 :] and len(parts) > 1 and abs(sum(parts) - whole.quantity.value) < 1e-6:
            return whole
    return None
