"""Whether a text from another system refuses: it says, before anything else, that the documents do not hold the answer.

Our own engines say so themselves (`answered`); this is for texts that say it in words alone.
"""

from __future__ import annotations

import re

from vectorstore.address_grammar import find_citations
from vectorstore.sentences import split_sentences

_REFUSES = re.compile(
    r"""
    \bnot\s+found\b|\bno\s+(?:paragraph|passage|information|answer|mention|data|figures?)\b[^.]*\b(?:found|given|provided|available
    |states?|says?|answers?|gives?|that)\b
    |\b(?:documents?|reports?|texts?|passages?|paragraphs?|context|sources?|convention)\b[^.]*\b(?:do|does|did)\s*(?:not|n[’']t)\s+(?:say|state
    |hold|contain|give|provide|mention|specify|answer|indicate|include|tell|disclose|report|address|identify|name)\b
    |\b(?:cannot|can\s*not|can[’']t|unable\s+to|could\s+not)\s+(?:be\s+)?(?:answer|determin|find|found|establish|say|tell)
    |\bI\s+(?:do\s+not|don[’']t)\s+know\b|\bis\s+not\s+(?:in|given|stated|mentioned|provided|specified|available|answered)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def refuses(text: str) -> bool:
    """Whether the first sentence says that the answer is not there, and cites nothing for it.

    "The report does not name colour (para. 85)" is an answer: it corrects the question.
    """
    plain = " ".join(text.split())
    spans = split_sentences(plain)
    first = plain[slice(*spans[0])] if spans else ""
    return _REFUSES.search(first) is not None and not find_citations(first, default_symbol="", treaty="ICERD")
