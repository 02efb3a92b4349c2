"""One table maps a refusal's kind to its HTTP problem and its gRPC status; nothing else decides on a status."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import grpc
import msgspec

from shared.kernel.errors import Invalid, Kind, NotFound, Refusal, TooLarge, Unavailable

PROBLEM_TYPE: Final = "urn:lianxi:problem:"


@dataclass(frozen=True, slots=True)
class Status:
    http: int
    grpc: grpc.StatusCode
    title: str


STATUS: Final[Mapping[Kind, Status]] = {
    "rule": Status(422, grpc.StatusCode.FAILED_PRECONDITION, "规则不允许"),
    "invalid": Status(400, grpc.StatusCode.INVALID_ARGUMENT, "填写有误"),
    "unauthenticated": Status(401, grpc.StatusCode.UNAUTHENTICATED, "需要登录"),
    "forbidden": Status(403, grpc.StatusCode.PERMISSION_DENIED, "没有权限"),
    "not_found": Status(404, grpc.StatusCode.NOT_FOUND, "没有找到"),
    "conflict": Status(409, grpc.StatusCode.ABORTED, "与他人的修改冲突"),
    "too_large": Status(413, grpc.StatusCode.RESOURCE_EXHAUSTED, "内容过大"),
    "unsupported": Status(415, grpc.StatusCode.INVALID_ARGUMENT, "格式不支持"),
    "unavailable": Status(503, grpc.StatusCode.UNAVAILABLE, "暂时不可用"),
}
INTERNAL: Final = Status(500, grpc.StatusCode.INTERNAL, "系统内部错误")
INTERNAL_CODE: Final = "internal"
INTERNAL_SENTENCE: Final = "系统出了差错，这一步没有确认完成。请稍后用同一请求重试；仍不行时把关联编号告诉管理员。"


class MalformedBody(Invalid):
    code = "malformed_body"


class FieldMissing(Invalid):
    code = "field_missing"


class FieldUnknown(Invalid):
    code = "field_unknown"


class FieldInvalid(Invalid):
    code = "field_invalid"


class UnsupportedMediaType(Refusal):
    kind = "unsupported"
    code = "unsupported_media_type"


class BodyTooLarge(TooLarge):
    code = "body_too_large"


class NoSuchPage(NotFound):
    code = "no_such_page"


class NotYetThere(Unavailable):
    """The view has not come to the position the caller named; nothing is wrong, ask again."""

    code = "not_yet_there"


def problem_of(refusal: Refusal) -> dict[str, Any]:
    """The members of an RFC 9457 problem; details never displace the members that every problem has."""
    status = STATUS[refusal.kind]
    return {
        **refusal.details,
        **_problem(refusal.code, status, refusal.message),
        **({"rule": refusal.rule} if refusal.rule else {}),
    }


def internal_problem(correlation_id: str) -> dict[str, Any]:
    """What an unknown exception becomes: its words stay in the log, under the correlation id."""
    return {**_problem(INTERNAL_CODE, INTERNAL, INTERNAL_SENTENCE), "correlation_id": correlation_id}


def _problem(code: str, status: Status, detail: str) -> dict[str, Any]:
    return {
        "type": PROBLEM_TYPE + code,
        "title": status.title,
        "status": status.http,
        "detail": detail,
        "code": code,
    }


_TYPES: Final = {
    "str": "文字",
    "int": "整数",
    "float": "数字",
    "bool": "true或false",
    "array": "列表",
    "object": "对象",
    "uuid": "编号（UUID）",
    "date": "日期，如2026-03-05",
    "datetime": "时刻，如2026-03-05T08:00:00Z",
    "null": "空",
}
_FORMS: Final = {"UUID": _TYPES["uuid"], "date": _TYPES["date"], "datetime": _TYPES["datetime"]}
_AT = re.compile(r" - at `(?:key in )?\$?\.?([^`]*)`$")
_MISSING = re.compile(r"missing required field `([^`]*)`")
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_EXPECTED = re.compile(r"^Expected `([^`]*)`(?:, got `([^`]*)`)?$")
_INVALID = re.compile(r"^Invalid (?:RFC3339 encoded )?(UUID|date|datetime)")


def body_refusal(error: Exception) -> Refusal:
    """A sentence that names the field, for what msgspec could not decode."""
    if not isinstance(error, msgspec.ValidationError):
        return MalformedBody("请求内容不是正确的JSON（UTF-8编码），请检查后再提交。")
    text = str(error)
    found = _AT.search(text)
    path = found.group(1) if found else ""
    text = _AT.sub("", text)
    if missing := _MISSING.search(text):
        name = _joined(path, missing.group(1))
        return FieldMissing(f"缺少必填的字段“{name}”。", field=name)
    if unknown := _UNKNOWN.search(text):
        name = _joined(path, unknown.group(1))
        return FieldUnknown(f"不认识字段“{name}”，请删去或改正名称。", field=name)
    return FieldInvalid(f"{f'字段“{path}”' if path else '请求内容'}{_expectation(text)}。", field=path)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _expectation(text: str) -> str:
    if expected := _EXPECTED.match(text):
        kinds = [_TYPES.get(kind.strip(), kind.strip()) for kind in expected.group(1).split("|")]
        return f"应为{'或'.join(kinds)}"
    if invalid := _INVALID.match(text):
        return f"应为{_FORMS[invalid.group(1)]}"
    if text.startswith("Invalid enum value"):
        return "的取值不在允许的范围内"
    return "的内容不合要求"
