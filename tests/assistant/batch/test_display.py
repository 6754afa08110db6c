"""What is told of a batch while it runs and at its end."""

from __future__ import annotations

from assistant.batch.display import duration, status_line, summary_table
from assistant.batch.job import Entry, Identity, Status
from assistant.batch.runner import Progress

IDENTITY = Identity(brief="b", corpus="c", engine="e")


def entry(id: str, status: Status = "done") -> Entry:
    accused = 2 if status == "accused" else 0
    return Entry(
        id=id, status=status, accused=accused, sentences=9, seconds=3.2, identity=IDENTITY, message="It broke."
    )


def test_the_time_that_is_left_goes_by_what_was_done_in_this_run() -> None:
    entries = {str(number): entry(str(number)) for number in range(6)}
    progress = Progress(10, entries, kept=4, running=2)
    assert status_line(progress, 60.0) == "2 running, about 2 min 0 s left"
    progress.entries |= {"6": entry("6", "error"), "7": entry("7", "accused")}
    assert status_line(progress, 60.0).startswith("1 with accused sentences, 1 in error, 2 running, about 30 s left")


def test_the_table_keeps_errors_apart_from_accusations_and_stays_short() -> None:
    many = {f"b{number}": entry(f"b{number}") for number in range(40)}
    many |= {"bad": entry("bad", "error"), "weak": entry("weak", "accused")}
    lines = summary_table(Progress(43, many)).split("\n")
    assert lines == [
        "bad   ERROR    It broke.",
        "weak  ACCUSED  2 of 9 sentences, 3 s",
        "40 done with no sentence accused, 1 done with accused sentences, 1 in ERROR, 1 not run.",
    ]
    assert (
        summary_table(Progress(2))
        == "0 done with no sentence accused, 0 done with accused sentences, 0 in ERROR, 2 not run."
    )


def test_durations() -> None:
    assert [duration(seconds) for seconds in (0.4, 59.6, 130, 3900)] == ["0 s", "1 min 0 s", "2 min 10 s", "1 h 5 min"]
