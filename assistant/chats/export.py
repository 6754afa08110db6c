"""A chat as Markdown: each question, its answer, how its sentences fared, and what it was written from."""

from __future__ import annotations

from assistant.chats.chat import Chat
from assistant.chats.record import ChatTurn
from assistant.model import Sentence
from vectorstore.address import Address
from vectorstore.address_format import format_citation

_MARK = "> "


def chat_markdown(chat: Chat) -> str:
    """The whole chat, oldest turn first, ended by a line break."""
    parts = [f"# {chat.title}", *(_turn(turn) for turn in chat.turns)]
    return "\n\n".join(parts) + "\n"


def _turn(turn: ChatTurn) -> str:
    parts = [f"## {' '.join(turn.question.split())}"]
    if turn.text.strip():
        parts.append(turn.text.strip())
    if turn.status in {"failed", "stopped"}:
        why = turn.message or "It was stopped."
        parts.append(_note(f"Not finished and not checked. {why}"))
    if turn.result is not None:
        parts += [_note(_reproach(sentence)) for sentence in turn.result.sentences if sentence.accused]
    parts.append(_note(_provenance(turn)))
    return "\n\n".join(parts)


def _reproach(sentence: Sentence) -> str:
    findings = " ".join(finding.message for finding in sentence.findings)
    return f"Falls short ({sentence.verdict.replace('_', ' ')}): {sentence.text} {findings}".rstrip()


def _provenance(turn: ChatTurn) -> str:
    wrote = f"{turn.model} ({turn.engine})" if turn.model else f"the {turn.engine} engine"
    parts = [f"{turn.time}. Written by {wrote}{', then edited by a person' if turn.edited else ''}."]
    if turn.result is not None:
        parts.append(f"Checks that ran: {', '.join(turn.result.checks)}.")
        if turn.result.prompt:
            parts.append(f"Prompt {turn.result.prompt}.")
    if turn.passages:
        addresses = [Address.from_id(id) for id in turn.passages]
        parts.append(f"Passages in context: {format_citation(addresses)}.")
    return " ".join(parts)


def _note(text: str) -> str:
    return "\n".join(_MARK + line for line in text.split("\n"))
