"""What a fault's run counted: one line, and what of it must not be."""

from dataclasses import dataclass, field, fields
from typing import ClassVar


@dataclass
class Report:
    """A fault's counts. `never` names those that must be 0, `some` those that must not: a fault that did nothing
    proves nothing. `notes` are findings in words, each of them a failure."""

    fault: ClassVar[str] = ""
    never: ClassVar[tuple[str, ...]] = ()
    some: ClassVar[tuple[str, ...]] = ()

    seed: int
    notes: list[str] = field(default_factory=list)

    def wrong(self) -> list[str]:
        found = [f"{name} is {getattr(self, name)}, not 0" for name in self.never if getattr(self, name)]
        found += [f"{name} is 0" for name in self.some if not getattr(self, name)]
        return [*found, *self.notes]

    def line(self) -> str:
        counted = [each for each in fields(self) if each.name not in {"seed", "notes"}]
        told = ", ".join(f"{each.name.replace('_', ' ')} {_told(getattr(self, each.name))}" for each in counted)
        return f"{self.fault}: {told}"

    def check(self) -> None:
        """Raises AssertionError, which says how to repeat the run."""
        if wrong := self.wrong():
            again = f"repeat it with --seed {self.seed}, in full: python -m tests.chaos --only {self.fault}"
            raise AssertionError("\n".join([self.line(), *wrong[:20], again]))


def _told(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, dict):
        return "(" + ", ".join(f"{number} {name}" for name, number in sorted(value.items())) + ")"
    return str(value)
