"""The matrix: what a reader sees of each line on each kind of host. `python -m tests.browser.hosts` prints it."""

from __future__ import annotations

import pytest

from tests.browser.hosts.pages import HOSTS, IMPAIRED_ON, KINDS, Host, Opened, as_table, put
from tests.browser.hosts.seen import settled
from tests.browser.hosts.servers import Bank, School

pytest_plugins = ["tests.browser.hosts.fixtures"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.id)
def test_matrix(opened: Opened, bank_server: Bank, school_server: School, host: Host) -> None:
    """Never an empty place: the section or the link is seen. An iframe alone may become a hole, so its line has a link after it."""
    wanted = {f"place-{kind}": seen for kind, seen in zip(KINDS, host.seen, strict=True) if seen}
    # The frame that loads late comes first, so that it is on the screen.
    lines = [(place, bank_server.line(place.removeprefix("place-"), cors=host.cors).replace(*host.changed)) for place in reversed(wanted)]
    page = opened(put(school_server, bank_server, host, *lines), hurry=host.seen[0] == "link", width=host.width, **host.browser)
    if host.impaired:
        settled(page, wanted)
        page.evaluate(IMPAIRED_ON)
    found = settled(page, wanted)
    if not host.browser.get("java_script_enabled", True) and found.get("place-iframe") == "frame with scroll":
        found["place-iframe"] = "frame"  # measured before it had a width; without scripts nothing can ask the browser again
    assert found == wanted, as_table([(host.name, *(found.get(f"place-{kind}", "") for kind in KINDS))])
