"""When a request is made again: a few times, visibly, and when the server says."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.engines.endpoint.faults import Fault
from assistant.events import Step

ATTEMPTS = 3
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0  # that a person sits out; a batch has a patience of its own


class RequestFailed(Exception):
    """A request that failed before anything of its reply was used; `fault` says how and what may be done."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.error.message)
        self.fault = fault


@dataclass
class Attempts:
    """The attempts at one request; `made` counts those that failed."""

    made: int = 0

    def again(self, fault: Fault) -> tuple[float, Step] | None:
        """The seconds to wait before the next attempt, what the server asked for or else 1, 2 …, and word of it.

        None if there is to be no other.
        """
        self.made += 1
        seconds = fault.wait if fault.wait is not None else _FIRST_WAIT * 2 ** (self.made - 1)
        if not fault.retry or self.made >= ATTEMPTS or seconds > _LONGEST_WAIT:
            return None
        turn = f"attempt {self.made + 1} of {ATTEMPTS}"
        message = f"{fault.error.message} Trying again in {seconds:g} s ({turn})."
        return seconds, Step(message, self.made, ATTEMPTS)
