"""One pace for many jobs: room, a pause that all keep, patience, and the end of a batch."""

from __future__ import annotations

import asyncio
import time

import pytest

from assistant.pacing import Asker, Pace, PaceClosed


def test_no_more_ask_at_once_than_there_is_room_for() -> None:
    async def go() -> int:
        pace = Pace(3, 10)
        most = now = 0

        async def ask() -> None:
            nonlocal most, now
            async with Asker(pace).turn():
                now += 1
                most = max(most, now)
                await asyncio.sleep(0.002)
                now -= 1

        await asyncio.gather(*(ask() for _ in range(20)))
        return most

    assert asyncio.run(go()) == 3


def test_a_refusal_pauses_everyone_for_as_long_as_the_server_asked() -> None:
    async def go() -> tuple[float, float | None]:
        pace = Pace(4, 10)
        began = time.monotonic()
        seconds = pace.refuse(0.15, busy=True)
        await asyncio.gather(*(pace.enter(newcomer=True) for _ in range(2)))
        return time.monotonic() - began, seconds

    waited, seconds = asyncio.run(go())
    assert waited >= 0.15 and seconds == pytest.approx(0.15, abs=0.01)


def test_refusals_without_a_wish_double_the_pause_and_refusals_at_once_count_once() -> None:
    async def go() -> list[float]:
        pace = Pace(4, 1000)
        pauses = []
        for _ in range(3):
            pauses.append(round(pace.refuse(None, busy=False) or 0))
            pauses.append(round(pace.refuse(None, busy=False) or 0))
            pace._pause_ends = 0.0  # the pause is over
        return pauses

    assert asyncio.run(go()) == [1, 1, 2, 2, 4, 4]


def test_patience_ends_when_nothing_but_refusals_come() -> None:
    async def go() -> list[float | None]:
        pace = Pace(4, 5)
        first = pace.refuse(1, busy=True)
        pace._pause_ends = 0.0
        pace.went_well()
        pace.refuse(2, busy=True)
        assert not pace.gave_up
        return [first, pace.refuse(60, busy=True)]

    first, last = asyncio.run(go())
    assert first is not None and last is None


def test_the_room_shrinks_to_what_the_server_takes_and_grows_again() -> None:
    async def go() -> tuple[int, int]:
        pace = Pace(8, 100)
        for _ in range(8):
            await pace.enter(newcomer=True)
        for _ in range(3):  # three of eight are refused, five go on
            pace.leave()
            pace.refuse(0.01, busy=True)
        shrunk = pace._room
        for _ in range(100):
            pace.went_well()
        return shrunk, pace._room

    assert asyncio.run(go()) == (5, 6)


def test_waiting_for_a_turn_does_not_use_the_time_limit_up() -> None:
    async def go() -> float:
        pace = Pace(1, 10)
        await pace.enter(newcomer=True)
        asyncio.get_running_loop().call_later(0.2, pace.leave)
        async with asyncio.timeout(0.1) as limit:
            asker = Asker(pace, limit)
            async with asker.turn():
                pass
        return asker.waited

    assert asyncio.run(go()) >= 0.19


def test_a_closed_pace_turns_newcomers_away_and_lets_others_finish() -> None:
    async def go() -> None:
        pace = Pace(1, 10)
        begun, newcomer = Asker(pace), Asker(pace)
        async with begun.turn():
            waiting = asyncio.create_task(_turn(newcomer))
            await asyncio.sleep(0)
            pace.close()
            with pytest.raises(PaceClosed):
                await waiting
        await _turn(begun)

    asyncio.run(go())


async def _turn(asker: Asker) -> None:
    async with asker.turn():
        pass


def test_a_request_on_its_way_out_goes_before_replies_that_have_arrived_whole() -> None:
    async def go() -> list[int]:
        pace = Pace(2, 10)
        read = [0, 0]
        read_when_sent: list[int] = []

        async def reader(number: int, pieces: int) -> None:
            async with Asker(pace).turn():
                await asyncio.sleep(0.01)  # until all have asked and the replies are there
                for _ in range(pieces):
                    read[number] += 1
                    await pace.give_way()

        async def newcomer() -> None:
            asker = Asker(pace)
            async with asker.turn():
                for _ in range(3):  # a connection is made, a request sent
                    await asyncio.sleep(0)
                await asker.note("http11.send_request_body.complete", {})
                read_when_sent.append(read[1])

        asking = [asyncio.create_task(reader(0, 1)), asyncio.create_task(reader(1, 100))]
        await asyncio.sleep(0)
        await asyncio.gather(*asking, newcomer())
        assert read[1] == 100
        return read_when_sent

    (before,) = asyncio.run(go())
    assert before <= 2
