"""When the keys come: drawing what streams in waits for a gap between them."""

from __future__ import annotations

import time
from collections.abc import Callable

_TYPING = 0.2  # seconds after a key in which another one is likely
_JUST_HEARD = 0.03  # seconds after a key in which the next one is hardly there yet
_APART = 0.06  # seconds between two keys of somebody who types; keys that come faster are held down


class Rhythm:
    """Remembers the last keys. `now` gives seconds that only grow."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._last = self._before = float("-inf")

    def heard(self) -> None:
        """A key was pressed."""
        self._before, self._last = self._last, self.now()

    def is_typing(self, within: float = _TYPING) -> bool:
        """Whether another key is likely soon, as one was pressed within these seconds."""
        return self.now() - self._last < within

    def is_gap(self) -> bool:
        """Whether no key is likely in the next moment: nobody types, or somebody who does has just pressed one."""
        just_heard = self.now() - self._last < _JUST_HEARD
        return not self.is_typing() or (just_heard and self._last - self._before > _APART)
