"""From exec to the first answer with 200. What else the machine does only makes a start slower, so the fastest of many
is the one that says most about the program."""

import shutil
import subprocess

from bench.contestants import emulator_command
from bench.server import Server, free_port
from bench.tables import middle, milliseconds, table

_STARTS = 20


def run(bench):
    program = bench.place.root / "build/release/alloy-emulator"
    help_text = subprocess.run([program, "serve", "--help"], capture_output=True, text=True,
                               timeout=10).stdout
    rows = [_row(bench, "built-in API", [program, "--host", "127.0.0.1", "--log", "off"]),
            _row(bench, "1,000 pairs", emulator_command(bench.place, 0)[:-4] + ["--log", "off"])]
    if "--tls" in help_text:
        secure = [program, "--host", "127.0.0.1", "--log", "off", "--tls"]
        rows += [_row(bench, "built-in API, --tls", secure, tls=True),
                 _row(bench, "built-in API, --tls, which makes the CA", secure, tls=True,
                      first=True)]
    return table(["exec to first 200", "fastest", "median", "slowest", "RSS"], rows)


def _row(bench, name, command, tls=False, first=False):
    """first  each start finds an empty data folder, as the very first one does"""
    data = bench.place.build / "data"
    times, resident = [], []
    for _ in range(_STARTS):
        if first:
            shutil.rmtree(data, ignore_errors=True)
        port = free_port()
        target = (bench.place.work.first_target if "--fixtures" in command else
                  "/integrations/Shopify?userId=merchant_123@example.com")
        with Server(name, command + ["--port", port], port, target, bench.place.build / "start.log",
                    {"XDG_DATA_HOME": str(data)}, tls=tls) as server:
            times.append(server.first_200)
            resident.append(server.resident_bytes())
    return [name, milliseconds(min(times)), milliseconds(middle(times)), milliseconds(max(times)),
            f"{middle(resident) / (1 << 20):.1f} MiB"]
