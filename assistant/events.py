"""What an engine yields while it writes: the same events for the command line, the screen, batches and evals."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.model import AskResult, DraftResult, Sentence


@dataclass(frozen=True, slots=True)
class Step:
    """Work that goes on: what is done, and how far (`total` 0 if unknown)."""

    message: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The ids of the passages now in context, best first, and the query that found them."""

    query: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the text, citations already in UN form. `sentence` is the id of the sentence it belongs to."""

    text: str
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class CitationResolved:
    """A key was turned into the citation of `id`, printed as `text`."""

    key: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class CitationBlocked:
    """A key that names no passage offered in this turn; it stays visible in the text."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceChecked:
    """A sentence has its verdict."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class SentenceRevised:
    """A sentence that fell short was written anew, and why."""

    id: str
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Summarised:
    """The first `turns` turns of the conversation in short, for the model; `cited` are the ids of their passages."""

    text: str
    cited: tuple[str, ...]
    turns: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server counted them; None where it did not say."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The end: the object that `--json` prints."""

    result: DraftResult | AskResult


@dataclass(frozen=True, slots=True)
class Failed:
    """The turn ended early: what happened, what text was kept, what to do."""

    message: str
    kept: str = ""
    hint: str = ""
    details: dict[str, str] = field(default_factory=dict)


Event = (
    Step
    | Retrieved
    | TextDelta
    | CitationResolved
    | CitationBlocked
    | SentenceChecked
    | SentenceRevised
    | Summarised
    | Usage
    | Done
    | Failed
)
