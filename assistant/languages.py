"""The languages that a text may be asked for, and what the checks can say of one that is not in English."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.model import Sentence, Verdict

# The six languages of the United Nations, and Kazakh.
LANGUAGES = {
    "en": "English",
    "ar": "Arabic",
    "es": "Spanish",
    "fr": "French",
    "kk": "Kazakh",
    "ru": "Russian",
    "zh": "Chinese",
}
_SURE: frozenset[Verdict] = frozenset({"unresolved", "no_source_needed"})


def language_wish(language: str) -> str:
    """What a model is told of the language; "" for English."""
    if language == "en":
        return ""
    return f"Write the text under the headings in {LANGUAGES[language]}; leave the headings and the keys as they are."


def only_addresses(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of a text that is not in English: whether its citations lead somewhere is all that is known."""
    return tuple(
        sentence
        if sentence.verdict in _SURE
        else sentence.model_copy(
            update={
                "verdict": "not_checked",
                "findings": tuple(finding for finding in sentence.findings if finding.kind == "bad_address"),
            }
        )
        for sentence in sentences
    )
