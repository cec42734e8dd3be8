"""Posts that a redesign leaves without work."""

from __future__ import annotations

import math
from collections.abc import Iterator

from opmodels.describe.edit import Edit, Set
from opmodels.describe.service import Service
from opmodels.foundation.units import format_share
from opmodels.models.anatomy import offered_load
from opmodels.models.payroll import staff_pools


def cut_spare_posts(before: Service, after: Service, share: float) -> Iterator[Edit]:
    """Yield smaller pools where less work comes than before: whole people, at least one, rounded up.

    Staff of a diary stay, since slots would go with them, and so do posts that follow money.

    Parameters
    ----------
    before, after
        The service as it is, and with less work for the same staff.
    share
        Share of the work saved that ends as posts.
    """
    old, new = offered_load(before), offered_load(after)
    kept = {diary.pool for diary in after.diaries.values()} | {
        name for consult in after.consults.values() for name in consult.pools
    }
    for name, pool in staff_pools(before).items():
        if name in kept or pool.funded_by is not None or not 0 < new.get(name, 0.0) < old[name]:
            continue
        left = max(1, math.ceil(pool.size * (1 - share * (1 - new[name] / old[name])) - 1e-9))
        if left < pool.size:
            fall = format_share(1 - new[name] / old[name])
            yield Set(set={f"pools.{name}.staff": left}, why=f"{fall} less work comes to {name}")
