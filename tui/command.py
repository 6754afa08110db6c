"""`shadow-report chat`, and `shadow-report` alone: the terminal UI."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from assistant.errors import UsageError

_EXAMPLES = """\
examples:
  shadow-report chat
  shadow-report -w ~/reports/2030

Everything that the screen does has a command without a screen: ask, draft, check, search, show, export. Use those with
a screen reader. NO_COLOR and TEXTUAL_ANIMATIONS=none are honoured; TEXTUAL_THEME names a theme. If Ctrl keys do nothing
on your keyboard, set TEXTUAL_DISABLE_KITTY_KEY=1.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Open the terminal UI: the outline, chat and drafts, and the source beside them."
    parser.epilog = _EXAMPLES
    parser.add_argument("--keys", action="store_true", help="print every key with the id by which a keymap names it")


def run(arguments: Namespace) -> int:
    """Run the terminal UI until it is left. Raises UsageError without a terminal."""
    if arguments.keys:
        from assistant.console import write
        from tui.key_table import key_rows

        write("\n".join(f"{id:24}{keys:12}{told}" for id, keys, told in key_rows()))
        return 0
    if not is_terminal():
        raise UsageError("This is no terminal.", hint="Commands without a screen: shadow-report --help")
    return show(arguments.workspace)


def show(workspace: Path | None) -> int:
    """Run the terminal UI until it is left."""
    from tui.terminal import shielded

    hear_keys()
    with shielded():
        from tui.app import ShadowReportApp

        app = ShadowReportApp(workspace)
        app.run()
    return app.return_code or 0


def hear_keys() -> None:
    """Set the interpreter up so that neither a check in a thread nor a look for garbage makes a key wait."""
    from tui import garbage

    garbage.hold_off()
    # A key takes several turns of the loop, each of which may wait this long for a check's thread.
    sys.setswitchinterval(0.0003)


def is_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
