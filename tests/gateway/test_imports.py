"""What a web process has in memory is counted in megabytes."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("library", ["prometheus_client", "wsgiref", "rdflib", "pyshacl"])
def test_a_web_process_does_without(library):
    code = "import sys, nofuz.gateway.service; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "nofuz.telemetry.slots" in loaded
    assert library not in loaded
