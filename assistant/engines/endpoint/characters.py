"""Keeps the halves of a character together: some servers send an emoji's two \\u escapes in two pieces, or only one."""

from __future__ import annotations

import re

_HALVES = re.compile(r"[\ud800-\udfff]")
_FIRST_HALF = re.compile(r"[\ud800-\udbff]\Z")
_REPLACEMENT = "\ufffd"


class WholeCharacters:
    """Feed it a text in pieces; what it gives back can be saved and sent: a half without its other is U+FFFD."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> str:
        """The text that is certain now."""
        text, self._held = self._held + piece, ""
        if not _HALVES.search(text):
            return text
        if _FIRST_HALF.search(text):
            text, self._held = text[:-1], text[-1]
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def finish(self) -> str:
        """The rest."""
        held, self._held = self._held, ""
        return _REPLACEMENT if held else ""
