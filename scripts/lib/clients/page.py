"""docs/clients.md: its tables are what the cases did."""

import dataclasses
import re

BEGIN = "<!-- What follows is written by scripts/lib/check-clients PROGRAM --accept. -->\n"


@dataclasses.dataclass
class Case:
    group: str
    name: str
    shows: str  # "works", "fails", "both"
    passed: bool
    methods: set


@dataclasses.dataclass
class Client:
    """name   of its package or program, with the version
    public    what it offers: "WireMock.register", or with parameters in brackets; sorted as it is shown
    local     those of public that ask the emulator nothing
    noun      what public has: "method", "endpoint"
    """

    name: str
    cases: list
    public: list
    local: set
    noun: str = "method"

    def shown(self, method, shows):
        return [number for number, case in enumerate(self.cases, start=1)
                if method in case.methods and case.shows in (shows, "both")]

    def is_supported(self, method):
        """It works in a case, or there is none in which the emulator says that it does not do that."""
        refused = any(method in case.methods and case.group == "not supported" for case in self.cases)
        return bool(self.shown(method, "works")) or not refused

    def complaints(self):
        """What the cases leave out."""
        for method in self.public:
            if not any(method in case.methods for case in self.cases):
                yield f"{self.name}: no case calls {method}"
            elif method in self.local:
                continue
            elif self.is_supported(method) and not self.shown(method, "works"):
                yield f"{self.name}: no case shows that {method} works"
            elif not self.shown(method, "fails"):
                yield f"{self.name}: no case shows how {method} fails"
        for case in self.cases:
            for method in sorted(case.methods - set(self.public)):
                yield f"{self.name}: the case '{case.name}' calls {method}, which is not among what it offers"


def numbers(found):
    """[1, 2, 3, 7] becomes "1–3, 7"."""
    runs = []
    for number in sorted(set(found)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs) or "–"


def rows_of(client):
    """One row for all overloads."""
    names = {}
    for method in client.public:
        names.setdefault(method.split("(")[0], []).append(method)
    for name, overloads in names.items():
        works = [number for method in overloads for number in client.shown(method, "works")]
        fails = [number for method in overloads for number in client.shown(method, "fails")]
        shown = numbers(works) if any(map(client.is_supported, overloads)) else "not supported"
        count = f" ×{len(overloads)}" if len(overloads) > 1 else ""
        yield f"| `{name}`{count} | {shown} | {numbers(fails)} |"


def section(client):
    text = f"## {client.name}\n\n| {client.noun} | works in | fails in |\n|---|---|---|\n"
    text += "".join(f"{row}\n" for row in rows_of(client)) + "\n"
    for number, case in enumerate(client.cases, start=1):
        text += f"{number}. {case.group}: {case.name}\n"
    return text


def written(text, clients):
    """The page with its tables as they should be."""
    head = text[:text.index(BEGIN)] if BEGIN in text else text.rstrip("\n") + "\n\n"
    return head + BEGIN + "".join(f"\n{section(client)}" for client in clients)


def first_difference(expected, found):
    for number, (a, b) in enumerate(zip(expected.splitlines() + [""], found.splitlines() + [""]), start=1):
        if a != b:
            return f"line {number} is\n  {b}\nand should be\n  {a}"
    return "its end"


def version_of(lock, package):
    return re.search(rf'"node_modules/{re.escape(package)}": \{{\s*"version": "([^"]+)"', lock)[1]
