"""Removes what a cache no longer needs: half-written files of processes that died, and what went unused for long."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

DAY = 86_400.0  # seconds


def remove_older(folder: Path, pattern: str, age: float, keep: Path | None = None) -> None:
    """Remove files and folders in `folder` that match `pattern` and are older than `age` seconds, but not `keep`.

    What cannot be removed, or was removed by another process, is passed over in silence.
    """
    for path in folder.glob(pattern):
        try:
            if path == keep or time.time() - path.stat().st_mtime <= age:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
        except OSError:
            continue
