"""Many regions' sites as one catalogue, made from what they publish and from nothing else.

`sources` fetches a site's files and believes its manifest only; `published` reads what strangers wrote; `delta` says what a
region changed since the last run; `postings`, `leaves` and `rows` are the common index; `pages` are what people see;
`run` holds it together and remembers, beside the catalogue, what it was made of.
"""

from __future__ import annotations

from generator.federate.run import Federated, federate
from generator.federate.sources import Broken, Folder, place

__all__ = ["Broken", "Federated", "Folder", "federate", "place"]
