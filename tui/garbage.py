"""When Python may look for garbage: not before the first paint, and later not through what never goes away.

A look through everything that is loaded takes a tenth of a second, in which no key is heard. Most of what is loaded are
modules, which stay; `settle` takes them out of every later look.
"""

from __future__ import annotations

import gc

# Objects made since the last look before there is another, and how many looks go before a wider one. Python's own 700
# suits small programs. Wider looks take long enough to be felt, and wait for `tidy`, unless it is long in coming.
_OFTEN = (2_000, 60, 1_000)
_MANY = 6  # looks of the first kind after which there is enough to tidy, and of the second kind for the widest look
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
    gc.set_threshold(*_OFTEN)
    gc.enable()


def tidy(*, leisurely: bool) -> None:
    """Take a wider look, if it is time for one; with leisure, the widest. For moments in which nobody types."""
    _, near, far = gc.get_count()
    if gc.isenabled() and leisurely and far >= _MANY:
        gc.collect()
    elif gc.isenabled() and near >= _MANY:
        gc.collect(1)
