"""Rows of a file of briefs, each with its line: JSON Lines, CSV or YAML, by the file's ending."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from assistant.errors import BatchError, DocumentError
from assistant.reading.decode import decode

ENDINGS = (".jsonl", ".csv", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file: its line, counted from 1, and its cells; or what is wrong with it."""

    line: int
    cells: dict[str, object] = field(default_factory=dict)
    fault: str = ""


def read_rows(path: Path) -> tuple[list[Row], list[str]]:
    """The rows of the file, and sentences on what was assumed. Raises BatchError if it cannot be read as a whole."""
    readers: dict[str, Callable[[str], Iterator[Row]]] = {".jsonl": _json_lines, ".csv": _csv, ".yaml": _yaml}
    reader = readers.get(path.suffix.lower().replace(".yml", ".yaml"))
    if reader is None:
        hint = "Give a .jsonl, .csv or .yaml file; --template prints an example of each."
        raise BatchError(f"{path.name} is no file of briefs, by its ending.", hint=hint)
    try:
        text, doubts = decode(path.read_bytes(), path.name)
    except OSError as error:
        raise BatchError(f"Cannot read {path}: {error.strerror}; nothing was started.") from error
    except DocumentError as error:
        hint = "Save it as UTF-8 text; --template prints an example."
        raise BatchError(f"{error.message.partition(';')[0].rstrip('.')}; nothing was started.", hint=hint) from error
    return list(reader(text)), doubts


def _json_lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, object_pairs_hook=_once)
        except json.JSONDecodeError as error:
            yield Row(number, fault=f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at column {error.colno}")
        except (ValueError, RecursionError) as error:
            yield Row(number, fault=str(error) if isinstance(error, ValueError) else "is nested too deeply")
        else:
            yield Row(number, value) if isinstance(value, dict) else Row(number, fault="is not an object {…}")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise ValueError(f"gives {twice} twice")
    return dict(pairs)


def _csv(text: str) -> Iterator[Row]:
    """Rows under a header; the separator is the one that the header has most of, as spreadsheets differ in it."""
    header_line = next((line for line in text.split("\n") if line.strip()), "")
    separator = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                pass
            elif not header:
                header = [cell.strip().lower().replace(" ", "_").replace("-", "_") for cell in cells]
            else:
                yield _csv_row(line, header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        yield Row(line, fault=f"is not CSV: {error}")


def _csv_row(line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) > len(header):
        fault = f"has {len(cells)} cells under {len(header)} headings; put a cell with the separator in it in quotes"
        return Row(line, fault=fault)
    if twice := next((name for name in header if header.count(name) > 1), None):
        return Row(line, fault=f"gives {twice} twice: two columns have that heading")
    return Row(line, {name: cell for name, cell in zip(header, cells, strict=False) if cell.strip()})


def _yaml(text: str) -> Iterator[Row]:
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode):
            yield Row(1, fault="should begin a list: one brief after each “-”")
            return
        for item in node.value:
            yield _yaml_row(loader, item)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        yield Row(mark.line + 1 if mark else 1, fault=f"is not YAML: {error.problem or error.context}")
    except (yaml.YAMLError, RecursionError) as error:
        yield Row(1, fault=f"is not YAML: {' '.join(str(error).split())}")
    finally:
        loader.dispose()


def _yaml_row(loader: yaml.SafeLoader, item: yaml.Node) -> Row:
    line = item.start_mark.line + 1
    if not isinstance(item, yaml.MappingNode):
        return Row(line, fault="is not a brief of “key: value” lines")
    keys = [key.value for key, _ in item.value]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        return Row(line, fault=f"gives {twice} twice")
    # Kept as written, so that 15,16 and 010 stay what they are, and no word becomes a truth value.
    return Row(line, {str(key.value): _as_written(loader, value) for key, value in item.value})


def _as_written(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else node.value
    value: object = loader.construct_object(node, deep=True)
    return value
