"""Where a result came from: enough to run it again, bit for bit."""

from __future__ import annotations

import platform as machine
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata

from opmodels.foundation.digest import digest_tree

# The one place where the version is written; the build reads it from here.
VERSION = "0.1.0"

# The packages whose arithmetic decides the numbers of a result.
DECIDING_PACKAGES = ("numpy", "numba", "scipy")


@dataclass(frozen=True)
class Provenance:
    """What a result was made from, and with.

    Parameters
    ----------
    version
        Version of opmodels.
    seed
        Seed of all random numbers.
    service_digest, settings_digest
        SHA-256 of the service and of the settings, 64 hex digits each.
    settings
        Every setting of the run, as plain dict, list, str, number, bool and None.
    packages
        Versions of the packages whose arithmetic decides the numbers.
    python, platform
        Version of Python; operating system and processor.
    created
        When the result was made: UTC, ISO 8601, whole seconds. No digest covers it.
    command
        What the user typed or called, if known.
    """

    version: str
    seed: int
    service_digest: str
    settings_digest: str
    settings: dict[str, object]
    packages: dict[str, str]
    python: str
    platform: str
    created: str
    command: str

    def as_dict(self) -> dict[str, object]:
        """Return all fields by name, ready for JSON; a copy, so that changing it changes nothing here."""
        return asdict(self)

    def digest(self) -> str:
        """Return the SHA-256 of all fields but `created`: equal for equal runs, whenever they are made."""
        fields = self.as_dict()
        del fields["created"]
        return digest_tree(fields)


def make_provenance(
    *, seed: int, service_digest: str, settings: Mapping[str, object], command: str = ""
) -> Provenance:
    """Describe a run that is made now, on this machine.

    Parameters
    ----------
    seed
        Seed of all random numbers.
    service_digest
        `digest_tree` of the service as it was read.
    settings
        Every setting of the run; later changes to the mapping do not reach the result.
    command
        What the user typed or called.

    Raises
    ------
    TypeError
        When the settings hold anything but dict, list, str, number, bool and None.
    """
    kept = deepcopy(dict(settings))
    return Provenance(
        version=VERSION,
        seed=seed,
        service_digest=service_digest,
        settings_digest=digest_tree(kept),
        settings=kept,
        packages=read_versions(),
        python=machine.python_version(),
        platform=f"{machine.system()} {machine.machine()}",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        command=command,
    )


def read_versions() -> dict[str, str]:
    """Read the versions from the packages' records: importing numba for this would cost 0.4 s."""
    return {name: _read_version(name) for name in DECIDING_PACKAGES}


def _read_version(name: str) -> str:
    """Return the version of a package, or ``not installed``, as numba may be on the newest Python."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
