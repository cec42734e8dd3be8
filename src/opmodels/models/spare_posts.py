"""Posts that a redesign leaves without work."""

from __future__ import annotations

import math
from collections.abc import Iterator

from opmodels.describe.edit import Edit
from opmodels.describe.service import Service
from opmodels.foundation.units import format_share
from opmodels.models.anatomy import offered_load
from opmodels.models.trim import Ended, cut_pool, pools_to_cut


def cut_spare_posts(before: Service, after: Service, share: float) -> Iterator[Edit]:
    """Yield smaller pools where less work comes than before: whole people, at least one, rounded up.

    Staff of a diary stay, since slots would go with them; so do posts that follow money, and whoever is not
    on the payroll.

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
    for name, pool in pools_to_cut(before).items():
        if name in kept or pool.funded_by is not None or not 0 < new.get(name, 0.0) < old[name]:
            continue
        left = max(1, math.ceil(pool.size * (1 - share * (1 - new[name] / old[name])) - 1e-9))
        if left < pool.size:
            fall = format_share(1 - new[name] / old[name])
            yield from cut_pool(before, name, left, f"{fall} less work comes to {name}")


def list_ended(before: Service, after: Service) -> Ended:
    """Return how many posts of each pool a service has no longer, of those on the payroll."""
    left = {name: pool.size for name, pool in after.pools.items()}
    gone = {name: (pool, pool.size - left.get(name, 0)) for name, pool in pools_to_cut(before).items()}
    return {name: (pool, posts) for name, (pool, posts) in gone.items() if posts > 0}
