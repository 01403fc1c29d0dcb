"""Markdown."""

from statistics import median


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def microseconds(value):
    return f"{value:.0f} µs" if value < 1000 else f"{value / 1000:.1f} ms"


def milliseconds(seconds):
    return f"{seconds * 1000:.1f} ms"


def mebibytes(value):
    return f"{value / (1 << 20):.1f} MiB"


def middle(values):
    values = list(values)
    return median(values) if values else 0
