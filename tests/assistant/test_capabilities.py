from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.capabilities import Capabilities, known_capabilities, remember, usable_context
from assistant.engines.endpoint.seen import context_note
from assistant.errors import OutputError
from assistant.profile import Profile

PROFILE = Profile(base_url="http://127.0.0.1:1/v1", model="small", context_tokens=8192)


def seen(**fields: object) -> Capabilities:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    return Capabilities.model_validate(
        {"base_url": PROFILE.base_url, "model": PROFILE.model, "probed_at": now, **fields}
    )


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHADOW_REPORT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_nothing_is_known_of_a_model_never_probed() -> None:
    assert known_capabilities(PROFILE) is None
    assert usable_context(PROFILE) == 8192


def test_what_was_seen_is_read_back_for_that_server_and_model_alone() -> None:
    found = seen(tools=True, json_schema=False, model_names=("small", "large"))
    remember(found)
    assert known_capabilities(PROFILE) == found
    assert known_capabilities(PROFILE.model_copy(update={"model": "large"})) is None
    assert known_capabilities(PROFILE.model_copy(update={"base_url": "http://127.0.0.1:2/v1"})) is None


def test_what_was_not_seen_is_unknown_and_false() -> None:
    assert not any(getattr(seen(), name) for name in Capabilities.model_fields if name not in {
        "base_url", "model", "probed_at",
    })  # fmt: skip


@pytest.mark.parametrize("text", ["", "{", "[]", '{"base_url": 1}'])
def test_a_damaged_file_is_as_good_as_none(text: str, cache: Path) -> None:
    remember(seen(tools=True))
    [path] = cache.rglob("*.json")
    path.write_text(text, encoding="utf-8")
    assert known_capabilities(PROFILE) is None


def test_a_seen_limit_shrinks_the_context_and_never_widens_it() -> None:
    remember(seen(context_tokens=2048))
    assert usable_context(PROFILE) == 8192, "a probe that stopped early is no limit"
    assert context_note(PROFILE) == []
    remember(seen(context_tokens=2048, context_limit=4096))
    assert usable_context(PROFILE) == 4096
    [note] = context_note(PROFILE)
    assert "4096 tokens" in note.message and "profile says 8192" in note.message and "doctor again" in note.message
    remember(seen(context_limit=100_000))
    assert usable_context(PROFILE) == 8192


def test_a_place_that_cannot_be_written_is_an_error(cache: Path) -> None:
    cache.mkdir()
    (cache / "endpoints").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        remember(seen())
