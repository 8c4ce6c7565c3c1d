"""The version of this package, in the one place that the build and the wheel read."""

from typing import Final

VERSION: Final = "0.1.0"
