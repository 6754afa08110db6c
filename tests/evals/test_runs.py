"""`shadow-report eval` as people run it: real cases, search and checker, and a scripted server where one is needed."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.profile import Profile
from assistant.store import Store
from evals.baselines.peers import open_peer
from evals.cases import load_cases
from evals.run_folder import RunFolder
from tests.servers.chat import Reply, chat_server, error, refusal
from vectorstore.library import CONVENTION, Library, open_library

SOME = ("--filter", "part=answers", "--filter", "q00[13579]")  # of the dev split
TEXTS = {
    "q001": "The State party reports that 1,000 rural schools are being upgraded (para. 229).",
    "q003": "The State party reports that 60 per cent of all Dungans are judges (para. 58).",
    "q005": "",
    "q007": "NOT FOUND. The passages do not say it.",
    "q009": "The State party reports on it (para. 999).",
}


def outputs(path: Path, texts: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in texts.items()), "utf-8")
    return path


def measures(folder: Path) -> dict[str, object]:
    rows = json.loads((folder / "metrics.json").read_text("utf-8"))
    return {row["metric"]: row["result"].get("value") for row in rows if row["kind"] == "all"}


def says(text: str) -> Reply:
    """A whole reply, not streamed."""
    message = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 90, "completion_tokens": 9, "total_tokens": 99}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [message], "usage": usage}
    return error(200, body)


RIGHT = "The State party reports that 1,000 rural schools are being upgraded [CERD/C/KAZ/11-14, para. 229]."


def test_texts_made_elsewhere_are_scored_reported_and_scored_again_alike(run_eval, tmp_path: Path, capsys) -> None:
    theirs = outputs(tmp_path / "theirs.jsonl", TEXTS)
    assert run_eval("run", "answers", *SOME, "--from-outputs", theirs) == 0
    assert "gold facts told" in capsys.readouterr().out
    folder = tmp_path / "out" / "run-1"
    first = (folder / "metrics.json").read_text("utf-8")
    assert 0 < measures(folder)["resolve_rate"] < 1 and measures(folder)["tokens"] is None
    assert run_eval("score", folder) == 0
    assert (folder / "metrics.json").read_text("utf-8") == first
    assert run_eval("report", "--junit", "j.xml", "--csv", "m.csv") == 0
    suites = ElementTree.parse(tmp_path / "j.xml").getroot()
    assert [(s.get("name"), s.get("tests"), s.get("failures"), s.get("errors")) for s in suites] == [
        ("answers.dev", "5", "4", "0")
    ]
    assert "answers,dev,all,tokens,not run,,,,,,no server counted tokens" in (tmp_path / "m.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ('{"id": "q001", "text": "x"}\n', "has no row for 4 of 5 cases: q003, q005, q007, q009"),
        ('{"id": "q001", "text": "x"}\n{"id": "q001", "text": "y"}\n', "row 2: id 'q001' stands in row 1 too"),
        ('{"id": "zz", "text": "x"}\n', "ids that are not in the suite: zz"),
        ('{"id": "q001", "text"\n', "row 1: not JSON"),
    ],
)
def test_a_bad_file_of_texts_is_named_and_nothing_is_scored(run_eval, tmp_path: Path, capsys, rows, message) -> None:
    (tmp_path / "theirs.jsonl").write_text(rows, "utf-8")
    assert run_eval("run", "answers", *SOME, "--from-outputs", "theirs.jsonl") == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out" / "run-1" / "metrics.json").exists()


def test_missing_texts_can_be_counted_as_empty_and_are_worth_nothing(run_eval, tmp_path: Path) -> None:
    outputs(tmp_path / "theirs.jsonl", {"q001": TEXTS["q001"]})
    assert run_eval("run", "answers", *SOME, "--from-outputs", "theirs.jsonl", "--allow-missing", "-o", "r") == 0
    assert measures(tmp_path / "r")["citation_f1"] == pytest.approx(0.2)
    assert measures(tmp_path / "r")["longbench_f1"] == pytest.approx(0.2)


def test_a_run_stopped_by_the_server_goes_on_where_it_was(run_eval, tmp_path: Path, capsys) -> None:
    options = ("run", "answers", *SOME, "--system", "bm25", "--model", "m", "-o", "r")
    with chat_server(says(RIGHT), says(RIGHT), refusal(401, "no key")) as server:
        assert run_eval(*options, "--base-url", server.base_url) == 1
        assert "Stopped after 2 of 5; what came is kept." in capsys.readouterr().err
        server.replies[:] = [says(RIGHT)]
        before, url = len(server.requests), ("--base-url", server.base_url)
        with (tmp_path / "r" / "outputs.jsonl").open("a", encoding="utf-8") as file:
            file.write('{"key": "answers/q0')  # as a kill leaves it
        assert run_eval(*options, "--base-url", server.base_url) == 0
        assert len(server.requests) - before == 3
        assert run_eval("run", "answers", *SOME, "--system", "bm25", "--model", "n", "-o", "r", *url) == 1
    assert "holds a run with another model" in capsys.readouterr().err
    assert len(RunFolder(tmp_path / "r").outputs()) == 5
    assert measures(tmp_path / "r")["tokens"] == 99


def test_one_error_does_not_stop_the_rest_and_is_no_failure(run_eval, tmp_path: Path, capsys) -> None:
    with chat_server(refusal(500, "overloaded"), says(RIGHT)) as server:
        options = ("run", "answers", *SOME, "--system", "bm25", "--model", "m", "-o", "r", "--base-url")
        assert run_eval(*options, server.base_url) == 1
    assert "1 cases ended in an error" in capsys.readouterr().err
    assert run_eval("report", "r", "--junit", "j.xml") == 0
    suite = ElementTree.parse(tmp_path / "j.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("errors")) == ("5", "1")


@pytest.mark.parametrize("name", ["bm25", "langchain", "stuffing"])
def test_a_peer_answers_from_passages_that_it_found(name: str, shared_cache: Path) -> None:
    library = Library()
    library.add(CONVENTION, open_library().passages("ICERD"))
    small = Store(library, shared_cache / "treaty", print)
    question = next(case for case in load_cases("answers") if case.kind == "convention" and case.split == "dev")
    with chat_server(says("NOT FOUND. It is not there.")) as server:
        profile = Profile(base_url=server.base_url, model="m", context_tokens=32_768)
        (given,) = asyncio.run(open_peer(name, small, profile, 1).produce([question]))
        (request,) = server.requests
    prompt = request.body["messages"][0]["content"]
    assert prompt.endswith(f"Question: {question.prompt}\n")
    assert prompt.count("\n[ICERD, ") == (121 if name == "stuffing" else 12)
    assert (given.answered, given.prompt_tokens) == (False, 90)


def test_a_peer_that_does_not_fit_says_so(run_eval, capsys) -> None:
    options = ("--system", "stuffing", "--model", "m", "--base-url", "http://127.0.0.1:9/v1")
    assert run_eval("run", "answers", *SOME, *options) == 2
    assert "The documents need about" in capsys.readouterr().err


def test_a_killed_run_goes_on_and_nothing_is_run_twice(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "assistant.cli.main", "eval", "run", "retrieval", "-o", "r"]
    with subprocess.Popen(words, cwd=tmp_path, env=dict(os.environ), stderr=subprocess.DEVNULL) as process:
        path, deadline = tmp_path / "r" / "outputs.jsonl", time.monotonic() + 90
        while (not path.exists() or path.read_bytes().count(b"\n") < 2) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
    kept = path.read_bytes().count(b"\n")
    assert 2 <= kept < 190 and not (tmp_path / "r" / "metrics.json").exists()
    done = subprocess.run(words, cwd=tmp_path, env=dict(os.environ), capture_output=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line)["key"] for line in path.read_text("utf-8").split("\n") if line]
    assert len(rows) == len(set(rows)) == 190


def test_the_same_run_gives_the_same_numbers(run_eval, tmp_path: Path) -> None:
    options = ("run", "retrieval", "--filter", "split=dev", "--filter", "r[ab]0*", "--repeat", "2")
    assert run_eval(*options, "-o", "a") == run_eval(*options, "-o", "b") == 0
    kept = [{name: value for name, value in measures(tmp_path / x).items() if name != "seconds"} for x in "ab"]
    assert kept[0] == kept[1] and kept[0]["ndcg"] > 0.5


def test_drafts_and_the_checker_run(run_eval, tmp_path: Path) -> None:
    assert run_eval("run", "drafts", "--filter", "article-4", "-o", "d") == 0
    assert measures(tmp_path / "d")["resolve_rate"] == 1
    assert run_eval("run", "checker", "--filter", "hd00?", "-o", "c") == 0
    assert measures(tmp_path / "c")["hand_detected"] > 0.5


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("run", "answer"), "Did you mean answers?"),
        (("run", "answers", "--filter", "zzz"), "No case fits --filter 'zzz'"),
        (("run", "offline", "--engine", "endpoint"), "needs no endpoint"),
        (("run", "answers", "--profile", "nobody", "--engine", "endpoint"), "There is no profile 'nobody'"),
        (("run", "answers", "--system", "bm25"), "bm25 needs an endpoint"),
        (("run", "briefs", "--system", "bm25", "--model", "m", "--base-url", "http://127.0.0.1:9/v1"), "answers quest"),
        (("report", "nowhere"), "holds no run"),
        (("report",), "There is no run in ./out"),
        (("score", "nowhere"), "holds no run"),
        (("compare", "baseline", "nowhere"), "holds no run"),
    ],
)
def test_what_is_wrong_is_named(run_eval, capsys, words, message) -> None:
    assert run_eval(*words) in {1, 2}
    assert message in capsys.readouterr().err


def test_broken_files_of_a_run_are_named(run_eval, tmp_path: Path, capsys) -> None:
    outputs(tmp_path / "theirs.jsonl", TEXTS)
    assert run_eval("run", "answers", *SOME, "--from-outputs", "theirs.jsonl", "-o", "r") == 0
    (tmp_path / "r" / "run.json").write_text('{"format": 1}', "utf-8")
    assert run_eval("report", "r") == 1
    assert "run.json: suite: Field required" in capsys.readouterr().err


def without_seconds(rows: str) -> list[dict[str, object]]:
    """The rows of a file in the order of their text, without what a clock said."""
    found = [json.loads(line) for line in rows.split("\n") if line]
    for row in found:
        row.pop("seconds", None)
        if isinstance(row.get("marked"), dict):
            row["marked"]["marks"].pop("seconds", None)
    return sorted(found, key=lambda row: json.dumps(row, sort_keys=True))


def test_two_processes_give_what_one_gives(run_eval, tmp_path: Path) -> None:
    """Every part of the offline suite, a few cases of each."""
    some = ("--filter", "split=dev", "--filter", "*11")
    for jobs in "12":
        assert run_eval("run", "offline", *some, "--jobs", jobs, "-o", jobs) == 0
    for name in ("outputs.jsonl", "scores.jsonl"):
        one, two = (without_seconds((tmp_path / jobs / name).read_text("utf-8")) for jobs in "12")
        assert one == two and len(one) > 20
    one, two = (measures(tmp_path / jobs) for jobs in "12")
    assert {**one, "seconds": 0} == {**two, "seconds": 0}
