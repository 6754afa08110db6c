"""`shadow-report doctor`: what is wrong with this installation, and the way to mend it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from assistant.console import wrap, write, write_json

_EXAMPLES = """\
examples:
  shadow-report doctor
  shadow-report doctor --json -w ~/reports/2030

The exit code is 1 if there is a fault. Nothing is sent anywhere, except that an endpoint that the settings name is
asked for its list of models.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Check the program, the workspace, the search and the settings; say how to mend each fault."
    parser.epilog = _EXAMPLES
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: Namespace) -> int:
    """Print each check as it is done; exit code 1 if one found a fault."""
    from dataclasses import asdict

    from assistant.health import examine

    checks = []
    for check in examine(arguments.workspace):
        checks.append(check)
        if not arguments.json:
            write(f"{check.status:<6}{check.name}: {check.detail}")
            if check.fix:
                write(wrap(check.fix, " " * 6))
    healthy = all(check.status != "fault" for check in checks)
    if arguments.json:
        write_json({"ok": healthy, "checks": [asdict(check) for check in checks]})
    return 0 if healthy else 1
