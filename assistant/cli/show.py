"""`shadow-report show`: the verbatim text at an address."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from assistant.console import say, wrap, write, write_json
from assistant.errors import AddressError

if TYPE_CHECKING:
    from vectorstore.model import Passage

_EXAMPLES = """\
examples:
  shadow-report show "para. 155"
  shadow-report show "paras. 155-158" "art. 5 (d) (iii)" "CERD/C/KAZ/11-14#191(c)"
  shadow-report show "art. 5" --json

An address without a symbol is one of the State report, or of the Convention if it names an article.
With --json a bad address gives {"address", "error"}. The others are printed all the same, and the exit code is 1.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Print the text at an address, word for word."
    parser.epilog = _EXAMPLES
    parser.add_argument("addresses", nargs="+", metavar="ADDRESS", help='in any form: "para. 155", "art. 2 (1)", an id')
    parser.add_argument("--json", action="store_true", help="print one JSON object a line, one a passage")


def run(arguments: Namespace) -> int:
    """Print each passage; exit code 1 if an address is bad."""
    from assistant.opening import open_store

    store = open_store(arguments.workspace)
    failures = 0
    printed = 0
    for text in arguments.addresses:
        try:
            passages = store.look_up(store.addresses(text))
        except AddressError as error:
            failures += 1
            _report(text, error, as_json=arguments.json)
            continue
        for passage in passages:
            if arguments.json:
                write_json(as_row(passage))
            else:
                write(("\n" if printed else "") + _as_text(passage))
            printed += 1
    return 1 if failures else 0


def as_row(passage: Passage) -> dict[str, object]:
    """A passage as `show --json` prints it."""
    from assistant.opening import citation_of

    return {
        "id": passage.id,
        "citation": citation_of(passage),
        "text": passage.text,
        "headings": list(passage.headings),
        "answers": list(passage.answers),
    }


def _as_text(passage: Passage) -> str:
    from assistant.opening import citation_of

    lines = [citation_of(passage)]
    if passage.headings:
        lines.append(wrap(" › ".join(passage.headings)))
    if passage.answers:
        noun = "paras." if len(passage.answers) > 1 else "para."
        lines.append(wrap(f"Answers the concluding observations, {noun} {', '.join(passage.answers)}"))
    return "\n".join([*lines, wrap(passage.text)])


def _report(text: str, error: AddressError, *, as_json: bool) -> None:
    if as_json:
        write_json({"address": text, "error": str(error)})
    else:
        say(str(error))
