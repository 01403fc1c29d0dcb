"""Lets nothing that is measured reach further than loopback."""

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys

_MARK = "ALLOY_BENCH_ISOLATED"


def isolate():
    """Becomes the same program in a network namespace of its own. Not possible: says so, goes on."""
    if os.environ.get(_MARK) == "1":
        _raise_loopback()
        return True
    unshare = shutil.which("unshare")
    command = [unshare or "unshare", "--map-root-user", "--net"]
    if unshare and subprocess.run(command + ["true"], capture_output=True).returncode == 0:
        os.environ[_MARK] = "1"
        os.execv(unshare, command + [sys.executable] + sys.argv)
    print("bench: no network namespaces here (unshare); running beside everything else, and what "
          "a peer sends home is only switched off, not cut off", file=sys.stderr)
    return False


def _raise_loopback():
    get_flags, set_flags, up = 0x8913, 0x8914, 1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(control, get_flags, request))[1]
        fcntl.ioctl(control, set_flags, struct.pack("16sh14x", b"lo", flags | up))
