"""The sample service's proto file, drafted from its commands and compiled as a service's own would be."""

import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

from google.protobuf import descriptor_pool, struct_pb2
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from grpc_tools import protoc

from shared.contracts.common.v1 import common_pb2
from shared.contracts.draft import draft
from shared.contracts.generate import ROOT

NEEDED_FIRST = (common_pb2.DESCRIPTOR, struct_pb2.DESCRIPTOR)


def compiled(service: str, text: str) -> ServiceDescriptor:
    """The one service that the text of a proto file holds."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, f"{service}.proto")
        path.write_text(text, "utf-8")
        result = Path(directory, "set")
        well_known = files("grpc_tools") / "_proto"
        options = [f"--proto_path={directory}", f"--proto_path=lianxi={ROOT / 'proto'}", f"--proto_path={well_known}"]
        assert protoc.main(["protoc", *options, f"--descriptor_set_out={result}", path.name]) == 0
        (file,) = FileDescriptorSet.FromString(result.read_bytes()).file
    descriptor_pool.Default().AddSerializedFile(file.SerializeToString())
    (found,) = descriptor_pool.Default().FindFileByName(file.name).services_by_name.values()
    return found


@cache
def sample_service() -> ServiceDescriptor:
    from tests.unit.serving.sample import AcceptTask, DraftTask

    return compiled("sample", draft("sample", [DraftTask, AcceptTask]))
