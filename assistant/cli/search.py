"""`shadow-report search`: the passages nearest to some words."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from assistant.cli.parser import positive
from assistant.console import say, wrap, write, write_json
from assistant.errors import AddressError, UsageError

if TYPE_CHECKING:
    from assistant.opening import WorkspaceStore
    from vectorstore.model import Passage

_EXAMPLES = """\
examples:
  shadow-report search rural schools
  shadow-report search "hate speech online" -k 3 --in ICERD
  shadow-report search "art. 5 (d) (iii)"
  printf 'repair of schools\\nhousing of migrants\\n' | shadow-report search - -k 5

An exact address is looked up, not searched for: all that stands there is printed, whatever -k says.
With - each line of standard input is a query and gives one line of JSON, at once.
"""
_EXCERPT = 300  # characters of a passage in plain output; `show` prints the whole


class ResultRow(TypedDict):
    """A passage found, as `--json` prints it. A passage looked up has score 1."""

    id: str
    citation: str
    score: float
    text: str
    headings: list[str]


@dataclass(frozen=True, slots=True)
class _Request:
    query: str
    count: int
    symbols: tuple[str, ...] | None


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Find the paragraphs and articles nearest to some words, in the words' sense or their letters."
    parser.epilog = _EXAMPLES
    parser.add_argument("query", nargs="+", metavar="QUERY", help="the words; or - for one query a line from stdin")
    parser.add_argument("-k", type=positive, default=10, metavar="N", help="how many to print (default: %(default)s)")
    parser.add_argument(
        "--in", action="append", dest="symbols", metavar="SYMBOL", help="only in this document; may be given again"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: Namespace) -> int:
    """Search once, or once a line of standard input."""
    from_stdin = arguments.query == ["-"]
    if "-" in arguments.query and not from_stdin:
        raise UsageError("- reads the queries from standard input and stands alone.", hint="Remove the other words.")
    query = " ".join(arguments.query).strip()
    if not query:
        raise UsageError("The query is empty; nothing was searched.", hint='Try: shadow-report search "rural schools"')
    from assistant.opening import open_store

    store = open_store(arguments.workspace)
    symbols = tuple(store.known_symbol(symbol) for symbol in arguments.symbols) if arguments.symbols else None
    if from_stdin:
        return _search_lines(store, arguments.k, symbols)
    with _leaving_garbage():
        rows = _find(store, _Request(query, arguments.k, symbols))
    if arguments.json:
        write_json({"query": query, "results": rows})
    else:
        _print(rows)
    return 0


@contextmanager
def _leaving_garbage() -> Iterator[None]:
    """One search ends long before garbage would fill the memory; looking for it takes 0.1 s while Chroma is loaded."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # or Python would look through all of it at once
        gc.enable()


def _search_lines(store: WorkspaceStore, count: int, symbols: tuple[str, ...] | None) -> int:
    failures = 0
    asked = 0
    for query in _queries():
        asked += 1
        try:
            write_json({"query": query, "results": _find(store, _Request(query, count, symbols))})
        except AddressError as error:
            failures += 1
            write_json({"query": query, "results": [], "error": str(error)})
    if not asked:
        raise UsageError("Standard input held no query; nothing was searched.", hint="Write one query a line.")
    return 1 if failures else 0


def _queries() -> Iterator[str]:
    if sys.stdin.isatty():
        say("Reading queries from the keyboard, one a line; Ctrl+D ends.")
    for number, line in enumerate(sys.stdin, start=1):
        query = line.removeprefix("\ufeff").strip()
        if query:
            yield query
        else:
            say(f"Line {number} is empty; skipped.")


def _find(store: WorkspaceStore, request: _Request) -> list[ResultRow]:
    looked_up = _look_up(store, request)
    if looked_up is not None:
        return [_row(passage, 1.0) for passage in looked_up]
    hits = store.search.search(request.query, request.count, symbols=request.symbols)
    return [_row(hit.passage, hit.score) for hit in hits]


def _look_up(store: WorkspaceStore, request: _Request) -> Sequence[Passage] | None:
    """The passages at the address that the query is; None if it is none. Raises AddressError if nothing is there."""
    if not store.is_exact_address(request.query):
        return None
    passages = store.look_up(store.addresses(request.query))
    wanted = [one for one in passages if request.symbols is None or one.symbol in request.symbols]
    if not wanted:
        raise AddressError(f"{request.query} is not in {' or '.join(request.symbols or ())}.", hint="Leave out --in.")
    return wanted


def _row(passage: Passage, score: float) -> ResultRow:
    from assistant.opening import citation_of

    return {
        "id": passage.id,
        "citation": citation_of(passage),
        "score": round(score, 4),
        "text": passage.text,
        "headings": list(passage.headings),
    }


def _print(rows: Sequence[ResultRow]) -> None:
    from textwrap import shorten

    if not rows:
        say("Nothing found.")
    for position, row in enumerate(rows):
        if position:
            write("")
        write(f"{row['citation']}  (score {row['score']:.2f})")
        if row["headings"]:
            write(wrap(" › ".join(row["headings"]), "  "))
        write(wrap(shorten(row["text"], _EXCERPT, placeholder=" …"), "  "))
