"""A treaty on a group that a State will not join: the group is read from the treaty's name."""

from __future__ import annotations

from assistant.engines.extractive.persons_at_risk import refused_and_feared
from assistant.engines.extractive.statements import Statement, statements_of
from vectorstore.model import Passage

TEXTS = (
    "The State is not a Party to the International Convention on the Rights of Displaced Persons of 1999.",
    "The arrival of displaced persons creates increased security risks in border regions.",
    "The State continues its reforms without becoming a Party to that Convention.",
)


def statements(group: str) -> list[Statement]:
    texts = [text.replace("Displaced Persons", group.title()).replace("displaced persons", group) for text in TEXTS]
    passages = [
        Passage(f"CERD/C/XYZ/1#{number}", text, ("XI. Other treaties", "A. Ratification"))
        for number, text in enumerate(texts, 7)
    ]
    return statements_of(passages)


def test_the_group_is_that_of_the_treaty() -> None:
    for group in ("displaced persons", "migrant workers", "refugees"):
        found = statements(group)
        (issue,) = refused_and_feared(found, found)
        assert f"the rights of {group}, crime and security" in issue.question
        assert "security risks" in issue.line.text


def test_a_brief_on_other_people_does_not_tell_of_it() -> None:
    everywhere = statements("displaced persons")
    own = statements_of([Passage("CERD/C/XYZ/1#3", "Pupils learn two languages.", ("III. Schools",))])
    assert list(refused_and_feared(own, everywhere)) == []
