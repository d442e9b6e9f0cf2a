"""Describes the machine and the software versions of a measurement."""

import os
import platform
import subprocess
from datetime import datetime, timezone
from pathlib import Path


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def said(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def describe(reference=True):
    """The machine and its software. The versions of the reference are included only if it was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    known = {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "system": platform.freedesktop_os_release()["PRETTY_NAME"],
        "dotnet": said("dotnet", "--version"),
    }
    if reference:
        for module in ("torch", "torchvision"):
            known[module] = said("/usr/bin/python3", "-c", f"import {module}; print({module}.__version__)")
    return known


def header(reference=True):
    """The description as one paragraph of Markdown."""
    m = describe(reference)
    versions = f", PyTorch {m['torch']}, torchvision {m['torchvision']}" if reference else ""
    return (
        f"{m['date']}, {m['processor']}, {m['cores']} cores, {m['memory_gib']} GiB, {m['system']}, "
        f".NET SDK {m['dotnet']}{versions}.")
