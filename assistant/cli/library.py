"""`shadow-report library`: the documents that are searched."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console import say, write, write_json
from assistant.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from assistant.sources import Source

_EXAMPLES = """\
examples:
  shadow-report library list
  shadow-report library add observations.txt --symbol CERD/C/KAZ/CO/8-10 --kind committee
  shadow-report library remove CERD/C/KAZ/CO/8-10
  shadow-report library rebuild

Two documents are built in: the State report CERD/C/KAZ/11-14 and the Convention, ICERD.
"""
_KINDS = ("state_report", "treaty", "committee", "evidence")


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments of the four actions."""
    parser.description = "List, add or remove the documents that are searched."
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the documents, with how many passages each has")
    adding = actions.add_parser("add", help="add plain-text files with numbered paragraphs", epilog=_EXAMPLES)
    adding.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a plain-text file")
    adding.add_argument("--symbol", metavar="S", help="the document's symbol, for one file (default: from the file)")
    adding.add_argument("--title", metavar="T", help="its title, for one file (default: from the file)")
    adding.add_argument("--kind", choices=_KINDS, help="what it is (default: from the file)")
    removing = actions.add_parser("remove", help="take an added document out again")
    removing.add_argument("symbol", metavar="SYMBOL", help="the document's symbol")
    rebuilding = actions.add_parser("rebuild", help="build the search index anew")
    for action in (listing, adding, removing, rebuilding):
        action.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(arguments: Namespace) -> int:
    """Do the action that was asked for."""
    actions = {"list": _list, "add": _add, "remove": _remove, "rebuild": _rebuild}
    return actions[arguments.action](arguments)


def _list(arguments: Namespace) -> int:
    from assistant.opening import open_store
    from assistant.sources import is_built_in, list_sources

    store = open_store(arguments.workspace)
    for source in list_sources(store):
        built_in = is_built_in(store, source.document.symbol)
        if arguments.json:
            row = _row(source)
            del row["warnings"]
            write_json(row | {"built_in": built_in})
        else:
            origin = "built in" if built_in else "added"
            write(f"{source.document.symbol}  {source.document.kind}, {source.passages} passages, {origin}")
            write(f"  {source.document.title}")
    return 0


def _add(arguments: Namespace) -> int:
    from assistant.opening import open_store
    from assistant.sources import Wish, add_source

    if len(arguments.files) > 1 and (arguments.symbol or arguments.title):
        raise UsageError("--symbol and --title name one document.", hint="Add the files one at a time.")
    store = open_store(arguments.workspace)
    wish = Wish(arguments.symbol, arguments.title, arguments.kind)
    failures = 0
    for path in arguments.files:
        try:
            source = add_source(store, path, wish)
        except AssistantError as error:
            failures += 1
            say(str(error))
            continue
        _report_added(source, as_json=arguments.json)
    return 1 if failures else 0


def _report_added(source: Source, *, as_json: bool) -> None:
    if as_json:
        write_json(_row(source))
        return
    for warning in source.warnings:
        say(f"{source.document.symbol}: {warning}")
    last = f", up to para. {source.last_paragraph}" if source.last_paragraph else ""
    write(f"Added {source.document.symbol} ({source.document.kind}): {source.passages} passages{last}.")


def _remove(arguments: Namespace) -> int:
    from assistant.opening import open_store
    from assistant.sources import remove_source

    symbol = remove_source(open_store(arguments.workspace), arguments.symbol)
    if arguments.json:
        write_json({"removed": symbol})
    else:
        write(f"Removed {symbol} from the library; the file that it was read from is untouched.")
    return 0


def _rebuild(arguments: Namespace) -> int:
    from assistant.opening import open_store
    from assistant.sources import list_sources

    store = open_store(arguments.workspace)
    store.rebuild_index()
    sources = list_sources(store)
    passages = sum(source.passages for source in sources)
    if arguments.json:
        write_json({"documents": len(sources), "passages": passages})
    else:
        write(f"Built the index anew: {len(sources)} documents, {passages} passages.")
    return 0


def _row(source: Source) -> dict[str, object]:
    return {
        "symbol": source.document.symbol,
        "title": source.document.title,
        "kind": source.document.kind,
        "passages": source.passages,
        "last_paragraph": source.last_paragraph,
        "warnings": list(source.warnings),
    }
