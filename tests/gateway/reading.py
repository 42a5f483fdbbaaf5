"""Reading what a server under test has told: its log and its numbers."""

import json
import time
from http.client import HTTPConnection

from prometheus_client.parser import text_string_to_metric_families


def wait_until(holds, seconds=15):
    deadline = time.monotonic() + seconds
    while not (value := holds()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return value


def records(log):
    """Return the objects of a log; every line has to be one."""
    return [json.loads(line) for line in log.read_bytes().splitlines()]


def requests(log):
    return [record for record in records(log) if record.get("event") == "request"]


def metrics_port(log):
    """Return the port that the server tells its numbers at, as it says in its log."""
    told = (record.get("message", "") for record in records(log))
    [address] = [message for message in told if message.startswith("metrics at ")]
    return int(address.removesuffix("/metrics").rpartition(":")[2])


def ask(port, path):
    """Return status and body from the operator's address."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


class Numbers:
    """The numbers of a server at one moment."""

    def __init__(self, port):
        _, text = ask(port, "/metrics")
        self.samples = [
            sample for family in text_string_to_metric_families(text) for sample in family.samples
        ]

    def sum(self, name, **labels):
        return sum(
            sample.value
            for sample in self.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        )
