"""When Python may look for garbage: not before the first paint, and later not through what never goes away.

A look through everything that is loaded takes a tenth of a second, in which no key is heard. Most of what is loaded are
modules, which stay; `settle` takes them out of every later look.
"""

from __future__ import annotations

import gc

_YOUNG = 5_000  # objects made since the last look before there is another; Python's own 700 suits small programs
_held = False


def hold_off() -> None:
    """Look for no garbage until `settle`."""
    global _held
    _held = True
    gc.disable()


def settle(*, last: bool = False) -> None:
    """Leave what is loaded by now out of all looks, and look at what comes. Does nothing without `hold_off`.

    What is garbage by now stays as well, so that this is for the start alone.
    """
    global _held
    if not _held:
        return
    _held = not last
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)
    gc.enable()
