"""`shadow-report batch`, from a file of briefs to the folder."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from assistant.cli.main import main

QUESTIONS = [
    {"id": "refugees", "question": "How many refugees are registered?"},
    {"id": "schools", "question": "How many rural schools are being upgraded?"},
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture
def briefs(tmp_path: Path) -> Path:
    return write_briefs(tmp_path / "briefs.jsonl", QUESTIONS)


def write_briefs(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def lines_of(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").split("\n") if line]


def batch(workspace: Path, briefs: Path, out: Path, *more: str) -> int:
    return main(["batch", str(briefs), "-o", str(out), "-w", str(workspace), *more])


def test_a_batch_and_the_same_command_again(
    workspace: Path, briefs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert batch(workspace, briefs, out, "--docx") == 0
    captured = capsys.readouterr()
    assert "2 done with no sentence accused" in captured.out and "[2/2]" in captured.err
    kept = json.loads((out / "schools.json").read_text(encoding="utf-8"))
    assert kept["status"] == "done" and kept["result"]["answered"] and kept["timings"]["seconds"] > 0
    assert "CERD/C/KAZ/11-14#229" in kept["passages"] and kept["result"]["sentences"][0]["verdict"] == "supported"
    assert "para. 229" in (out / "schools.md").read_text(encoding="utf-8")
    assert len(docx.Document(str(out / "schools.docx")).paragraphs) > 1
    assert sorted(str(line["id"]) for line in lines_of(out)) == ["refugees", "schools"]

    # Whatever is missing beside a whole ID.json is made again, and nothing is run.
    (out / "manifest.jsonl").unlink()
    (out / "schools.md").unlink()
    stamp = (out / "schools.json").stat().st_mtime_ns
    assert batch(workspace, briefs, out) == 0
    assert "2 of 2 briefs are finished already" in capsys.readouterr().err
    assert (out / "schools.json").stat().st_mtime_ns == stamp and (out / "schools.md").exists()
    assert len(lines_of(out)) == 2


def test_a_changed_brief_is_run_anew_and_an_edited_text_is_kept(
    workspace: Path, briefs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    batch(workspace, briefs, out)
    (out / "refugees.md").write_text("My own words.\n", encoding="utf-8")
    with (out / "manifest.jsonl").open("a", encoding="utf-8") as manifest:
        manifest.write('{"id": "schools", "stat')  # torn by a kill
    write_briefs(briefs, [{"id": "refugees", "question": "Who is a refugee?"}, QUESTIONS[1]])
    capsys.readouterr()
    assert batch(workspace, briefs, out) == 0
    told = capsys.readouterr().err
    assert "Run anew, since the brief itself changed: refugees." in told and "kept as refugees.edited-1.md" in told
    assert (out / "refugees.edited-1.md").read_text(encoding="utf-8") == "My own words.\n"
    assert (out / "refugees.md").read_text(encoding="utf-8").startswith("# Who is a refugee?")
    assert [line["id"] for line in lines_of(out)][-1] == "refugees" and len(lines_of(out)) == 3


def test_one_failure_never_stops_the_rest_and_is_no_accusation(
    workspace: Path, briefs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    slow = {"id": "slow", "article": "5"}
    write_briefs(briefs, [slow, QUESTIONS[0]])
    assert batch(workspace, briefs, out, "--only", "refugees") == 0
    assert batch(workspace, briefs, out, "--time-limit", "0.001", "--json") == 1
    captured = capsys.readouterr()
    summary = json.loads(captured.out.split("\n")[-2])
    assert (summary["done"], summary["error"], summary["not_run"]) == (1, 1, 0)
    assert "longer than 0.001 s" in captured.err and "--retry-errors" in captured.err
    assert json.loads((out / "slow.json").read_text(encoding="utf-8"))["error"]["kind"] == "time_limit"
    assert not (out / "slow.md").exists()
    assert batch(workspace, briefs, out) == 1  # an error is not tried again unless asked
    assert "2 of 2 briefs are finished already" in capsys.readouterr().err


def test_bad_rows_are_all_named_before_anything_runs(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, object]] = [
        {"id": "ok", "article": 4},
        {"id": "OK", "article": 4},
        {"id": "a/b", "article": 4},
        {"id": "con", "article": 4},
        {"id": "e", "article": "26"},
        {"id": "f", "topc": "housing"},
        {"id": "g", "topic": "housing", "question": "Who?"},
        {"id": "h"},
        {"id": "i", "follow_up": 99},
        {"id": "j", "topic": "housing", "language": "kk"},
        {"id": "k", "topic": "housing", "engine": "endpoint"},
        {"id": "l", "question": "Who?", "max_words": 100},
        {"topic": "no id"},
    ]
    out = tmp_path / "out"
    assert batch(workspace, write_briefs(tmp_path / "b.jsonl", rows), out) == 1
    told = capsys.readouterr().err
    assert "12 of 13 briefs cannot be run; nothing was started." in told and not out.exists()
    for line, said in [
        (2, "the id 'OK' stands in line 1 already"),
        (3, "'a/b' cannot be a file name"),
        (4, "'con' cannot be a file name"),
        (5, "has articles 1–25"),
        (6, "unknown key topc. Did you mean topic?"),
        (7, "it has topic and question"),
        (8, "it has none"),
        (9, "No section"),
        (10, "English only"),
        (11, "No endpoint is set up"),
        (12, "takes no instructions"),
        (13, "id is missing"),
    ]:
        assert f"b.jsonl, line {line}" in told
        assert said in next(
            text for text in told.split("\n") if f"line {line}" in text.partition(":")[0].partition(" (")[0]
        )


def test_a_dry_run_tells_the_cost_and_writes_nothing(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, object]] = [
        {"id": "a", "article": "4", "engine": "endpoint", "max_words": 300},
        {"id": "b", "topic": "housing", "engine": "extractive", "instructions": "Be short."},
        {"id": "c", "topic": "housing", "engine": "endpoint", "language": "Russian"},
    ]
    briefs = write_briefs(tmp_path / "b.jsonl", rows)
    words = ["batch", str(briefs), "-w", str(workspace), "--dry-run"]
    words += ["--base-url", "http://127.0.0.1:9/v1", "--model", "m"]
    assert main([*words, "--json"]) == 0
    captured = capsys.readouterr()
    plan = json.loads(captured.out)
    costs = [row["tokens"] for row in plan["briefs"]]
    assert costs[0]["reply"] == 600 and 3000 < costs[0]["prompt"] < 8192 and costs[0]["calls"] == 1
    assert costs[1] == {"prompt": 0, "reply": 0, "calls": 0}
    assert plan["tokens"]["prompt"] == sum(cost["prompt"] for cost in costs) and plan["due"] == 3
    assert "those of b do nothing" in captured.err and "of c only the addresses" in captured.err
    assert main(words) == 0
    assert "3 of 3 would run" in capsys.readouterr().out and list(tmp_path.glob("*.json")) == []


@pytest.mark.parametrize("words", [[], ["b.csv"], ["b.csv", "-o", "x", "--jobs", "0"], ["b.csv", "--time-limit", "no"]])
def test_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", *words]) == 2


def test_the_template_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "--template", "csv"]) == 0
    assert capsys.readouterr().out.startswith("id,article,topic,follow_up,question,")
