"""`python -m generator` is the same command as `nastavnik`."""

import sys

from generator.cli import main

if __name__ == "__main__":
    sys.exit(main())
