"""Prints as JSON what python-hcl2 reads in the files of a Terraform module: variables, resources, outputs, and the names
of variables in use. Argument: the folder."""

import json
import pathlib
import re
import sys

import hcl2


def plain(value):
    """Without the quotes and marks that the parser keeps of the source."""
    if isinstance(value, dict):
        return {plain(key): plain(inner) for key, inner in value.items() if key != "__is_block__"}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, str) and len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1]
    return value


folder = pathlib.Path(sys.argv[1])
module = {"variable": {}, "resource": {}, "output": {}, "used": []}
for file in sorted(folder.glob("*.tf")):
    text = file.read_text()
    parsed = plain(hcl2.loads(text))
    for kind in ("variable", "output"):
        for block in parsed.get(kind, []):
            module[kind].update(block)
    for block in parsed.get("resource", []):
        for type, named in block.items():
            module["resource"].setdefault(type, {}).update(named)
    module["used"] += re.findall(r"\bvar\.([a-z0-9_]+)", text)
print(json.dumps(module))
