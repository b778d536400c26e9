"""The HTTP interface as a process of the node."""

from voicebot.node.process_life import (
    beating,
    process_parser,
    run_process,
    told_to_leave,
)
from voicebot.node.reports import Ready
from voicebot.settings import Settings, load_settings
from voicebot.web.serving import serving


async def serve_web(settings: Settings) -> None:
    """Serve until told to leave; what has begun is answered.

    Raises:
        VoicebotError: the address or the database cannot be used.
    """
    async with serving(settings) as address:
        ready = Ready(address=address)
        async with beating(lambda: ready) as tell:
            tell(ready)
            await told_to_leave()


def main() -> None:
    """`python -m voicebot.web.process --name web --config voicebot.yaml`."""
    arguments = process_parser("the HTTP interface").parse_args()
    run_process(arguments, lambda: serve_web(load_settings(arguments.config)))


if __name__ == "__main__":
    main()
