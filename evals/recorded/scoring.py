"""What recorded texts are worth: the passages that they cite, set against gold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import AskResult, DraftResult
from evals.answers import holds_fact, whole
from evals.recorded.tasks import Task
from vectorstore.address import Address
from vectorstore.address_grammar import Citation, find_citations

_REPORT, _CONVENTION = "CERD/C/KAZ/11-14", "ICERD"


@dataclass(frozen=True, slots=True)
class Worth:
    """One task's result against its gold, in ids of whole paragraphs.

    `hit` and `missed` are gold passages, by whether they are cited. `must`, `may` and `wrong` are its citations, by
    what they name: gold, only what a good text may cite, neither. `right` tells whether it rightly answered or refused.
    """

    task: Task
    answered: bool
    hit: frozenset[str]
    missed: frozenset[str]
    must: frozenset[str]
    may: frozenset[str]
    wrong: frozenset[str]
    facts: int
    accused: int
    offered: frozenset[str]

    @property
    def right(self) -> bool:
        """Whether it answered what can be answered and refused what cannot."""
        return self.answered == self.task.answerable


def weigh(task: Task, result: AskResult | DraftResult) -> Worth:
    """Set one result against its gold. What a refusal names as nearest is no citation for the answer."""
    answered = result.answered if isinstance(result, AskResult) else True
    text = result.answer if isinstance(result, AskResult) else result.markdown
    places = _places(result) if answered else {}
    cited = {whole(id) for ids in places.values() for id in ids}
    gold, may = {whole(id) for id in task.gold}, {whole(id) for id in task.may_cite}
    naming_gold = {head for head, ids in places.items() if {whole(id) for id in ids} & gold}
    naming_may = {head for head, ids in places.items() if {whole(id) for id in ids} & may} - naming_gold
    return Worth(
        task=task,
        answered=answered,
        hit=frozenset(cited & gold),
        missed=frozenset(gold - cited),
        must=frozenset(naming_gold),
        may=frozenset(naming_may),
        wrong=frozenset(places.keys() - naming_gold - naming_may),
        facts=sum(holds_fact(fact, text) for fact in task.facts),
        accused=result.accused,
        offered=frozenset(whole(id) for id in result.passages),
    )


def _places(result: AskResult | DraftResult) -> dict[str, set[str]]:
    """The passages that each citation stands for, by the whole paragraph or provision that it names.

    A parent such as "art. 5" is one citation, however many items it covers and whether or not it has a text of its own
    ("art. 8" has none), and is right if gold names one of them.
    """
    places: dict[str, set[str]] = {}
    for sentence in result.sentences:
        groups: dict[str, list[str]] = {}
        for entry in sentence.citations:
            if entry.id and entry.status == "resolved":
                groups.setdefault(entry.as_written, []).append(entry.id)
        for as_written, ids in groups.items():
            named = [one for citation in _citations(as_written) for one in citation.addresses]
            for id in ids:
                head = next((one.id for one in named if one.covers(Address.from_id(id))), id)
                places.setdefault(whole(head), set()).add(id)
    return places


def _citations(text: str) -> Sequence[Citation]:
    return find_citations(text, default_symbol=_REPORT, treaty=_CONVENTION)


def table(worths: Sequence[Worth]) -> str:
    """Citation precision and recall over all citations, and by kind; each miss with whether it was in context.

    "precision" counts what gold names or allows as right, "of must" only what it names.
    """
    lines = [
        f"{'':10} {'tasks':>5} {'right':>5} {'precision':>9} {'of must':>8} {'recall':>7} {'facts':>7} {'accused':>7}"
    ]
    for name, kinds in (("all", ("ask", "draft")), ("questions", ("ask",)), ("briefs", ("draft",))):
        own = [worth for worth in worths if worth.task.kind in kinds]
        if own:
            facts, told = sum(len(one.task.facts) for one in own), sum(one.facts for one in own)
            lines.append(
                f"{name:10} {len(own):5} {sum(one.right for one in own):5} {precision(own):9.3f} "
                f"{must_precision(own):8.3f} {recall(own):7.3f} {told:3}/{facts:<3} {sum(one.accused for one in own):7}"
            )
    for worth in worths:
        lines += _misses(worth)
    return "\n".join(lines)


def precision(worths: Sequence[Worth]) -> float:
    """The share of the citations that name what a good text must or may cite; 0.0 without citations."""
    wrong, cited = sum(len(one.wrong) for one in worths), _cited(worths)
    return (cited - wrong) / cited if cited else 0.0


def must_precision(worths: Sequence[Worth]) -> float:
    """The share of the citations that name what a good text must cite; 0.0 without citations."""
    must, cited = sum(len(one.must) for one in worths), _cited(worths)
    return must / cited if cited else 0.0


def _cited(worths: Sequence[Worth]) -> int:
    return sum(len(one.must) + len(one.may) + len(one.wrong) for one in worths)


def recall(worths: Sequence[Worth]) -> float:
    """The share of the gold passages that are cited."""
    hit, missed = sum(len(one.hit) for one in worths), sum(len(one.missed) for one in worths)
    return hit / (hit + missed) if hit + missed else 0.0


def _misses(worth: Worth) -> list[str]:
    lines = [] if worth.right else [f"{worth.task.id}: {'answered' if worth.answered else 'refused'}, wrongly"]
    for id in sorted(worth.missed):
        where = "in context" if id in worth.offered else "not retrieved"
        lines.append(f"{worth.task.id}: gold {id} is not cited ({where})")
    return lines + [f"{worth.task.id}: cites {id}, which gold neither names nor allows" for id in sorted(worth.wrong)]
