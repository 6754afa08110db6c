"""Files of briefs as people make them: three formats, each row with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.batch.rows import read_rows
from assistant.batch.templates import TEMPLATES
from assistant.errors import BatchError


def rows_of(tmp_path: Path, name: str, content: str | bytes) -> list[tuple[int, dict[str, object], str]]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [(row.line, row.cells, row.fault) for row in read_rows(path)[0]]


@pytest.mark.parametrize("ending", TEMPLATES)
def test_every_template_holds_the_same_briefs(tmp_path: Path, ending: str) -> None:
    rows = rows_of(tmp_path, f"b.{ending}", TEMPLATES[ending])
    assert [cells["id"] for _, cells, _ in rows] == ["art-4", "education", "hate-speech", "para-15", "refugees"]
    assert not any(fault for _, _, fault in rows)


@pytest.mark.parametrize("separator", ",;\t")
def test_csv_of_any_spreadsheet(tmp_path: Path, separator: str) -> None:
    lines = ["Id,Follow-up,topic", 'a,"15, 16",', "", 'b,,"two\nlines"', "c,,Ń ǵ ý"]
    text = "\r\n".join(lines).replace(",", separator).replace(f"15{separator} 16", "15, 16")
    assert rows_of(tmp_path, "b.csv", b"\xef\xbb\xbf" + text.encode()) == [
        (2, {"id": "a", "follow_up": "15, 16"}, ""),
        (4, {"id": "b", "topic": "two\nlines"}, ""),
        (6, {"id": "c", "topic": "Ń ǵ ý"}, ""),
    ]


def test_csv_rows_that_do_not_fit_their_header_are_named(tmp_path: Path) -> None:
    faults = rows_of(tmp_path, "b.csv", "id,topic\na,hate speech, online\nb,x\n")
    assert faults[0][0] == 2 and "3 cells under 2 headings" in faults[0][2]
    assert faults[1] == (3, {"id": "b", "topic": "x"}, "")
    assert "twice" in rows_of(tmp_path, "c.csv", "id,topic,topic\na,x,y\n")[0][2]


def test_yaml_stays_as_it_is_written(tmp_path: Path) -> None:
    text = "- id: no\n  follow_up: 15,16\n\n- id: 010\n  follow_up: [15, 22 (a)]\n- {id: c, topic: null}\n"
    assert rows_of(tmp_path, "b.yml", text) == [
        (1, {"id": "no", "follow_up": "15,16"}, ""),
        (4, {"id": "010", "follow_up": [15, "22 (a)"]}, ""),
        (6, {"id": "c", "topic": None}, ""),
    ]


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("b.jsonl", '{"id": "a"}\n\n{"id": "b"', 3, "is not JSON"),
        ("b.jsonl", '["a"]', 1, "is not an object"),
        ("b.jsonl", '{"id": "a", "id": "b"}', 1, "gives id twice"),
        ("b.yaml", "- id: a\n  topic: [1", 2, "is not YAML"),
        ("b.yaml", "- id: a\n- b\n", 2, "is not a brief"),
        ("b.yaml", "- id: a\n  id: b\n", 1, "gives id twice"),
        ("b.yaml", "id: a\n", 1, "should begin a list"),
        ("b.yaml", "- !!python/object/apply:os.getcwd []\n", 1, "is not a brief"),
        ("b.csv", 'id,topic\na,"x\n', 2, "is not CSV"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(tmp_path: Path, name: str, text: str, line: int, said: str) -> None:
    at, _, fault = rows_of(tmp_path, name, text)[-1]
    assert at == line and said in fault


def test_a_tag_that_would_run_code_is_refused(tmp_path: Path) -> None:
    fault = rows_of(tmp_path, "b.yaml", "- id: a\n  topic: [!!python/object/apply:os.getcwd []]\n")[-1][2]
    assert "is not YAML" in fault


def test_files_that_are_no_briefs(tmp_path: Path) -> None:
    for name, content, said in (
        ("b.txt", "x", "by its ending"),
        ("b.csv", "", "is empty"),
        ("b.csv", "%PDF-1", "a PDF"),
    ):
        with pytest.raises(BatchError, match=said):
            rows_of(tmp_path, name, content)
    with pytest.raises(BatchError, match="Cannot read"):
        read_rows(tmp_path / "missing.csv")


def test_an_old_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes("id,topic\na,жилищные права мигрантов и беженцев\n".encode("cp1251"))
    rows, doubts = read_rows(path)
    assert rows[0].cells["topic"] == "жилищные права мигрантов и беженцев" and "cp1251" in doubts[0]
