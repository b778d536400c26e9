"""Finds the classes of a folder, so that adding one touches one file."""

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import TypeVar

Base = TypeVar("Base")


def classes_in(package: ModuleType, base: type[Base]) -> tuple[type[Base], ...]:
    """Every concrete subclass of `base` that a module of `package` defines, by name."""
    found: list[type[Base]] = []
    for module_info in sorted(pkgutil.iter_modules(package.__path__)):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        found.extend(
            value
            for value in vars(module).values()
            if inspect.isclass(value)
            and issubclass(value, base)
            and value.__module__ == module.__name__
            and not inspect.isabstract(value)
        )
    return tuple(found)
