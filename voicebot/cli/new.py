"""`voicebot new`: a scenario to begin with."""

from collections.abc import Collection, Mapping
from pathlib import Path

import click

from voicebot.cli.options import config_option
from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.draft import Draft, copied, drafted
from voicebot.settings import load_settings


@click.command()
@click.argument("name", metavar="ИМЯ")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Куда записать; обычно сюда, где вы находитесь.",
)
@click.option("--title", help="Заголовок для людей.")
@click.option("--company", help="Название вашей компании, без кавычек.")
@click.option(
    "--from",
    "model",
    metavar="ОБРАЗЕЦ",
    help="Взять за основу готовый сценарий: credit_lead, appointment, …",
)
@config_option
def command(
    *,
    name: str,
    folder: Path,
    title: str | None,
    company: str | None,
    model: str | None,
    config: Path | None,
) -> None:
    """Начать новый сценарий: записать ИМЯ.yaml и тесты ИМЯ.tests.yaml.

    Он короткий, с пояснениями, и сразу работает: остаётся поменять тексты. Файлы,
    которые уже есть, не перезаписываются.
    """
    draft = Draft(name=name, title=title, company=company)
    if model is None:
        texts = drafted(draft, folder)
    else:
        texts = copied(draft, folder, model, load_settings(config).folders.dialogs)
    for path in write_new(folder, texts, own=draft.names):
        click.echo(path)
    path = folder / draft.names[0]
    click.echo(
        _(
            "now look it over: voicebot check {path}; try it: voicebot chat {path}"
        ).format(path=path),
        err=True,
    )


def write_new(
    folder: Path, texts: Mapping[str, bytes], *, own: Collection[str]
) -> list[Path]:
    """Write all or, where one would take another text's place, none.

    A subdialog that is here already, word for word, stays.

    Raises:
        ScenarioError: such a file is here, or nothing can be written.
    """
    missing = {folder / name: text for name, text in texts.items()}
    for name in texts:
        path = folder / name
        if path.exists():
            text = missing.pop(path)
            if name in own or path.read_bytes() != text:
                raise ScenarioError(
                    _(
                        "{path} is already here and stays as it is; choose another"
                        " name or --folder"
                    ).format(path=path)
                )
    try:
        for path, text in missing.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(text)
    except OSError as error:
        raise ScenarioError(
            _("{path} cannot be written: {reason}; choose another --folder").format(
                path=error.filename or folder, reason=error.strerror
            )
        ) from error
    return list(missing)
