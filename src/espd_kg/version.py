"""The version of this package, in the one place that the build and the wheel read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


VERSION: Final = "0.1.0"
