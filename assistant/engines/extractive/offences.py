"""Names the offence where the report gives figures on it without saying which article they are under."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.engines.extractive.lines import cite
from assistant.engines.extractive.statements import Statement

_COUNTED = re.compile(r"\d [a-z ]*\b(?:convictions|cases)\b|\bpersons were (?:finally )?convicted\b")
_ARTICLE = re.compile(r"\barticle \d+")
_OFFENCE = re.compile(r"^Article (?P<number>\d+) of the (?P<code>(?:\w+ )?Code(?: of [A-Z]\w+ [A-Z]\w+)?)\b")
_BARE = re.compile(r"\bunder article (?P<number>\d+)(?! of\b)")
_BEFORE = 2  # paragraphs between an offence and the figures on it


def with_code(text: str, section: Sequence[Statement]) -> str:
    """A sentence's "under article 174" with the code to which the section says that it belongs."""
    codes = {match["number"]: match["code"] for one in section if (match := _OFFENCE.match(one.text))}

    def told(match: re.Match[str]) -> str:
        code = codes.get(match["number"])
        return f"{match[0]} of the {code}" if code else match[0]

    return _BARE.sub(told, text)


def offence_of(statement: Statement, section: Sequence[Statement]) -> str:
    """ "under article 174 of the Criminal Code (para. 154), " for figures that follow the offence, else ""."""
    if not _COUNTED.search(statement.text) or _ARTICLE.search(statement.text):
        return ""
    for one in reversed(section):
        match = _OFFENCE.match(one.text)
        if match and 0 < statement.number - one.number <= _BEFORE:
            return f"under article {match['number']} of the {match['code']}{cite([one.address])}, "
    return ""
