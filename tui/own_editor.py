"""Opens a text in a person's own editor and reads it back."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

_USUAL = ("nano", "vi", "notepad")


def edit(app: App[Any], text: str, name: str) -> str | None:
    """The text as it was left in the editor; None, with the reason told, if none could be run."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    words = shlex.split(command) or [_first_installed()]
    if not words[0]:
        app.notify("No editor is set; name one in $EDITOR.", severity="warning", markup=False)
        return None
    with tempfile.TemporaryDirectory(prefix="shadow-report-") as folder:
        path = Path(folder) / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        try:
            with app.suspend():
                done = subprocess.run([*words, str(path)], check=False)
            left = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        except SuspendNotSupported:
            app.notify("This terminal cannot hand over to another program.", severity="warning", markup=False)
            return None
        except OSError as error:
            app.notify(f"{words[0]} cannot be run: {error.strerror}.", severity="error", markup=False)
            return None
    if done.returncode:
        app.notify(f"{words[0]} ended with an error; the draft is as it was.", severity="warning", markup=False)
        return None
    return left


def _first_installed() -> str:
    import shutil

    return next((name for name in _USUAL if shutil.which(name)), "")
