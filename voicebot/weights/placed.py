"""Which models lie on this machine, and whether they are whole."""

import shutil
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from voicebot.errors import ModelError
from voicebot.i18n import _
from voicebot.settings import Settings
from voicebot.weights.catalog import Model, load_catalog
from voicebot.weights.receipt import read_receipt


class State(Enum):
    """What lies in a model's folder."""

    ABSENT = "absent"
    WHOLE = "whole"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A model's folder; `trouble` names the file that is missing or has a wrong size."""

    model: Model
    folder: Path
    state: State
    trouble: str = ""


def place_of(models_dir: Path, model: Model) -> Path:
    """The folder that holds the model once it is here."""
    return model.debian.folder if model.debian else models_dir / model.name


def inspect(models_dir: Path, model: Model) -> Placement:
    """Look at names and sizes only: cheap enough for every start."""
    folder = place_of(models_dir, model)
    if not folder.is_dir() or _missing_command(model):
        return Placement(model=model, folder=folder, state=State.ABSENT)
    trouble = _first_trouble(folder, model)
    state = State.DAMAGED if trouble else State.WHOLE
    return Placement(model=model, folder=folder, state=state, trouble=trouble)


def _missing_command(model: Model) -> bool:
    commands = model.debian.commands if model.debian else ()
    return any(shutil.which(command) is None for command in commands)


def _first_trouble(folder: Path, model: Model) -> str:
    for path, expected_bytes in expected_sizes(folder, model).items():
        file = folder / path
        if not file.is_file():
            return _("{file} is missing").format(file=path)
        found_bytes = file.stat().st_size
        if found_bytes == 0 or expected_bytes not in (None, found_bytes):
            return _("{file} holds {found} bytes instead of {expected}").format(
                file=path, found=found_bytes, expected=expected_bytes
            )
    return ""


def expected_sizes(folder: Path, model: Model) -> dict[str, int | None]:
    """File to size in bytes, None where no size is known: only that it is there."""
    sizes: dict[str, int | None] = dict.fromkeys(model.needs)
    receipt = read_receipt(folder)
    if receipt:
        sizes |= {file.path: file.bytes for file in receipt.files}
    sizes |= {file.path: file.bytes for file in model.files if file.bytes}
    return sizes


def model_folder(settings: Settings, name: str) -> Path | None:
    """The folder of a model that is here, None when it is not.

    Raises:
        ModelError: no such model, or it lies here damaged.
    """
    found = inspect(settings.folders.models, load_catalog().find(name))
    match found.state:
        case State.ABSENT:
            return None
        case State.WHOLE:
            return found.folder
        case State.DAMAGED:
            raise ModelError(
                _("{name} is damaged: {trouble}; run: {command}").format(
                    name=name, trouble=found.trouble, command=how_to_repair(found.model)
                )
            )


def require(settings: Settings, name: str) -> Path:
    """The folder of a model that must be here.

    Raises:
        ModelError: it is not; the message says which command brings it.
    """
    folder = model_folder(settings, name)
    if folder is None:
        raise ModelError(
            _("{name} is not here; run: {command}").format(
                name=name, command=how_to_get(load_catalog().find(name))
            )
        )
    return folder


def how_to_get(model: Model) -> str:
    """The command that brings the model."""
    if model.debian:
        return f"sudo apt-get install {' '.join(model.debian.packages)}"
    return f"voicebot models pull {model.name}"


def how_to_repair(model: Model) -> str:
    """The command that replaces a damaged model."""
    if model.debian:
        return f"sudo apt-get install --reinstall {' '.join(model.debian.packages)}"
    return f"voicebot models pull --again {model.name}"
