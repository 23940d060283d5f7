"""What a rule about one file may look at besides that file. Today is not in it: rules about dates stand in `dates`."""

from __future__ import annotations

from dataclasses import dataclass

from generator.schema import Vocabularies
from generator.settings import Settings


@dataclass(frozen=True)
class Lens:
    """The settings and the vocabularies of a bank."""

    settings: Settings
    vocabularies: Vocabularies
