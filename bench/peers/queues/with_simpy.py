"""M/M/c+M in simpy: with_simpy.py AGENTS HANDLED_S PATIENCE_S LOAD CALLS; prints its speed as JSON."""

import json
import random
import sys
import time

import simpy


def _call(world, agents, handled, patience, left):
    with agents.request() as turn:
        yield turn | world.timeout(random.expovariate(1 / patience))
        if turn.triggered:
            yield world.timeout(random.expovariate(1 / handled))
        else:
            left.append(world.now)


def _calls(world, agents, gap, handled, patience, count, left):
    for _ in range(count):
        world.process(_call(world, agents, handled, patience, left))
        yield world.timeout(random.expovariate(1 / gap))


def main(servers, handled, patience, load, count):
    random.seed(1)
    world, left = simpy.Environment(), []
    agents = simpy.Resource(world, int(servers))
    world.process(_calls(world, agents, handled / servers / load, handled, patience, int(count), left))
    began = time.perf_counter()
    world.run()
    speed = count / (time.perf_counter() - began)
    print(json.dumps({"version": simpy.__version__, "calls_a_second": speed, "left": len(left) / count}))


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
