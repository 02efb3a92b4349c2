from shared.contracts.common.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class SetContact(_message.Message):
    __slots__ = ("unit_id", "role", "channel", "address", "secret")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    role: str
    channel: str
    address: str
    secret: str
    def __init__(self, unit_id: _Optional[str] = ..., role: _Optional[str] = ..., channel: _Optional[str] = ..., address: _Optional[str] = ..., secret: _Optional[str] = ...) -> None: ...

class RemoveContact(_message.Message):
    __slots__ = ("unit_id", "role", "channel")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    role: str
    channel: str
    def __init__(self, unit_id: _Optional[str] = ..., role: _Optional[str] = ..., channel: _Optional[str] = ...) -> None: ...

class ChooseChannels(_message.Message):
    __slots__ = ("unit_id", "role", "channels")
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    CHANNELS_FIELD_NUMBER: _ClassVar[int]
    unit_id: str
    role: str
    channels: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, unit_id: _Optional[str] = ..., role: _Optional[str] = ..., channels: _Optional[_Iterable[str]] = ...) -> None: ...

class ResendNotice(_message.Message):
    __slots__ = ("matter_id", "unit_id")
    MATTER_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    matter_id: str
    unit_id: str
    def __init__(self, matter_id: _Optional[str] = ..., unit_id: _Optional[str] = ...) -> None: ...

class RenewReceiptLink(_message.Message):
    __slots__ = ("matter_id", "unit_id")
    MATTER_ID_FIELD_NUMBER: _ClassVar[int]
    UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    matter_id: str
    unit_id: str
    def __init__(self, matter_id: _Optional[str] = ..., unit_id: _Optional[str] = ...) -> None: ...
