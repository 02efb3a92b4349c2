"""Generates Python from every file under `proto/`.

    python -m shared.contracts.generate [--check]

`proto/tasking/v1/tasking.proto` is known to others, in imports and in reflection, as
`lianxi/tasking/v1/tasking.proto`, and becomes `shared/contracts/tasking/v1/tasking_pb2.py`. `--check` changes
nothing and exits with 1 when the checked-in code is not what would be generated.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PREFIX: Final = "lianxi"
# No stub classes: servers and clients are made from descriptors (shared/serving/grpc.py).
SUFFIXES: Final = ("_pb2.py", "_pb2.pyi")
# protoc writes absolute imports from the proto path; our own live below another package.
_IMPORT = re.compile(rf"^from {PREFIX}\.", re.MULTILINE)


def generated(root: Path = ROOT) -> dict[str, str]:
    """Path below `shared/contracts` → content. Raises RuntimeError with protoc's complaint printed before."""
    from grpc_tools import protoc

    protos = sorted(path.relative_to(root / "proto").as_posix() for path in (root / "proto").rglob("*.proto"))
    with tempfile.TemporaryDirectory() as directory:
        outputs = [f"--{kind}_out={directory}" for kind in ("python", "pyi")]
        well_known = str(files("grpc_tools") / "_proto")
        paths = [f"--proto_path={PREFIX}={root / 'proto'}", f"--proto_path={well_known}"]
        if protoc.main(["protoc", *paths, *outputs, *(f"{PREFIX}/{name}" for name in protos)]):
            raise RuntimeError("protoc refused the files")
        below = Path(directory) / PREFIX
        return {path.relative_to(below).as_posix(): _rewritten(path) for path in sorted(below.rglob("*.py*"))}


def _rewritten(path: Path) -> str:
    return _IMPORT.sub("from shared.contracts.", path.read_text("utf-8"))


def checked_in(root: Path = ROOT) -> dict[str, str]:
    below = root / "shared" / "contracts"
    found = (path for path in sorted(below.rglob("*_pb2*.py*")) if path.name.endswith(SUFFIXES))
    return {path.relative_to(below).as_posix(): path.read_text("utf-8") for path in found}


def differences(root: Path = ROOT) -> list[str]:
    wanted, present = generated(root), checked_in(root)
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def write(root: Path = ROOT) -> list[str]:
    """Returns what changed."""
    wanted, below = generated(root), root / "shared" / "contracts"
    changed = differences(root)
    for name in changed:
        path = below / name
        if name not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        for package in path.parents:
            if package == below:
                break
            (package / "__init__.py").touch()
        path.write_text(wanted[name], "utf-8")
    return changed


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Generate Python from proto/")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something would change")
    check = parser.parse_args(arguments).check
    changed = differences() if check else write()
    for name in changed:
        sys.stdout.write(("differs: " if check else "written: ") + name + "\n")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
