"""Takes a model's thinking out of its text, as it streams."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TAG = re.compile(r"<(?P<close>/?)(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_TAG_START = re.compile(r"<(?:/?[a-z]{0,9})?", re.IGNORECASE)


@dataclass
class ThinkFilter:
    """Feed it a reply in pieces; it gives back what stands outside <think>…</think>.

    `thought` tells whether anything was left out. A closing tag without its opening one means that all before it was
    thinking: `restarted` is then True until it is read.
    """

    thought: bool = False
    restarted: bool = False
    _inside: bool = False
    _held: str = field(default="", repr=False)

    def feed(self, chunk: str) -> str:
        """The text outside that is certain now."""
        text, self._held = self._held + chunk, ""
        kept: list[str] = []
        while tag := _TAG.search(text):
            self._take(text[: tag.start()], kept)
            if tag["close"] and not self._inside:
                kept.clear()
                self.thought = self.restarted = True
            self._inside = not tag["close"]
            text = text[tag.end() :]
        partial = text.rfind("<")
        if partial >= 0 and _TAG_START.fullmatch(text[partial:]):
            text, self._held = text[:partial], text[partial:]
        self._take(text, kept)
        return "".join(kept)

    def finish(self) -> str:
        """The rest."""
        held, self._held = self._held, ""
        return "" if self._inside else held

    def _take(self, text: str, kept: list[str]) -> None:
        if not self._inside:
            kept.append(text)
        elif text.strip():
            self.thought = True
