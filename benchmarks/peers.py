"""The same workloads in SimPy and Ciw, as their documentation writes them; each returns mean time in system
and share who gave up."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.workloads import LOAD, MEANS, PATIENCE, ROUTE, SERVERS, SERVERS_OF, URGENT

Result = tuple[float, float]


def simpy_queue(servers: int, cases: int) -> Result:
    """M/M/c: one process for each case."""
    import simpy

    draw, env, total = Random(7).expovariate, simpy.Environment(), [0.0]
    desk = simpy.Resource(env, servers)

    def case():  # type: ignore[no-untyped-def]
        came = env.now
        with desk.request() as request:
            yield request
            yield env.timeout(draw(1.0))
        total[0] += env.now - came

    def source():  # type: ignore[no-untyped-def]
        for _ in range(cases):
            yield env.timeout(draw(LOAD * servers))
            env.process(case())

    env.process(source())
    env.run()
    return total[0] / cases, 0.0


def _next_node(chance: Random, node: int) -> int:
    u, total = chance.random(), 0.0
    for place, share in enumerate(ROUTE[node]):
        total += share
        if u < total:
            return place
    return -1


def simpy_network(cases: int) -> Result:
    """The network: a priority resource at each node, patience as a race with a timeout."""
    import simpy

    chance, env, total = Random(7), simpy.Environment(), [0.0, 0]
    desks = [simpy.PriorityResource(env, count) for count in SERVERS]

    def case(priority: int):  # type: ignore[no-untyped-def]
        came, node = env.now, 0
        while node >= 0:
            with desks[node].request(priority=priority) as request:
                outcome = yield request | env.timeout(chance.expovariate(1 / (PATIENCE * MEANS[node])))
                if request not in outcome:
                    total[1] += 1
                    break
                yield env.timeout(chance.expovariate(1 / MEANS[node]))
            node = _next_node(chance, node)
        total[0] += env.now - came

    def source():  # type: ignore[no-untyped-def]
        for _ in range(cases):
            yield env.timeout(chance.expovariate(1.0))
            env.process(case(0 if chance.random() < URGENT else 1))

    env.process(source())
    env.run()
    return total[0] / cases, total[1] / cases


def ciw_queue(servers: int, cases: int) -> Result:
    """M/M/c in Ciw."""
    import ciw

    built = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(LOAD * servers)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[servers],
    )
    ciw.seed(1)
    simulation = ciw.Simulation(built)
    simulation.simulate_until_max_customers(cases)
    records = simulation.get_all_records()
    return sum(r.exit_date - r.arrival_date for r in records) / len(records), 0.0


def ciw_network(cases: int) -> Result:
    """The network in Ciw: two classes with priorities and reneging."""
    import ciw

    exponential = ciw.dists.Exponential

    def both(value):  # type: ignore[no-untyped-def]
        return {"urgent": value, "other": value}

    built = ciw.create_network(
        arrival_distributions={
            "urgent": [exponential(URGENT)] + [None] * 4,
            "other": [exponential(1 - URGENT)] + [None] * 4,
        },
        service_distributions=both([exponential(1 / mean) for mean in MEANS]),
        number_of_servers=list(SERVERS),
        routing=both(ROUTE.tolist()),
        priority_classes={"urgent": 0, "other": 1},
        reneging_time_distributions=both([exponential(1 / (PATIENCE * mean)) for mean in MEANS]),
    )
    ciw.seed(1)
    simulation = ciw.Simulation(built)
    simulation.simulate_until_max_time(float(cases))
    times: dict[int, list[float]] = {}
    gave_up = 0
    for record in simulation.get_all_records():
        times.setdefault(record.id_number, []).extend((record.arrival_date, record.exit_date))
        gave_up += record.record_type == "renege"
    return sum(max(t) - min(t) for t in times.values()) / len(times), gave_up / len(times)


def list_peers(workload: str) -> dict[str, Callable[[int], Result]]:
    """Return the peers' programs for a workload; each takes the number of cases."""
    if workload == "network":
        return {"simpy": simpy_network, "ciw": ciw_network}
    servers = SERVERS_OF[workload]
    return {
        "simpy": lambda cases: simpy_queue(servers, cases),
        "ciw": lambda cases: ciw_queue(servers, cases),
    }
