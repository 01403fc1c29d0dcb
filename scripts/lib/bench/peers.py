"""The peers at pinned versions, and how their habit of calling home is switched off."""

import json
import os
import shutil
import subprocess

from bench.server import BenchError

NPM = {
    "@mockoon/cli": "9.9.0",
    "@stoplight/prism-cli": "5.16.0",
    "mockserver-node": "8.0.0",
    "wiremock": "3.13.2",
}
DEBIAN = {"nginx": "nginx-light", "wrk": "wrk", "node": "nodejs", "npm": "npm",
          "java": "default-jre-headless"}

# No install script of a package runs, so none of them reports the installation.
QUIET = {
    "DO_NOT_TRACK": "1",
    "SCARF_ANALYTICS": "false",
    "NO_UPDATE_NOTIFIER": "1",
    "NPM_CONFIG_UPDATE_NOTIFIER": "false",
    "NPM_CONFIG_AUDIT": "false",
    "NPM_CONFIG_FUND": "false",
}


def set_up(folder):
    missing = sorted({package for program, package in DEBIAN.items()
                      if not shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin")})
    if missing:
        _run(["apt-get", "-qq", "update"], folder, required=False)
        _run(["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *missing], folder)
    peers = folder / "peers"
    peers.mkdir(parents=True, exist_ok=True)
    wanted = json.dumps({"private": True, "dependencies": NPM}, indent=1)
    manifest = peers / "package.json"
    if manifest.exists() and manifest.read_text() == wanted and (peers / "node_modules").exists():
        return
    manifest.write_text(wanted)
    _run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], peers)


def jar(folder, package):
    """The jar that an npm package ships; it has none: None."""
    found = sorted((folder / "peers" / "node_modules" / package).rglob("*.jar"))
    return found[-1] if found else None


def script(folder, path):
    """A program of an installed npm package; not installed: None."""
    file = folder / "peers" / "node_modules" / path
    return file if file.exists() else None


def _run(command, folder, required=True):
    environment = os.environ | QUIET | {"DEBIAN_FRONTEND": "noninteractive"}
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, cwd=folder, env=environment, text=True, timeout=900,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if required and done.returncode != 0:
        raise BenchError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}")
