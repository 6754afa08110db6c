"""Batches against a scripted server: throughput, memory and kills. `python -m evals.batch_bench [PART…] [--json]`.

- throughput: a server with 1 s latency and room for 8. Ideal is briefs / 8 seconds; the ratio counts from the first
  request to the last file. With 16 jobs the server refuses what is beyond its room, and a pause costs its second.
- memory: resident memory of one process after each fifth of 500 briefs, by the endpoint and by the extractive engine.
- kills: the process is killed (SIGKILL) at random moments and started again. A brief is lost if it was finished and is
  not any more, repeated if the server is asked for one that was finished; a file is half if it cannot be read whole.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from assistant.batch.job import Outcome

_QUESTIONS = Path(__file__).parent / "data" / "retrieval_a.jsonl"
_ROOM = 8
_PRELOADED = [
    "assistant.cli.batch",
    "assistant.engines.endpoint",
    "assistant.batch.runner",
    "assistant.checking",
    "chromadb",
    "onnxruntime",
    "vectorstore.search",
]


def main() -> None:
    """Run the parts that were asked for and print what they measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["throughput", "memory", "kills"], metavar="PART")
    parser.add_argument("--briefs", type=int, default=160, help="briefs of the throughput part")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for part in options.parts:
            if part == "throughput":
                runs = [measure_throughput(place / f"t{jobs}", options.briefs, jobs) for jobs in (_ROOM, 2 * _ROOM)]
                found[part] = runs
            elif part == "memory":
                found[part] = [measure_memory(place / f"m-{engine}", engine) for engine in ("endpoint", "extractive")]
            else:
                found[part] = count_after_kills(place / "k", options.kills, random.Random(options.seed))
            print(json.dumps({part: found[part]}) if options.json else _told(part, found[part]), flush=True)


def _told(part: str, measured: Any) -> str:
    rows: list[dict[str, object]] = measured if isinstance(measured, list) else [measured]
    return "\n".join(f"{part}: {', '.join(f'{name} {value}' for name, value in row.items())}" for row in rows)


def measure_throughput(place: Path, count: int, jobs: int) -> dict[str, object]:
    """One run of `count` briefs with `jobs` at once against a server with room for 8."""
    with _server("--latency", "1", "--room", str(_ROOM)) as base_url:
        _write_briefs(place, count)
        _batch(place, ["--only", "b000"], base_url, jobs=1)  # the index and the caches are made
        before = _seen(base_url)
        began = time.monotonic()
        process = _batch(place, [], base_url, jobs, wait=False)
        while _seen(base_url)["asked"] == before["asked"]:
            time.sleep(0.005)
        stamp = time.time()
        processor = os.times().children_user
        process.wait()
        whole = time.monotonic() - began
        last = max(path.stat().st_mtime for path in (place / "out").glob("[!.]*.json"))
        seen = _seen(base_url)
        ideal = (count - 1) / _ROOM
        return {
            "jobs": jobs,
            "briefs": count,
            "of the ideal": round(ideal / (last - stamp), 3),
            "with the start": round(ideal / whole, 3),
            "CPU s a brief": round((os.times().children_user - processor) / count, 3),
            "refused": seen["refused"],
            "early": seen["early"],
            "most at once": seen["peak"],
        }


def measure_memory(place: Path, engine: str) -> dict[str, object]:
    """Resident MiB after each fifth of 500 briefs."""
    count = 500
    with _server("--latency", "0.02", "--room", "64") as base_url:
        _write_briefs(place, count, engine)
        process = _batch(place, [], base_url, 4, wait=False)
        samples: list[int] = []
        while process.poll() is None:
            if len(list((place / "out").glob("[!.]*.json"))) >= (len(samples) + 1) * count // 5:
                resident = _resident(process.pid)
                samples += [] if resident is None else [resident]
            time.sleep(0.05)
        return {"engine": engine, "MiB": samples, "last to first": round(samples[-1] / samples[0], 3)}


def count_after_kills(place: Path, kills: int, dice: random.Random) -> dict[str, object]:
    """Kill and start again until there were so many kills, then let it finish; what was lost, repeated or half."""
    multiprocessing.set_forkserver_preload(_PRELOADED)
    context = multiprocessing.get_context("forkserver")
    totals = {"kills": 0, "lost": 0, "repeated": 0, "half": 0, "briefs": 0}
    folder = 0
    with _server("--latency", "0.05", "--room", "64") as base_url:
        while totals["kills"] < kills:
            folder += 1
            round_place = place / str(folder)
            _write_briefs(round_place, 60, prefix=f"r{folder}-")
            finished: dict[str, bytes] = {}
            while totals["kills"] < kills and len(finished) < 60:
                asked = _seen(base_url)
                process = context.Process(
                    target=_child, args=(_words(round_place, [], base_url, 4), str(place / "config"))
                )
                process.start()
                _await_work(process, round_place / "out", len(finished) + dice.randrange(-1, 5))
                time.sleep(dice.uniform(0, 0.5))
                process.kill()
                process.join()
                totals["kills"] += process.exitcode == -signal.SIGKILL
                _compare(round_place, finished, asked, _seen(base_url), totals)
                print(f"{totals}, {len(finished)} of 60 finished", file=sys.stderr)
            asked = _seen(base_url)
            _batch(round_place, [], base_url, 4)
            _compare(round_place, finished, asked, _seen(base_url), totals)
            totals["briefs"] += len(finished)
            totals["lost"] += 60 - len(finished)
            totals["half"] += _remains(round_place)
    return dict(totals)


def _child(words: Sequence[str], config: str) -> None:
    from assistant.cli.main import main as command

    # The forkserver began before the settings were written.
    os.environ["SHADOW_REPORT_CONFIG_DIR"] = config
    sys.stderr = sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 — until the process ends
    sys.exit(command(words))


def _await_work(process: multiprocessing.process.BaseProcess, out: Path, wanted: int) -> None:
    """Until so many briefs are finished, or the process has ended; at once where fewer are wanted than there are."""
    while process.is_alive() and len(list(out.glob("[!.]*.json"))) < wanted:
        time.sleep(0.01)


def _compare(
    place: Path,
    finished: dict[str, bytes],
    before: Mapping[str, object],
    after: Mapping[str, object],
    totals: dict[str, int],
) -> None:
    """Hold the folder against what was finished before, and the server's counts against what was finished then."""
    counts = (before["answered"], after["answered"])
    assert isinstance(counts[0], dict) and isinstance(counts[1], dict)
    totals["repeated"] += sum(counts[1].get(id, 0) > counts[0].get(id, 0) for id in finished)
    standing = {path.stem: path.read_bytes() for path in (place / "out").glob("[!.]*.json")}
    totals["lost"] += sum(standing.get(id) != content for id, content in finished.items())
    for id, content in standing.items():
        try:
            Outcome.model_validate_json(content)
            finished[id] = content
        except ValueError:
            totals["half"] += 1


def _remains(place: Path) -> int:
    """Files that are not whole at the very end: temporary ones, texts unlike their JSON, lines that are no JSON."""
    out = place / "out"
    wrong = sum(path.name.startswith(".") and path.name != ".lock" for path in out.iterdir())
    for path in out.glob("[!.]*.json"):
        outcome = Outcome.model_validate_json(path.read_bytes())
        wrong += path.with_suffix(".md").read_text(encoding="utf-8") != outcome.text
    lines = (out / "manifest.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    return wrong + (
        sorted(json.loads(line)["id"] for line in lines) != sorted(path.stem for path in out.glob("[!.]*.json"))
    )


def _write_briefs(place: Path, count: int, engine: str = "endpoint", prefix: str = "b") -> None:
    place.mkdir(parents=True)
    rows = [json.loads(line) for line in _QUESTIONS.read_text(encoding="utf-8").split("\n") if line]
    topics = [row["question"] for row in rows if row["split"] == "dev"]
    lines = []
    for number in range(count):
        id, topic = f"{prefix}{number:03}", topics[number % len(topics)]
        if engine == "extractive" and number % 5:
            brief = {"id": id, "question": topic}
        else:
            brief = {"id": id, "topic": topic, "max_words": 200}
            brief |= {"instructions": f"brief:{id}"} if engine == "endpoint" else {}
        lines.append(json.dumps({**brief, "engine": engine}) + "\n")
    (place / "briefs.jsonl").write_text("".join(lines), encoding="utf-8")


def _words(place: Path, more: Sequence[str], base_url: str, jobs: int) -> list[str]:
    workspace = place.parent / "workspace"
    words = ["batch", str(place / "briefs.jsonl"), "-o", str(place / "out"), "-w", str(workspace), "--jobs", str(jobs)]
    _write_profile(place.parent / "config", base_url)
    return [*words, "--profile", "busy", *more]


def _write_profile(folder: Path, base_url: str) -> None:
    """A profile that asks once a brief: passages by search alone."""
    folder.mkdir(exist_ok=True)
    lines = ["[profiles.busy]", f'base_url = "{base_url}"', 'model = "busy"', 'gathering = "search"']
    (folder / "config.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.environ["SHADOW_REPORT_CONFIG_DIR"] = str(folder)


def _batch(place: Path, more: Sequence[str], base_url: str, jobs: int, *, wait: bool = True) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "assistant.cli.main", *_words(place, more, base_url, jobs)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if wait:
        process.wait()
    return process


@contextmanager
def _server(*options: str) -> Iterator[str]:
    command = [sys.executable, "-m", "evals.busy_server", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def _seen(base_url: str) -> dict[str, object]:
    seen: dict[str, object] = httpx.get(f"{base_url}/models", trust_env=False).json()
    return seen


def _resident(pid: int) -> int | None:
    """MiB in memory; None once the process has ended."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    sizes = (int(line.split()[1]) // 1024 for line in status.split("\n") if line.startswith("VmRSS"))
    return next(sizes, None)


if __name__ == "__main__":
    main()
