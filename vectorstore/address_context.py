"""The sentence and the brackets that a citation stands in, and what laws and documents they name."""

from __future__ import annotations

from collections.abc import Sequence

from vectorstore import address_words as words
from vectorstore.address_laws import LawReader
from vectorstore.address_places import PARAGRAPH_WORDS
from vectorstore.address_tokens import Token

NO_GROUP = -1


class Surroundings:
    """Sentences and bracket groups of one text, found in a single pass.

    A group is known by the index of its opening bracket. Brackets left open end with their paragraph, and a paragraph
    with a blank line.
    """

    def __init__(self, tokens: Sequence[Token], laws: LawReader) -> None:
        self.group_of: list[int] = []
        self.paragraph_of: list[int] = []
        self._sentence_of: list[int] = []
        self._law_in_sentence: set[int] = set()
        self._law_in_group: set[int] = set()
        self._ours_in_group: set[int] = set()
        open_groups: list[int] = []
        sentence = paragraph = 0
        for at, token in enumerate(tokens):
            if token.kind == "(":
                open_groups.append(at)
            elif token.kind == ")" and open_groups:
                open_groups.pop()
            elif token.kind == "break":
                open_groups.clear()
                paragraph += 1
            group = open_groups[-1] if open_groups else NO_GROUP
            self.group_of.append(group)
            self.paragraph_of.append(paragraph)
            self._sentence_of.append(sentence)
            if token.kind in {"word", "symbol", "mark", "id"}:
                self._note(at, token, group, sentence, laws)
            sentence += _ends_sentence(tokens, at)

    def law_in_sentence(self, at: int) -> bool:
        """Whether the sentence around token `at` names a law or treaty other than ours."""
        return self._sentence_of[at] in self._law_in_sentence

    def law_in_group(self, group: int) -> bool:
        """Whether the brackets name a law or treaty other than ours."""
        return group in self._law_in_group

    def ours_in_group(self, group: int) -> bool:
        """Whether the brackets cite a paragraph, a document or our treaty by name."""
        return group in self._ours_in_group

    def _note(self, at: int, token: Token, group: int, sentence: int, laws: LawReader) -> None:
        if token.kind != "word" or token.low in PARAGRAPH_WORDS or token.low in laws.aliases:
            self._ours_in_group.add(group)
            return
        source = laws.head(at, article=True)
        if token.low in words.LAW_ADJECTIVES or (source is not None and source.kind != "ours"):
            self._law_in_sentence.add(sentence)
            self._law_in_group.add(group)


def _ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    kind = tokens[at].kind
    if kind in {"break", "?", "!"}:
        return True
    if kind != "." or at + 1 == len(tokens) or tokens[at + 1].start == tokens[at].end:
        return False
    following = tokens[at + 1]
    starts = following.capital or following.kind not in {"word", ",", ";", ")", "dash"}
    return starts and not (at > 0 and tokens[at - 1].low in words.ABBREVIATIONS)
