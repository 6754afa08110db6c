"""The argument parser of every command: -w and --debug before or after it, no abbreviations, errors as UsageError."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from assistant.errors import UsageError, did_you_mean


class CommandParser(argparse.ArgumentParser):
    """An ArgumentParser that raises in place of exiting, and that knows what every command takes.

    Abbreviated options are refused, so that a new option never changes what a script means.
    """

    def __init__(self, **options: Any) -> None:
        options |= {"allow_abbrev": False, "formatter_class": argparse.RawDescriptionHelpFormatter}
        super().__init__(**options)
        everywhere = self.add_argument_group("everywhere")
        # SUPPRESS keeps a nested parser's default from overwriting what was given before it.
        everywhere.add_argument(
            "-w", "--workspace", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the workspace folder to use"
        )
        everywhere.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback of an unexpected error"
        )

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the nearest option, if one was misspelt."""
        words = re.findall(r"(?<!\S)--[\w-]+", message) if message.startswith("unrecognized") else []
        hint = did_you_mean(words[0], self._options()) if words else ""
        raise UsageError(_sentence(message), hint=f"{hint} Try: {self.prog} --help".strip())

    def read(self, words: Sequence[str]) -> argparse.Namespace | None:
        """The arguments, with options allowed between positional words; None if help was printed. Raises UsageError."""
        start = argparse.Namespace(workspace=None, debug=False)
        nested = any(isinstance(action, argparse._SubParsersAction) for action in self._actions)
        try:
            # argparse cannot intermix with subcommands.
            return self.parse_args(words, start) if nested else self.parse_intermixed_args(words, start)
        except SystemExit:  # the end of argparse's --help; errors raise UsageError
            return None

    def _options(self) -> list[str]:
        nested = [
            parser
            for action in self._actions
            if isinstance(action, argparse._SubParsersAction)
            for parser in action.choices.values()
        ]
        return [option for parser in (self, *nested) for option in parser._option_string_actions]


def positive(text: str) -> int:
    """A whole number above 0, for `type=`."""
    if not text.isascii() or not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:].rstrip(".") + "."
