"""Orders the account of an article that lists rights by those rights, each with the paragraphs that speak of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.article_terms import stems, terms_of
from assistant.brief import Brief
from assistant.engines.extractive.account import SubSection
from assistant.engines.extractive.requirements import is_right, requirement, short_right
from assistant.engines.extractive.silence import is_spoken_of
from assistant.engines.extractive.statements import Statement, statements_of
from assistant.gathering import Gathered, articles_in, gather
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import Passage

_NEAR_ENOUGH = 0.45  # search score of a paragraph outside the section that may stand for a right
_MOST_FROM_ELSEWHERE = 3


def by_right(gathered: Gathered, sections: Sequence[SubSection], store: Store) -> list[SubSection]:
    """One sub-section a right, in the order of the Convention, then those that belong to no single right.

    A right takes the sub-sections whose heading speaks of it and are not taken yet; where there is none, the few
    paragraphs elsewhere that do.
    """
    units = store.library.units(store.state_report)
    taken: set[str] = set()
    ordered: list[SubSection] = []
    for right in gathered.convention:
        if not is_right(right) or requirement(right) is None or not is_spoken_of(right, units):
            continue
        found = gather(Brief(article=Address.from_id(right.id)), store)
        own = [one for one in found.report if one.id not in found.elsewhere and _key(one) not in taken]
        near = [one for one in found.report if found.relevance.get(one.id, 0.0) >= _NEAR_ENOUGH]
        elsewhere = [one for one in near if one.id in found.elsewhere][:_MOST_FROM_ELSEWHERE]
        taken |= {_key(one) for one in own}
        statements = [one for one in statements_of(own) if _in_article(one, right) or _about(right, [one])] or _about(
            right, statements_of(elsewhere)
        )
        if statements:
            ordered.append(SubSection(tuple(statements), found.relevance, _title(right), numbered=bool(own)))
    rest = [replace(one) for one in sections if _key(one.first.passage) not in taken]
    return ordered + rest


def _about(right: Passage, statements: Sequence[Statement]) -> list[Statement]:
    wanted = stems(terms_of(Address.from_id(right.id)))
    return [one for one in statements if stems(one.text) & wanted]


def _in_article(statement: Statement, right: Passage) -> bool:
    """Whether the statement stands in the section on the right's own article, not in one on another."""
    return Address.from_id(right.id).path[0] in articles_in(statement.passage.headings[:1])


def _key(passage: Passage) -> str:
    return "|".join(passage.headings[:2])


def _title(right: Passage) -> str:
    name = format_citation([Address.from_id(right.id)], with_symbol=False).replace("art.", "Article", 1)
    return f"{name}, {short_right(right)}"
