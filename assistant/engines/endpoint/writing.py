"""One streamed writing call: thinking taken out, laid out, keys turned into citations, and its end reported."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.citation_keys import KeyRing
from assistant.citing import CitationStream, CitingEvent
from assistant.engines.endpoint.fitting import estimate_tokens
from assistant.engines.endpoint.streaming import End, Message, Piece, Text, Thought, stream_reply
from assistant.engines.endpoint.thinking import ThinkFilter
from assistant.errors import EndpointError
from assistant.events import Event, Step, TextDelta, Usage
from assistant.profile import Profile

# Below this share of our own count the server has not read the whole prompt: no tokenizer is that thrifty.
_CUT_PROMPT = 0.5
_RUNAWAY = 4


class Layout(Protocol):
    """What sets a text in order while it streams."""

    def feed(self, chunk: str) -> str:
        """The text that is certain now."""

    def finish(self) -> str:
        """The rest."""


class Plain:
    """A layout that changes nothing but the white space at the start."""

    def __init__(self) -> None:
        self._begun = False

    def feed(self, chunk: str) -> str:
        """The text as it is."""
        text = chunk if self._begun else chunk.lstrip()
        self._begun = self._begun or bool(text)
        return text

    def finish(self) -> str:
        """Nothing is held back."""
        return ""


@dataclass
class Writing:
    """A writing call. After `stream` is through, `text` is what the reader saw and `raw` what the model wrote.

    `ended` is the server's word for the end. `max_words` is what was asked for: a reply several times as long is broken
    off. `warnings` say why the text as a whole may not be what it seems: not complete, or not from the whole prompt.
    """

    profile: Profile
    ring: KeyRing
    home: str
    max_words: int
    make_layout: Callable[[], Layout] = Plain
    text: str = ""
    raw: str = ""
    ended: str = ""
    warnings: list[str] = field(default_factory=list)
    _thinking: bool = field(default=False, repr=False)
    _think: ThinkFilter = field(default_factory=ThinkFilter, repr=False)

    def __post_init__(self) -> None:
        self._restart()

    def _restart(self) -> None:
        self.text = self.raw = ""
        self._spaces = 0
        self._layout = self.make_layout()
        self._citations = CitationStream(self.ring, self.home)

    async def stream(self, messages: Sequence[Message]) -> AsyncIterator[Event]:
        """The events of the call. Raises EndpointError; what arrived before it is in `text`."""
        prompt_tokens = sum(estimate_tokens(text) for _, text in messages)
        reply = stream_reply(self.profile, messages)
        try:
            async for piece in reply:
                for event in self._take(piece, prompt_tokens):
                    yield event
                if self.ended == "runaway":
                    break
        finally:
            await reply.aclose()
            rest = self._finish()
        for event in [*rest, *self._ending()]:
            yield event

    def _take(self, piece: Piece, prompt_tokens: int) -> Sequence[Event]:
        if isinstance(piece, Text):
            return self._take_text(piece.text)
        if isinstance(piece, Usage):
            return self._usage(piece, prompt_tokens)
        if isinstance(piece, End):
            self.ended = piece.reason
            return []
        if isinstance(piece, Thought):
            first, self._thinking = not self._thinking, True
            return [Step(f"{self.profile.model} is thinking.")] if first else []
        return [piece]

    def _take_text(self, chunk: str) -> Sequence[Event]:
        clean = self._think.feed(chunk)
        notes: list[Event] = []
        if self._think.restarted:
            self._think.restarted = False
            self._restart()
            notes.append(Step("What the model wrote so far was its thinking; the text begins now."))
        self.raw += clean
        self._spaces += clean.count(" ")
        if self._spaces > _RUNAWAY * self.max_words:
            self.ended = "runaway"
        return [*notes, *self._show(self._citations.feed(self._layout.feed(clean)))]

    def _finish(self) -> Sequence[Event]:
        rest = self._think.finish()
        self.raw += rest
        self._thinking = self._thinking or self._think.thought
        text = self._layout.feed(rest) + self._layout.finish()
        return self._show([*self._citations.feed(text), *self._citations.finish()])

    def _show(self, events: Sequence[CitingEvent]) -> Sequence[CitingEvent]:
        self.text += "".join(event.text for event in events if isinstance(event, TextDelta))
        return events

    def _usage(self, usage: Usage, estimated: int) -> list[Event]:
        counted = usage.prompt_tokens
        if counted is None or counted >= estimated * _CUT_PROMPT:
            return [usage]
        message = (
            f"{self.profile.host} counted {counted} tokens in a prompt of about {estimated}: it has probably cut the "
            "prompt, and the text does not rest on all passages. Load the model with a longer context."
        )
        return [usage, self._warn(message)]

    def _ending(self) -> list[Event]:
        """What the reader must know of the end. Raises EndpointError if there is no text."""
        if not self.text.strip():
            what = "only reasoned and wrote no text" if self._thinking else "sent an empty reply"
            cut = " before it reached its length limit" if self.ended == "length" else ""
            hint = "Give the model more context or switch its thinking off." if self._thinking else "Try another model."
            raise EndpointError("cut_stream", f"{self.profile.model} {what}{cut}.", hint=hint)
        endings = {
            "length": "The model stopped at its length limit: the text is not complete, its last sentence may be cut.",
            "runaway": f"The reply was broken off: it ran to {_RUNAWAY} times the {self.max_words} words asked for.",
            "content_filter": "The server's content filter broke the reply off: the text is not complete.",
        }
        return [self._warn(endings[self.ended])] if self.ended in endings else []

    def _warn(self, message: str) -> Step:
        self.warnings.append(message)
        return Step(message)
