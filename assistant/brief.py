"""What a draft is asked for: an article or one of its items, a topic, or follow-up paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from vectorstore.address import Address

# The parts of a section, in the order that a reader needs; both engines write these.
SECTION_PARTS = (
    "What the Convention requires",
    "What the State party reports",
    "What is missing, postponed or at odds",
    "Information from civil society",
    "Suggested questions",
    "Suggested recommendations",
)
DEFAULT_WORDS = 900
ARTICLE_5_WORDS = 2400


@dataclass(frozen=True, slots=True)
class Brief:
    """One section to write. Exactly one of `article`, `topic` and `follow_up` is set.

    `follow_up` names concluding-observation paragraphs ("15", "22 (a)"). `max_words` is the limit for the section's
    text, headings apart. `language` is a code of `languages.LANGUAGES`, which the endpoint engine
    asks for; the extractive engine writes English.
    """

    article: Address | None = None
    topic: str | None = None
    follow_up: tuple[str, ...] = ()
    max_words: int = DEFAULT_WORDS
    instructions: str = ""
    language: str = "en"


def default_words(article: Address | None) -> int:
    """The word limit when none was given: more for the whole of article 5, which goes right by right."""
    return ARTICLE_5_WORDS if article is not None and article.path == ("5",) else DEFAULT_WORDS
