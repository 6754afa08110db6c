"""`shadow-report doctor`: what is wrong with this installation, what the endpoint can do, and the way to mend it."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from assistant.cli.engine_options import add_endpoint_options
from assistant.console import say, wrap, write, write_json

if TYPE_CHECKING:
    from assistant.health import Check
    from assistant.probing.observation import Observation
    from assistant.profile import Profile

_EXAMPLES = """\
examples:
  shadow-report doctor
  shadow-report doctor --base-url http://127.0.0.1:11434/v1
  shadow-report doctor --profile desk --seconds 600
  shadow-report doctor --json -w ~/reports/2030

The endpoint is asked some ten short questions and then for prompts that grow until the model's context is full, with
texts that come with the program; nothing of yours is sent. A hosted model may charge for it: --quick leaves the long
prompts out. Ctrl+C stops; what was seen until then is kept. The exit code is 1 if there is a fault.
"""
_SECONDS = 120.0


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Check the program, the workspace, the search, the settings and the endpoint."
    parser.epilog = _EXAMPLES
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_endpoint_options(parser.add_argument_group("endpoint"))
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="leave out the long prompts")
    length.add_argument(
        "--seconds", type=_seconds, default=_SECONDS, metavar="S", help=f"time for them (default: {_SECONDS:g})"
    )


def run(arguments: Namespace) -> int:
    """Print each check as it is done; exit code 1 if one found a fault."""
    from dataclasses import asdict

    from assistant.capabilities import known_capabilities
    from assistant.probing.choosing import chosen_endpoint

    flags = {name: getattr(arguments, name) for name in ("base_url", "model", "profile")}
    # First, since the command line may be wrong; what is wrong with the settings is a check of its own.
    endpoint = chosen_endpoint(flags)
    checks: list[Check] = []
    for check in _checks(arguments, endpoint):
        checks.append(check)
        if not arguments.json:
            write(f"{check.status:<6}{check.name}: {check.detail}")
            if check.fix:
                write(wrap(check.fix, " " * 6))
    healthy = all(check.status != "fault" for check in checks)
    if arguments.json:
        seen = known_capabilities(endpoint) if endpoint else None
        shown = seen.model_dump(mode="json") if seen else None
        write_json({"ok": healthy, "checks": [asdict(check) for check in checks], "endpoint": shown})
    return 0 if healthy else 1


def _checks(arguments: Namespace, endpoint: Profile | None) -> Iterator[Check]:
    from assistant.health import examine

    yield from examine(arguments.workspace)
    if endpoint is None:
        return
    where = "" if endpoint.is_local else f" Text goes to {endpoint.host}, which is not this machine."
    say(f"Asking {endpoint.model} on {endpoint.place} …{where}")
    yield from _endpoint(endpoint, 0.0 if arguments.quick else arguments.seconds)


def _endpoint(endpoint: Profile, seconds: float) -> Iterator[Check]:
    """The probes one by one, each printed when it is done. Ctrl+C ends them and keeps what was seen."""
    import asyncio

    from assistant.errors import AssistantError
    from assistant.health import Check
    from assistant.probing import probe_endpoint

    with asyncio.Runner() as runner:
        probes = probe_endpoint(endpoint, seconds=seconds)
        try:
            while (seen := runner.run(_next(probes))) is not None:
                if seen.progress:
                    say(f"{seen.name}: {seen.detail} …")
                else:
                    yield Check(seen.name, "ok" if seen.good else "note", seen.detail, seen.fix)
        except AssistantError as error:
            yield Check("endpoint", "fault", error.message, error.hint)
        except KeyboardInterrupt:
            yield Check("endpoint", "note", "Stopped before the end; what was seen is kept.", "")
        finally:
            with suppress(AssistantError):
                runner.run(probes.aclose())


async def _next(probes: AsyncIterator[Observation]) -> Observation | None:
    return await anext(probes, None)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return seconds
