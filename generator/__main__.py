"""The entry point: the command `nastavnik`, and `python -m generator`. Ctrl+C is answered from the first moment."""

import sys


def main() -> int:
    """Run the command; returns its exit code."""
    try:
        from generator.cli import main as run  # noqa: PLC0415  # the imports take a while, and people press Ctrl+C meanwhile

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
