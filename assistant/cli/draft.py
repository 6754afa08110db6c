"""`shadow-report draft`: a section in which every sentence points at the paragraph or article it rests on."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.engine_options import add_engine_options
from assistant.cli.parser import positive
from assistant.console import say, write, write_json
from assistant.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.brief import Brief
    from assistant.events import Event
    from assistant.model import DraftResult
    from assistant.opening import WorkspaceStore

_EXAMPLES = """\
examples:
  shadow-report draft --article 4
  shadow-report draft --article "5 (e) (v)" -o education.docx
  shadow-report draft --topic "hate speech online" --max-words 600
  shadow-report draft --follow-up 15,16
  shadow-report draft --all -o report.docx
  shadow-report draft --article 6 --engine endpoint --base-url http://127.0.0.1:11434/v1 --model qwen3:8b

The default engine, extractive, needs no model, no key and no network. Exit code 3: a sentence fell short of the checks;
`shadow-report check FILE` says which and why.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Draft a section on an article, a topic or earlier recommendations, or the whole report."
    parser.epilog = _EXAMPLES
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--article", nargs="+", metavar="N", help='an article or one of its items: 4, "5 (e) (v)", 14')
    what.add_argument("--topic", metavar="TEXT", help="a matter in your own words")
    what.add_argument(
        "--all", action="store_true", help="articles 1 to 7 as one report, with a title and what is cited"
    )
    what.add_argument(
        "--follow-up", metavar="N,N", help="paragraphs of the concluding observations: 15,16 or 22(a); answers to them"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE (.md, .docx, .html) instead")
    parser.add_argument("--force", action="store_true", help="write over FILE if it exists")
    parser.add_argument(
        "--max-words",
        type=positive,
        metavar="N",
        help="default: 900, 2,400 for all of article 5; with --all, the word_limit of report.toml",
    )
    parser.add_argument("--json", action="store_true", help="print the draft and its checks as one JSON object")
    add_engine_options(parser)


def run(arguments: Namespace) -> int:
    """Write the draft; exit code 3 if a sentence is accused."""
    from assistant.cli.engine_options import finish
    from assistant.model import DraftResult
    from assistant.opening import open_store

    target = _target(arguments)
    store = open_store(arguments.workspace)
    result = finish(_events(arguments, store))
    assert isinstance(result, DraftResult)
    if target is not None:
        _save(result, target, store)
    if arguments.json:
        write_json(result.printed())
    elif target is None:
        write(result.markdown)
    _tell(result, arguments.max_words)
    return 3 if result.accused else 0


def _target(arguments: Namespace) -> Path | None:
    if arguments.output is None:
        return None
    target = Path(arguments.output)
    from assistant.export.formats import check_ending, check_free

    check_ending(target)
    if target.is_dir():
        raise UsageError(f"{target} is a folder; nothing was written.", hint="Name a file in it.")
    check_free(target, force=arguments.force)
    if not target.parent.is_dir():
        raise UsageError(f"The folder {target.parent} does not exist; nothing was written.", hint="Create it first.")
    return target


def _events(arguments: Namespace, store: WorkspaceStore) -> AsyncIterator[Event]:
    from assistant.cli.engine_options import chosen_writer
    from assistant.whole_report import WholeBrief, draft_all

    if arguments.all:
        return draft_all(WholeBrief(arguments.max_words), chosen_writer(arguments), store)
    return chosen_writer(arguments).draft(_brief(arguments, store), store)


def _brief(arguments: Namespace, store: WorkspaceStore) -> Brief:
    from assistant.briefing import article_brief, follow_up_brief, topic_brief

    if arguments.article is not None:
        return article_brief(" ".join(arguments.article), store, max_words=arguments.max_words)
    if arguments.topic is not None:
        return topic_brief(arguments.topic, max_words=arguments.max_words)
    return follow_up_brief(arguments.follow_up, max_words=arguments.max_words)


def _save(result: DraftResult, target: Path, store: WorkspaceStore) -> None:
    from assistant.export.formats import export_draft
    from assistant.files import write_text

    if target.suffix.lower() == ".md":
        write_text(target, result.markdown)
    else:
        export_draft(result.markdown, target, title=result.title, state_report=store.state_report, treaty=store.treaty)
    say(f"Written: {target}")


def _tell(result: DraftResult, most: int | None) -> None:
    words = len(result.markdown.split())
    if most is not None and words > most:
        say(f"It has {words} words, more than the {most} asked for: its six parts take at least as many.")
    counts = ", ".join(f"{count} {verdict.replace('_', ' ')}" for verdict, count in result.summary.items())
    say(f"{len(result.sentences)} sentences: {counts}. Checks that ran: {', '.join(result.checks)}.")
    if result.accused:
        say(f"{result.accused} fell short; run `shadow-report check` on the draft to see why.")
    say("A draft aid: read each paragraph cited before you send it, and add your own evidence at the marked places.")
