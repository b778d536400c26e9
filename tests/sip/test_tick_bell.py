import asyncio

from sip.door import Door
from sip.tick_bell import TickBell


async def turns_of_loop(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


def test_doors_that_were_offered_something_are_woken_together_when_the_bell_rings() -> (
    None
):
    async def scene() -> list[list[int]]:
        loop = asyncio.get_running_loop()
        bell = TickBell(loop)
        doors: list[Door[int]] = [
            Door(loop, capacity=4, wake_later=bell.add) for _ in range(2)
        ]
        taken: list[int] = []

        async def follow(door: Door[int]) -> None:
            while True:
                taken.append(await anext(door))

        followers = [asyncio.create_task(follow(door)) for door in doors]
        await turns_of_loop(3)
        for number, door in enumerate(doors):
            door.offer_from_thread(number)
        await turns_of_loop(5)
        before = list(taken)
        bell.ring()
        await turns_of_loop(5)
        for follower in followers:
            follower.cancel()
        return [before, taken]

    assert asyncio.run(scene()) == [[], [0, 1]]


def test_a_loop_that_is_gone_does_not_hurt_the_thread_that_rings() -> None:
    loop = asyncio.new_event_loop()
    bell = TickBell(loop)
    bell.add(lambda: None)
    loop.close()
    bell.ring()
