"""`voicebot say`: one text to an audio file, as a caller would hear it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicebot.cli.options import config_option
from voicebot.errors import AudioError
from voicebot.i18n import _
from voicebot.settings import load_settings

if TYPE_CHECKING:
    from tts.synthesizer import Speech

_FORMATS = (".wav", ".flac", ".ogg")


@click.command("say")
@click.argument("text")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Звуковой файл: .wav, .flac или .ogg, 8 кГц.",
)
@click.option("--voice", default=None, help="Голос; по умолчанию из настроек.")
@click.option("--show", is_flag=True, help="Показать, как текст будет прочитан.")
@config_option
def command(
    *, text: str, output: Path, voice: str | None, show: bool, config: Path | None
) -> None:
    """Произнести ТЕКСТ (обычный или SSML) так, как его услышит абонент.

    Числа, даты, деньги и сокращения читаются словами; ударение можно поставить
    плюсом перед гласной: з+амок.
    """
    from tts.normalize import normalize
    from voicebot.cli.border import translated_errors
    from voicebot.conversation.voice import open_voice

    _check_format(output)
    with translated_errors():
        if show:
            click.echo(normalize(text), err=True)
        cache = open_voice(load_settings(config))
        try:
            _write(output, cache.speech(text, voice, keep=False), cache.engine)
        finally:
            cache.close()


def _check_format(output: Path) -> None:
    if output.suffix.lower() not in _FORMATS:
        raise AudioError(
            _(
                "{path}: not a known audio file name; end it with one of {endings}"
            ).format(path=output, endings=", ".join(_FORMATS))
        )


def _write(output: Path, speech: "Speech", engine: str) -> None:
    import soundfile

    if not len(speech.samples):
        raise AudioError(_("there is nothing to say in this text; write words"))
    try:
        soundfile.write(output, speech.samples, speech.rate_hz)
    except (soundfile.SoundFileError, OSError) as error:
        raise AudioError(
            _("{path}: cannot be written ({reason}); check the folder").format(
                path=output, reason=error
            )
        ) from error
    click.echo(
        _("{path}: {seconds} s, {engine}").format(
            path=output, seconds=f"{speech.duration_s:.2f}", engine=engine
        ),
        err=True,
    )
