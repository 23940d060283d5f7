"""Rules about meaning. A rule looks at one file (`examine`) or at the facts of all of them (`run`); it renders nothing."""

from generator.check.context import Context
from generator.check.examine import Examiner
from generator.check.facts import Facts
from generator.check.lens import Lens
from generator.check.run import check

__all__ = ["Context", "Examiner", "Facts", "Lens", "check"]
