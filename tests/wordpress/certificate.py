"""A certificate for loopback, signed by itself: the bank of the tests speaks TLS, as banks do."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path


def self_signed(folder: Path) -> Path:
    """A file with the key and the certificate of 127.0.0.1; beside it, as `.crt`, the certificate alone."""
    both, alone = folder / "bank.pem", folder / "bank.crt"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*make, "-keyout", both, "-out", alone], capture_output=True, check=True)
    both.write_bytes(both.read_bytes() + alone.read_bytes())
    return both


def server_context(certificate: Path) -> ssl.SSLContext:
    """What a server needs to speak with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def client_context(certificate: Path) -> ssl.SSLContext:
    """What a client needs to believe it."""
    return ssl.create_default_context(cafile=certificate.with_suffix(".crt"))
