"""`voicebot campaign watch`: a campaign, live."""

import json
from pathlib import Path

import click

from voicebot.cli.options import Duration, config_option, json_option
from voicebot.settings import load_settings


@click.command("watch")
@click.argument("name", metavar="КАМПАНИЯ")
@click.option(
    "--every",
    "every_s",
    type=Duration(),
    default=2.0,
    show_default="2s",
    help="Как часто обновлять: 1s, 500ms.",
)
@click.option(
    "--times",
    type=click.IntRange(min=1),
    help="Сколько раз показать; обычно пока не прервут (Ctrl-C).",
)
@config_option
@json_option
def command(
    *, name: str, every_s: float, times: int | None, config: Path | None, as_json: bool
) -> None:
    """Следить за кампанией: линии, контакты, списки, темп, когда кончит.

    С --json печатает по строке JSON на каждое обновление.
    """
    import asyncio

    from voicebot.cli.campaign_watching import looks
    from voicebot.store.ready import ready_database_url

    async def print_lines() -> None:
        async for look in looks(url, name, every_s, times):
            click.echo(json.dumps(look.facts, ensure_ascii=False))

    async def show() -> None:
        from rich.live import Live

        with Live(auto_refresh=False) as live:
            async for look in looks(url, name, every_s, times):
                live.update(look.table, refresh=True)

    with ready_database_url(load_settings(config)) as url:
        try:
            asyncio.run(print_lines() if as_json else show())
        except KeyboardInterrupt:
            return  # the only way to end it: nothing went wrong
