"""The words of a passage that a sentence seems to be about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.library import Library
from vectorstore.sentences import split_sentences

_WORD = re.compile(r"\w{4,}|\d[\d,.]*")
_LONGEST = 320  # characters


def passage_words(library: Library, id: str, sentence: str) -> Iterator[tuple[str, str]]:
    """The passage's citation and an excerpt: the whole of a short one, else its sentences nearest to `sentence`."""
    passage = library.get(id)
    if passage is not None:
        yield format_citation([Address.from_id(id)]), _excerpt(passage.text, sentence)


def _excerpt(text: str, sentence: str) -> str:
    if len(text) <= _LONGEST:
        return " ".join(text.split())
    wanted = set(_WORD.findall(sentence.lower()))
    pieces = [text[a:b] for a, b in split_sentences(text)]
    scores = [len(wanted & set(_WORD.findall(piece.lower()))) for piece in pieces]
    best = max(range(len(pieces)), key=scores.__getitem__)
    start = end = best
    while True:
        before = start > 0 and scores[start - 1] or 0
        after = end + 1 < len(pieces) and scores[end + 1] or 0
        grown = (start - 1, end) if before > after else (start, end + 1)
        if not max(before, after) or sum(map(len, pieces[grown[0] : grown[1] + 1])) > _LONGEST:
            break
        start, end = grown
    words = " ".join(" ".join(pieces[start : end + 1]).split())
    words = words if len(words) <= 2 * _LONGEST else words[: 2 * _LONGEST].rsplit(" ", 1)[0] + " …"
    return ("… " if start > 0 else "") + words + (" …" if end + 1 < len(pieces) else "")
