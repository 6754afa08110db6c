from __future__ import annotations

import json

import pytest

from assistant.console import clean, progress, say, wrap, write, write_json


def test_control_characters_go_and_letters_stay() -> None:
    kept = "Қазақстан, Ń ǵ ý, [sic], <redacted>, 25.\tsoft\u00adhyphen\u00a0NBSP\nnext"
    assert clean(kept) == kept
    assert clean("a\x1b[31mred\x9b2J\x00\x07\r\x7fb\u202ec\udc80") == "a[31mred2Jbc"


def test_plain_output_is_cleaned(capsys: pytest.CaptureFixture[str]) -> None:
    write("data\x1b]0;title\x07")
    say("narration\x1b[2J")
    captured = capsys.readouterr()
    assert captured.out == "data]0;title\n"
    assert captured.err == "narration[2J\n"


def test_json_keeps_control_characters_as_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"text": "ǵ \x1b \x9b \u202e \ud800 \n"}
    write_json(value)
    line = capsys.readouterr().out
    assert "\x1b" not in line and "\x9b" not in line and "\u202e" not in line
    assert "ǵ" in line
    assert json.loads(line) == value


def test_a_pipe_gets_text_unwrapped(capsys: pytest.CaptureFixture[str]) -> None:
    text = "word " * 60
    assert wrap(text) == text
    assert wrap("one\ntwo", "  ") == "  one\n  two"


def test_piped_progress_is_one_plain_line_a_label(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as advance:
        for label in ("Reading", "Building"):
            for done in range(4):
                advance(label, done, 3)
    assert capsys.readouterr().err == "Reading …\nBuilding …\n"


def test_progress_without_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress():
        pass
    assert capsys.readouterr().err == ""
