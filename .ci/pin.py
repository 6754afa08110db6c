"""Pins the whole dependency tree in pyproject.toml: `make pin` writes `[tool.uv] constraint-dependencies` anew."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
PINS = re.compile(r"\nconstraint-dependencies = \[\n(?:.*\n)*?\]\n")


def main() -> None:
    """Resolve without the old pins, then write the versions chosen."""
    text = PINS.sub("\n", PROJECT.read_text(encoding="utf-8"))
    PROJECT.write_text(text, encoding="utf-8")
    (PROJECT.parent / "uv.lock").unlink(missing_ok=True)
    command = ["uv", "export", "--all-groups", "--no-hashes", "--no-header", "--no-annotate", "--no-emit-project"]
    exported = subprocess.run(command, cwd=PROJECT.parent, check=True, capture_output=True, text=True).stdout
    lines = [line.strip() for line in exported.split("\n") if re.match(r"[\w.-]+==", line)]
    pins = sorted(line for line in lines if "'never'" not in line)
    listed = "".join(f'    "{pin}",\n' for pin in pins)
    section = f"[tool.uv]\nconstraint-dependencies = [\n{listed}]\n"
    PROJECT.write_text(text.replace("[tool.uv]\n", section, 1), encoding="utf-8")
    print(f"{len(pins)} pins written")


if __name__ == "__main__":
    main()
