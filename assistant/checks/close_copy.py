"""Close copies: where a sentence is nearly the passage's own, the few words that differ tell whether its sense does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.copied import NEARLY_ALL, copied_from
from assistant.checks.lexicon import word_set
from assistant.checks.negation import TURNS, tells_the_rest
from assistant.checks.opposites import opposite_words
from assistant.checks.set_aside import tells_exception
from assistant.checks.words import STOP, content_stems
from assistant.model import Finding

_NEGATORS = word_set("negators")
_LIMITS = word_set("limits")
_ALL = word_set("universal")
_SOME = word_set("partial")
_TO_COME = word_set("to_come")
_COME = re.compile(r"^(?:has|have|had|was|were|adopted|amended|approved|enacted|accepted|completed)$")
_PREFIXES = ("dis", "un", "in", "im", "ir", "il", "non")
_CONTRAST = re.compile(r",\s+(?:and\s+)?not\s+(?:(?:mere|a|an|simply|just)\s+)*(?P<other>[\w’'-]+)\W*$", re.IGNORECASE)
_BOUNDS = frozenset({"earlier", "later", "sooner", "more", "less", "fewer"})
_FEW_EXCEPTED = 2  # words of the claim in the passage's exception
_LONGEST_SLIP = 6  # words: a longer stretch left out is a shortening, not a slip


def turned_in_copying(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` or `overclaim` for a word changed, put in or left out of the passage's own sentence."""
    copy = copied_from(claim, NEARLY_ALL)
    if copy is None:
        return None
    compensated = (
        _twice_negated(copy.told, copy.given)
        or _negated_elsewhere(copy.told, copy.given)
        or tells_the_rest(claim)
        or _contrasts(claim)
    )
    for tag, i, j, k, m in copy.changes:
        if tag != "equal":
            if copy.given[k : k + 1] == ["except"] and tells_exception(" ".join(copy.told), copy.sentence.text):
                continue
            finding = _turn(copy.told[i:j], copy.given[k:m], copy.given[m : m + 6], compensated=compensated)
            if finding is not None:
                return finding
    return None


def _contrasts(claim: Claim) -> bool:
    """Whether it ends with what the thing is not, a word of the author's: "are rights, not favours"."""
    contrast = _CONTRAST.search(claim.asserted)
    return contrast is not None and not claim.source.stems.intersection(content_stems(contrast["other"]))


def _turn(told: Sequence[str], given: Sequence[str], after: Sequence[str], *, compensated: bool) -> Finding | None:
    """What a stretch of the claim makes of the stretch of the passage in whose place it stands."""
    mine, theirs = set(told), set(given)
    slip = max(len(given), len(told)) <= _LONGEST_SLIP
    if slip and not compensated and not (mine | theirs) & _LIMITS and _denies_otherwise(told, given):
        what = "leaves out a negation" if _denies(theirs) else "puts in a negation"
        return _finding("contradiction", f"The sentence {what}", [*given, *after])
    if _some_told_as_all(mine, given, after):
        return _finding("overclaim", "The sentence says it of all", [*given, *after])
    if set(given[:_LONGEST_SLIP]) & _TO_COME and any(_COME.match(word) for word in told) and not mine & _TO_COME:
        return _finding("overclaim", "The sentence has as done what the passage has not", [*given, *after])
    words = opposite_words(" ".join(told), " ".join(given)) if told and given else None
    if words is not None:
        return _finding("contradiction", f"The sentence has “{words[0]}”", [*given, *after])
    return None


def _denies(words: set[str]) -> bool:
    """Whether they have a negation, or "excluding", which says as much."""
    return bool(words & _NEGATORS) or "excluding" in words


def _denies_otherwise(told: Sequence[str], given: Sequence[str]) -> bool:
    """Whether one of two stretches denies and the other does not; "stayed outside" denies as "not become" does."""
    mine, theirs = (_denies(set(_without_bounds(words))) for words in (told, given))
    return mine != theirs and not (theirs and TURNS.search(" ".join(told)))


def _without_bounds(words: Sequence[str]) -> list[str]:
    """The words without the "no" and "not" of "no earlier than", which denies nothing."""
    pairs = zip(words, [*words[1:], ""], strict=False)
    return [word for word, behind in pairs if not (word in {"no", "not"} and behind in _BOUNDS)]


def _twice_negated(told: Sequence[str], given: Sequence[str]) -> bool:
    """Whether one side has "not disproportionately" where the other has "proportionately"."""
    mine, theirs = set(told), set(given)
    return any(
        long.startswith(prefix) and long[len(prefix) :] in other
        for one, other in ((mine, theirs), (theirs, mine))
        for long in one
        for prefix in _PREFIXES
    )


def _negated_elsewhere(told: Sequence[str], given: Sequence[str]) -> bool:
    """Whether both sides deny, in other places, or the passage makes an exception that the claim may be about."""
    excepted = next((i for i, word in enumerate(given) if word in {"except", "unless"}), len(given))
    if len(set(told) & set(given[excepted:]) - STOP) >= _FEW_EXCEPTED:
        return True
    mine, theirs = (_denials(words) for words in (told, given))
    # "Shall not …, nor shall …" denies both, and either alone may be told.
    return mine == theirs > 0 or mine > 0 and "nor" in given and "neither" not in given and theirs == mine + 1


def _denials(words: Sequence[str]) -> int:
    """How often it is denied; "neither … nor" is one denial."""
    pairs = min(sum(word == "neither" for word in words), sum(word == "nor" for word in words))
    return sum(word in _NEGATORS for word in words) - pairs


def _some_told_as_all(mine: set[str], given: Sequence[str], after: Sequence[str]) -> bool:
    if mine & _ALL:
        return bool(set(given) & _SOME)
    drops_almost = not mine and bool(set(given) & {"almost", "nearly"}) and bool(set(after[:1]) & _ALL)
    return drops_almost or not mine and list(given[:1]) == ["except"]


def _finding(kind: str, what: str, given: Sequence[str]) -> Finding:
    words = " ".join(given[:9])
    message = f"{what}; the passage has “{words}”." if words else f"{what} that the passage does not have."
    return Finding.model_validate({"kind": kind, "message": message, "suggestion": "Say what the passage says."})
