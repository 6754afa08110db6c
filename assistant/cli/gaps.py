"""`shadow-report gaps`: what the State report says by article and earlier recommendation, and what it leaves out."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from assistant.console import say, wrap, write, write_json
from assistant.errors import UsageError

_EXAMPLES = """\
examples:
  shadow-report gaps
  shadow-report gaps --html gaps.html
  shadow-report gaps --json

Found by rules that read each sentence of the State report: promises without a date, figures without a breakdown or that
do not add up, denials without data, rights that are never mentioned. Each gap names its paragraphs and a question to
ask. No model and no network are needed.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Say what the State report leaves out, by article and by earlier recommendation."
    parser.epilog = _EXAMPLES
    parser.add_argument("--html", type=Path, metavar="FILE", help="write one HTML page instead")
    parser.add_argument("--force", action="store_true", help="write over FILE if it exists")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: Namespace) -> int:
    """Find the gaps and show them."""
    from assistant.gap_report import TITLE, gap_lines, gap_markdown
    from assistant.gaps import find_gaps
    from assistant.opening import open_store

    target: Path | None = arguments.html
    if target is not None:
        _check(target, force=arguments.force)
    store = open_store(arguments.workspace)
    report = find_gaps(store)
    if target is not None:
        from assistant.export.formats import export_draft

        markdown = gap_markdown(report, store.state_report)
        export_draft(markdown, target, title=TITLE, state_report=store.state_report, treaty=store.treaty)
        say(f"Written: {target}")
    if arguments.json:
        write_json(report.model_dump(mode="json"))
    elif target is None:
        for line, indent in gap_lines(report):
            write(wrap(line, " " * indent))
    say(f"{len(report.findings)} gaps. Found by rules: read each paragraph named before you use one.")
    return 0


def _check(target: Path, *, force: bool) -> None:
    from assistant.export.formats import check_free

    if target.suffix.lower() != ".html":
        raise UsageError(f"{target} does not end in .html; nothing was written.", hint="Give a name such as gaps.html.")
    check_free(target, force=force)
