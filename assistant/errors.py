"""Every error that the program foresees. A message says what happened and what was kept; a hint says what to do.

    AssistantError             exit 1
    ├── UsageError             exit 2: the command line is wrong
    ├── AddressError           no passage stands there, or the text is no address
    ├── DocumentError          a source cannot be read, is not in the library, or may not be removed
    ├── WorkspaceError         the workspace folder or its report.toml
    ├── OutputError            a file cannot be written
    ├── SettingsError          the settings file, SHADOW_REPORT_* or a missing key
    ├── SearchIndexError       the search index or the embedding model
    ├── ChatError              a chat cannot be found, read or changed
    ├── EngineError            a draft or an answer could not be finished
    ├── BatchError             a file of briefs has bad rows, or another run has the output folder
    ├── EvalError              the data of a benchmark, or the folder of an evaluation
    └── EndpointError          the model's server; `kind` says how

Anything else that reaches the command line is a fault of the program; its traceback goes to a log file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

EndpointErrorKind = Literal[
    "refused",  # nothing listens there, or the name is unknown
    "unauthorised",  # 401 or 403
    "no_model",  # 404: the model or the path is unknown there
    "server_fault",  # 5xx
    "cut_stream",  # the reply ended early
    "not_an_api",  # HTML or other text where JSON belongs
    "timeout",  # no reply in time
    "context",  # the prompt is longer than the model takes
]


class AssistantError(Exception):
    """Something that the user can understand and act on."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UsageError(AssistantError):
    """The command line is wrong."""

    exit_code = 2


class AddressError(AssistantError):
    """No passage stands at an address, or a text is no address."""


class DocumentError(AssistantError):
    """A source cannot be read, is not in the library, or may not be removed."""


class WorkspaceError(AssistantError):
    """The workspace folder cannot be used, or its report.toml is wrong."""


class OutputError(AssistantError):
    """A file cannot be written; what stood there before is kept."""


class SettingsError(AssistantError):
    """A setting is unknown or wrong, or a key is missing. Never holds a key."""


class SearchIndexError(AssistantError):
    """The search index or the embedding model cannot be used."""


class ChatError(AssistantError):
    """A chat cannot be found, read or changed."""


class EngineError(AssistantError):
    """An engine could not finish; the message says what was kept."""


class BatchError(AssistantError):
    """A file of briefs has bad rows, or another run has the output folder; nothing was started."""


class EvalError(AssistantError):
    """The data of a benchmark or the folder of an evaluation cannot be used; names the file and the row or key."""


class EndpointError(AssistantError):
    """The model's server failed; `kind` says how."""

    def __init__(self, kind: EndpointErrorKind, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.kind: EndpointErrorKind = kind


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question naming the known word nearest to `word`, or "" if none is near."""
    from difflib import get_close_matches

    written = {one.lower(): one for one in known}
    nearest = get_close_matches(word.lower(), written, n=1)
    return f"Did you mean {written[nearest[0]]}?" if nearest else ""
