"""Stored events as CloudEvents 1.0 and back, byte for byte.

| attribute | holds |
| --- | --- |
| id, type, time, subject | the envelope's id, type, occurred moment; the stream's id |
| source | `/lianxi/<log>` |
| log, generation, position, previous, partition | the place; decimal text, for a CloudEvents integer has 32 bits |
| recordedat | recorded time, ISO with microseconds |
| envelope, leaf | the stored bytes |
| traceparent | where the envelope has one |

Data is the stored JSON. The envelope is read from its bytes alone; the other attributes are for those who route.
"""

from datetime import UTC, datetime
from typing import Final

import msgspec

from shared.contracts.cloudevents.v1.cloudevents_pb2 import CloudEvent
from shared.kernel.envelope import Envelope, RecordedEvent

SPEC_VERSION: Final = "1.0"
_envelopes = msgspec.json.Decoder(Envelope)


def to_cloud_event(event: RecordedEvent) -> CloudEvent:
    envelope = event.envelope
    cloud = CloudEvent(
        id=str(envelope.id),
        source=f"/lianxi/{event.log}",
        spec_version=SPEC_VERSION,
        type=envelope.type,
        binary_data=event.data,
    )
    texts = {
        "datacontenttype": "application/json",
        "subject": str(envelope.stream_id),
        "log": event.log,
        "generation": str(event.generation),
        "position": str(event.position),
        "previous": str(event.previous),
        "partition": str(envelope.partition),
        "recordedat": event.recorded_at.isoformat(timespec="microseconds"),
    }
    if envelope.traceparent is not None:
        texts["traceparent"] = envelope.traceparent
    for name, text in texts.items():
        cloud.attributes[name].ce_string = text
    cloud.attributes["time"].ce_timestamp.FromDatetime(envelope.occurred.at)
    cloud.attributes["envelope"].ce_bytes = event.envelope_bytes
    cloud.attributes["leaf"].ce_bytes = event.leaf
    return cloud


def from_cloud_event(cloud: CloudEvent) -> RecordedEvent:
    """Raises ValueError when an attribute of ours is missing or malformed."""
    attributes = cloud.attributes
    envelope_bytes = attributes["envelope"].ce_bytes
    return RecordedEvent(
        log=attributes["log"].ce_string,
        generation=int(attributes["generation"].ce_string),
        position=int(attributes["position"].ce_string),
        recorded_at=datetime.fromisoformat(attributes["recordedat"].ce_string).astimezone(UTC),
        envelope=_envelopes.decode(envelope_bytes),
        envelope_bytes=envelope_bytes,
        data=cloud.binary_data,
        leaf=attributes["leaf"].ce_bytes,
        previous=int(attributes["previous"].ce_string),
    )
