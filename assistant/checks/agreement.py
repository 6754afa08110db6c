"""Agreement: who gives it told as the one who acts, and the one who acts as who gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.words import content_stems, stem
from assistant.model import Finding

_GIVEN = (
    r"(?P<given>agreement|consent|approval|support|assistance|help|participation|cooperation|recommendation|proposal"
    r"|request)"
)
_NAME = r"(?P<name>[A-Z][\w’'-]*\w(?:\s+(?:(?:of|for|on)\s+(?:the\s+)?)?[A-Z][\w’'-]*\w)*)"
# "The agreement of the Senate", "the Senate's agreement", "the Senate only gives the agreement".
_GIVERS = (
    re.compile(rf"\b{_GIVEN}\s+of\s+(?:the\s+)?{_NAME}"),
    re.compile(rf"\b{_NAME}(?:[’']s|[’'])\s+{_GIVEN}\b"),
    re.compile(
        rf"\b{_NAME}\s+(?:(?:only|merely|just|then|also)\s+)?(?:gives?|giving|gave|granted|grants?)\s+"
        rf"(?:(?:only|its|his|her|their|the)\s+)*{_GIVEN}\b"
    ),
)
OTHER_WAY_ROUND = "The passage has it the other way round:"  # how a finding begins
_DOER = re.compile(rf"\bby\s+(?:the\s+)?{_NAME}")


def giver_and_doer(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` where the one of whose agreement the claim tells is the one who acts, by the passage.

    That is where the passage has the agreement from another, whom the claim names as well.
    """
    told = list(_given_by(claim.asserted))
    if not told:
        return None
    named = frozenset(content_stems(claim.asserted))
    for sentence in claim.source.sentences:
        doers = [frozenset(content_stems(match["name"])) for match in _DOER.finditer(sentence.text)]
        givers = list(_given_by(sentence.text))
        for what, giver in told:
            others = [other for given, other in givers if given == what]
            if giver in doers and others and giver not in others and all(other <= named for other in others):
                return Finding(
                    kind="contradiction",
                    message=f"{OTHER_WAY_ROUND} “{sentence.text}”",
                    suggestion="Check who acts and who agrees.",
                )
    return None


def _given_by(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """What is given, as a stem, and the stems of the name of who gives it."""
    for pattern in _GIVERS:
        for match in pattern.finditer(text):
            yield stem(match["given"]), frozenset(content_stems(match["name"]))
