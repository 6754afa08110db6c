"""`shadow-report ask`: an answer with citations, or the plain statement that the documents do not hold it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from assistant.cli.engine_options import add_engine_options
from assistant.console import say, write, write_json
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.model import AskResult
    from assistant.opening import WorkspaceStore

_EXAMPLES = """\
examples:
  shadow-report ask "How many rural schools are being upgraded?"
  shadow-report ask "What does the Convention say about racist organizations?" --json
  printf 'Who appoints the Ombudsman?\\nHow many refugees are registered?\\n' | shadow-report ask - --json

With - each line of standard input is a question and gives one line of JSON. An answer that the documents do not hold is
said to be missing, with what was searched; that is exit code 0. Exit code 3: a sentence fell short of the checks.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Answer a question from the documents, every sentence cited, or say that they do not."
    parser.epilog = _EXAMPLES
    parser.add_argument("question", nargs="+", metavar="QUESTION", help="the question; or - for one a line from stdin")
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_engine_options(parser)


def run(arguments: Namespace) -> int:
    """Answer once, or once a line of standard input."""
    from assistant.opening import open_store

    from_stdin = arguments.question == ["-"]
    if "-" in arguments.question and not from_stdin:
        raise UsageError("- reads the questions from standard input and stands alone.", hint="Remove the other words.")
    question = " ".join(arguments.question).strip()
    if not question:
        raise UsageError("The question is empty; nothing was asked.", hint='Try: shadow-report ask "Who is a refugee?"')
    store = open_store(arguments.workspace)
    if not from_stdin:
        result = _answer(question, arguments, store)
        if arguments.json:
            write_json(result.printed())
        else:
            write(result.answer)
            _tell(result)
        return 3 if result.accused else 0
    accused = 0
    for line in sys.stdin:
        if not line.strip():
            say("An empty line was skipped.")
            continue
        result = _answer(line.strip(), arguments, store)
        accused += result.accused
        write_json(result.printed())
    return 3 if accused else 0


def _answer(question: str, arguments: Namespace, store: WorkspaceStore) -> AskResult:
    from assistant.cli.engine_options import chosen_writer, finish
    from assistant.model import AskResult

    result = finish(chosen_writer(arguments).ask(question, store))
    assert isinstance(result, AskResult)
    return result


def _tell(result: AskResult) -> None:
    if not result.answered:
        say("The documents do not hold the answer; nothing was made up.")
    for sentence in result.sentences:
        if sentence.accused:
            say(f"Falls short ({sentence.verdict.replace('_', ' ')}): {sentence.text}")
            for finding in sentence.findings:
                say(f"  {finding.message}")
