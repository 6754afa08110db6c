"""When the keys come: drawing what streams in waits for a gap between them."""

from __future__ import annotations

import time

_TYPING = 0.2  # seconds after a key in which another one is likely
_JUST_HEARD = 0.03  # seconds after a key in which the next one is hardly there yet
_APART = 0.06  # seconds between two keys of somebody who types; keys that come faster are held down


class Rhythm:
    """Remembers the last keys."""

    def __init__(self) -> None:
        self._last = self._before = -1.0

    def heard(self) -> None:
        """A key was pressed."""
        self._before, self._last = self._last, time.monotonic()

    def is_typing(self, within: float = _TYPING) -> bool:
        """Whether another key is likely soon, as one was pressed within these seconds."""
        return time.monotonic() - self._last < within

    def is_gap(self) -> bool:
        """Whether no key is likely in the next moment: nobody types, or somebody who does has just pressed one."""
        just_heard = time.monotonic() - self._last < _JUST_HEARD
        return not self.is_typing() or (just_heard and self._last - self._before > _APART)
