"""M/M/c+M in ciw: with_ciw.py AGENTS HANDLED_S PATIENCE_S LOAD CALLS; prints its speed as JSON."""

import json
import sys
import time

import ciw


def main(servers, handled, patience, load, count):
    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(servers * load / handled)],
        service_distributions=[ciw.dists.Exponential(1 / handled)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / patience)],
        number_of_servers=[int(servers)],
    )
    world = ciw.Simulation(network)
    began = time.perf_counter()
    world.simulate_until_max_customers(int(count), method="Arrive")
    speed = count / (time.perf_counter() - began)
    print(json.dumps({"version": ciw.__version__, "calls_a_second": speed}))


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
