"""What a model may do while it looks for passages: read the library, and nothing else.

Every answer is text for the model. Passages come under keys; none of the tools writes, sends or runs anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.checks.quantities import Quantity, read_quantities
from assistant.citation_keys import KEY, KeyRing
from assistant.engines.endpoint.agent import follow_ups
from assistant.engines.endpoint.beyond import beyond
from assistant.engines.endpoint.fitting import cost, estimate_tokens
from assistant.events import Event, Retrieved, Step
from assistant.follow_up import observation_paragraphs
from assistant.prompting import harmless, show_passages, speakers_of
from assistant.store import Store
from vectorstore.address_grammar import find_citations
from vectorstore.model import Passage
from vectorstore.sentences import split_sentences

_FOUND = 6
_FIGURE_PASSAGES = 25
_FIGURE_LINES = 14
_MOST_NEIGHBOURS = 3
_MOST_READ = 12
_LONGEST_QUERY = 300  # characters
_FULL = "There is no room for more passages. Stop looking and write the line that begins with USE."


class ToolError(ValueError):
    """A call that cannot be carried out; its message tells the model what to do instead."""


class Toolbox:
    """The tools over one store. `offered` holds every passage shown, in the order in which it was.

    `room` is how many tokens of passages may be shown in all; `tell` receives an event for each call; `seen` holds the
    ids of the passages that the model has before it already.
    """

    def __init__(
        self,
        store: Store,
        ring: KeyRing,
        room: int,
        tell: Callable[[Event], None],
        seen: frozenset[str] = frozenset(),
    ) -> None:
        self._store, self._ring, self._room, self._tell = store, ring, room, tell
        self._seen = seen
        self.offered: dict[str, Passage] = {}
        self.calls = 0
        self._asked: set[str] = set()

    def search_passages(self, query: str, document: str = "all") -> str:
        """The passages nearest to some words, in the State party's report, the Convention or everywhere."""
        query = query.strip()[:_LONGEST_QUERY]
        if not query:
            raise ToolError("The query is empty. Give a few words.")
        self._count(f"search {document} {query.lower()}")
        symbols = {"report": [self._store.state_report], "convention": [self._store.treaty]}.get(document)
        hits = [hit.passage for hit in self._store.search.search(query, _FOUND, symbols)]
        self._tell(Step(f"Searching for “{query}”"))
        return self._show(query, hits) or "Nothing was found. Try other words."

    def read_passages(self, places: Sequence[str], neighbours: int = 0) -> str:
        """The passages at keys or addresses, each with so many paragraphs before and after it."""
        named = [passage for place in places for passage in self._at(place)]
        around = min(max(neighbours, 0), _MOST_NEIGHBOURS)
        passages = [near for passage in named for near in self._with_neighbours(passage, around)]
        self._count(f"read {sorted(one.id for one in passages)}")
        self._tell(Step(f"Reading {', '.join(places)[:_LONGEST_QUERY]}"))
        return self._show(", ".join(places), list(dict.fromkeys(passages))[:_MOST_READ])

    def list_follow_ups(self, observation: str = "") -> str:
        """The concluding observations that the State party answers; or on one of them, what it answers and where.

        Paragraphs that the model has already come as a line that says what the State does there, new ones whole.
        """
        self._count(f"follow-ups {observation}")
        if not observation.strip():
            self._tell(Step("Listing the concluding observations that are answered"))
            return follow_ups.overview(self._store)
        numbers = observation_paragraphs(observation)
        wanted = {re.sub(r"\s", "", one) for one in numbers}
        answered = follow_ups.answered(self._store).items()
        found = [unit for number, units in answered if re.sub(r"\s", "", number) in wanted for unit in units]
        found = list(dict.fromkeys(found))
        if not found:
            return (
                f"No paragraph answers {observation}. Call list_follow_ups without a number to see which are answered."
            )
        self._tell(Step(f"Reading what answers paragraph {observation} of the concluding observations"))
        known = self._seen | self.offered.keys()
        whole = [unit for unit in found if unit.id not in known][:_MOST_READ]
        listed = [(self._ring.offer(unit), unit) for unit in found if unit not in whole]
        lines = follow_ups.lines(listed)
        while lines and not self._take([], estimate_tokens("\n".join(lines))):
            lines.pop()
        more = [one for one in beyond(found, self._store) if one.id not in known]
        shown = self._show(f"follow-up {observation}", [*follow_ups.recommended(numbers, self._store), *whole, *more])
        parts = [follow_ups.heading(numbers, found, self._store), harmless("\n".join(lines)), shown]
        return "\n\n".join(part for part in parts if part)

    def find_figures(self, subject: str) -> str:
        """The sentences with figures on a subject, each with the key of its passage."""
        subject = subject.strip()[:_LONGEST_QUERY]
        if not subject:
            raise ToolError("The subject is empty. Give a few words.")
        self._count(f"figures {subject.lower()}")
        self._tell(Step(f"Looking for figures on “{subject}”"))
        passages = [hit.passage for hit in self._store.search.search(subject, _FIGURE_PASSAGES)]
        lines: list[str] = []
        used: list[Passage] = []
        for passage in passages:
            for start, end in split_sentences(passage.text):
                sentence = passage.text[start:end]
                if any(_is_figure(quantity) for quantity in read_quantities(sentence)):
                    used.append(passage)
                    lines.append(f"[{self._ring.offer(passage)}] {sentence}")
        shown = lines[:_FIGURE_LINES]
        if not self._take([], sum(map(estimate_tokens, shown))):  # the passages themselves were not shown
            return _FULL
        self._tell(Retrieved(subject, tuple(dict.fromkeys(passage.id for passage in used))))
        return harmless("\n".join(shown)) or "No sentence with a figure was found. Try other words."

    def compare_figures(self, first_key: str, first: str, second_key: str, second: str) -> str:
        """Two figures, each as its passage writes it: their difference, their ratio and the change in per cent."""
        self._count(f"compare {first_key} {first} {second_key} {second}")
        a, b = self._figure(first_key, first), self._figure(second_key, second)
        self._tell(Step(f"Comparing {first} with {second}"))
        if a.kind == "percent" and b.kind == "percent":
            return f"From {first} to {second}: {b.value - a.value:+.2f} percentage points."
        if "percent" in {a.kind, b.kind}:
            raise ToolError("A share and a number cannot be compared. Give two shares, or two numbers.")
        parts = [f"From {first} to {second}: difference {b.value - a.value:+,.10g}"]
        if a.value:
            parts.append(f"the second is {b.value / a.value:.4g} times the first")
            parts.append(f"change {100 * (b.value - a.value) / a.value:+.1f} per cent")
        if b.value:
            parts.append(f"the first is {100 * a.value / b.value:.1f} per cent of the second")
        return "; ".join(parts) + "."

    def _count(self, call: str) -> None:
        self.calls += 1
        if call in self._asked:
            raise ToolError("You made this very call before. Ask for something else, or write the line USE.")
        self._asked.add(call)

    def _at(self, place: str) -> list[Passage]:
        word = place.strip().strip("[]() ")
        if KEY.fullmatch(word):
            passage = self._ring.passage(word)
            if passage is None:
                raise ToolError(f"{word} is no key that you were given. Use keys from the passages.")
            return [passage]
        home, treaty = self._store.state_report, self._store.treaty
        found = [
            passage
            for citation in find_citations(place, default_symbol=home, treaty=treaty)
            for address in citation.addresses
            for passage in self._store.library.resolve(address).passages
        ]
        if not found:
            raise ToolError(f"“{place[:60]}” is neither a key nor a place such as “para. 155” or “art. 5 (e)”.")
        return found

    def _with_neighbours(self, passage: Passage, around: int) -> list[Passage]:
        units = self._store.library.units(passage.symbol)
        if not around or passage not in units:
            return [passage]
        at = units.index(passage)
        return list(units[max(0, at - around) : at + around + 1])

    def _figure(self, key: str, written: str) -> Quantity:
        passage = self._ring.passage(key.strip("[] "))
        if passage is None:
            raise ToolError(f"{key[:20]} is no key that you were given.")
        plain = " ".join(written.split())
        if not plain or plain not in " ".join(passage.text.split()):
            raise ToolError(f"“{plain[:40]}” does not stand in the passage {key}. Copy the figure as it is written.")
        figures = [quantity for quantity in read_quantities(plain) if quantity.kind != "identifier"]
        if len(figures) != 1:
            raise ToolError(f"“{plain[:40]}” is not one figure.")
        return figures[0]

    def _show(self, query: str, passages: Sequence[Passage]) -> str:
        """The passages as the model reads them; those seen before by their keys alone."""
        known = self._seen | self.offered.keys()
        seen = [self._ring.offer(one) for one in passages if one.id in known]
        new = [one for one in passages if one.id not in known]
        while new and not self._take(new, cost(new)):
            new.pop()
        if passages and not new and not seen:
            return _FULL
        self._tell(Retrieved(query, tuple(passage.id for passage in passages)))
        shown = show_passages(new, self._ring, speakers_of(self._store)) if new else ""
        again = f"You have these already: {', '.join(seen)}" if seen else ""
        return "\n\n".join(part for part in (shown, again) if part)

    def _take(self, passages: Sequence[Passage], tokens: int) -> bool:
        """Count passages as shown, if there is room."""
        if tokens > self._room:
            return False
        self._room -= tokens
        self.offered |= {passage.id: passage for passage in passages}
        return True


def _is_figure(quantity: Quantity) -> bool:
    return not quantity.soft and quantity.kind in {"count", "percent", "money", "fraction", "ratio"}
