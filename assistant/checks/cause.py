"""Cause: a "because" or "led to" whose reason or result the passage does not state."""

from __future__ import annotations

import re
from functools import cache

from assistant.checks.claim import Claim
from assistant.checks.clauses import Weigh, likeness
from assistant.checks.gathered import gathered_from_wording
from assistant.checks.lexicon import word_pairs
from assistant.checks.words import FRAME, content_stems, read_words
from assistant.model import Finding

# "since" gives a reason only before a clause: "since 2021" and "since its adoption" tell a time.
_REASON = re.compile(
    r"""
    \b(?:because(?:\s+of)?|owing\s+to|due\s+to(?!\s+(?:be|expire|start|begin|open|close|end|finish|enter|come|run|take|last|a\s+person)\b)|thanks\s+to|on\s+account\s+of|as\s+a\s+(?:result|consequence)\s+of
    |in\s+reaction\s+to|in\s+response\s+to|in\s+retaliation\s+for|caused\s+by|prompted\s+by|triggered\s+by
    |brought\s+about\s+by|attributable\s+to|attributed\s+to|for\s+fear\s+of|out\s+of\s+fear|under\s+pressure\s+from
    |motivated\s+by|on\s+the\s+grounds?\s+that|in\s+view\s+of|(?<!for\s)given\s+that|(?<!ever\s)since(?=\s+(?:the|its|their|it|they|there
    |no|many|most|some|all|few|this|these)\s+(?:[\w’-]+\s+){0,6}?(?:is|are|was|were|has|had|have|does|do|did|can
    |could|may|must|lack\w*|want\w*|need\w*|\w+ed|(?!years|months|weeks|days)\w+s)\b))\s+(?P<reason>[^;()]+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RESULT = re.compile(
    r"""
    \b(?:led\s+to(?!\s+the\s+(?:view|conclusion|opinion)\b)|leads?\s+to|leading\s+to|resulted\s+in|(?<!whereas\s)results?\s+in|resulting\s+in|caused|(?<!the\s)(?<!of\s)causes|causing
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
# With these the passages state a reason or a result of their own; the claim may tell it in other words.
_STATED_REASON = re.compile(
    r"\b(?:because|owing|due\s+to|therefore|thus|hence|since|given|in\s+view\s+of|for\s+lack\s+of)\b", re.IGNORECASE
)
_STATED_RESULT = re.compile(r"\b(?:led\s+to|leads?\s+to|result\w*\s+in|consequences?|caus(?:ed?|ing))\b", re.IGNORECASE)
_CONNECTIVE = re.compile(r"(?:therefore|consequently|as\s+a\s+result)\b", re.IGNORECASE)
_SINCE_A_TIME = re.compile(r"\bsince\s+(?:\w+ing\b|its\b|the\b|(?:19|20)\d\d)", re.IGNORECASE)
_NOT_SAID = re.compile(r"\bis\s+not\s+(?:promised|claimed|said|shown|proven|stated|asserted|told)\b", re.IGNORECASE)
# "A man whose rights are cut because …" is a case that the author sets; "the changes" are those that the passage tells.
_A_CASE = re.compile(r"^\W*an?\s+(?:[\w’-]+\s+){1,3}(?:who|whose|whom)\b[^,;]*$", re.IGNORECASE)
_THE_CHANGES = re.compile(r"(?:the|these|those)\s+(?:changes?|amendments?|reforms?|innovations?)\b", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:amend|chang|reform|introduc)\w*", re.IGNORECASE)
# Of discrimination: "on account of sex and ethnicity" gives no reason for a fact.
_GROUNDS = frozenset(
    content_stems(
        "sex gender race ethnic ethnicity religion faith belief colour skin origin descent nationality language tongue"
        " age disability"
    )
)
# "It is because she is a woman, in this example, that she is paid worse": the reason ends before "that".
_CLEFT = re.compile(r"\b(?:it|this)\s+(?:is|was)\s+(?:[\w’-]+\s+){0,2}$", re.IGNORECASE)
_THAT = re.compile(r",\s|\sthat\b", re.IGNORECASE)
_END = re.compile(r",\s(?:while|but|and|although|as\s+the\s+state|according|says|which)\b")
_STATED = 0.45
_STATED_AFTER_SINCE = 0.25  # which introduces circumstances as often as reasons


_IN_OTHER_WORDS = 0.18  # of a reason, where the passages have one
_FOLLOWS = 0.3  # of what follows by "therefore", where the passages tell an aim


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
                if _no_new_cause(claim, match):
                    continue
                words = match[group]
                if group == "reason" and _CLEFT.search(claim.asserted, 0, match.start()):
                    words = _THAT.split(words)[0]
                elif group == "reason" and not claim.asserted[: match.start()].strip(" ,"):
                    # The comma may be blanked with a phrase before it: "Because nobody pays for it, …".
                    words = words[: len(claim.text[match.start(group) :].split(", ")[0])]
                if self._unstated(claim, words, _least(match[0], group, claim), result=group == "result"):
                    return [_finding(claim, match, group)]
        return []

    def _unstated(self, claim: Claim, words: str, least: float, *, result: bool) -> bool:
        part = _END.split(words)[0]
        wanted = {word.stem for word in read_words(part) if word.content and word.lower not in FRAME}
        if not wanted or not result and set(content_stems(part)[:1]) & _GROUNDS:
            return False
        held = claim.source.stems | claim.source.context_stems
        share = likeness({stem if stem in held else _kin_in(stem, held) for stem in wanted}, held, self._weigh)
        if share < least:
            return True
        if least == _IN_OTHER_WORDS:
            return False
        return result and share < 0.75 and not self._told_as_cause(claim, wanted)

    def _told_as_cause(self, claim: Claim, wanted: set[str]) -> bool:
        """Whether a sentence of the passages that speaks of the result also tells a cause or aim."""
        return any(
            _SOURCE_CAUSE.search(sentence.text) and wanted & set(content_stems(sentence.text))
            for sentence in claim.source.sentences
        )


def _kin_in(stem: str, held: frozenset[str]) -> str:
    """A word of the passages that is of the same matter as one of a reason ("woman" as "gender"); else that word."""
    return next((kin for told, given in _kin() if stem in told for kin in sorted(given & held)), stem)


@cache
def _kin() -> list[tuple[frozenset[str], frozenset[str]]]:
    return [
        (frozenset(content_stems(told)), frozenset(content_stems(given))) for told, given in word_pairs("reason_kin")
    ]


def _no_new_cause(claim: Claim, match: re.Match[str]) -> bool:
    """Whether a "because" or "led to" tells no fact.

    It may be a time, a case that the author sets, what is not said, or what she gathers from the wording.
    """
    text = claim.asserted
    if match[0].lower().startswith("since") and _SINCE_A_TIME.search(claim.source.text):
        return True
    if _A_CASE.search(text, 0, match.start()) or _NOT_SAID.search(text, match.start()):
        return True
    if gathered_from_wording(text, match.span()):
        return True
    refers = _THE_CHANGES.match(match.groupdict().get("reason") or "")
    return refers is not None and _CHANGED.search(claim.source.text) is not None


def _least(match: str, group: str, claim: Claim) -> float:
    """The share of the words of a reason or result that the passages must have.

    Where they state one themselves, in whatever words, little is asked: "the will was missing" tells of "absence of
    intent", and whether it tells it rightly is not for a comparison of words.
    """
    told = _STATED_REASON if group == "reason" else _STATED_RESULT
    if told.search(claim.source.text):
        return _IN_OTHER_WORDS
    if group == "reason":
        return _STATED_AFTER_SINCE if match.lower().startswith("since") else _STATED
    return _FOLLOWS if _CONNECTIVE.match(match) and _SOURCE_CAUSE.search(claim.source.text) else _STATED


def _finding(claim: Claim, match: re.Match[str], group: str) -> Finding:
    what = "reason" if group == "reason" else "result"
    words = claim.written[match.start() : match.start(group)].strip()
    return Finding(
        kind="cause_not_in_source",
        message=f"The cited passage states no such {what} (“{words} …”).",
        suggestion=f"Leave the {what} out, or mark it as your own inference.",
        span=(match.start(), min(match.end(), len(claim.written))),
    )
