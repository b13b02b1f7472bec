"""PostgreSQL URLs, as libpq reads them."""

from contextlib import closing
from urllib.parse import quote

import pytest
from psycopg.conninfo import conninfo_to_dict

from mailflow.store import Store, StoreFault
from mailflow.store.database import Database
from mailflow.store.server_url import OPTIONS, server_of

URLS = (
    "postgresql://u@one:5432,two:5433/mailflow?target_session_attrs=read-write",
    "postgresql://u@one,two/mailflow",
    "postgresql://u:p%40ss@one:5432,two/x",
    "postgresql://u@[::1]:5432,[2001:db8::1]/x",
    "postgresql://%2Fvar%2Frun%2Fpostgresql/x",
    "postgresql:///x?host=/tmp&port=5433",
    "postgres://u:s%3Acret@one/a%20b?sslmode=require&application_name=a+b",
    "postgresql://u@one/x?options=-c%20lock_timeout%3D5s",
)


@pytest.mark.parametrize("url", URLS)
def test_a_url_says_what_it_says_to_libpq(url: str) -> None:
    wanted, server = conninfo_to_dict(url), server_of(url)
    said = {**server.options, "dbname": server.database}
    wanted["options"] = " ".join(filter(None, [OPTIONS, wanted.get("options")]))
    assert {key: said[key] for key in wanted} == {key: str(value) for key, value in wanted.items()}


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("postgresql://u@one,two/x", "read-write"),
        ("postgresql://u@one,two/x?target_session_attrs=any", "any"),
        ("postgresql:///x?host=one,two", "read-write"),
        ("postgresql://u@one/x", None),
    ],
)
def test_of_several_hosts_the_one_is_meant_that_takes_writes(url: str, asked: str | None) -> None:
    assert server_of(url).options.get("target_session_attrs") == asked


def test_a_name_holds_no_secret() -> None:
    assert server_of("postgresql://u:secret@one:1,two:2/x?sslpassword=secret").name == "one,two/x"


def test_a_port_that_is_no_number_is_told() -> None:
    with pytest.raises(StoreFault, match=r"database.url: one:54x: a port is a number"):
        Database("postgresql://u:secret@one:54x/mailflow")


@pytest.mark.real
def test_what_is_asked_in_options_leaves_ours_standing(postgres_url: str) -> None:
    database = Database(f"{postgres_url}?options={quote('-c lock_timeout=7s')}")
    found = database.peewee.execute_sql(
        "SELECT current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout')"
    ).fetchone()
    database.close()
    assert found == ("7s", "20s")


@pytest.mark.real
@pytest.mark.parametrize("seconds", ["0", "1min"])
def test_a_daemon_that_may_stand_still_in_a_transaction_for_long_is_refused(postgres_url: str, seconds: str) -> None:
    options = quote(f"-c idle_in_transaction_session_timeout={seconds}")
    with pytest.raises(StoreFault, match=r"keep others from taking over; .* leave it out, or at most 25s"):
        Store.open(f"{postgres_url}?options={options}")


@pytest.mark.real
def test_with_several_hosts_the_one_is_found_that_answers(postgres_url: str) -> None:
    place = postgres_url.partition("@")[2].partition("/")[0]
    url = postgres_url.replace(place, f"127.0.0.1:1,{place}")
    with closing(Store.open(url)) as store:
        assert store.name == f"127.0.0.1,127.0.0.1/{postgres_url.rpartition('/')[2]}"
        assert store.people.all() == []
