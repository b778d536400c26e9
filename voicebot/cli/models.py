"""`voicebot models`: what models there are, bringing them here, checking them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from voicebot.errors import ModelError
from voicebot.i18n import _
from voicebot.settings import load_settings
from voicebot.weights.catalog import Model, load_catalog
from voicebot.weights.placed import Placement, State, how_to_repair, inspect
from voicebot.weights.pull import Pulled, pull
from voicebot.weights.verify import has_known_sums, troubles

MEGABYTE = 1_000_000


@click.group()
def command() -> None:
    """Модели распознавания и речи: список, загрузка, проверка."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Вывести JSON вместо таблицы.")
def list_models(as_json: bool) -> None:
    """Показать все модели: что есть на диске, размер, лицензия."""
    models_dir = load_settings().folders.models
    placements = [inspect(models_dir, model) for model in load_catalog().models]
    if as_json:
        click.echo(json.dumps([_as_json(it) for it in placements], ensure_ascii=False))
    else:
        Console().print(_table(placements))


@command.command("pull")
@click.argument("names", nargs=-1, required=True, metavar="ИМЯ…")
@click.option("--again", is_flag=True, help="Загрузить заново, даже если уже есть.")
def pull_models(names: tuple[str, ...], again: bool) -> None:
    """Загрузить модели; прерванная загрузка продолжается с места обрыва."""
    models_dir = load_settings().folders.models
    models = [load_catalog().find(name) for name in names]
    for model in models:
        with _bars() as watcher:
            pulled = pull(models_dir, model, watcher, again=again)
        click.echo(_pulled_sentence(pulled))


@command.command("verify")
@click.argument("names", nargs=-1, metavar="[ИМЯ…]")
def verify_models(names: tuple[str, ...]) -> None:
    """Сверить контрольные суммы названных моделей или всех, что есть на диске."""
    models_dir = load_settings().folders.models
    catalog = load_catalog()
    models = [catalog.find(name) for name in names] or [
        model
        for model in catalog.models
        if inspect(models_dir, model).state is not State.ABSENT
    ]
    damaged = {model.name: troubles(models_dir, model) for model in models}
    for model in models:
        if not damaged[model.name]:
            click.echo(_verified_sentence(model, has_known_sums(models_dir, model)))
    complaints = [
        _("{name} is damaged: {trouble}; run: {command}").format(
            name=model.name,
            trouble=damaged[model.name][0],
            command=how_to_repair(model),
        )
        for model in models
        if damaged[model.name]
    ]
    if complaints:
        raise ModelError("\n".join(complaints))


class Bars:
    """Progress bars and lines on stderr; stdout stays for the results."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def progress(self, what: str, done_bytes: int, total_bytes: int | None) -> None:
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total_bytes)
        self._progress.update(
            self._tasks[what], completed=done_bytes, total=total_bytes
        )

    def note(self, sentence: str) -> None:
        self._progress.console.print(sentence, highlight=False, soft_wrap=True)


@contextmanager
def _bars() -> Iterator[Bars]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        yield Bars(progress)


def _pulled_sentence(pulled: Pulled) -> str:
    if pulled.was_here:
        sentence = _("{name} is here already: {folder} (from: {source})")
    else:
        sentence = _("{name} has come from {source}: {folder}")
    line = sentence.format(
        name=pulled.model.name, folder=pulled.folder, source=pulled.source
    )
    licence = _("licence: {licence}").format(licence=pulled.model.licence_sentence)
    return f"{line}; {licence}"


def _verified_sentence(model: Model, is_known: bool) -> str:
    if is_known:
        return _("{name}: whole").format(name=model.name)
    return _("{name}: its files are there, but no checksums are known").format(
        name=model.name
    )


def _state_word(state: State) -> str:
    match state:
        case State.ABSENT:
            return _("not here")
        case State.WHOLE:
            return _("here")
        case State.DAMAGED:
            return _("damaged")


def _purpose_word(model: Model) -> str:
    return _("hearing") if model.purpose == "recognition" else _("speaking")


def _band_word(model: Model) -> str:
    match model.band:
        case "wide":
            return _("wide")
        case "mixed":
            return _("wide and telephone")
        case "narrow":
            return _("telephone")


def _table(placements: list[Placement]) -> Table:
    table = Table()
    table.add_column(_("model"), no_wrap=True)
    for title in (_("state"), _("for"), _("band"), _("MB"), _("licence")):
        table.add_column(title)
    colours = {State.ABSENT: "dim", State.WHOLE: "green", State.DAMAGED: "red"}
    for found in placements:
        size = found.model.download_bytes
        table.add_row(
            found.model.name,
            f"[{colours[found.state]}]{_state_word(found.state)}[/]",
            f"{_purpose_word(found.model)}, {' '.join(found.model.languages)}",
            _band_word(found.model),
            str(round(size / MEGABYTE)) if size else "?",
            found.model.licence_sentence,
        )
    return table


def _as_json(found: Placement) -> dict[str, object]:
    described = found.model.model_dump(mode="json", exclude={"files"})
    return {
        **described,
        "state": found.state.value,
        "trouble": found.trouble,
        "folder": str(found.folder),
        "download_bytes": found.model.download_bytes,
    }
