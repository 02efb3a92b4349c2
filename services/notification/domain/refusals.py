"""What notification refuses, one class per case."""

from shared.kernel.errors import NotPermitted


class DeskNotVisible(NotPermitted):
    code = "desk_not_visible"
