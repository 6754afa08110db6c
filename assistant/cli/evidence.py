"""`shadow-report evidence`: the NGO's own material, which a draft can cite."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console import say, write, write_json
from assistant.errors import AssistantError, DocumentError, UsageError, did_you_mean

if TYPE_CHECKING:
    from assistant.sources import Source

_EXAMPLES = """\
examples:
  shadow-report evidence add interviews-2025.docx
  shadow-report evidence add visits.md --symbol NGO/school-visits --title "Visits to twelve schools"
  shadow-report evidence list
  shadow-report evidence remove NGO/interviews-2025

The paragraphs of a file are numbered as they stand: cite them as (NGO/interviews-2025, para. 3); `show` prints them.
They are your own source: `check` holds a sentence against them and never takes it for the State's claim.
Leave out names and places of people at risk. A model that you set up may be sent passages of your evidence.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments of the three actions."""
    parser.description = "Add, list or remove your own material, so that drafts can cite it."
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    adding = actions.add_parser("add", help="add .md, .txt or .docx files", epilog=_EXAMPLES)
    adding.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file of yours")
    adding.add_argument("--symbol", metavar="S", help="how it is cited, for one file (default: NGO/ and its name)")
    adding.add_argument("--title", metavar="T", help="its title, for one file (default: its first heading)")
    listing = actions.add_parser("list", help="what is there, with how many paragraphs each has")
    removing = actions.add_parser("remove", help="take one out again")
    removing.add_argument("symbol", metavar="SYMBOL", help="its symbol")
    for action in (adding, listing, removing):
        action.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(arguments: Namespace) -> int:
    """Do the action that was asked for."""
    return {"add": _add, "list": _list, "remove": _remove}[arguments.action](arguments)


def _add(arguments: Namespace) -> int:
    from assistant.evidence import add_evidence
    from assistant.opening import open_store

    if len(arguments.files) > 1 and (arguments.symbol or arguments.title):
        raise UsageError("--symbol and --title name one document.", hint="Add the files one at a time.")
    store = open_store(arguments.workspace)
    failures = 0
    for path in arguments.files:
        try:
            source = add_evidence(store, path, symbol=arguments.symbol, title=arguments.title)
        except AssistantError as error:
            failures += 1
            say(str(error))
            continue
        for warning in source.warnings:
            say(f"{path.name}: {warning}")
        symbol = source.document.symbol
        _print(source, f"Added {symbol}: {source.passages} paragraphs. Cite it as ({symbol}, para. 1).", arguments)
    return 1 if failures else 0


def _list(arguments: Namespace) -> int:
    from assistant.evidence import list_evidence
    from assistant.opening import open_store

    found = list_evidence(open_store(arguments.workspace))
    for source in found:
        document = source.document
        _print(source, f"{document.symbol}  {source.passages} paragraphs\n  {document.title}", arguments)
    if not found:
        say("There is no evidence in this workspace yet. Try: shadow-report evidence add FILE")
    return 0


def _remove(arguments: Namespace) -> int:
    from assistant.evidence import list_evidence
    from assistant.opening import open_store
    from assistant.sources import remove_source

    store = open_store(arguments.workspace)
    known = [source.document.symbol for source in list_evidence(store)]
    if arguments.symbol.lower() not in (symbol.lower() for symbol in known):
        hint = did_you_mean(arguments.symbol, known) or f"Evidence: {', '.join(known) or 'none'}."
        raise DocumentError(f"{arguments.symbol} is no evidence in this workspace; nothing was removed.", hint=hint)
    symbol = remove_source(store, arguments.symbol)
    if arguments.json:
        write_json({"removed": symbol})
    else:
        write(f"Removed {symbol}; the file that it was read from is untouched.")
    return 0


def _print(source: Source, text: str, arguments: Namespace) -> None:
    if arguments.json:
        document = source.document
        fields = {"symbol": document.symbol, "title": document.title, "kind": document.kind}
        write_json({**fields, "passages": source.passages, "warnings": list(source.warnings)})
    else:
        write(text)
