"""Fits passages into the context that a model has: whole passages, the least relevant left out, or several calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.article_terms import stems
from assistant.errors import EndpointError
from assistant.gathering import Gathered
from assistant.profile import Profile
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.model import Passage

# Servers count differently; this errs on the long side for English, and for letters beyond ASCII.
_ASCII_PER_TOKEN = 3.5
_OTHER_PER_TOKEN = 1.5
_FRAME = 60  # characters around each passage: its tags and key, and its share of the headings
_TOKENS_PER_WORD = 2.0  # of the reply, with its keys and headings
_SMALLEST_REPLY = 300
_RIGHT_BY_RIGHT = 60  # paragraphs above which a section is written in parts


def estimate_tokens(text: str) -> int:
    """How many tokens a text takes at most, without any server's tokenizer."""
    ascii_letters = len(text.encode("ascii", "ignore"))
    return int(ascii_letters / _ASCII_PER_TOKEN + (len(text) - ascii_letters) / _OTHER_PER_TOKEN) + 1


def cost(passages: Sequence[Passage]) -> int:
    """How many tokens the passages take as a prompt shows them."""
    return sum(estimate_tokens(passage.text) + int(_FRAME / _ASCII_PER_TOKEN) for passage in passages)


def room_for_passages(profile: Profile, prompt: str, max_words: int) -> int:
    """The tokens left for passages beside the rest of the prompt and the reply."""
    reply = max(_SMALLEST_REPLY, int(max_words * _TOKENS_PER_WORD))
    return profile.context_tokens - estimate_tokens(prompt) - reply


def with_openings(passages: Iterable[Passage], store: Store) -> tuple[Passage, ...]:
    """The passages, each item of the treaty after the opening words above it, without which it says little."""
    found: dict[str, Passage] = {}
    for passage in passages:
        node = Address.from_id(passage.id).parent if passage.symbol == store.treaty else None
        above: list[Passage] = []
        while node is not None:
            opening = store.library.get(node.id)
            above[:0] = [opening] if opening else []
            node = node.parent
        found |= {one.id: one for one in (*above, passage)}
    return tuple(found.values())


def fit(gathered: Gathered, room: int, profile: Profile) -> tuple[Passage, ...]:
    """The passages of the report that fit beside the Convention's, in their order; the most relevant stay.

    Raises EndpointError if not one fits.
    """
    left = room - cost(gathered.convention)
    by_worth = sorted(
        gathered.report, key=lambda one: (one.id in gathered.elsewhere, -gathered.relevance.get(one.id, 0.0))
    )
    kept: set[str] = set()
    for passage in by_worth:
        needed = cost([passage])
        if needed <= left:
            kept.add(passage.id)
            left -= needed
    if left < 0 or (gathered.report and not kept):
        message = f"The context of {profile.context_tokens} tokens is too small for a single passage of this subject."
        hint = "Use a model with more, set context_tokens in the profile, or ask for fewer words."
        raise EndpointError("context", message, hint=hint)
    return tuple(passage for passage in gathered.report if passage.id in kept)


def split_by_subtopic(gathered: Gathered, room: int) -> list[Gathered]:
    """The material in parts, each for a call of its own: one, unless it is long and has sub-sections to go by.

    Very long material goes sub-section by sub-section; what only exceeds the room goes in as few parts as can be. What
    was found elsewhere goes with the part whose heading it shares most words with.
    """
    own = [passage for passage in gathered.report if passage.id not in gathered.elsewhere]
    groups = [list(group) for _, group in groupby(own, key=lambda passage: passage.headings[:2])]
    space = room - cost(gathered.convention)
    very_long = len(own) > _RIGHT_BY_RIGHT
    if len(groups) < 2 or not (very_long or cost(own) > space):
        return [gathered]
    batches: list[list[Passage]] = []
    for group in groups:
        if not very_long and batches and cost([*batches[-1], *group]) <= space:
            batches[-1] += group
        else:
            batches.append(list(group))
    for passage in gathered.report:
        if passage.id in gathered.elsewhere:
            words = stems(passage.text)
            max(batches, key=lambda batch: len(words & stems(" ".join(batch[0].headings[1:2])))).append(passage)
    return [
        Gathered(gathered.convention, tuple(batch), gathered.query, gathered.elsewhere, gathered.relevance)
        for batch in batches
    ]
