"""`voicebot campaign import`: people from a file into a campaign, and what stops some."""

from datetime import datetime
from pathlib import Path

import click

from voicebot.cli.options import config_option, json_option, now_option
from voicebot.settings import load_settings


@click.command("import")
@click.argument("name", metavar="КАМПАНИЯ")
@click.argument("file", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="СТОЛБЕЦ=ЧТО",
    help="Что в столбце: phone, zone, region, slot:ИМЯ, skip; столбец — заголовок или"
    " номер. Можно повторять.",
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, dir_okay=False),
    help="То же файлом JSON: {столбец: что}.",
)
@click.option(
    "--save-mapping",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Записать, что в каком столбце, для следующего раза.",
)
@click.option("--sheet", metavar="ИМЯ", help="Лист книги; обычно первый непустой.")
@click.option(
    "--skip-known", is_flag=True, help="Не брать тех, кто есть в других кампаниях."
)
@click.option("--dry-run", is_flag=True, help="Только проверить и показать отчёт.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Записать замечания к строкам: ФАЙЛ.csv или ФАЙЛ.json.",
)
@click.option("--yes", is_flag=True, help="Загрузить, не переспрашивая.")
@now_option
@config_option
@json_option
def command(  # noqa: PLR0913  # click passes each option by name
    *,
    name: str,
    file: Path,
    pairs: tuple[str, ...],
    mapping: Path | None,
    save_mapping: Path | None,
    sheet: str | None,
    skip_known: bool,
    dry_run: bool,
    report: Path | None,
    yes: bool,
    now: datetime | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Загрузить контакты в КАМПАНИЮ из ФАЙЛА: CSV, XLSX, XLS, ODS или JSON.

    Сначала проверяется вся база: показано, что в столбцах, кого взять нельзя и почему.
    До ответа «да» (или --yes) в кампанию не попадает никто.
    """
    from voicebot.cli.import_run import Asked, import_file

    settings = load_settings(config)
    asked = Asked(
        campaign=name,
        file=file,
        pairs=pairs,
        mapping=mapping,
        save_mapping=save_mapping,
        sheet=sheet,
        is_elsewhere_refused=skip_known,
        is_dry=dry_run,
        report=report,
        is_confirmed=yes,
        now=now,
        as_json=as_json,
    )
    import_file(settings, asked)
