"""What the commands' examples are about: units of the packaged example registry, whose ids come from their codes, and
matters with ids of their own. On a server with the example, the examples can be given as they stand, but for digests
of documents: these are made when a document is stored.
"""

from typing import Final

from shared.kernel.ids import derive

DOCUMENT: Final = "9f2c" * 16


def unit(code: str) -> str:
    return str(derive("unit", "CN", code))


def holder(code: str, office: str) -> str:
    """The person who holds an office of a unit in the example."""
    return str(derive("person", derive("unit", "CN", code), office))


def matter(name: str) -> str:
    return str(derive("example", name))


COMMITTEE: Final = unit("230300")
PARTY_COMMITTEE: Final = unit("230300-sw")
RESOLUTION: Final = matter("议定事项")
PLAN: Final = matter("责任分工方案")
