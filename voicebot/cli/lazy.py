"""Groups of commands that import only the one that is asked for."""

import importlib
from collections.abc import Mapping

import click
from typing_extensions import override


class LazyGroup(click.Group):
    """Starts fast: each of `modules`, by its command's name, holds it as `command`."""

    modules: Mapping[str, str] = {}

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.modules)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module_name = self.modules.get(cmd_name)
        if module_name is None:
            return None
        command: click.Command = importlib.import_module(module_name).command
        return command
