"""The duties of the Convention that search finds nearest to a text; for the shipped report's paragraphs, found before.

Each is a search with a whole paragraph, a section needs eight of them, and the answer depends on the documents and the
search alone. `make duties` makes the file anew, to be run after a change of those; until then, and beside documents of
one's own, every search is made as it is needed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.store import Store
from vectorstore.model import Passage

_DUTIES = frozenset({"1", "2", "3", "4", "5", "6", "7", "9"})  # articles that a State party can fall short of
_PER_QUERY = 5
_HITS = 12
_FEW_WORDS = 12
_OF_THE_COMMITTEE = "#9(2)"
_FILE = files("assistant.engines.endpoint") / "near_duties.json"

Near = tuple[tuple[str, float], ...]


def near_duties(about: str | Passage, store: Store) -> Near:
    """Ids and scores of the provisions nearest to some words or to a passage, best first, five at most."""
    if isinstance(about, Passage):
        basis, of_paragraph = _shipped()
        found = of_paragraph.get(about.id)
        if found is not None and basis == basis_of(store):
            return found
    return search_duties(about if isinstance(about, str) else about.text, store)


def search_duties(query: str, store: Store) -> Near:
    """The same, by a search that is made now, or was in this process."""
    hits = [hit for hit in store.find(query, _HITS, [store.treaty]) if is_duty(hit.passage)]
    return tuple((hit.passage.id, hit.score) for hit in hits[:_PER_QUERY])


def is_duty(passage: Passage) -> bool:
    """Whether a State party can fall short of the provision; a few words that open a list say nothing of their own."""
    opens = passage.text.rstrip().endswith(":") and len(passage.text.split()) < _FEW_WORDS
    return article_of(passage) in _DUTIES and not passage.id.endswith(_OF_THE_COMMITTEE) and not opens


def article_of(passage: Passage) -> str:
    """The number of the article that a provision belongs to."""
    return passage.id.partition("#")[2].partition("(")[0]


def basis_of(store: Store) -> str:
    """A hash of all that the nearest duties depend on: the documents, what reads them, and which of them is the treaty.

    A library with further documents has another: their passages bear on every score.
    """
    named = [store.library.hash, store.treaty, store.search.basis]
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:16]


@cache
def _shipped() -> tuple[str, Mapping[str, Near]]:
    """What the shipped file was made from, and its rows by the paragraph's id."""
    kept = json.loads(_FILE.read_text(encoding="utf-8"))
    return kept["basis"], {id: tuple((duty, score) for duty, score in near) for id, near in kept["near"].items()}


def main() -> None:
    """Make the file anew, half a minute."""
    import tempfile

    from vectorstore.library import open_library

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Store(open_library(), Path(folder), print)
        rows = {unit.id: search_duties(unit.text, store) for unit in store.library.units(store.state_report)}
        lines = [f"{json.dumps(id)}: {json.dumps(near)}" for id, near in rows.items()]
        text = f'{{"basis": "{basis_of(store)}", "near": {{\n' + ",\n".join(lines) + "\n}}\n"
    Path(str(_FILE)).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
