"""The line that says on what was measured."""

import os
import platform
import subprocess
from pathlib import Path


def hardware():
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB, Linux {platform.release()}, "
            f"load {os.getloadavg()[0]:.1f} at the beginning")


def versions(place):
    def said(command):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=20)
        except OSError:
            return "none"
        return (done.stdout + done.stderr).strip().splitlines()[0]

    from bench.peers import NPM
    lines = [said([str(place.root / "build/release/alloy-emulator"), "--version"]),
             said(["/usr/sbin/nginx", "-v"]), said(["wrk", "-v"]).split(" Copyright")[0],
             "node " + said(["node", "--version"]), said(["java", "-version"])]
    return "; ".join(lines + [f"{name} {version}" for name, version in NPM.items()])
