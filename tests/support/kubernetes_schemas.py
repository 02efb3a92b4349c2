"""Kubernetes' schemas as kubeconform reads them without a network, from the package kubernetes-validate."""

import json
from importlib.util import find_spec
from pathlib import Path


def write_schemas(version: str, directory: Path) -> Path:
    """`version` is like 1.34; returns the directory of that version's strict schemas, one file a kind."""
    spec = find_spec("kubernetes_validate")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    source = Path(spec.submodule_search_locations[0], "kubernetes-json-schema", f"v{version}.0-local-strict")
    target = directory / f"v{version}.0"
    if not target.exists():
        target.mkdir(parents=True)
        for file in source.glob("*.json"):
            # Definitions are named by an absolute path there; beside each other files find them.
            schema = json.loads(file.read_text(encoding="utf-8").replace("/api/_definitions.json", "_definitions.json"))
            schema.pop("$id", None)
            (target / file.name).write_text(json.dumps(schema), encoding="utf-8")
    return target
