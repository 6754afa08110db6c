"""Cause: a "because" or "led to" whose reason or result the passage does not state."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Weigh, likeness
from assistant.checks.words import FRAME, content_stems, read_words
from assistant.model import Finding

# "since" gives a reason only before a clause: "since 2021" and "since its adoption" tell a time.
_REASON = re.compile(
    r"""
    \b(?:because(?:\s+of)?|owing\s+to|due\s+to|thanks\s+to|on\s+account\s+of|as\s+a\s+(?:result|consequence)\s+of
    |in\s+reaction\s+to|in\s+response\s+to|in\s+retaliation\s+for|caused\s+by|prompted\s+by|triggered\s+by
    |brought\s+about\s+by|attributable\s+to|attributed\s+to|for\s+fear\s+of|out\s+of\s+fear|under\s+pressure\s+from
    |motivated\s+by|on\s+the\s+grounds?\s+that|in\s+view\s+of|given\s+that|(?<!ever\s)since(?=\s+(?:the|its|their|it|they|there
    |no|many|most|some|all|few|this|these)\s+(?:[\w’-]+\s+){0,6}?(?:is|are|was|were|has|had|have|does|do|did|can
    |could|may|must|lack\w*|want\w*|need\w*|\w+ed|\w+s)\b))\s+(?P<reason>[^;()]+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RESULT = re.compile(
    r"""
    \b(?:led\s+to|leads?\s+to|leading\s+to|resulted\s+in|results?\s+in|resulting\s+in|caused|causes|causing
    |brought\s+about|has\s+meant\s+that|gave\s+rise\s+to|(?:led|leads|drove|drives|forced|forces|pushed
    |prompted)\s+(?=(?:[\w’-]+\s+){1,6}to\b)|contributed\s+to|triggered|provoked|which\s+is\s+why|so\s+that\s+now
    |as\s+a\s+result,?|consequently,?|therefore,?)\s*(?P<result>[^;()]+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SOURCE_CAUSE = re.compile(
    r"""
    \b(?:because|owing|due\s+to|thanks|result\w*|led|leads?|leading|caus\w+|therefore|thus|thereby|hence
    |consequen\w+|accordingly|contribut\w+|bring\w*\s+about|in\s+order|with\s+a\s+view|so\s+that|aim\w*|purpose
    |since|as\s+the|given|in\s+view|in\s+the\s+light|taking\s+into\s+account|reflect\w*|indicat\w*|demonstrat\w*
    |attest\w*|enabl\w*|allow\w*|help\w*|ensur\w*|serv\w+\s+to|creates?|lead\w*|follow\w*|improv\w*|strengthen\w*
    |reduc\w*|to\s+(?:ensure|prevent|improve|raise|eliminate|strengthen|implement|protect|promote|support|make
    |increase)|generat\w*|produc\w*|create\w*|consequences?|effects?|impact)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Of discrimination: "on account of sex and ethnicity" gives no reason for a fact.
_GROUNDS = frozenset(
    content_stems(
        "sex gender race ethnic ethnicity religion colour origin descent nationality language age disability belief"
    )
)
_END = re.compile(r",\s(?:while|but|and|although|as\s+the\s+state|according|says|which)\b")
_STATED = 0.45
_STATED_AFTER_SINCE = 0.3  # which introduces circumstances as often as reasons


class Cause:
    """Looks for the stated reason or result in the cited passages."""

    name = "cause"

    def __init__(self, weigh: Weigh) -> None:
        self._weigh = weigh

    def check(self, claim: Claim) -> list[Finding]:
        """`cause_not_in_source` for a reason or result that the passages do not have."""
        if not claim.source.passages:
            return []
        for pattern, group in ((_REASON, "reason"), (_RESULT, "result")):
            for match in pattern.finditer(claim.asserted):
                words = match[group]
                if group == "reason" and not claim.asserted[: match.start()].strip(" ,"):
                    words = words.split(", ")[0]
                if self._unstated(claim, words, _least(match[0], group), result=group == "result"):
                    return [_finding(claim, match, group)]
        return []

    def _unstated(self, claim: Claim, words: str, least: float, *, result: bool) -> bool:
        part = _END.split(words)[0]
        wanted = {word.stem for word in read_words(part) if word.content and word.lower not in FRAME}
        if not wanted or not result and set(content_stems(part)[:1]) & _GROUNDS:
            return False
        held = claim.source.stems | claim.source.context_stems
        share = likeness(wanted, held, self._weigh)
        if share < least:
            return True
        return result and share < 0.75 and not self._told_as_cause(claim, wanted)

    def _told_as_cause(self, claim: Claim, wanted: set[str]) -> bool:
        """Whether a sentence of the passages that speaks of the result also tells a cause or aim."""
        return any(
            _SOURCE_CAUSE.search(sentence.text) and wanted & set(content_stems(sentence.text))
            for sentence in claim.source.sentences
        )


def _least(match: str, group: str) -> float:
    return _STATED_AFTER_SINCE if group == "reason" and match.lower().startswith("since") else _STATED


def _finding(claim: Claim, match: re.Match[str], group: str) -> Finding:
    what = "reason" if group == "reason" else "result"
    words = claim.written[match.start() : match.start(group)].strip()
    return Finding(
        kind="cause_not_in_source",
        message=f"The cited passage states no such {what} (“{words} …”).",
        suggestion=f"Leave the {what} out, or mark it as your own inference.",
        span=(match.start(), min(match.end(), len(claim.written))),
    )
