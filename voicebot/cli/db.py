"""`voicebot db`: the tables of campaigns, and their backups."""

from pathlib import Path

import click

from voicebot.cli.options import config_option, json_option
from voicebot.i18n import _
from voicebot.settings import load_settings

file_argument = click.argument(
    "file", metavar="ФАЙЛ", type=click.Path(path_type=Path, dir_okay=False)
)


@click.group("db")
def command() -> None:
    """База данных кампаний: таблицы, резервные копии."""


@command.command("upgrade")
@config_option
@json_option
def upgrade_command(*, config: Path | None, as_json: bool) -> None:
    """Создать таблицы или довести их до этой версии программы."""
    from voicebot.store.database import database_url
    from voicebot.store.upgrading import upgrade_database

    with database_url(load_settings(config)) as url:
        done = upgrade_database(url)
    _print(
        {"before": done.before, "after": done.after},
        _("the database is at revision {after} (it was {before})").format(
            after=done.after, before=done.before or _("none")
        ),
        as_json=as_json,
    )


@command.command("backup")
@file_argument
@config_option
@json_option
def backup_command(*, file: Path, config: Path | None, as_json: bool) -> None:
    """Сохранить всю базу в один файл."""
    from voicebot.store.backup import backup
    from voicebot.store.database import database_url

    with database_url(load_settings(config)) as url:
        backup(url, file)
    size = file.stat().st_size
    _print(
        {"file": str(file), "bytes": size},
        _("{file}: {size} bytes").format(file=file, size=size),
        as_json=as_json,
    )


@command.command("restore")
@file_argument
@config_option
@json_option
def restore_command(*, file: Path, config: Path | None, as_json: bool) -> None:
    """Вернуть базу из файла: таблицы заменяются теми, что в нём."""
    from voicebot.store.backup import restore
    from voicebot.store.database import database_url

    with database_url(load_settings(config)) as url:
        restore(url, file)
    _print(
        {"file": str(file)},
        _("{file}: the database is as it was then").format(file=file),
        as_json=as_json,
    )


def _print(facts: dict[str, str | int | None], sentence: str, *, as_json: bool) -> None:
    import json

    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else sentence)
