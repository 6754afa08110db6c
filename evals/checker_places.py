"""Falsified addresses: the neighbour, a slipped digit, a sibling item, another document, a missing place."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.words import content_stems
from evals.checker_pairs import REPORT, TREATY, Material, Pair, Statement, cited, reworded
from vectorstore.address import Address

_TOLD_ALREADY = 0.55  # of the words: a passage with more of them may well say the same


def neighbour(material: Material) -> Iterator[Pair]:
    """One paragraph before or after."""
    chance, statements = material.shuffled("neighbour")
    for statement in statements:
        number = _number(statement)
        wrong = f"{REPORT}#{number + chance.choice((-1, 1))}"
        text = reworded(statement.text, chance)
        if _is_elsewhere(material, wrong, statement):
            yield Pair("neighbour", statement.passage.id, cited(text, statement.passage.id), cited(text, wrong))


def digit_slip(material: Material) -> Iterator[Pair]:
    """One digit wrong, or two changed about."""
    chance, statements = material.shuffled("digit slip")
    for statement in statements:
        digits = list(str(_number(statement)))
        at = chance.randrange(len(digits))
        digits[at] = chance.choice([digit for digit in "123456789" if digit != digits[at]])
        wrong = f"{REPORT}#{''.join(digits)}"
        text = reworded(statement.text, chance)
        if _is_elsewhere(material, wrong, statement):
            yield Pair("digit slip", statement.passage.id, cited(text, statement.passage.id), cited(text, wrong))


def sibling(material: Material) -> Iterator[Pair]:
    """Another item or paragraph of the same article, or another item of a paragraph of the report."""
    chance, provisions = material.shuffled("sibling", [*material.provisions, *_report_items(material)])
    for provision in provisions:
        path = Address.from_id(provision.passage.id).path
        siblings = [
            other.passage.id
            for other in provisions
            if other is not provision
            and other.passage.symbol == provision.passage.symbol
            and Address.from_id(other.passage.id).path[:-1] == path[:-1]
            and len(path) > 1
        ]
        if siblings:
            wrong = chance.choice(sorted(siblings))
            text = _claimed(provision)
            yield Pair("sibling item", provision.passage.id, cited(text, provision.passage.id), cited(text, wrong))


def other_document(material: Material) -> Iterator[Pair]:
    """The Convention cited for what the report says, and the reverse."""
    chance, statements = material.shuffled("other document")
    provisions = material.provisions
    for number, statement in enumerate(statements):
        other = provisions[chance.randrange(len(provisions))]
        if number % 2:
            text = reworded(statement.text, chance)
            yield Pair(
                "other document", statement.passage.id, cited(text, statement.passage.id), cited(text, other.passage.id)
            )
        else:
            text = _claimed(other)
            yield Pair(
                "other document", other.passage.id, cited(text, other.passage.id), cited(text, statement.passage.id)
            )


def no_such_place(material: Material) -> Iterator[Pair]:
    """A paragraph beyond the last, an article beyond the last, an item that its article does not have."""
    chance, statements = material.shuffled("no such place")
    for number, statement in enumerate(statements):
        text = reworded(statement.text, chance)
        wrong = f"{REPORT}#{chance.randrange(438, 999)}"
        true = cited(text, statement.passage.id)
        if number % 3 == 1:
            provision = chance.choice(material.provisions)
            text, true = _claimed(provision), cited(_claimed(provision), provision.passage.id)
            wrong = f"{TREATY}#{chance.randrange(26, 60)}"
        elif number % 3 == 2:
            wrong = f"{statement.passage.id}({chance.choice('defg')})"
        yield Pair("no such place", statement.passage.id, true, cited(text, wrong))


def _number(statement: Statement) -> int:
    return int(Address.from_id(statement.passage.id).path[0])


def _is_elsewhere(material: Material, wrong: str, statement: Statement) -> bool:
    """Whether the wrong passage exists and does not say the same, as several paragraphs of the report do twice."""
    passage = material.library.get(wrong)
    stems = set(content_stems(statement.text))
    return passage is not None and len(stems & set(content_stems(passage.text))) < _TOLD_ALREADY * len(stems)


def _report_items(material: Material) -> list[Statement]:
    items = [passage for passage in material.library.passages(REPORT) if passage.parent is not None]
    return [Statement(passage, passage.text.split(". ")[0].rstrip(" .;")) for passage in items]


def _claimed(provision: Statement) -> str:
    """A provision as an author puts it: "The Convention protects the right to nationality"."""
    text = provision.text
    if text.startswith(("The right", "The rights")):
        return f"The Convention protects {text[0].lower()}{text[1:]}"
    if text.startswith("Shall "):
        return f"States parties must {text[6:].replace(', and shall', ', and must')}"
    return text.replace(" shall ", " must ")
