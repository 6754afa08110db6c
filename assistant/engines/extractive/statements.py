"""The sentences of State-report passages, each with what the State does in it and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.acts import Act, classify
from vectorstore.address import Address
from vectorstore.model import Passage
from vectorstore.sentences import split_sentences

_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u00ad": ""})  # no-break forms, soft hyphen
_ITEM_MARK = re.compile(r"^\(([a-z])\)\s*")
# A first word that points back: such a sentence cannot be reported without the one before it.
_POINTS_BACK = re.compile(
    r"^(?:This|These|Those|Such|They|Their|Its?|He|She|His|Her|The (?:law|plan|document|group|code|measures?|"
    r"proposals?|"
    r"guidelines|framework|programme|initiative|association|platform|reform|resulting|matter|threshold|provisions?|"
    r"relevant|same|latter|former|Act|Code|Institute|Association|Convention|Centre|Committee|event|study)|"
    r"Of (?:these|those|whom)|In (?:this|such|these)|Under (?:this|the same)|As part of (?:this|these|the survey)|"
    r"Article \d+ of the Act|By way of example|In such|Where no such|"
    r"Both|One of (?:these|them)|Part of this|Following (?:this|these)|However|Nevertheless|Otherwise|In other words|"
    r"It was (?:also )?)\b|^[^,]{0,30}, (?:they|it|this|these)\b"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a passage, with plain spaces and hyphens.

    `address` is the lettered item where there is one; `position` counts from 0;
    `in_list` marks an unnumbered line of a list under a colon."""

    passage: Passage
    address: Address
    text: str
    acts: frozenset[Act]
    position: int
    in_list: bool = False

    @property
    def points_back(self) -> bool:
        """Whether it leans on the sentence before it."""
        return self.in_list or bool(_POINTS_BACK.match(self.text)) or self.text.endswith("respectively.")

    @property
    def number(self) -> int:
        """The paragraph number."""
        return int(self.address.path[0])

    @property
    def words(self) -> int:
        """Its length in words."""
        return len(self.text.split())


def statements_of(passages: Iterable[Passage]) -> list[Statement]:
    """All sentences of the passages, in order."""
    return [statement for passage in passages for statement in sentences_of(passage)]


@lru_cache(maxsize=2_000)
def sentences_of(passage: Passage) -> tuple[Statement, ...]:
    """The sentences of a passage, read once. List items under a colon stay with the words before the colon."""
    found: list[Statement] = []
    base = Address.from_id(passage.id)
    address = base
    lists = passage.text.partition("\n")[0].endswith(":") and "\n" in passage.text
    for position, (start, end) in enumerate(split_sentences(passage.text)):
        text = passage.text[start:end].translate(_PLAIN)
        mark = _ITEM_MARK.match(text)
        if mark:
            address = Address(base.symbol, (*base.path, mark[1]))
            text = text[mark.end() :]
        in_list = lists and start > passage.text.index("\n") and address == base
        found.append(Statement(passage, address, text, classify(text), position, in_list))
    return tuple(found)
