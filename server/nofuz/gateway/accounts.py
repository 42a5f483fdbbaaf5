"""What each client has had of this server, and when it has had enough."""

from nofuz.clients.budgets import Allowance, Budgets, Kind
from nofuz.errors import TooManyRequests
from nofuz.query.inspection import Query
from nofuz.query.work import Outcome
from nofuz.settings import Settings
from nofuz.telemetry import series
from nofuz.telemetry.journal import log_slow_query

_ERRORS, _SECONDS = Kind.ERRORS, Kind.QUERY_SECONDS
_HAD = {_ERRORS: "answers that are errors", _SECONDS: "seconds of query evaluation"}


def allowances(settings: Settings) -> dict[Kind, Allowance]:
    """Return what each client may take."""
    return {
        _SECONDS: Allowance(settings.client_query_seconds, settings.client_query_seconds_burst),
        _ERRORS: Allowance(settings.client_errors, settings.client_errors_burst),
    }


class Accounts:
    """The accounts of all clients, as a web process sees them."""

    def __init__(self, settings: Settings, budgets: Budgets, meter: series.Meter) -> None:
        self._budgets = budgets
        self._meter = meter
        self._slow = settings.slow_query_seconds
        self._is_private = settings.log_private

    def of(self, client: str) -> "ClientAccount":
        """Return the account of one client."""
        return ClientAccount(self, client)

    def refusal(self, client: str, kind: Kind, now: float | None = None) -> TooManyRequests | None:
        """Return why a client gets no more of a kind now, None if it does."""
        wait = self._budgets.seconds_to_wait(client, kind, now)
        if not wait:
            return None
        self._meter.add(series.RATE_REFUSALS, kind.name.lower())
        return TooManyRequests(f"this client has had enough {_HAD[kind]} for now", retry_after=wait)

    def charge_error(self, client: str) -> None:
        """Count an answer that told a client of its error."""
        self._budgets.charge(client, _ERRORS, 1)

    def charge_work(self, client: str, query: Query, outcome: Outcome, seconds: float) -> None:
        """Count what a child has worked for a client, and tell of it when that was long."""
        self._budgets.charge(client, _SECONDS, seconds)
        if self._slow and seconds > self._slow:
            self._meter.add(series.SLOW_QUERIES)
            log_slow_query(
                query.text,
                seconds=seconds,
                form=query.form,
                outcome=outcome,
                is_private=self._is_private,
            )


class ClientAccount:
    """One client's account, to which its queries are charged."""

    __slots__ = ("_accounts", "_client")

    def __init__(self, accounts: Accounts, client: str) -> None:
        self._accounts = accounts
        self._client = client

    def admit(self) -> None:
        """Let the client have a child.

        Raises:
            TooManyRequests: it has used up its time (429).
        """
        refusal = self._accounts.refusal(self._client, _SECONDS)
        if refusal is not None:
            raise refusal

    def take_note(self, query: Query, outcome: Outcome, seconds: float) -> None:
        """Be told that a child has worked for the client."""
        self._accounts.charge_work(self._client, query, outcome, seconds)
