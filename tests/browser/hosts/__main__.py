"""`python -m tests.browser.hosts` prints the matrix the tests hold, as a Markdown table."""

from tests.browser.hosts.pages import HOSTS, as_table

print(as_table([(host.name, *host.seen) for host in HOSTS]))
