"""Puts keys back in the place of citations, so that a model sees the form in which it must cite."""

from __future__ import annotations

import re

from assistant.citation_keys import KeyRing
from assistant.store import Store
from vectorstore.address_grammar import find_citations


def with_keys(text: str, ring: KeyRing, store: Store) -> str:
    """A text with keys in place of its citations, so that a model sees the form in which it must cite.

    A citation of a passage that was not offered stays as it is.
    """
    pieces: list[str] = []
    at = 0
    keys: list[str] = []
    for citation in find_citations(text, default_symbol=store.state_report, treaty=store.treaty):
        offered = [key for address in citation.addresses if (key := ring.key(address.id))]
        if not citation.addresses or len(offered) != len(citation.addresses):
            continue
        start, end = citation.span
        pieces.append(text[at:start])
        keys = offered
        pieces.append(f"[{', '.join(keys)}]")
        at = end
    joined = "".join([*pieces, text[at:]])
    return re.sub(r"\((\[[^()\[\]]*\](?:[;,]\s*\[[^()\[\]]*\])*)\)", r"\1", joined)
