"""Which article's section tells a point that several could tell, so that none is told twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.brief import Brief
from assistant.engines.extractive.evidence_gaps import PUBLISH_SURVEYS, has_survey
from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.statements import Statement
from assistant.gathering import articles_of
from vectorstore.address import Address

_POLICY = "2"  # the article in whose section surveys on policy and their publication belong


def left_to_their_home(issues: Iterable[Issue], brief: Brief, everywhere: Sequence[Statement]) -> list[Issue]:
    """The points that a brief on a whole article tells: what rests on another article's section is left to that one.

    A brief on a topic or on one item of an article is read alone, and tells all.
    """
    if brief.article is None or len(brief.article.path) > 1:
        return list(issues)
    number = brief.article.path[0]
    homes = {one.address.path[0]: articles_of(one.passage.headings) for one in everywhere}
    told = [one for one in issues if number in (home_of(one.addresses, homes) or [number])]
    surveyed = any(_POLICY in homes[one.address.path[0]] and has_survey(one) for one in everywhere)
    if number == _POLICY or not surveyed:
        return told
    return [one for one in told if one.recommendation != PUBLISH_SURVEYS]


def home_of(addresses: Sequence[Address], homes: dict[str, list[str]]) -> list[str]:
    """The articles under which most of the paragraphs stand, of equals the first; or none."""
    found = [tuple(homes[one.path[0]]) for one in addresses if homes.get(one.path[0])]
    return list(Counter(found).most_common(1)[0][0]) if found else []
