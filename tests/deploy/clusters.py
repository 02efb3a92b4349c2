"""Rendered Kubernetes objects, asked for what a pod is, may and gets."""

from collections.abc import Iterator, Mapping
from typing import Any

Object = dict[str, Any]
WORKLOADS = frozenset({"Deployment", "StatefulSet", "Job"})


def of_kind(objects: list[Object], *kinds: str) -> dict[str, Object]:
    return {found["metadata"]["name"]: found for found in objects if found["kind"] in kinds}


def workloads(objects: list[Object]) -> dict[str, Object]:
    return of_kind(objects, *WORKLOADS)


def ours(objects: list[Object]) -> dict[str, Object]:
    """The workloads that run the program itself."""
    return {
        name: found for name, found in workloads(objects).items() if container(found)["image"].startswith("lianxi:")
    }


def pod(workload: Object) -> Object:
    found: Object = workload["spec"]["template"]["spec"]
    return found


def container(workload: Object) -> Object:
    (found,) = pod(workload)["containers"]
    assert "initContainers" not in pod(workload)
    return dict(found)


def labels(workload: Object) -> Mapping[str, str]:
    found: Mapping[str, str] = workload["spec"]["template"]["metadata"]["labels"]
    return found


def selected(selector: Mapping[str, str], objects: list[Object]) -> set[str]:
    """The names of the workloads whose pods have all these labels."""
    return {name for name, found in workloads(objects).items() if selector.items() <= labels(found).items()}


def environment(workload: Object, objects: list[Object], pod_name: str = "pod-0") -> dict[str, str]:
    """What the container's process sees, with `pod_name` as its pod's name."""
    maps = of_kind(objects, "ConfigMap")
    own = container(workload)
    seen: dict[str, str] = {}
    for source in own.get("envFrom", ()):
        seen |= maps[source["configMapRef"]["name"]]["data"]
    for variable in own.get("env", ()):
        by_field = variable.get("valueFrom", {}).get("fieldRef", {}).get("fieldPath")
        assert by_field in {None, "metadata.name"}
        seen[variable["name"]] = pod_name if by_field else variable["value"]
    return seen


def secrets_of(workload: Object) -> dict[str, set[str]]:
    """Secret → its keys that the pod mounts."""
    found: dict[str, set[str]] = {}
    for source in _secret_sources(pod(workload).get("volumes", ())):
        name = source.get("name") or source["secretName"]
        found.setdefault(name, set()).update(item["key"] for item in source["items"])
    return found


def _secret_sources(volumes: Any) -> Iterator[Object]:
    for volume in volumes:
        if "secret" in volume:
            yield volume["secret"]
        yield from (each["secret"] for each in volume.get("projected", {}).get("sources", ()) if "secret" in each)


def mounted_files(workload: Object) -> set[str]:
    """Paths at which the container finds the keys of its secrets."""
    at = {mount["name"]: mount["mountPath"] for mount in container(workload)["volumeMounts"]}
    return {
        f"{at[volume['name']]}/{item['path']}"
        for volume in pod(workload)["volumes"]
        for source in _secret_sources([volume])
        for item in source["items"]
    }
