"""Runs the pandoc that comes inside a Python package."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

from assistant.errors import OutputError

_SECONDS = 120


def run_pandoc(tree: dict[str, Any], options: Sequence[str]) -> bytes:
    """What pandoc makes of a document tree, on its standard output. Raises OutputError."""
    import pypandoc

    try:
        command = [pypandoc.get_pandoc_path(), "--from=json", "--sandbox", *options]
        source = json.dumps(tree, ensure_ascii=False).encode("utf-8", errors="replace")
        done = subprocess.run(command, input=source, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OutputError(f"pandoc could not be run ({error}); nothing was written.", hint=_HINT) from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", errors="replace").strip().partition("\n")[0]
        raise OutputError(f"pandoc could not write the file ({reason}); nothing was written.", hint=_HINT)
    return done.stdout


_HINT = "Export to .md in its place, or install pypandoc_binary again."
