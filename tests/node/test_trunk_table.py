"""Limits of trunks that all processes of a node keep together."""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.trunk import Trunk
from sip.trunk_budget import OwnBudget, TrunkBudget
from tests.sip.budget_contract import BudgetContract
from voicebot.errors import SettingsError
from voicebot.node.trunk_table import SharedBudget, TrunkTable, TrunkUse

MAIN = Trunk(name="main", host="192.0.2.1", channels=3)
HOLDS_TWO = """
import sys
from pathlib import Path
from voicebot.node.trunk_table import SharedBudget

budget = SharedBudget(Path(sys.argv[1]), channels=3, calls_per_s=None)
print(budget.occupy(), budget.take(0.0), flush=True)
sys.stdin.read()
"""


@contextmanager
def with_nobody(
    *, channels: int | None, calls_per_s: float | None
) -> Iterator[TrunkBudget]:
    with (
        TemporaryDirectory() as folder,
        closing(
            SharedBudget(
                Path(folder) / "limits", channels=channels, calls_per_s=calls_per_s
            )
        ) as budget,
    ):
        yield budget


class TestSharedBudget(BudgetContract):
    """One process alone with the file."""

    make = staticmethod(with_nobody)


@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(("take", "occupy", "give")),
            st.floats(0, 0.5),
        ),
        max_size=60,
    ),
    channels=st.integers(1, 7),
    per_s=st.floats(0.5, 20),
)
def test_together_they_pass_neither_limit(
    steps: list[tuple[int, str, float]], channels: int, per_s: float
) -> None:
    now_s, begun, held = 100.0, [], [0, 0, 0]
    with TemporaryDirectory() as folder, ExitStack() as stack:
        phones = [
            stack.enter_context(
                closing(
                    SharedBudget(
                        Path(folder) / "limits", channels=channels, calls_per_s=per_s
                    )
                )
            )
            for _phone in held
        ]
        for number, step, later_s in steps:
            now_s += later_s
            phone = phones[number]
            if step == "take" and phone.take(now_s):
                begun.append(now_s)
                held[number] += 1
            elif step == "occupy":
                has_room = sum(held) < channels
                assert phone.occupy() is has_room
                held[number] += has_room
            elif step == "give" and held[number]:
                phone.give_back()
                held[number] -= 1
            assert [each.free for each in phones] == [channels - sum(held)] * 3
    assert all(
        later - earlier >= 1 / per_s - 1e-6
        for earlier, later in itertools.pairwise(begun)
    )


def test_a_process_that_is_killed_gives_its_channels_back(tmp_path: Path) -> None:
    path = tmp_path / "limits"
    with (
        closing(SharedBudget(path, channels=3, calls_per_s=None)) as budget,
        subprocess.Popen(
            [sys.executable, "-c", HOLDS_TWO, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as other,
    ):
        assert other.stdout
        assert other.stdout.readline() == "True True\n"
        assert budget.free == 1
        assert budget.occupy()
        assert not budget.occupy()
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        assert budget.free == 2


def test_a_time_from_before_the_machine_s_restart_keeps_nobody_waiting(
    tmp_path: Path,
) -> None:
    path = tmp_path / "limits"
    with closing(SharedBudget(path, channels=None, calls_per_s=1.0)) as before:
        assert before.take(1e6)
    with closing(SharedBudget(path, channels=None, calls_per_s=1.0)) as after:
        assert after.wait_s(60.0) == 0
        assert after.take(60.0)
        assert after.wait_s(60.0) == pytest.approx(1.0)


def test_who_looks_on_takes_nothing(tmp_path: Path) -> None:
    trunks = (MAIN, Trunk(name="free", host="192.0.2.2"))
    with (
        closing(TrunkTable(tmp_path, trunks)) as phone,
        closing(TrunkTable(tmp_path, trunks)) as supervisor,
    ):
        assert supervisor.uses == (TrunkUse(name="main", used=0, channels=3),)
        phone.budget_of(MAIN).occupy()
        for _look in range(3):
            assert supervisor.uses == (TrunkUse(name="main", used=1, channels=3),)
        assert supervisor.budget_of(MAIN).free == 2


def test_a_trunk_without_limits_needs_no_file(tmp_path: Path) -> None:
    free = Trunk(name="free", host="192.0.2.2")
    with closing(TrunkTable(tmp_path, [free])) as table:
        assert isinstance(table.budget_of(free), OwnBudget)
        assert list(tmp_path.iterdir()) == []


def test_any_name_is_a_file(tmp_path: Path) -> None:
    names = ("главный", "a/b", "..", "with space")
    trunks = [Trunk(name=name, host="192.0.2.1", channels=1) for name in names]
    with closing(TrunkTable(tmp_path, trunks)) as table:
        for trunk in trunks:
            assert table.budget_of(trunk).occupy()
    assert len(list(tmp_path.iterdir())) == len(names)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("a file")
    with pytest.raises(SettingsError, match="trunk main"):
        TrunkTable(tmp_path / "run", [MAIN])


def test_looking_costs_a_dial_next_to_nothing(tmp_path: Path) -> None:
    """100 channels, taken by ten processes in turn: the most scattered table."""
    with ExitStack() as stack:
        phones = [
            stack.enter_context(
                closing(
                    SharedBudget(tmp_path / "limits", channels=100, calls_per_s=50.0)
                )
            )
            for _phone in range(10)
        ]
        for number in range(99):
            assert phones[number % 10].occupy()
        began_s = time.perf_counter()
        assert phones[0].free == 1
        assert phones[0].take(1.0)
        assert time.perf_counter() - began_s < 0.05


PLACES_FIVE = """
import sys, time
from pathlib import Path
from voicebot.node.trunk_table import SharedBudget

budget = SharedBudget(Path(sys.argv[1]), channels=None, calls_per_s=20.0)
for _call in range(5):
    while not budget.take(now_s := time.monotonic()):
        time.sleep(max(0.001, budget.wait_s(now_s)))
    print(now_s)
"""


def test_processes_that_call_at_the_same_time_keep_one_pace(tmp_path: Path) -> None:
    placing = [
        subprocess.Popen(
            [sys.executable, "-c", PLACES_FIVE, str(tmp_path / "limits")],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _phone in range(3)
    ]
    told = "".join(phone.communicate()[0] for phone in placing)
    begun = sorted(map(float, told.split()))
    assert len(begun) == 15
    assert all(
        later - earlier >= 1 / 20 - 1e-6 for earlier, later in itertools.pairwise(begun)
    )
