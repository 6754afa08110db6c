"""`shadow-report ask`: an answer with citations, or the plain statement that the documents do not hold it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from assistant.cli.engine_options import add_engine_options
from assistant.console import say, write, write_json
from assistant.errors import ChatError, EngineError, UsageError

if TYPE_CHECKING:
    from assistant.chats import Chat
    from assistant.model import AskResult
    from assistant.opening import WorkspaceStore

_EXAMPLES = """\
examples:
  shadow-report ask "How many rural schools are being upgraded?"
  shadow-report ask "What does the Convention say about racist organizations?" --json
  shadow-report ask "And what must a State do about them?" --continue
  printf 'Who appoints the Ombudsman?\\nHow many refugees are registered?\\n' | shadow-report ask - --json

With --chat or --continue the question sees what was asked before, and the chat is saved in the workspace.
With - each line of standard input is a question and gives one line of JSON. One that could not be answered, for a
fault of the model's server, gives a line with "error", and the next is asked; the exit code is then 1. An answer that
the documents do not hold is said to be missing, with what was searched; that is exit code 0. Exit code 3: a sentence
fell short of the checks.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Answer a question from the documents, every sentence cited, or say that they do not."
    parser.epilog = _EXAMPLES
    parser.add_argument("question", nargs="+", metavar="QUESTION", help="the question; or - for one a line from stdin")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chat = parser.add_argument_group("chat").add_mutually_exclusive_group()
    chat.add_argument("--chat", metavar="NAME", help="go on with the chat of this name or title, or start it")
    chat.add_argument("--continue", dest="go_on", action="store_true", help="go on with the chat used last")
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
    asking = _Asking(arguments, store)
    if not from_stdin:
        result = asking.answer(question)
        if arguments.json:
            write_json(result.printed())
        else:
            write(result.answer)
            _tell(result)
        return 3 if result.accused else 0
    accused = failed = 0
    for line in sys.stdin:
        if not (question := line.strip()):
            say("An empty line was skipped.")
            continue
        try:
            result = asking.answer(question)
        except EngineError as error:
            failed += 1
            say(f"Not answered: {question} {error}")
            write_json({"question": question, "error": error.message})
            continue
        accused += result.accused
        write_json(result.printed())
    return 1 if failed else 3 if accused else 0


class _Asking:
    """Asks one question after another: in a chat if one was named, else each for itself."""

    def __init__(self, arguments: Namespace, store: WorkspaceStore) -> None:
        from assistant.cli.engine_options import chosen_writer

        self._store = store
        self._writer = chosen_writer(arguments)
        self._chat = self._open_chat(arguments) if arguments.chat is not None or arguments.go_on else None

    def answer(self, question: str) -> AskResult:
        """The answer. Raises EngineError or ChatError."""
        from assistant.cli.engine_options import finish
        from assistant.model import AskResult

        events = self._chat.ask(question) if self._chat else self._writer.ask(question, self._store)
        result = finish(events)
        assert isinstance(result, AskResult)
        return result

    def _open_chat(self, arguments: Namespace) -> Chat:
        from assistant.chats import Chat, list_chats, match_chat

        if arguments.go_on:
            chats = list_chats(self._store)
            if not chats:
                raise ChatError("There is no chat to go on with.", hint="Start one with --chat NAME.")
            path = chats[0].path
            say(f"Going on with “{chats[0].title}” ({chats[0].name}).")
        else:
            if not arguments.chat.strip():
                raise UsageError("--chat is empty; nothing was asked.", hint='Try --chat "rural schools".')
            found = match_chat(self._store, arguments.chat)
            if found is None:
                say(f"A new chat begins: {arguments.chat}")
                return Chat.new(self._store, self._writer, self._store.workspace.chats, title=arguments.chat)
            path = found
        return Chat.resume(path, self._store, self._writer)


def _tell(result: AskResult) -> None:
    if not result.answered:
        say("The documents do not hold the answer; nothing was made up.")
    for sentence in result.sentences:
        if sentence.accused:
            say(f"Falls short ({sentence.verdict.replace('_', ' ')}): {sentence.text}")
            for finding in sentence.findings:
                say(f"  {finding.message}")
