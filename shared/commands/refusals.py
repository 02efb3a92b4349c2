"""What the bus itself refuses, in one wording each."""

from shared.kernel.errors import IdempotencyKeyReused, NotFound, Unavailable, VersionConflict


class PermissionNotAsked(RuntimeError):
    """A handler that judged without `work.permit`: a programming error, never an answer."""


def not_found() -> NotFound:
    """The same words for what is absent and for what is none of the unit's business."""
    return NotFound("没有找到这件事，或者它与您的单位无关。")


def stale_version(expected: int, current: int) -> VersionConflict:
    return VersionConflict(
        f"这件事刚刚被别人改动过：您看到的是第{expected}版，现在是第{current}版。请刷新后再办。",
        expected_version=expected,
        current_version=current,
    )


def already_begun() -> VersionConflict:
    return VersionConflict("同一编号的事项已经建立，请打开已有的那一件办理。")


def key_reused() -> IdempotencyKeyReused:
    return IdempotencyKeyReused("这个提交编号已经用于另一项内容，请重新提交。")


def too_busy() -> Unavailable:
    return Unavailable("同时办理这件事的人较多，这一次没有存入，请稍后再试。")
