"""The command line: finds the command, loads its module, and turns what goes wrong into one sentence and an exit code.

A command is a line in `COMMANDS` and a module with `configure(parser)` and `run(arguments) -> int`. Its module is
loaded when it is called; whatever is slow to import belongs inside `run`.

Exit codes: 0 done; 1 an error; 2 wrong usage; 3 done, but a sentence is accused; 130 stopped by Ctrl+C; 141 the reader
of the output went away.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from assistant.console import say, use_utf8
from assistant.errors import AssistantError, UsageError, did_you_mean
from assistant.telemetry import switch_off_telemetry


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives, and what `shadow-report --help` says of it."""

    module: str
    summary: str


COMMANDS = {
    "search": Command("assistant.cli.search", "find the paragraphs and articles nearest to some words"),
    "show": Command("assistant.cli.show", "print the text at an address, such as para. 155"),
    "ask": Command("assistant.cli.ask", "answer a question with citations, or say that the documents do not"),
    "chats": Command("assistant.cli.chats", "list, read, search or export the conversations that were saved"),
    "draft": Command("assistant.cli.draft", "draft a section in which every sentence is cited and checked"),
    "gaps": Command("assistant.cli.gaps", "say what the State report leaves out, by article and recommendation"),
    "batch": Command("assistant.cli.batch", "draft or answer many briefs from a file, resumed after any stop"),
    "check": Command("assistant.cli.check", "check every sentence of a draft against what it cites"),
    "export": Command("assistant.cli.export", "turn a draft into Word or HTML"),
    "eval": Command("evals.cli.main", "measure and compare: answers, drafts, search and the checker against gold"),
    "library": Command("assistant.cli.library", "list, add or remove the documents that are searched"),
    "evidence": Command("assistant.cli.evidence", "add your own material, so that drafts can cite it"),
    "config": Command("assistant.cli.config", "show the settings and where each one comes from"),
    "chat": Command("tui.command", "open the terminal UI, as shadow-report alone does"),
    "doctor": Command("assistant.cli.doctor", "say what is wrong with this installation, and the way to mend it"),
}

GUIDE = """\
Draft an alternative report to a UN treaty body; every sentence is checked against the paragraph that it cites.

Start with one of these:
  shadow-report draft --article 4          a first draft on article 4 of the Convention
  shadow-report search "rural schools"     the paragraphs nearest to some words
  shadow-report show "para. 155"           the text of one paragraph
  shadow-report --help                     all commands
"""

_AFTER_HELP = """\
examples:
  shadow-report draft --article 4 -o article-4.md
  shadow-report show "paras. 155-158" "art. 5 (d) (iii)"
  shadow-report -w ~/reports/2030 search "housing of migrants" -k 5

shadow-report COMMAND --help shows a command's options and examples.
Exit codes: 0 done, 1 an error, 2 wrong usage, 3 done but a sentence is accused.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    use_utf8()
    switch_off_telemetry()
    # Read when NumPy loads. All products here are small, and its threads would wait for each other on a busy machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Loading makes a great many objects that stay: to look for garbage among them is a twentieth of a short command.
    gc.set_threshold(50_000, 20, 20)
    atexit.register(gc.freeze)  # the end of the process frees everything; Python would look through it all for 0.3 s
    os.umask(0o077)  # whatever a library writes into the workspace is private too
    arguments = list(sys.argv[1:] if words is None else words)
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()  # here, so that a reader that went away is noticed here
        return code
    except AssistantError as error:
        say(f"shadow-report: {error.message}")
        if error.hint:
            say(error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        say("\nStopped. Files that were already written are kept.")
        return 130
    except BrokenPipeError:
        # Python would flush once more at exit, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:  # the program's edge: a fault of its own is logged, never shown as a traceback
        return _unexpected(error, show="--debug" in arguments)


def _dispatch(words: list[str]) -> int:
    before, name, after = _split(words)
    if name is None:
        return _without_command(before)
    if name not in COMMANDS:
        hint = did_you_mean(name, COMMANDS) or f"Commands: {', '.join(COMMANDS)}."
        raise UsageError(f"There is no command {name!r}.", hint=hint)
    from assistant.cli.parser import CommandParser

    module = _load(name)
    parser = CommandParser(prog=f"shadow-report {name}")
    module.configure(parser)
    arguments = parser.read([*before, *after])
    return 0 if arguments is None else int(module.run(arguments))


def _split(words: list[str]) -> tuple[list[str], str | None, list[str]]:
    """What stands before the command, the command, and what follows it."""
    position = 0
    while position < len(words) and words[position].startswith("-"):
        position += 2 if words[position] in {"-w", "--workspace"} else 1
    if position >= len(words):
        return words, None, []
    return words[:position], words[position], words[position + 1 :]


def _without_command(words: list[str]) -> int:
    if not words and _at_terminal():  # before the help is put together, for the screen to come up fast
        return int(_load("chat").show(None))
    from assistant.cli.parser import CommandParser

    width = max(map(len, COMMANDS)) + 4
    listed = "\n".join(f"  {name:<{width}}{command.summary}" for name, command in COMMANDS.items())
    parser = CommandParser(
        prog="shadow-report",
        usage="shadow-report [-w DIR] COMMAND …",
        description=f"{GUIDE.partition(chr(10))[0]}\n\ncommands:\n{listed}",
        epilog=_AFTER_HELP,
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    arguments = parser.read(words)
    if arguments is None:
        return 0
    if arguments.version:
        from importlib.metadata import version

        print(f"shadow-report {version('shadow-report')}")
        return 0
    if _at_terminal():
        return int(_load("chat").show(arguments.workspace))
    say(GUIDE.rstrip())
    return 2


def _at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _load(name: str) -> ModuleType:
    module_name = COMMANDS[name].module
    try:
        return importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name != module_name:
            raise
        raise AssistantError(f"The command {name!r} is not part of this installation.") from error


def _unexpected(error: Exception, *, show: bool) -> int:
    from assistant.error_log import write_error_log

    if show:
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
    say(f"shadow-report: Something unexpected happened ({what}). {write_error_log(error)}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
