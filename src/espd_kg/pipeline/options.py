"""How a graph is to be built."""

from __future__ import annotations

from espd_kg.errors import InputError
from espd_kg.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal, TypeAlias

    from espd_kg.build.manifest import Manifest

    Reasoner: TypeAlias = Literal["sparql", "owlrl"]
    Validator: TypeAlias = Literal["sparql", "pyshacl"]


REASONERS: Final[tuple[Reasoner, ...]] = ("sparql", "owlrl")
VALIDATORS: Final[tuple[Validator, ...]] = ("sparql", "pyshacl")
EVERYDAY: Final = "sparql"


@record(frozen=True)
class Options:
    """Who reasons, who validates, and where the work is done.

    `workers` is a number of processes, None to suit the work; `cluster` the address of a Dask
    scheduler. With `force`, what stands is built again.
    """

    reasoner: Reasoner = EVERYDAY
    validator: Validator = EVERYDAY
    workers: int | None = None
    cluster: str | None = None
    force: bool = False

    @property
    def everyday(self) -> bool:
        """Whether neither reference engine was asked for."""
        return (self.reasoner, self.validator) == (EVERYDAY, EVERYDAY)

    def made(self, manifest: Manifest) -> bool:
        """Whether a build was made by these engines."""
        return (manifest.reasoner, manifest.validator) == (self.reasoner, self.validator)

    def are_met_by(self, manifest: Manifest, fingerprint: str) -> bool:
        """Whether a build of the same files was made by the same engines."""
        return manifest.fingerprint == fingerprint and self.made(manifest)

    def generation(self, fingerprint: str) -> str:
        """Return the folder of a build: those of the reference engines stand apart."""
        others = (one for one in (self.reasoner, self.validator) if one != EVERYDAY)
        return "-".join((fingerprint[:16], *others))


def options(
    reasoner: str = EVERYDAY,
    validator: str = EVERYDAY,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    force: bool = False,
) -> Options:
    """Return the options, their words checked; raises InputError for an unknown engine."""
    chosen = next((one for one in REASONERS if one == reasoner), None)
    if chosen is None:
        raise InputError(f"there is no reasoner named {reasoner!r}", fix="Use sparql or owlrl.")
    by = next((one for one in VALIDATORS if one == validator), None)
    if by is None:
        raise InputError(f"there is no validator named {validator!r}", fix="Use sparql or pyshacl.")
    return Options(chosen, by, workers, cluster, force)
