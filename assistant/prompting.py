"""Loads the prompts: one Markdown file each, its variables checked when it is read, known by a hash of its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from assistant.citation_keys import KeyRing
from vectorstore.model import DocumentKind, Passage

if TYPE_CHECKING:
    from assistant.store import Store

# Every prompt with the variables that it must hold, no more and no fewer.
VARIABLES: dict[str, frozenset[str]] = {
    "draft": frozenset({"report", "subject", "wish", "passages", "max_words"}),
    "ask": frozenset({"report", "conversation", "passages", "question", "begun"}),
    "agent": frozenset({"report", "conversation", "passages", "task"}),
    "plan": frozenset({"report", "conversation", "task"}),
    "summary": frozenset({"report", "conversation"}),
    "repair": frozenset({"report", "task", "passages", "sentences"}),
    "judge": frozenset({"report", "passages", "sentence"}),
}
_SPEAKERS: dict[DocumentKind, str] = {
    "treaty": "Convention",
    "state_report": "State party",
    "committee": "Committee",
    "evidence": "NGO",
}
_PARTS = re.compile(r"\A# System\n(?P<system>.*?)\n# User\n(?P<user>.*)\Z", re.DOTALL)
_NUMBERING = re.compile(r"^(?:[IVXLC]+|[A-Z])\.\s+|^\([a-z]\)\s*")
_TAG = re.compile(r"<(?=/?p(?:assages)?\b)", re.IGNORECASE)
_HASH_LENGTH = 12


class PromptError(Exception):
    """A prompt file is missing, has no system and user part, or holds other variables than the code fills in."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with its variables still open. `hash` tells which wording an answer was given to."""

    name: str
    system: str
    user: str
    hash: str

    def messages(self, **values: object) -> list[tuple[str, str]]:
        """The system and the user message, filled in. What is filled in is never read as a template again."""
        return [("system", _fill(self.system, values)), ("user", _fill(self.user, values))]


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt in `prompts/NAME.md`. Raises PromptError."""
    try:
        text = (files("prompts") / f"{name}.md").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PromptError(f"There is no prompt prompts/{name}.md.") from error
    return read_prompt(name, text)


def read_prompt(name: str, text: str) -> Prompt:
    """The prompt in a text with the parts "# System" and "# User". Raises PromptError."""
    parts = _PARTS.match(text)
    if parts is None:
        raise PromptError(f"prompts/{name}.md needs a part “# System” and, after it, a part “# User”.")
    template = Template(text)
    found = frozenset(template.get_identifiers())
    expected = VARIABLES.get(name, frozenset())
    if not template.is_valid() or found != expected:
        odd = ", ".join(sorted(found ^ expected)) or "a lone $"
        raise PromptError(f"prompts/{name}.md has other variables than the code fills in: {odd}.")
    digest = hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
    return Prompt(name, parts["system"].strip(), parts["user"].strip(), digest)


def speakers_of(store: Store) -> dict[str, str]:
    """Who speaks in each document, by its symbol, as prompts name them."""
    return {symbol: _SPEAKERS[document.kind] for symbol, document in store.library.documents.items()}


def show_passages(passages: Iterable[Passage], ring: KeyRing, speakers: Mapping[str, str]) -> str:
    """Passages as a prompt shows them: who speaks and the headings without their numbers, then each under its key.

    Passages under the same headings stand together, where the first of them stands.

    A passage's own number is left out, so that a model has none to type; its text is verbatim, save that a tag inside
    it loses its force.
    """
    groups: dict[str, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(_origin(passage, speakers[passage.symbol]), []).append(passage)
    return "\n\n".join(_show(origin, group, ring) for origin, group in groups.items())


def harmless(text: str) -> str:
    """A text in which no tag of ours has force, so that it cannot end the passages or begin one of its own."""
    return _TAG.sub("‹", text)


def _origin(passage: Passage, speaker: str) -> str:
    headings = passage.headings[1:] if speaker == _SPEAKERS["treaty"] else passage.headings
    titles = [title for heading in headings if (title := _NUMBERING.sub("", heading))]
    under = harmless(" > ".join(titles)).replace('"', "'")
    return f'from="{speaker}" under="{under}"'


def _show(origin: str, passages: Sequence[Passage], ring: KeyRing) -> str:
    shown = (f'<p key="{ring.offer(passage)}">{harmless(passage.text)}</p>' for passage in passages)
    return "\n".join([f"<passages {origin}>", *shown, "</passages>"])


def _fill(text: str, values: dict[str, object]) -> str:
    filled = Template(text).substitute({name: str(value) for name, value in values.items()})
    return re.sub(r"\n{3,}", "\n\n", filled).strip()
