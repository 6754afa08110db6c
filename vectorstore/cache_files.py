"""Files of a cache, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from vectorstore.leftovers import DAY, remove_older


def write_whole(target: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Put what `write` writes at `target`, in one step, and clear away what others left half written beside it.

    Raises OSError; the old file is then kept, and nothing is left of the new one.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_older(target.parent, "*.part", DAY)
    handle, temporary = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
