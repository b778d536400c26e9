import asyncio
import threading

from hypothesis import given
from hypothesis import strategies as st

from sip.door import Door


async def taken_all(door: Door[int]) -> list[int]:
    return [thing async for thing in door]


def test_things_come_out_in_the_order_in_which_a_thread_put_them_in() -> None:
    async def scene() -> list[int]:
        door: Door[int] = Door(asyncio.get_running_loop(), capacity=1000)

        def offer_all() -> None:
            for number in range(1000):
                door.offer_from_thread(number)
            door.close_from_thread()

        threading.Thread(target=offer_all).start()
        async with asyncio.timeout(5):
            return await taken_all(door)

    assert asyncio.run(scene()) == list(range(1000))


@given(capacity=st.integers(1, 20), offered=st.integers(0, 60))
def test_a_full_door_drops_the_oldest_and_counts(capacity: int, offered: int) -> None:
    async def scene() -> tuple[list[int], int]:
        door: Door[int] = Door(asyncio.get_running_loop(), capacity=capacity)
        for number in range(offered):
            door.offer_from_thread(number)
        door.close_from_thread()
        return await taken_all(door), door.dropped

    kept, dropped = asyncio.run(scene())
    assert kept == list(range(offered))[-capacity:]
    assert dropped == max(0, offered - capacity)


def test_an_offer_that_must_leave_places_free_is_refused_instead_of_dropping() -> None:
    async def scene() -> tuple[list[bool], list[int]]:
        door: Door[int] = Door(asyncio.get_running_loop(), capacity=4)
        taken_in = [door.offer_from_thread(number, spare=2) for number in range(4)]
        door.offer_from_thread(9)
        door.close_from_thread()
        return taken_in, await taken_all(door)

    assert asyncio.run(scene()) == ([True, True, False, False], [0, 1, 9])


def test_nothing_enters_a_closed_door() -> None:
    async def scene() -> tuple[bool, list[int]]:
        door: Door[int] = Door(asyncio.get_running_loop(), capacity=4)
        door.close_from_thread()
        return door.offer_from_thread(1), await taken_all(door)

    assert asyncio.run(scene()) == (False, [])


def test_a_loop_that_is_gone_does_not_hurt_the_thread_that_offers() -> None:
    loop = asyncio.new_event_loop()
    door: Door[int] = Door(loop, capacity=4)
    loop.close()
    assert door.offer_from_thread(1)
