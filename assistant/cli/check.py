"""`shadow-report check`: every sentence of a draft against the passages that it cites."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.engine_options import add_judge_options, judge_profile
from assistant.console import say, write_json
from assistant.errors import OutputError, UsageError

if TYPE_CHECKING:
    from assistant.checking import Checker
    from assistant.model import CheckReport, Sentence
    from assistant.profile import Profile
    from assistant.reading.draft import Draft
    from assistant.report_view import Line
    from assistant.store import Store

_EXAMPLES = """\
examples:
  shadow-report check draft.md
  shadow-report check mine.docx --marked
  shadow-report check draft.md --fix
  shadow-report check draft.md --judge --base-url http://127.0.0.1:11434/v1 --model NAME
  printf 'Some 34 universities have such departments (para. 369).\\n' | shadow-report check - --json

Markdown, plain text and Word are read, with footnotes and endnotes; standard input is read as Markdown.
--fix shows what it changes and writes a new file beside the draft. For a Word file, --marked writes a copy with a
comment at each sentence that falls short; go on writing in the original, for some versions of LibreOffice (7.4 for one)
show footnotes empty in a file with comments. --judge sends doubtful sentences with the paragraphs that they cite to the
endpoint named, and is never used unasked. Exit code 3: a sentence is accused.
"""
# Word counts paragraphs, and --fix leaves its files alone.
_WORD_FILE = {"place": "paragraph", "change": "Proposed:"}
_STYLES = {"title": "bold", "accused": "bold red", "advice": "yellow", "good": "green", "dim": "dim"}


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Check every sentence of a draft against the paragraphs and articles that it cites."
    parser.epilog = _EXAMPLES
    parser.add_argument("file", metavar="FILE", help="a .md, .txt or .docx file; or - for standard input")
    parser.add_argument("--json", action="store_true", help="print the findings as one JSON object")
    parser.add_argument("--fix", action="store_true", help="apply the replacements found, to a new file")
    parser.add_argument("--in-place", action="store_true", help="with --fix: change FILE itself")
    parser.add_argument("--marked", action="store_true", help="write a copy of a Word file with comments")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where --fix or --marked writes")
    parser.add_argument("--force", action="store_true", help="write over that file if it exists")
    add_judge_options(parser)


def run(arguments: Namespace) -> int:
    """Check, print the report, write what was asked for; exit code 3 if a sentence is accused."""
    _refuse_odd_options(arguments)
    from assistant.model import CheckReport, count_verdicts
    from assistant.opening import open_store
    from assistant.reading.draft import read_draft
    from assistant.report_view import report_lines

    target = _target(arguments)
    profile = judge_profile(arguments) if arguments.judge else None
    draft = read_draft(arguments.file)
    for warning in draft.warnings:
        say(warning)
    store = open_store(arguments.workspace)
    checker = store.checker
    sentences, checks = checker.check(draft.units), checker.checks
    if profile is not None:
        sentences, judged = _judged(sentences, draft, checker, store, profile)
        checks = (*checks, judged)
    summary = count_verdicts(sentences)
    report = CheckReport(file=draft.name, sentences=sentences, summary=summary, checks=checks)
    if arguments.json:
        printed = report.printed()
        write_json({key: printed[key] for key in ("file", "summary", "checks", "sentences")})
        _say_what_was_not_checked(report)
    else:
        words = _WORD_FILE if draft.kind == "docx" else {}
        _print(report_lines(report, store.library, **words))
    if target is not None:
        (_write_fixed if arguments.fix else _write_marked)(arguments, draft, report, target)
    return 3 if report.accused else 0


def _judged(
    sentences: tuple[Sentence, ...], draft: Draft, checker: Checker, store: Store, profile: Profile
) -> tuple[tuple[Sentence, ...], str]:
    """The sentences after the judge, and the name under which it is listed among the checks that ran."""
    from assistant.judging import judge_now

    doubtful = checker.doubtful(draft.units, sentences)
    judged = judge_now(sentences, doubtful, store, profile, lambda message: say(f"{message} …"))
    say(f"The judge was asked about {judged.asked} doubtful sentences and gave {judged.answered} usable answers.")
    ran = judged.answered or not judged.asked
    return judged.sentences, f"judge ({profile.model})" if ran else "judge (did not answer)"


def _refuse_odd_options(arguments: Namespace) -> None:
    if not arguments.judge and (arguments.base_url or arguments.model or arguments.profile):
        raise UsageError("An endpoint is of use to the judge alone.", hint="Add --judge.")
    is_word = arguments.file.lower().endswith(".docx")
    if arguments.output is not None and not arguments.fix and is_word:
        arguments.marked = True
    if arguments.marked and not is_word:
        raise UsageError("--marked writes comments into a Word file.", hint="For other drafts, use --fix.")
    if arguments.fix and is_word:
        hint = "Use --marked: each comment holds the proposed wording."
        raise UsageError("--fix changes text files, not Word files.", hint=hint)
    if (arguments.in_place or arguments.output is not None) and not (arguments.fix or arguments.marked):
        raise UsageError("There is nothing to write without --fix.", hint="Add --fix, or print the report with > FILE.")
    if arguments.in_place and (arguments.output is not None or arguments.marked):
        raise UsageError("--in-place goes with --fix alone: the file that is changed is FILE.")
    if arguments.file == "-" and arguments.fix and arguments.output is None:
        raise UsageError("--fix has no file to write for standard input.", hint="Name one with -o.")


def _target(arguments: Namespace) -> Path | None:
    if not (arguments.fix or arguments.marked):
        return None
    source = Path(arguments.file)
    if arguments.in_place:
        return source
    word = "marked" if arguments.marked else "fixed"
    target: Path = arguments.output or source.with_name(f"{source.stem}.{word}{source.suffix}")
    if target.is_dir():
        raise UsageError(f"{target} is a folder; nothing was written.", hint="Name a file in it.")
    if arguments.marked and target.suffix.lower() != ".docx":
        raise UsageError(f"{target.name} should end in .docx; nothing was written.")
    if target.exists() and not arguments.force:
        raise OutputError(
            f"{target} exists; it was kept.", hint="Add --force to replace it, or choose another with -o."
        )
    return target


def _print(lines: Iterable[Line]) -> None:
    import sys

    from assistant.console import clean, wrap, write

    if not sys.stdout.isatty():
        write("\n".join(" " * line.indent + line.text for line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    for line in lines:
        text = wrap(line.text, " " * line.indent, hang=line.hang)
        console.print(Text(clean(text), style=_STYLES.get(line.tone, "")), soft_wrap=True)


def _say_what_was_not_checked(report: CheckReport) -> None:
    from assistant.report_view import other_script

    count = report.summary.get("not_checked", 0)
    if count:
        unchecked = [sentence for sentence in report.sentences if sentence.verdict == "not_checked"]
        reason = other_script(unchecked)
        noun = "sentence was" if count == 1 else "sentences were"
        say(f"{count} {noun} not checked, which is no pass. {reason}".strip())
    if not any(sentence.citations for sentence in report.sentences):
        say(f"{report.file} cites no paragraph and no article.")


def _write_fixed(arguments: Namespace, draft: Draft, report: CheckReport, target: Path) -> None:
    from assistant.files import write_bytes
    from assistant.fixing import difference, fix

    fixed = fix(draft, report.sentences)
    if not fixed.applied:
        say("No finding has a replacement to apply; nothing was written.")
        return
    say(difference(draft.text, fixed.text, draft.name, target.name))
    write_bytes(target, fixed.text.replace("\n", draft.newline).encode("utf-8"))
    noun = "replacement" if fixed.applied == 1 else "replacements"
    left = f"; {fixed.left} that overlap these were left" if fixed.left else ""
    say(f"Written: {target} ({fixed.applied} {noun}{left}). Read it before you use it, and check it again.")


def _write_marked(arguments: Namespace, draft: Draft, report: CheckReport, target: Path) -> None:
    from assistant.export.marked_word import Remark, marked_word
    from assistant.files import write_bytes
    from assistant.report_view import remark_text

    remarks = [Remark(one.span, remark_text(one)) for one in report.sentences if one.accused or one.findings]
    if not remarks:
        say("There is nothing to remark on; no copy was written.")
        return
    source = Path(arguments.file)
    write_bytes(target, marked_word(source.read_bytes(), source.name, remarks))
    say(f"Written: {target} ({len(remarks)} comments).")
