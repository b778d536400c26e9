"""`voicebot simulate`: a campaign on a virtual clock, before anybody is dialled."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import Moment, config_option, json_option
from voicebot.i18n import _
from voicebot.settings import load_settings

if TYPE_CHECKING:
    from voicebot.simulator.figures import Figures
    from voicebot.simulator.line_plan import DaysByLines
    from voicebot.simulator.simulation import Run, Setup
    from voicebot.simulator.workplace import Prepared

BROKEN = 1


@click.command()
@click.argument("campaign", metavar="КАМПАНИЯ")
@click.option(
    "--population",
    metavar="ФАЙЛ",
    help="Кто отвечает на звонки: имя из dialogs/populations или файл "
    "(по умолчанию одноимённый с кампанией).",
)
@click.option(
    "--contacts",
    type=click.IntRange(1, 1_000_000),
    default=25_000,
    show_default=True,
    metavar="СКОЛЬКО",
    help="Сколько человек в базе.",
)
@click.option(
    "--lines",
    type=click.IntRange(1, 10_000),
    default=30,
    show_default=True,
    metavar="СКОЛЬКО",
    help="Сколько звонков сразу.",
)
@click.option(
    "--calls-per-second",
    type=click.FloatRange(0.01, 1000),
    metavar="СКОЛЬКО",
    help="Сколько вызовов в секунду принимает оператор (по умолчанию любые).",
)
@click.option(
    "--days",
    type=click.IntRange(1, 400),
    default=30,
    show_default=True,
    metavar="СКОЛЬКО",
    help="Дольше не считать.",
)
@click.option(
    "--starts",
    type=Moment(),
    help="Начало: 2026-11-23T09:00+03:00 (по умолчанию завтра в 9).",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Зерно случая.")
@click.option(
    "--plan/--no-plan",
    "is_planned",
    default=True,
    help="Посчитать и дни при другом числе линий (по умолчанию да).",
)
@json_option
@config_option
def command(  # noqa: PLR0913  # click passes each option by name
    *,
    campaign: str,
    population: str | None,
    contacts: int,
    lines: int,
    calls_per_second: float | None,
    days: int,
    starts: datetime | None,
    seed: int,
    is_planned: bool,
    as_json: bool,
    config: Path | None,
) -> None:
    """Прогнать кампанию на виртуальных часах: по тем же правилам и сценарию.

    КАМПАНИЯ: файл правил или его имя в dialogs/campaigns. Никому не звонит и базы
    данных не трогает. Показывает, кто в каком списке окажется, сколько дней, звонков,
    линий и денег уйдёт, и проверяет каждый звонок ещё раз по закону.

    Код возврата 1, если хоть один звонок нарушил закон, предел или просьбу не звонить.
    """
    from zoneinfo import ZoneInfo

    from voicebot.simulator.figures import figures_of
    from voicebot.simulator.line_plan import planned
    from voicebot.simulator.workplace import Wish, prepared

    settings = load_settings(config)
    wish = Wish(
        campaign=campaign,
        population=population,
        contacts=contacts,
        lines=lines,
        calls_per_s=calls_per_second,
        days=days,
        seed=seed,
        starts=starts,
    )
    ready, clock = prepared(wish, settings), ZoneInfo(settings.timezone)
    _tell_beginning(ready, clock)
    run, took_s = _simulated(ready.setup, clock)
    figures = figures_of(ready.setup, run, clock)
    plan = tuple(planned(ready.setup, figures.days, clock)) if is_planned else ()
    _print(figures, plan, clock, as_json=as_json)
    _tell_end(ready, figures.calls, took_s)
    if figures.violations:
        raise SystemExit(BROKEN)


def _simulated(setup: "Setup", clock: tzinfo) -> "tuple[Run, float]":
    """What happened, and the seconds that it took to find out."""
    import time

    from voicebot.simulator.simulation import simulate

    began_s = time.perf_counter()
    with _progress(clock) as tell:
        run = simulate(setup, tell)
    return run, time.perf_counter() - began_s


def _print(
    figures: "Figures", plan: "tuple[DaysByLines, ...]", clock: tzinfo, *, as_json: bool
) -> None:
    import json

    from voicebot.cli.simulation_tables import print_figures
    from voicebot.simulator.figures_json import figures_record

    if as_json:
        record = figures_record(figures, plan)
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        print_figures(figures, plan, clock)


def _tell_beginning(ready: "Prepared", clock: tzinfo) -> None:
    _tell(
        _("{people:,} people of «{population}» from {starts:%d.%m.%Y %H:%M %Z}").format(
            people=len(ready.setup.contacts),
            population=ready.population.title or ready.population.name,
            starts=ready.setup.starts.astimezone(clock),
        )
    )


def _tell_end(ready: "Prepared", calls: int, took_s: float) -> None:
    _tell(
        _("{calls:,} calls simulated in {took:.1f} s, {rate:,.0f} a second").format(
            calls=calls, took=took_s, rate=calls / took_s
        )
    )
    if ready.lacks is not None:
        _tell(
            _("As it is the campaign will not start: {why}").format(
                why=ready.lacks.sentence
            )
        )


@contextmanager
def _progress(clock: tzinfo) -> Iterator[Callable[[datetime, int], None]]:
    """A line on the terminal that goes away at the end; none where there is no terminal."""
    from rich.console import Console

    def told(moment: datetime, calls: int) -> str:
        at = moment.astimezone(clock)
        return _("{at:%d.%m.%Y %H:%M}: {calls:,} calls").format(at=at, calls=calls)

    with Console(stderr=True).status("") as status:
        yield lambda moment, calls: status.update(told(moment, calls))


def _tell(sentence: str) -> None:
    """Beside the results."""
    click.echo(sentence, err=True)
