"""Copies text: by the system's own program where there is one, and by the terminal's escape code besides.

A terminal that does not know the code says nothing, so that it is never the only way.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import Any

from textual.app import App

_PROGRAMS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("clip.exe",),
)
_SECONDS = 2


def copy_text(app: App[Any], text: str, what: str) -> None:
    """Copy `text` and say what was copied."""
    copied = _by_program(text)
    app.copy_to_clipboard(text)
    how = "is copied." if copied else "was sent to the terminal’s clipboard; if it does not arrive, export instead."
    app.notify(f"{what} {how}", markup=False)


def _by_program(text: str) -> bool:
    for program in _PROGRAMS:
        if shutil.which(program[0]) is None:
            continue
        encoding = "utf-16" if program[0] == "clip.exe" and sys.platform == "win32" else "utf-8"
        try:
            # What a clipboard program keeps running in the background must not hold our pipes open.
            subprocess.run(
                program,
                input=text.encode(encoding),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return True
    return False
