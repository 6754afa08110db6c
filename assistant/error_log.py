"""The log of an unexpected error: one private file each, for whoever mends it."""

from __future__ import annotations

import os
import platform
import traceback
from datetime import UTC, datetime
from importlib.metadata import version

from assistant.errors import OutputError
from assistant.files import make_folder, write_text
from assistant.locations import log_dir


def write_error_log(error: Exception) -> str:
    """Write the traceback to a file of its own (0600), and return a sentence that says where."""
    now = datetime.now(UTC)
    path = log_dir() / f"error-{now:%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    head = f"shadow-report {version('shadow-report')}, Python {platform.python_version()}, {platform.platform()}\n"
    try:
        make_folder(path.parent)
        write_text(path, head + "".join(traceback.format_exception(error)))
    except (OSError, OutputError):
        return f"No log could be written to {path.parent}; run it again with --debug to see the traceback."
    return f"Files that were already written are kept. The traceback is in {path}; please send it with a report."
