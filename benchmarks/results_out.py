"""How long a campaign's report and exports take, and whether memory grows with them.

    python -m benchmarks.results_out [--sizes 1000,100000] [--json out.json]

A database is filled with contacts, three quarters of them called twice. Each output is
made in a process of its own, whose highest memory (resident) is told.
"""

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from sqlalchemy import URL, create_engine, make_url, text

from tests.results.base import fill, on, whose
from voicebot.results.drawing import draw
from voicebot.results.export import Wanted, export
from voicebot.results.gathering import gather
from voicebot.store.database import DRIVER
from voicebot.store.embedded import running_server
from voicebot.store.upgrading import upgrade_database

OUTPUTS = ("report", "picture", "csv", "xlsx")
MOSCOW = ZoneInfo("Europe/Moscow")
_KIB_A_MIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Of one output; `memory_mib` is the process's highest, the programs it loads too."""

    contacts: int
    output: str
    took_s: float
    memory_mib: float


def made(url: URL, campaign_id: int, output: str, folder: Path) -> None:
    if output in {"csv", "xlsx"}:
        file, wanted = folder / f"x.{output}", Wanted(campaign_id=campaign_id)
        on(url, lambda connection: export(connection, wanted, file))
        return
    results = on(url, lambda connection: gather(connection, whose(campaign_id)))
    if output == "picture":
        draw(results, "png", MOSCOW)


def measured(task: tuple[str, int, int, str, Path]) -> Figure:
    """In a process of its own."""
    address, campaign_id, contacts, output, folder = task
    began_s = time.perf_counter()
    made(make_url(address), campaign_id, output, folder)
    took_s = time.perf_counter() - began_s
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Figure(
        contacts=contacts,
        output=output,
        took_s=round(took_s, 2),
        memory_mib=round(highest / _KIB_A_MIB, 1),
    )


@contextmanager
def filled(contacts: int, folder: Path) -> Iterator[tuple[URL, int]]:
    """A database, and the campaign's id in it."""
    with running_server(folder) as server:
        url = server.set(drivername=DRIVER, database=f"results_{contacts}")
        engine = create_engine(
            server.set(drivername=DRIVER), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {url.database}"))
        engine.dispose()
        upgrade_database(url)
        yield url, on(url, lambda connection: fill(connection, contacts))


def figures(sizes: list[int]) -> Iterator[Figure]:
    apart = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        for contacts in sizes:
            with filled(contacts, Path(name) / "postgres") as (url, campaign_id):
                address = url.render_as_string(hide_password=False)
                for output in OUTPUTS:
                    task = (address, campaign_id, contacts, output, Path(name))
                    with apart.Pool(1) as pool:
                        yield pool.apply(measured, (task,))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = list(figures([int(size) for size in asked.sizes.split(",")]))
    table = Table()
    for heading in ("contacts", "output", "seconds", "highest memory, MiB"):
        table.add_column(heading, justify="right")
    for each in found:
        table.add_row(
            f"{each.contacts:,}", each.output, f"{each.took_s}", f"{each.memory_mib}"
        )
    Console().print(table)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(each) for each in found], indent=1))


if __name__ == "__main__":
    main()
