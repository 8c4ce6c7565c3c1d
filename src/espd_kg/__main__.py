"""Lets `python -m espd_kg` do what `espd` does."""

import sys

from espd_kg.cli import main

sys.exit(main())
