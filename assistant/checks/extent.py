"""Extent: some told as all, and only told of what is said of all."""

from __future__ import annotations

import re
from itertools import dropwhile, takewhile

from assistant.checks.claim import Claim
from assistant.checks.clauses import Clause, Likeness, clauses, likeness, most_like, source_clauses
from assistant.checks.words import content_stems, read_words
from assistant.model import Finding

_ALL = re.compile(
    r"""
    \b(?:all|every(?!\s+(?:other|second|third|fourth|fifth|sixth|tenth|\d))|each(?!\s+(?:year|other|quarter|month|time|with))|entire|whole|in\s+full|without\s+exception
    |100\s+per\s+cent|everyone|everybody|everywhere|always|completely|fully|entirely|wholly
    |any)\b(?P<after>(?:\W+[\w’-]+){0,4})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOT_ALL = re.compile(
    r"\b(?:not|nor|never|cannot|\w+n[’']t)\b(?:\W+(?!before\b|until\b|unless\b|without\b)[\w’-]+){0,5}\W+$",
    re.IGNORECASE,
)
_EACH = re.compile(r"(?:each|every)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:than|tops?|exceeds?|outnumbers?)\s+(?:(?:in|of|for|that\s+of|those\s+of)\s+)?$", re.IGNORECASE
)
_BASE = re.compile(r"\bof\s+(?:the\s+)?$", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:make[s]?\s+up|account\w*\s+for|one\s+in\s+\w+|fall[s]?\s+(?:up)?on)\b", re.IGNORECASE)
_HEDGE_BEFORE = re.compile(r"\b(?:almost|nearly|not|virtually|practically)\s+(?:in\s+)?$", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r"[,;:]|\b(?:though|although|but|while|whereas|and\s+not|not)\b", re.IGNORECASE)
_UNLESS = re.compile(r"\b(?:without|until)\b(?P<condition>(?:\W+[\w’-]+){1,5})", re.IGNORECASE)
_COUNT = re.compile(r"\d(?!.*(?:per\s*cent|%))", re.DOTALL)
_WITHOUT_EXCEPTION = re.compile(r"\bwithout\s+(?:any\s+)?exceptions?\b", re.IGNORECASE)
_WHOLLY = re.compile(r"(?:completely|fully|entirely|wholly|everywhere|always|in\s+full)\b", re.IGNORECASE)
_IN_PART = re.compile(r"(?:almost|nearly|partly|partially|largely|mainly|mostly|in\s+principle|most)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|nobody|never|none|not\s+any|no\s+one)\b(?P<after>(?:\W+[\w’-]+){0,4})", re.IGNORECASE)
_SOME = re.compile(
    r"""
    \b(?:almost\s+all|nearly\s+all|most|some|many|several|certain|various|a\s+few|few|partly
    |partially|(?<!as\s)part\s+of|half(?:\s+of)?|the\s+majority\s+of|a\s+minority\s+of|a\s+(?:proportion|share|number)\s+of|the\s+(?:proportion|share)\s+of|(?:over|about
    |around|more\s+than|nearly|almost|at\s+least|up\s+to)?\s*\d+(?:\.\d+)?\s*(?:per\s*cent|%)(?:\s+of)?
    |(?:over|about|around|more\s+than|nearly|almost|at\s+least)\s+\d[\d,]*|generally
    |usually|mainly|largely|mostly|in\s+principle)\b(?P<after>(?:\W+[\w’-]+){0,5})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EXCEPT = re.compile(
    r"""
    \b(?:except(?:ing)?|with\s+the\s+exception|other\s+than|apart\s+from|unless|but\s+not|save\s+for|with\s+some
    |only\s+some)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEDGED = re.compile(
    r"""
    \b(?:almost|nearly|most(?:ly)?|some|many|several|certain|few|part(?:ly|ially)?|half|majority|minority|except\w*
    |exception|other\s+than|apart|unless|but|save|per\s*cent|generally|usually|mainly|largely|in\s+principle
    |not\s+all|others|so\s+far\s+as|insofar|inasmuch|as\s+long\s+as|provided\s+that|subject\s+to)\b|%
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ONLY = re.compile(
    r"""
    (?<!not[ ])(?<!says[ ])(?<!say[ ])(?<!is[ ])(?<!are[ ])\b(?:only|exclusively|solely)\s+(?!that\b|by\b|on\b|in\b
    |to\b|for\b|from\b|with\b|at\b|after\b|if\b|when\b|as\b|a\b|one\b|about\b|part\b|some\b|half\b|partly\b|partially\b|\d|inasmuch\b|insofar\b|so\b|\w+(?:ed
    |ing)\b)(?P<after>\w+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ONLY_BEHIND = re.compile(r"\b(?P<after>\w+)\s+(?:only|alone)\b(?=\s*(?:[.,;(]|$))", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\b(?:not|nor|never|\w+n[’']t)\b[^,;]{0,70}$", re.IGNORECASE)
# "To come alone" and "all alone" tell of company, and limit nothing.
_BY_ONESELF = re.compile(
    r"\b(?:all|com(?:es?|ing)|came|arriv\w+|travel\w*|liv(?:es?|ing)|own(?:s|ed|ing)?|left|stand\w*|home)\s+alone\b",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    r"\b(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:mentioned|reported|named|told|given|described|cited|listed|stated|shown|said"
    r"|spoken\s+of)\b",
    re.IGNORECASE,
)
_INCLUDED_SHARE = re.compile(
    r"including\s+(?:(?:about|around|some|over|nearly|more\s+than|approximately)\s+)?\d", re.IGNORECASE
)
_SHARE_WORDS, _FEWEST_SHARED = 6, 2  # words behind an "including" with a figure, and how many the claim must have
# "The only right that", "only those countries which": no more than a part of its kind.
_OF_A_KIND = re.compile(r"\bthe\s+only\b|\bonly\s+(?:those|such)\b", re.IGNORECASE)
_BY_WAY_OF_EXAMPLE = re.compile(r"(?:illustrations?|examples?|instances?)\s", re.IGNORECASE)
# "The only legal basis invoked": of what kind the report tells no other thing.
_ONLY_TOLD = re.compile(
    r"the\s+only\s+(?:[\w’'-]+\s+){0,2}?(?P<thing>[\w’'-]+)\s+(?:(?:that|which)\s+(?:is|are)\s+|(?:is|are)\s+)?(?:\w+ly\s+)?"
    r"(?:invoked|mentioned|named|cited|quoted|listed|given|relied\s+(?:up)?on|referred\s+to|told|stated|described|reported)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:may|can|right|free|allowed|permitted|possible|entitled)\b", re.IGNORECASE)
_MENTIONS = re.compile(
    r"only\s+(?:[\w’'-]+\s+){1,4}(?:mentions?|names?|speaks?\s+of|cites?|quotes?|lists?)\b", re.IGNORECASE
)
# The passage itself lets in nothing else: "no communication … which has not made such a declaration", "all … except".
_CLOSED = re.compile(
    r"\b(?:no|not|never|none|nobody)\b.*\b(?:not|unless|except|until|without|other\s+than)\b|\bexcept\b",
    re.IGNORECASE | re.DOTALL,
)
_NONE_UNLESS = re.compile(r"\bno\b[^.;]*\b(?:unless|except|if\s+it|(?:which|who)\s+ha(?:s|ve)\s+not)\b", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|in|by|for|to|from|on|with|of)\s+(?:the\s+)?$", re.IGNORECASE)
_AT_SO_MANY = re.compile(
    r"\b(?:at|in|by|for|to|from|on|with|of)\s+(?:about\s+|some\s+|only\s+|over\s+|more\s+than\s+)?"
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?P<after>(?:\w+\s+)?\w+)"
)
_LIMITED = re.compile(r"\b(?:only|exclusive|solely|limit|restrict)", re.IGNORECASE)
_WIDE = re.compile(
    r"\b(?:all|every|(?<!if\s)any|regardless|irrespective|everyone|including(?!\s+(?:(?:through|by|on|at|as|in\s+the\s+form\s+of)\b))|as\s+well\s+as|also)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"all|every|any", re.IGNORECASE)
_ALIKE = 0.38
_SHARED = 3  # words of a sentence that says "none unless", which "only" may tell
_SAID = 0.8  # of the claim's words stand in one clause, which says "all" itself
_NEAR = 0.5  # cosine


def some_as_all(claim: Claim, alike: Likeness) -> Finding | None:
    """An `overclaim` where the claim says all, every or none, and the passage says it of some, or with an exception."""
    if _HEDGED.search(_WITHOUT_EXCEPTION.sub("", claim.text)):
        return None
    sources = source_clauses(claim)
    wanted = frozenset(stem for part in clauses(claim.asserted) for stem in part.stems)
    likest = max((likeness(wanted, source.stems, alike) for source in sources), default=0.0)
    if any(_ALL.search(source.text) and likeness(wanted, source.stems, alike) >= _SAID for source in sources):
        return None
    for source in sources:
        if likeness(wanted, source.stems, alike) < max(0.2, 0.6 * likest) or len(wanted & source.stems) < 2:
            continue
        mark = _limit(claim, source)
        if mark is not None:
            return Finding(
                kind="overclaim",
                message=f"The sentence says it of all; the passage limits it: “{mark.strip(' ,')}”.",
                suggestion="Keep the passage’s limit.",
            )
    return None


def _limit(claim: Claim, source: Clause) -> str | None:
    everything = claim.source.stems
    has_count = any(quantity.kind in {"count", "percent"} and not quantity.soft for quantity in claim.quantities)
    for universal in [*_ALL.finditer(claim.asserted), *_NONE.finditer(claim.asserted)]:
        nouns = set(content_stems(_NEXT_CLAUSE.split(universal["after"])[0])[:2])
        if universal.re is _ALL and (_no_claim_of_all(universal, claim) or _said_of_all(universal, claim)):
            continue
        wholly = _WHOLLY.match(universal[0]) is not None
        for mark in _SOME.finditer(source.text):
            if _COUNT.search(mark[0]) and (has_count or _ALL.search(source.text)):
                continue
            after = content_stems(mark["after"])
            stands_alone = re.match(
                r"\W*(?:\w+ed\b|of\s+(?:whom|which|them|these)|others?\b|to\b|into\b)", mark["after"]
            )
            if universal.re is _ALL and (
                wholly and _IN_PART.match(mark[0]) or nouns & set(after) or stands_alone and nouns & everything
            ):
                return mark[0]
        counted = None if has_count else _counted_places(universal, source)
        if counted is not None:
            return counted
        exception = _EXCEPT.search(source.sentence)
        if (
            exception
            and not _has_condition(claim, source.sentence[exception.start() :])
            and (nouns & set(content_stems(source.sentence[: exception.start()])) or not nouns)
        ):
            return source.sentence[exception.start() :][:80]
    return None


def _no_claim_of_all(universal: re.Match[str], claim: Claim) -> bool:
    """Whether a word for all makes no claim of all.

    It is denied ("not every group"), it is what a share is taken of ("of all cases, one in six") or what something is
    compared with ("more than all of them"), or it deals out a figure ("each visit reached a dozen workers").
    """
    if _COMPARED.search(claim.asserted, 0, universal.start()):
        return True
    if universal[0][:3].lower() != "any" and _NOT_ALL.search(claim.asserted, 0, universal.start()):
        return True
    if _BASE.search(claim.asserted, 0, universal.start()):
        return _gives_figure(claim) or _SHARE.search(claim.asserted) is not None
    return _EACH.match(universal[0]) is not None and (_gives_figure(claim) or "averag" in claim.stems)


def _gives_figure(claim: Claim) -> bool:
    return any(quantity.kind in {"count", "percent", "fraction", "ratio"} for quantity in claim.quantities)


def _said_of_all(universal: re.Match[str], claim: Claim) -> bool:
    """Whether the passages themselves speak of all of that thing, without an exception."""
    thing = _thing(universal["after"])
    return bool(thing) and any(
        thing == _thing(match["after"])
        for sentence in claim.source.sentences
        if not _EXCEPT.search(sentence.text)
        for match in _ALL.finditer(sentence.text)
        if not _HEDGE_BEFORE.search(sentence.text, 0, match.start())
    )


def _thing(after: str) -> frozenset[str]:
    """The stems of what a word for all is said of: "ethnic groups" in "all ethnic groups in the country"."""
    words = list(dropwhile(lambda word: not word.content, read_words(after)))
    return frozenset(word.stem for word in takewhile(lambda word: word.content, words))


def _has_condition(claim: Claim, exception: str) -> bool:
    """Whether the claim keeps an exception as a condition: "without a court’s finding nobody may …"."""
    excepted = set(content_stems(exception))
    return any(excepted & set(content_stems(match["condition"])) for match in _UNLESS.finditer(claim.asserted))


def _counted_places(universal: re.Match[str], source: Clause) -> str | None:
    """For "at every university": "at 14 universities" of a passage that speaks of all of nothing."""
    if universal.re is not _ALL or not _AT.search(universal.string, 0, universal.start()) or _ALL.search(source.text):
        return None
    noun = content_stems(universal["after"])[:1]
    places = (match for match in _AT_SO_MANY.finditer(source.text) if set(noun) & set(content_stems(match["after"])))
    return next((match[0] for match in places), None)


def only_where_all(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` where the claim says "only" of what the passage says of all, or among others."""
    only = _ONLY.search(claim.asserted) or _ONLY_BEHIND.search(claim.asserted)
    if only is None or _EXCEPT.search(claim.asserted) or _limits_nothing(only) or _may_alone(only, claim):
        return None
    if any(
        _NONE_UNLESS.search(each.text) and len(claim.stems & each.stems) >= _SHARED for each in claim.source.sentences
    ):
        return None
    limited = only.string[only.start() :] if only.re is _ONLY else only["after"]
    named = set(content_stems(limited)[:2])
    kind = named if not _OF_A_KIND.search(only.string, max(0, only.start() - 4)) else set()
    sentences = [nearest[1].sentence for part in clauses(claim.asserted) if (nearest := _near(part, claim, alike))]
    by_meaning = alike.nearest(claim)
    if by_meaning is not None and by_meaning[0] >= _NEAR:
        sentences.append(by_meaning[1].text)
    told = _ONLY_TOLD.search(claim.asserted)
    thing = set(content_stems(told["thing"])) if told else set()
    for sentence in sentences:
        if thing and not thing & set(content_stems(sentence)):
            continue  # what the passage widens is no thing of that kind
        wide = next((match for match in _WIDE.finditer(sentence) if _widens(match, named, kind, claim)), None)
        if wide is not None and not _LIMITED.search(sentence) and not _CLOSED.search(sentence):
            return Finding(
                kind="contradiction",
                message=f"The sentence says “only”; the passage says “{wide[0]}”.",
                suggestion="Leave “only” out.",
            )
    return None


def _limits_nothing(only: re.Match[str]) -> bool:
    """Whether "only" or "alone" is denied, says "by oneself" or "for example", or is about what the report mentions."""
    text = only.string
    if only.re is _ONLY_BEHIND and _BY_WAY_OF_EXAMPLE.match(only[0]):
        return True
    if _NOT_ONLY.search(text, 0, only.start()) or _NOT_ONLY.search(text, 0, only.end()) and only.re is _ONLY_BEHIND:
        return True
    if only.re is _ONLY and (_MENTIONED.search(text, only.end()) or _MENTIONS.match(text, only.start())):
        return True
    return _BY_ONESELF.search(text) is not None


def _may_alone(only: re.Match[str], claim: Claim) -> bool:
    """Whether something may be done alone that a passage lets be done "alone as well as in association"."""
    alone = only[0].lower().endswith("alone") and _MAY.search(claim.asserted) is not None
    return alone and re.search(r"\balone\b", claim.source.text, re.IGNORECASE) is not None


def _widens(wide: re.Match[str], named: set[str], kind: set[str], claim: Claim) -> bool:
    """Whether a wide word is about what the claim limits: "all citizens" for "only citizens", or any "also".

    "Discourse, including speeches" tells of what discourse consists, and does not widen "only discourse": `kind` are
    the words for what the claim limits, where it limits to no part of that. "Including 39 per cent of managers" gives a
    share of something and widens only what the claim tells of that share.
    """
    if _INCLUDED_SHARE.match(wide.string, wide.start()):
        share = content_stems(wide.string[wide.end() :])[:_SHARE_WORDS]
        return len(claim.stems.intersection(share)) >= _FEWEST_SHARED
    if wide[0].lower() == "including" and kind & set(content_stems(wide.string[: wide.start()])[-1:]):
        return False
    after = set(content_stems(wide.string[wide.end() :])[:2])
    return not _OF_ALL.fullmatch(wide[0]) or not named or bool(after & named)


def _near(part: Clause, claim: Claim, alike: Likeness) -> tuple[float, Clause] | None:
    nearest = most_like(part, source_clauses(claim), alike)
    return nearest if nearest is not None and nearest[0] >= _ALIKE else None
