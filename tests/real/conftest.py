"""Real servers in environments of their own, which `.ci/real_parts` makes; without one its tests are skipped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "vectorstore" / "corpus" / "cerd_c_kaz_11-14.txt"
MOCKED_ANSWER = "The State party reports that more than 1,000 rural schools are being upgraded [{key}]."
MASTER_KEY = "sk-5d0c8e41f7a94b6d"
_STARTS_WITHIN = 180.0  # a LiteLLM proxy takes half a minute on an idle machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here need a real part."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.real)


def environment(name: str) -> Path:
    """The programs of a part's environment; skips the test if it was not made."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = Path(os.environ.get("REAL_PARTS") or cache / "shadow-report-real-parts")
    if not (home / name / "done").exists():
        pytest.skip(f"run .ci/real_parts {name}")
    return home / name / "bin"


@contextmanager
def running(command: Sequence[str | Path], port: int, folder: Path, **variables: str) -> Iterator[str]:
    """The base URL of a server that answers."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SHADOW_REPORT_", "PYTHON"))}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=folder, env={**inherited, **variables}, start_new_session=True
        )
    try:
        _wait(process, f"http://127.0.0.1:{port}/v1/models", folder / "server.log")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(url, timeout=5, trust_env=False)  # any answer will do: LiteLLM's to a call without a key is 500
            return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real llama.cpp server with a model of random weights and 4,096 tokens of context."""
    python = environment("llama") / "python"
    folder = tmp_path_factory.mktemp("llama")
    maker = ROOT / "tests" / "servers" / "babbling_model.py"
    subprocess.run([python, maker, folder / "babbling.gguf", CORPUS], check=True, timeout=120)
    port = free_port()
    command = [python, "-m", "llama_cpp.server", "--model", folder / "babbling.gguf", "--model_alias", "babbling"]
    # One thread: more would wait for each other on a machine that has other work.
    options = ["--n_ctx", "4096", "--n_threads", "1", "--n_threads_batch", "1", "--host", "127.0.0.1", "--port"]
    with running([*command, *options, str(port)], port, folder) as url:
        yield url


@pytest.fixture(scope="session")
def litellm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real LiteLLM proxy with one model whose answers are made up by the proxy; it asks nobody else for anything."""
    from assistant.citation_keys import KeyRing
    from vectorstore.library import open_library

    program = environment("litellm") / "litellm"
    folder = tmp_path_factory.mktemp("litellm")
    passage = open_library().get("CERD/C/KAZ/11-14#229")
    assert passage is not None
    text = MOCKED_ANSWER.format(key=KeyRing().offer(passage))
    (folder / "config.yaml").write_text(
        "model_list:\n  - model_name: mocked\n    litellm_params:\n      model: openai/mocked\n      api_key: none\n"
        f'      mock_response: "{text}"\n',
        encoding="utf-8",
    )
    port = free_port()
    command = [program, "--config", folder / "config.yaml", "--host", "127.0.0.1", "--port", str(port)]
    offline = {
        "LITELLM_MASTER_KEY": MASTER_KEY,
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "LITELLM_TELEMETRY": "False",
        "NO_PROXY": "127.0.0.1",
    }
    with running(command, port, folder, **offline) as url:
        yield url
