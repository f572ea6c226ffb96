"""``python -m newsparse`` and the command ``newsparse``: the command line."""

import sys

import newsparse

__all__ = ["run"]


def run() -> None:
    """Run the command line; somebody who gives up while it is still being loaded gets no traceback."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # the command line says the same, but loading it takes as long again
        print(f"newsparse {newsparse.__version__}")  # noqa: T201
        return
    try:
        from newsparse.cli import main  # noqa: PLC0415 - most of the time until something happens is spent here

        main(prog_name="newsparse")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
