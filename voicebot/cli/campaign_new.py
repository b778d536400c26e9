"""`voicebot campaign new`: a campaign to begin with."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option, json_option
from voicebot.errors import CampaignError
from voicebot.i18n import _
from voicebot.settings import Settings, load_settings

if TYPE_CHECKING:
    from voicebot.scenario.draft import Draft


@click.command("new")
@click.argument("name", metavar="ИМЯ", required=False)
@click.option("--template", "-t", metavar="ОБРАЗЕЦ", help="С чего начать.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Папка сценариев; обычно та, что в настройках (folders.dialogs).",
)
@click.option("--title", help="Название для людей.")
@click.option("--company", help="Название вашей компании, без кавычек.")
@config_option
@json_option
def command(  # noqa: PLR0913  # click passes each option by name
    *,
    name: str | None,
    template: str | None,
    folder: Path | None,
    title: str | None,
    company: str | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Начать кампанию по образцу: записать её правила и её сценарий.

    Без имени и образца показывает, какие образцы есть. Файлы, которые уже есть,
    не перезаписываются.
    """
    settings = load_settings(config)
    if name is None and template is None:
        _print_templates(as_json=as_json)
        return
    if name is None or template is None:
        raise CampaignError(
            _("both are needed: voicebot campaign new NAME --template TEMPLATE")
        )
    from voicebot.scenario.draft import Draft

    draft = Draft(name=name, title=title, company=company)
    paths = _written(settings, draft, template, folder)
    if as_json:
        click.echo(json.dumps({"files": [str(path) for path in paths]}))
        return
    for path in paths:
        click.echo(path)
    click.echo(
        _("now look it over: voicebot campaign check {path}").format(path=paths[0]),
        err=True,
    )


def _written(
    settings: Settings, draft: "Draft", template: str, folder: Path | None
) -> list[Path]:
    """As short as they can be typed from here; the rules come first."""
    from voicebot.cli.campaign_template import files_of, template_named
    from voicebot.cli.new import write_new

    place = _near(settings.folders.dialogs if folder is None else folder)
    texts = files_of(template_named(template), draft, place)
    own = [path for path in texts if Path(path).name in draft.names]
    return write_new(place, texts, own=own)


def _near(folder: Path) -> Path:
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _print_templates(*, as_json: bool) -> None:
    from voicebot.cli.campaign_template import templates

    found = list(templates())
    if as_json:
        lines = [{"template": each.name, "line": each.line} for each in found]
        click.echo(json.dumps(lines, ensure_ascii=False))
        return
    width = max((len(each.name) for each in found), default=0)
    for each in found:
        click.echo(f"{each.name:{width}}  {each.line}")
