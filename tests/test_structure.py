"""The shape of the code: short modules, and nothing heavy behind `--help`."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
LAYERS = ("assistant", "vectorstore", "tui", "evals", "prompts")
LONGEST = 400


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").split("\n"))
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_package_says_what_it_is_for() -> None:
    for layer in LAYERS:
        for path in (ROOT / layer).rglob("__init__.py"):
            assert path.read_text(encoding="utf-8").lstrip().startswith('"""'), path
