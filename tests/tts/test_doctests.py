"""The formulas in docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import tts

MODULES = [module.name for module in pkgutil.walk_packages(tts.__path__, "tts.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
