"""How the simulated subscriber's command line is read."""

import re
from pathlib import Path

import click
import soundfile
from typing_extensions import override

from sip.manner import Keys, Sound, Timed
from sip.sound_file import read_sound
from sip.trunk import TlsFiles

_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)(ms|s|min)")
_UNITS_S = {"ms": 0.001, "s": 1.0, "min": 60.0}
_KEYS = re.compile(r"[0-9*#]{1,32}")


def seconds(text: str) -> float:
    """A duration in seconds.

    >>> seconds("500ms"), seconds("2.5s")
    (0.5, 2.5)
    """
    found = _DURATION.fullmatch(text)
    if not found:
        raise click.BadParameter(f'"{text}" is no duration; write one like 500ms or 5s')
    return float(found[1]) * _UNITS_S[found[2]]


def sound(text: str) -> Sound:
    """An audio file, read."""
    return read_sound(Path(text))


def keys(text: str) -> Keys:
    if not _KEYS.fullmatch(text):
        raise click.BadParameter(f'"{text}" is not 1 to 32 keys of 0-9, *, #')
    return Keys(digits=text)


def timed_sound(text: str) -> Timed:
    """`FILE@MOMENT`, or `FILE` for the moment of the answer."""
    what, at_s = _parted(text)
    return Timed(at_s=at_s, utterance=sound(what))


def timed_keys(text: str) -> Timed:
    """`KEYS@MOMENT`, or `KEYS` for the moment of the answer."""
    what, at_s = _parted(text)
    return Timed(at_s=at_s, utterance=keys(what))


def recording(text: str) -> Path:
    """A file that can be written, of a format that its name tells."""
    path = Path(text)
    if path.suffix[1:].upper() not in soundfile.available_formats():
        raise click.BadParameter(f"{path}: end its name in .wav, .flac or .ogg")
    if not path.parent.is_dir():
        raise click.BadParameter(f"{path.parent}: no such folder; make it first")
    return path


def tls_files(text: str) -> TlsFiles:
    """`CERTIFICATE,KEY` or `CERTIFICATE,KEY,AUTHORITIES`."""
    certificate, comma, rest = text.partition(",")
    key, _comma, authorities = rest.partition(",")
    if not comma:
        raise click.BadParameter(f'"{text}" names no key; write CERTIFICATE,KEY')
    return TlsFiles(certificate=certificate, key=key, ca=authorities)


class OrderedReplies(click.Command):
    """Joins `--reply` and `--press-reply` in the order in which they were written."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _values, _rest, order = self.make_parser(ctx).parse_args(list(args))
        rest = super().parse_args(ctx, args)
        given = {
            name: iter(ctx.params.pop(name) or ())
            for name in ("replies", "key_replies")
        }
        ctx.params["replies"] = tuple(
            next(given[parameter.name])
            for parameter in order
            if parameter.name in given
        )
        return rest


def _parted(text: str) -> tuple[str, float]:
    what, at, moment = text.rpartition("@")
    return (what, seconds(moment)) if at else (text, 0.0)
