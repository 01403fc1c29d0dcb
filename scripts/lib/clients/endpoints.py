"""The endpoints of the admin protocol, as docs/admin-openapi.yaml has them."""

import re

METHODS = ("get", "put", "post", "delete", "patch")


def read(path):
    """["GET /__admin/mappings/{id}", …], in the order of the document."""
    found, template = [], None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("   "):
            key = re.fullmatch(r"  (/\S*):", line)
            template = key and key[1]
        method = re.fullmatch(r"    (\w+):", line)
        if template and method and method[1] in METHODS:
            found.append(f"{method[1].upper()} {template}")
    if not found:
        raise SystemExit(f"{path}: no endpoint was found in it")
    return found


def template_of(call, endpoints):
    """The endpoint that a call such as "GET /__admin/mappings/7" is to; a name goes before a {variable}; none: the call."""
    if call in endpoints:
        return call
    for endpoint in endpoints:
        pattern = re.escape(endpoint).replace(r"\{path\}", ".+")
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", pattern), call):
            return endpoint
    return call
