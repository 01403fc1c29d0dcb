"""The same work against the emulator and its peers, whole rounds, one contestant at a time."""

import sys

from bench import load
from bench.server import BenchError, Server, free_port
from bench.tables import mebibytes, microseconds, middle, milliseconds, table

CONNECTIONS = (1, 16, 64, 256)
CEILING = "nginx"


class Visit:
    """One contestant in one round: start, warm up, load at each number of connections."""

    def __init__(self, contestant, bench):
        port = free_port()
        log = bench.place.build / f"{contestant.name.replace(' ', '-')}.log"
        with Server(contestant.name, contestant.command(port), port, bench.place.work.first_target,
                    log, contestant.environment, contestant.folder) as server:
            self.first_200 = server.first_200
            self.rss_after_start = server.resident_bytes()
            if not contestant.own_answers:
                _check_bytes(server, bench.place.work)
            load.warm_up(server, bench.place.work, contestant.warm_up, contestant.calls_before)
            self.loads = {count: load.apply(server, bench.place.work, count, bench.seconds)
                          for count in CONNECTIONS}
            self.rss_after_load = server.resident_bytes()


def _check_bytes(server, work):
    _, body = server.ask("GET", work.first_target)
    if body.strip() != work.bodies[work.pairs[0]]:
        raise BenchError(f"{server.name} answers other bytes than the others: {body[:100]}")


def run(bench):
    present = [contestant for contestant in bench.contestants if not contestant.lacks]
    absent = [f"{contestant.name}: {contestant.lacks}" for contestant in bench.contestants
              if contestant.lacks]
    rounds = []
    for number in range(bench.rounds):
        turn = number % len(present)
        visits = {}
        for contestant in present[turn:] + present[:turn]:
            print(f"bench: round {number + 1} of {bench.rounds}, {contestant.name}",
                  file=sys.stderr)
            try:
                visits[contestant.name] = Visit(contestant, bench)
            except BenchError as error:
                absent.append(f"{contestant.name}, round {number + 1}: {error}")
        rounds.append(visits)
    return report(bench, present, rounds, absent)


def report(bench, contestants, rounds, absent):
    rows, details = [], []
    for contestant in contestants:
        visits = [visits[contestant.name] for visits in rounds if contestant.name in visits]
        if not visits:
            continue
        rows.append(summary_row(contestant, visits, rounds))
        details += [detail_row(contestant, visits, count) for count in CONNECTIONS]
    heads = ["", *(f"{count} conn." for count in CONNECTIONS), "CPU a request", "p50", "p99",
             "first 200", "RSS after start", "after load", "errors"]
    text = (f"Requests per second as a share of nginx's in the same round; CPU, p50 and p99 at 64 "
            f"connections. Rounds: {bench.rounds}, of "
            f"{bench.seconds} s at each load; medians.\n\n")
    text += table(heads, rows)
    text += "\n" + table(["", "connections", "requests/s", "CPU a request", "p50", "p99"], details)
    text += "\n" + table(["", "does for one call"], [[c.name, c.does] for c in contestants])
    if absent:
        text += "\nNot measured:\n\n" + "".join(f"- {line}\n" for line in absent)
    return text


def summary_row(contestant, visits, rounds):
    ratios = []
    for count in CONNECTIONS:
        shares = [visits[contestant.name].loads[count].per_second /
                  visits[CEILING].loads[count].per_second
                  for visits in rounds if contestant.name in visits and CEILING in visits]
        ratios.append(share(middle(shares)) if shares else "–")
    at_64 = [visit.loads[64] for visit in visits]
    refused = sum(one.refused for visit in visits for one in visit.loads.values())
    broken = sum(one.broken for visit in visits for one in visit.loads.values())
    return [contestant.name, *ratios, f"{middle(one.cpu_us for one in at_64):.1f} µs",
            microseconds(middle(one.p50_us for one in at_64)),
            microseconds(middle(one.p99_us for one in at_64)),
            milliseconds(middle(visit.first_200 for visit in visits)),
            mebibytes(middle(visit.rss_after_start for visit in visits)),
            mebibytes(middle(visit.rss_after_load for visit in visits)),
            "0" if refused + broken == 0 else f"{refused} not 2xx, {broken} broken"]


def share(value):
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def detail_row(contestant, visits, count):
    loads = [visit.loads[count] for visit in visits]
    return [contestant.name, str(count), f"{middle(one.per_second for one in loads):,.0f}",
            f"{middle(one.cpu_us for one in loads):.1f} µs",
            microseconds(middle(one.p50_us for one in loads)),
            microseconds(middle(one.p99_us for one in loads))]
