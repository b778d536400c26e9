"""`voicebot prompts`: what is spoken in calls, made before them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option
from voicebot.i18n import _
from voicebot.scenario.reading.files import scenario_files
from voicebot.settings import Settings, load_settings

if TYPE_CHECKING:
    from tts.cache import Prompt, PromptCache


@click.group("prompts")
def command() -> None:
    """Озвучить фразы сценариев заранее."""


@command.command("render")
@click.argument("scenarios", nargs=-1, type=click.Path(path_type=Path))
@config_option
def render(*, scenarios: tuple[Path, ...], config: Path | None) -> None:
    """Озвучить все постоянные фразы СЦЕНАРИЕВ (без указания — всех в dialogs).

    В звонке они начинают звучать сразу; синтезируются только фразы со слотами.
    """
    from voicebot.cli.border import translated_errors

    settings = load_settings(config)
    with translated_errors(), _opened(settings) as cache:
        click.echo(_("Voice: {voice}").format(voice=cache.engine), err=True)
        for path in _chosen(settings, scenarios):
            made, total = _render_one(cache, path)
            click.echo(
                _("{path}: {total} sentences, {made} of them made now").format(
                    path=path, total=total, made=made
                )
            )


@command.command("missing")
@click.argument("scenarios", nargs=-1, type=click.Path(path_type=Path))
@config_option
def missing(*, scenarios: tuple[Path, ...], config: Path | None) -> None:
    """Показать, что ещё не озвучено и каких записей нет; код 1, если такое есть."""
    from voicebot.cli.border import translated_errors

    settings = load_settings(config)
    is_any = False
    with translated_errors(), _opened(settings) as cache:
        for path in _chosen(settings, scenarios):
            unspoken = [text for text, _voice in cache.missing(_fixed(cache, path))]
            for lacking in (*unspoken, *_missing_recordings(path)):
                is_any = True
                click.echo(f"{path}: {lacking}")
    if is_any:
        raise SystemExit(1)


@contextmanager
def _opened(settings: Settings) -> Iterator["PromptCache"]:
    from voicebot.conversation.voice import open_voice

    cache = open_voice(settings)
    try:
        yield cache
    finally:
        cache.close()


def _missing_recordings(path: Path) -> Iterator[Path]:
    from voicebot.conversation.needs import recordings_of
    from voicebot.scenario.reading.loader import load_scenario

    for name in sorted(recordings_of(load_scenario(path))):
        if not (path.parent / name).is_file():
            yield path.parent / name


def _render_one(cache: "PromptCache", path: Path) -> tuple[int, int]:
    from rich.console import Console
    from rich.progress import Progress

    prompts = _fixed(cache, path)
    console = Console(stderr=True)
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(path.stem, total=None)
        made = cache.render_all(
            prompts, lambda done, total: bar.update(task, completed=done, total=total)
        )
    return made, len(prompts)


def _fixed(cache: "PromptCache", path: Path) -> Sequence["Prompt"]:
    from tts.sentences import is_pause
    from voicebot.scenario.reading.loader import load_scenario
    from voicebot.scenario.texts.prompts import fixed_texts

    texts = fixed_texts(load_scenario(path), split=cache.cut)
    return [(text, voice) for text, voice in texts if not is_pause(text)]


def _chosen(settings: Settings, named: tuple[Path, ...]) -> Sequence[Path]:
    return list(scenario_files(named or (settings.folders.dialogs,)))
