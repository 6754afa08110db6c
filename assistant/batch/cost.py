"""What a job will cost in tokens, reckoned from what would be sent; nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.batch.job import Job
from assistant.brief import Brief
from assistant.engines.endpoint.fitting import cost, estimate_tokens, room_for_passages, split_by_subtopic
from assistant.gathering import gather
from assistant.profile import Profile
from assistant.prompting import load_prompt
from assistant.store import Store

_TOKENS_PER_WORD = 2  # of a reply, with its keys and headings
_PASSAGES_OF_AN_ANSWER = 12
_ANSWER_WORDS = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens of the prompts and of the replies, over so many calls; repairs and a model's thinking come on top."""

    prompt: int = 0
    reply: int = 0
    calls: int = 0


def cost_of(job: Job, store: Store) -> Cost:
    """The cost of a job; nothing for the extractive engine."""
    profile = job.writer.profile
    if profile is None:
        return Cost()
    if job.brief is not None:
        return _draft(job.brief, store, profile)
    prompt = load_prompt("ask")
    found = [hit.passage for hit in store.search.search(job.question or "", _PASSAGES_OF_AN_ANSWER)]
    tokens = estimate_tokens(prompt.system + prompt.user + (job.question or "")) + cost(found)
    reply = _ANSWER_WORDS * _TOKENS_PER_WORD
    return Cost(min(tokens, profile.context_tokens - reply), reply, 1)


def _draft(brief: Brief, store: Store, profile: Profile) -> Cost:
    prompt = load_prompt("draft")
    frame = prompt.system + prompt.user + brief.instructions
    room = room_for_passages(profile, frame, brief.max_words)
    parts = split_by_subtopic(gather(brief, store), room)
    # What does not fit is left out, so that no call is longer than the context.
    sent = sum(estimate_tokens(frame) + min(cost([*part.convention, *part.report]), max(room, 0)) for part in parts)
    return Cost(sent, brief.max_words * _TOKENS_PER_WORD, len(parts))
