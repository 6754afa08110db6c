"""Makes a brief of what people type: an article in any form, a topic, or concluding-observation paragraphs."""

from __future__ import annotations

from assistant.brief import DEFAULT_WORDS, Brief, default_words
from assistant.errors import AddressError, UsageError
from assistant.follow_up import observation_paragraphs
from assistant.opening import WorkspaceStore


def article_brief(text: str, store: WorkspaceStore, *, max_words: int | None = None, instructions: str = "") -> Brief:
    """A brief on an article or one of its items: "4", "art. 5 (e) (v)". Raises UsageError or AddressError."""
    text = text.strip()
    if not text:
        raise UsageError("--article is empty.", hint='Try --article 4 or --article "5 (e) (v)".')
    named = text if text.lower().startswith("art") else f"art. {text}"
    try:
        addresses = store.addresses(named)
    except AddressError as error:
        raise AddressError(f"“{text}” names no article of the Convention.", hint="Try 4, or 5 (e) (v).") from error
    if len(addresses) != 1 or addresses[0].symbol != store.treaty:
        raise UsageError(f"“{text}” is more than one article.", hint="Draft them one by one.")
    store.look_up(addresses)
    words = max_words or default_words(addresses[0])
    return Brief(article=addresses[0], max_words=words, instructions=instructions)


def topic_brief(text: str, *, max_words: int | None = None, instructions: str = "") -> Brief:
    """A brief on a matter in a person's own words. Raises UsageError if there are none."""
    if not text.strip():
        raise UsageError("--topic is empty; nothing was drafted.", hint='Try --topic "hate speech online".')
    return Brief(topic=text.strip(), max_words=max_words or DEFAULT_WORDS, instructions=instructions)


def follow_up_brief(text: str, *, max_words: int | None = None, instructions: str = "") -> Brief:
    """A brief on paragraphs of the concluding observations: "15,16", "22 (a)". Raises UsageError."""
    paragraphs = observation_paragraphs(text)
    return Brief(follow_up=paragraphs, max_words=max_words or DEFAULT_WORDS, instructions=instructions)
