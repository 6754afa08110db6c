"""`shadow-report export`: a draft as a Word file, a web page or Markdown to hand on."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console import say
from assistant.errors import DocumentError, UsageError, did_you_mean

if TYPE_CHECKING:
    from assistant.workspace import Workspace

_EXAMPLES = """\
examples:
  shadow-report export draft.md -o report.docx
  shadow-report export draft.md -o report.html --title "Alternative report on Kazakhstan"
  shadow-report export article-4 -o article-4.docx --force

DRAFT is a Markdown file, or the name of one in the workspace's drafts/. In Word and HTML, citations in brackets become
footnotes with the document's symbol; in Markdown they stay and name it. An export that nobody changed since is
replaced; any other file is kept unless --force is given.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Write a draft as a Word file with footnotes, a web page, or Markdown with full citations."
    parser.epilog = _EXAMPLES
    parser.add_argument("draft", metavar="DRAFT", help="a Markdown file, or the name of a draft; - for standard input")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="the file to write: .docx, .html or .md"
    )
    parser.add_argument("--title", metavar="TEXT", help="the title (default: the draft's first heading)")
    parser.add_argument("--subtitle", default="", metavar="TEXT", help="a line below the title")
    parser.add_argument("--force", action="store_true", help="replace FILE, whatever it is")


def run(arguments: Namespace) -> int:
    """Write the file."""
    from assistant.export.formats import check_ending, check_free, draft_title, export_draft
    from assistant.opening import open_store
    from assistant.reading.draft import read_draft

    target: Path = arguments.output
    check_ending(target)
    store = open_store(arguments.workspace)
    source = _source(arguments.draft, store.workspace)
    if source != "-" and target.exists() and target.samefile(source):
        raise UsageError(f"{target} is the draft itself; nothing was written.", hint="Choose another name with -o.")
    draft = read_draft(source)
    if draft.kind == "docx":
        raise UsageError(f"{draft.name} is a Word file already; nothing was written.", hint="Export a Markdown draft.")
    for warning in draft.warnings:
        say(warning)
    replaces = check_free(target, force=arguments.force)
    title = arguments.title or draft_title(draft.text) or f"Alternative report on {store.workspace.report.country}"
    metadata = {"subtitle": arguments.subtitle}
    export_draft(
        draft.text, target, title=title, metadata=metadata, state_report=store.state_report, treaty=store.treaty
    )
    say(f"Written: {target}{' (in place of the file that was there)' if replaces else ''}")
    return 0


def _source(name: str, workspace: Workspace) -> Path | str:
    """The draft's file: the path given, or a draft of that name in the workspace. Raises DocumentError."""
    if name == "-":
        return name
    path = Path(name)
    if path.exists() or path.suffix or path.parent != Path("."):
        return path
    in_workspace = workspace.drafts / f"{name}.md"
    if in_workspace.exists():
        return in_workspace
    hint = did_you_mean(name, [draft.stem for draft in workspace.drafts.glob("*.md")])
    raise DocumentError(f"There is no file {name} and no draft of that name in {workspace.drafts}.", hint=hint)
