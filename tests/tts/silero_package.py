"""Builds a tiny archive that Silero's loading path opens as a model."""

from pathlib import Path

from torch.package.package_exporter import PackageExporter
from torch.package.package_importer import PackageImporter

MODEL_SOURCE = '''
import re

import torch

SPEED = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "fast": 1.25, "x-fast": 1.5}


class TinyModel:
    """A tone as long as its text, refusing what the real models refuse."""

    speakers = ["aidar", "xenia", "random"]

    def apply_tts(self, text=None, ssml_text=None, speaker="xenia",
                  sample_rate=48000, put_accent=True, put_yo=True):
        speed = 1.0
        if ssml_text is not None:
            speed = SPEED[re.search('rate="([a-z-]+)"', ssml_text)[1]]
            text = re.sub("<[^>]*>", "", ssml_text)
        if not re.search("[а-яё]", text.lower()):
            raise ValueError("no letters")
        if len(text) > 1000:
            raise Exception("Model couldn't generate your text, probably it's too long")
        seconds = 0.07 * len(text) / speed
        time = torch.arange(int(seconds * sample_rate)) / sample_rate
        return 0.1 * torch.sin(2 * torch.pi * 220 * time)
'''


def write_silero_package(path: Path) -> Path:
    """A `torch.package` with the pickle that every Silero TTS model has."""
    source = path.with_suffix(".source.pt")
    with PackageExporter(str(source)) as exporter:
        exporter.extern(["torch.**", "re"])
        exporter.save_source_string("tiny_tts", MODEL_SOURCE)
    importer = PackageImporter(str(source))
    model = importer.import_module("tiny_tts").TinyModel()
    with PackageExporter(str(path), importer=importer) as exporter:
        exporter.extern(["torch.**", "re"])
        exporter.intern("tiny_tts")
        exporter.save_pickle("tts_models", "model", model)
    source.unlink()
    return path
