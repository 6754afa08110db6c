"""The judge against a scripted server: never the model under test, "not run" when unreachable, its agreement told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.judging import read_verdict
from tests.evals.test_runs import SOME, TEXTS, measures, outputs, says
from tests.servers.chat import Reply, chat_server


def settings(tmp_path: Path, base_url: str, model: str = "judge") -> None:
    (tmp_path / "config").mkdir(exist_ok=True)
    text = f'[profiles.judge]\nbase_url = "{base_url}"\nmodel = "{model}"\n'
    (tmp_path / "config" / "config.toml").write_text(text, encoding="utf-8")


def test_the_judge_reads_cited_sentences_and_its_agreement_stands_beside(run_eval, tmp_path: Path, capsys) -> None:
    outputs(tmp_path / "theirs.jsonl", TEXTS)
    with chat_server(says("FULL")) as server:
        settings(tmp_path, server.base_url)
        options = ("run", "answers", *SOME, "--from-outputs", "theirs.jsonl", "--judge", "judge", "-o", "r")
        assert run_eval(*options, "--jobs", "4") == 0
        asked = len(server.requests)
        assert run_eval("score", "r", "--judge", "judge") == 0
        assert len(server.requests) == asked  # every verdict was kept
    # A judge that says yes to everything agrees with labels, half of which are "false", by chance alone.
    assert "Cohen's kappa with" in capsys.readouterr().out
    record = json.loads((tmp_path / "r" / "run.json").read_text("utf-8"))["judge"]
    assert record["kappa"] == 0 and 30 <= record["labels"] <= 40 and record["fault"] == ""
    found = measures(tmp_path / "r")
    # Right and wrong alike are "full" to this judge; the address that does not exist and the empty text are not.
    assert found["alce_recall_judged"] == pytest.approx(2 / 4)


def test_a_judge_that_cannot_be_reached_is_not_run_and_the_rest_is(run_eval, tmp_path: Path, capsys) -> None:
    outputs(tmp_path / "theirs.jsonl", TEXTS)
    settings(tmp_path, "http://127.0.0.1:9/v1")
    options = ("run", "answers", *SOME, "--from-outputs", "theirs.jsonl", "--judge", "judge", "-o", "r")
    assert run_eval(*options) == 1
    told = capsys.readouterr()
    assert "The judge is judge on this machine." in told.err
    assert "The judge did not run: Nothing answers at http://127.0.0.1:9/v1." in told.err
    assert "not run, ALCE recall (judge): Nothing answers at" in told.out
    assert (
        measures(tmp_path / "r")["alce_recall_judged"] is None and measures(tmp_path / "r")["alce_recall"] is not None
    )


def test_a_judge_that_redirects_elsewhere_gets_neither_text_nor_key_there(
    run_eval, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUDGE_KEY", "secret")
    outputs(tmp_path / "theirs.jsonl", TEXTS)
    with chat_server(says("FULL")) as other:
        target = other.base_url.replace("127.0.0.1", "localhost") + "/chat/completions"
        with chat_server(Reply([], 307, "text/plain", {"Location": target})) as server:
            settings(tmp_path, server.base_url)
            with (tmp_path / "config" / "config.toml").open("a", encoding="utf-8") as file:
                file.write('key_env = "JUDGE_KEY"\n')
            options = ("run", "answers", *SOME, "--from-outputs", "theirs.jsonl", "--judge", "judge", "-o", "r")
            assert run_eval(*options) == 1
        assert other.requests == []
    assert "which was not followed" in capsys.readouterr().err


def test_the_model_under_test_cannot_judge_itself(run_eval, tmp_path: Path, capsys) -> None:
    with chat_server(says("NOT FOUND.")) as server:
        settings(tmp_path, server.base_url, "m")
        options = ("--system", "bm25", "--model", "m", "--base-url", server.base_url, "--judge", "judge", "-o", "r")
        assert run_eval("run", "answers", *SOME, *options) == 2
    assert "cannot judge itself" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ("FULL", "FULL"),
        ("**Part**\nThe figure is missing.", "PART"),
        ("<think>FULL or NONE?</think>\nNone", "NONE"),
        ("FULL or PART", ""),
        ("Yes, it does.", ""),
        ("NaN", ""),
        ("", ""),
    ],
)
def test_a_word_that_was_not_offered_is_no_verdict(reply: str, verdict: str) -> None:
    assert read_verdict(reply) == verdict
