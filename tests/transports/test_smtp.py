"""The order of sending and what each answer and each break does, against a server that follows a script."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from mailflow.transports.interfaces import LoginFault, Outgoing, Sending, Sent, TransportFault
from mailflow.transports.smtp import SmtpRelay, SmtpSettings
from tests.servers.processes import free_port
from tests.servers.scripted_smtp import CUT, HANG, Script, ScriptedSmtp, scripted_smtp

SENT, DEFERRED, REFUSED, ACCOUNT, IN_DOUBT = Sending
RAW = b"Subject: hello\r\n\r\n.a dot\r\n"
SHORT = 0.3


def settings(port: int, **more: object) -> SmtpSettings:
    plain = SmtpSettings("127.0.0.1", port, "loopback-plain", "projects@example.com", connections=1)
    return replace(plain, local_hostname="mail.example.com", **more)  # type: ignore[arg-type]


@contextmanager
def at(script: Script | None = None, **more: object) -> Iterator[tuple[SmtpRelay, ScriptedSmtp]]:
    with scripted_smtp(script) as server:
        relay = SmtpRelay(settings(server.port, **more))
        try:
            yield relay, server
        finally:
            relay.close()


def letters(count: int) -> list[Outgoing]:
    return [Outgoing(n, f"person{n}@example.com", RAW) for n in range(1, count + 1)]


def known(results: Iterable[Sequence[Sent]]) -> list[Sent]:
    return [one for together in results for one in together]


def outcomes(sent: list[Sent]) -> dict[int, Sending]:
    return {one.id: one.sending for one in sorted(sent, key=lambda one: one.id)}


def send(relay: SmtpRelay, count: int = 1) -> tuple[dict[int, Sending], list[int]]:
    """Outcomes by id, and the ids that `before_data` was told of."""
    told: list[int] = []
    return outcomes(known(relay.send(letters(count), told.extend))), told


# -- the order


def test_before_data_is_called_after_rcpt_and_before_data_and_content() -> None:
    with at() as (relay, server):
        heard: list[list[str]] = []
        known(relay.send(letters(1), lambda _: heard.append(server.verbs())))
        assert heard == [["EHLO", "MAIL", "RCPT"]]
        assert server.verbs() == ["EHLO", "MAIL", "RCPT", "DATA"]


def test_what_is_no_longer_ours_when_the_server_waits_for_it_is_not_transmitted() -> None:
    with at() as (relay, server):
        ((sent,),) = relay.send(letters(1), lambda _: None, lambda: False)
        assert (sent.sending, sent.code) == (Sending.DEFERRED, 0)
        assert server.verbs()[:4] == ["EHLO", "MAIL", "RCPT", "DATA"]
        assert not any(server.contents)
        assert set(send(relay)[0].values()) == {Sending.SENT}


def test_while_the_server_is_waited_for_there_is_time_for_something_else() -> None:
    with at(connections=2) as (relay, server):
        done: list[int] = []
        results = known(
            relay.send(letters(5), lambda _: None, meanwhile=lambda: done.append(len(server.heard)) is None)
        )
        assert outcomes(results) == dict.fromkeys(range(1, 6), SENT)
        assert len(set(done)) > 3


def test_where_nothing_is_to_be_done_meanwhile_the_answer_is_just_waited_for() -> None:
    with at() as (relay, _):
        asked: list[int] = []

        def idle() -> bool:
            asked.append(1)
            return False

        assert len(known(relay.send(letters(3), lambda _: None, meanwhile=idle))) == 3
        assert 3 <= len(asked) <= 6


def test_envelope_and_greeting_are_as_configured() -> None:
    with at() as (relay, server):
        send(relay)
        assert server.heard[:3] == [
            "EHLO mail.example.com",
            f"MAIL FROM:<projects@example.com> SIZE={len(RAW)}",
            "RCPT TO:<person1@example.com>",
        ]


def test_one_wave_marks_as_many_letters_as_there_are_connections() -> None:
    with at(connections=3) as (relay, server):
        waves: list[list[int]] = []
        results = known(relay.send(letters(7), lambda ids: waves.append(list(ids))))
        assert [sorted(wave) for wave in waves] == [[1, 2, 3], [4, 5, 6], [7]]
        assert outcomes(results) == dict.fromkeys(range(1, 8), SENT)
        assert server.connections == 3


def test_connections_are_kept_between_calls() -> None:
    with at() as (relay, server):
        send(relay, 3)
        send(relay, 3)
        assert server.connections == 1
        assert server.verbs().count("EHLO") == 1


def test_no_letters_make_no_connection() -> None:
    with at() as (relay, server):
        assert send(relay, 0) == ({}, [])
        assert server.connections == 0


def test_the_servers_words_are_passed_on() -> None:
    with at({"RCPT": "550-5.1.1 No such\r\n550 5.1.1 user"}) as (relay, _):
        assert known(relay.send(letters(1), _never)) == [Sent(1, REFUSED, 550, "5.1.1", "No such user")]


def test_every_letter_has_one_result_whatever_happens() -> None:
    script = {
        "RCPT": ["250 ok", "550 5.1.1 no", "451 later", "250 ok", "250 ok", "250 ok"],
        "CONTENT": ["250 ok", CUT, "250 ok", "554 5.7.1 spam"],
    }
    with at(script) as (relay, _):
        results = known(relay.send(letters(9), lambda ids: None))
        assert sorted(one.id for one in results) == list(range(1, 10))
        assert outcomes(results) == {
            1: SENT, 2: REFUSED, 3: DEFERRED, 4: IN_DOUBT, 5: SENT, 6: ACCOUNT, 7: ACCOUNT, 8: ACCOUNT, 9: ACCOUNT,
        }  # fmt: skip


ANSWERS = {
    "OPEN": ["220 hello", "421 4.7.0 busy", CUT],
    "MAIL": ["250 ok", "451 4.3.0 later", CUT],
    "RCPT": ["250 ok", "550 5.1.1 no such user", "450 4.2.0 greylisted", "421 4.3.0 bye", CUT],
    "DATA": ["354 go", "451 4.3.0 later", CUT],
    "CONTENT": ["250 ok", "552 5.2.2 full", "451 4.3.0 later", "421 4.3.0 bye", CUT, "hello?"],
    "RSET": ["250 ok", CUT, "500 what?"],
}


@settings_of(max_examples=60, deadline=None, derandomize=True)
@given(
    st.fixed_dictionaries({verb: st.lists(st.sampled_from(said), max_size=6) for verb, said in ANSWERS.items()}),
    st.integers(1, 3),
)
def test_however_a_server_behaves_no_letter_is_transmitted_twice_or_unmarked_or_without_a_result(
    answers: dict[str, list[str]], connections: int
) -> None:
    script = {verb: [*said, ANSWERS[verb][0]] for verb, said in answers.items()}
    with at(script, connections=connections) as (relay, server):
        told: list[int] = []
        results = known(relay.send([Outgoing(n, f"p{n}@example.com", b"%d\r\n" % n) for n in range(8)], told.extend))
        transmitted = [int(content) for content in server.contents]
        assert sorted(one.id for one in results) == list(range(8))
        assert len(set(told)) == len(told)
        assert len(set(transmitted)) == len(transmitted)
        assert set(transmitted) <= set(told)
        assert {one.id for one in results if one.sending in (SENT, IN_DOUBT)} <= set(transmitted)


# -- what is unsent for certain


@pytest.mark.parametrize("how", [CUT, HANG])
@pytest.mark.parametrize("where", ["OPEN", "EHLO", "MAIL", "RCPT"])
def test_a_break_before_data_defers_and_nothing_is_marked(where: str, how: str) -> None:
    with at({where: how}, connect_timeout=SHORT, command_timeout=SHORT) as (relay, server):
        assert send(relay) == ({1: DEFERRED}, [])
        assert not any(server.contents)


@pytest.mark.parametrize("how", [CUT, HANG])
def test_a_break_in_the_login_defers(how: str) -> None:
    with at({"AUTH": how}, connect_timeout=SHORT, user="projects", password="secret") as (relay, _):
        assert send(relay) == ({1: DEFERRED}, [])


@pytest.mark.parametrize("how", [CUT, HANG, "451 4.3.0 later", "250 what?"])
def test_no_go_ahead_after_data_defers_since_nothing_was_transmitted(how: str) -> None:
    with at({"DATA": [how, "354 go ahead"]}, command_timeout=SHORT) as (relay, server):
        assert send(relay) == ({1: DEFERRED}, [1])
        assert not any(server.contents)
        assert send(relay) == ({1: SENT}, [1])


def test_an_unreachable_server_defers_everything_at_once_and_is_tried_once() -> None:
    relay = SmtpRelay(settings(free_port()))
    results = known(relay.send(letters(50), _never))
    relay.close()
    assert outcomes(results) == dict.fromkeys(range(1, 51), DEFERRED)
    assert "nothing listens there" in results[0].text


def test_a_server_that_will_not_have_us_now_defers_the_rest_without_trying_each() -> None:
    with at({"OPEN": "421 4.7.0 too busy"}) as (relay, server):
        outcome, told = send(relay, 20)
        assert outcome == dict.fromkeys(range(1, 21), DEFERRED)
        assert told == []
        assert server.connections == 1


def test_a_server_that_allows_fewer_connections_is_used_with_those() -> None:
    with at({"OPEN": ["220 hello", "421 4.7.0 only one at a time"]}, connections=3) as (relay, server):
        outcome, told = send(relay, 6)
        assert outcome == dict.fromkeys(range(1, 7), SENT)
        assert sorted(told) == [1, 2, 3, 4, 5, 6]
        assert len(server.contents) == 6


# -- what is in doubt


@pytest.mark.parametrize("how", [CUT, HANG, "hello?", "354 go ahead"])
def test_no_answer_to_the_content_leaves_the_letter_in_doubt(how: str) -> None:
    with at({"CONTENT": [how, "250 ok"]}, final_timeout=SHORT) as (relay, server):
        assert send(relay) == ({1: IN_DOUBT}, [1])
        assert len(server.contents) == 1
        assert send(relay) == ({1: SENT}, [1])


def test_the_final_answer_may_take_longer_than_any_other() -> None:
    assert SmtpSettings("h", 25, "implicit", "a@b").final_timeout >= 600


def test_a_connection_that_stalls_does_not_hold_back_the_others_results() -> None:
    with at({"CONTENT": ["250 ok", HANG]}, connections=2, final_timeout=0.5) as (relay, _):
        results = relay.send(letters(2), lambda ids: None)
        assert [one.sending for one in next(results)] == [SENT]
        assert [one.sending for one in next(results)] == [IN_DOUBT]


def test_results_that_nobody_waits_for_any_more_hang_up() -> None:
    with at({"CONTENT": ["250 ok", HANG]}, connections=2) as (relay, server):
        results = relay.send(letters(2), lambda ids: None)
        next(results)
        results.close()
        assert server.connections == 2


# -- a failing commit


def test_what_could_not_be_marked_is_not_transmitted_and_the_next_letter_starts_clean() -> None:
    with at() as (relay, server):
        with pytest.raises(OSError, match="disk full"):
            known(relay.send(letters(1), _full_disk))
        assert not any(server.contents)
        assert send(relay) == ({1: SENT}, [1])
        assert server.verbs() == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA"]


def test_a_round_that_is_left_in_the_middle_starts_clean_next_time() -> None:
    with at({"RCPT": ["550 5.1.1 no", "250 ok"]}, connections=2) as (relay, server):
        results = relay.send(letters(2), _never)
        assert [one.sending for one in next(results)] == [REFUSED]
        results.close()
        assert send(relay, 2)[0] == {1: SENT, 2: SENT}
        assert len(server.contents) == 2


# -- refused, account


@pytest.mark.parametrize("stage", ["RCPT", "DATA", "CONTENT"])
def test_a_refused_recipient_costs_only_its_own_letter(stage: str) -> None:
    good = {"RCPT": "250 ok", "DATA": "354 go", "CONTENT": "250 ok"}[stage]
    with at({stage: [good, "550 5.1.1 no such user", good]}) as (relay, server):
        assert send(relay, 3)[0] == {1: SENT, 2: REFUSED, 3: SENT}
        assert server.connections == 1


def test_after_a_refused_recipient_the_transaction_is_reset() -> None:
    with at({"RCPT": ["550 5.1.1 no", "250 ok"]}) as (relay, server):
        send(relay, 2)
        assert server.verbs() == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA"]


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("OPEN", "554 5.7.1 blocked"),
        ("MAIL", "530 5.7.0 Authentication required"),
        ("RCPT", "550 5.4.5 Daily user sending limit exceeded"),
        ("DATA", "550 5.7.1 no"),
        ("CONTENT", "554 5.7.1 spam"),
    ],
)
def test_a_fault_of_the_account_stops_the_round(stage: str, answer: str) -> None:
    with at({stage: answer}) as (relay, server):
        results = known(relay.send(letters(5), lambda ids: None))
        assert outcomes(results) == dict.fromkeys(range(1, 6), ACCOUNT)
        assert {(one.code, one.status) for one in results} == {(int(answer[:3]), answer.split()[1])}
        assert server.verbs().count("MAIL") <= 1


@pytest.mark.parametrize(("code", "meaning"), [("535 5.7.8 wrong", ACCOUNT), ("454 4.7.0 later", DEFERRED)])
def test_a_login_that_fails_is_the_accounts_and_one_put_off_is_nobodys(code: str, meaning: Sending) -> None:
    with at({"AUTH": code}, user="projects", password="secret") as (relay, _):
        assert send(relay, 3)[0] == dict.fromkeys(range(1, 4), meaning)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a b@example.com",
        "a@b>\r\nRCPT TO:<c@d",
        "<a@b>",
        "a@exämple.com",
        "a@b\x00",
        '"a b"@c',
        "a" * 65 + "@b",
    ],
)
def test_what_is_no_plain_address_is_refused_without_asking_the_server(address: str) -> None:
    with at() as (relay, server):
        ((result,),) = relay.send([Outgoing(1, address, RAW)], _never)
        assert (result.sending, result.status) == (REFUSED, "5.1.3")
        assert server.connections == 0


# -- kept connections


def test_a_connection_that_the_server_closed_meanwhile_costs_no_letter() -> None:
    with at() as (relay, server):
        send(relay)
        server.hang_up()
        assert send(relay) == ({1: SENT}, [1])
        assert server.connections == 2


@pytest.mark.parametrize("said", ["421 4.7.0 idle too long", "452 4.5.3 enough mail on this connection", CUT])
def test_a_used_connection_that_takes_no_more_mail_is_replaced(said: str) -> None:
    with at({"MAIL": ["250 ok", said, "250 ok"]}) as (relay, server):
        assert send(relay, 2) == ({1: SENT, 2: SENT}, [1, 2])
        assert server.connections == 2


def test_a_refusal_of_mail_on_a_new_connection_counts() -> None:
    with at({"MAIL": "451 4.3.0 later"}) as (relay, server):
        assert send(relay) == ({1: DEFERRED}, [])
        assert server.connections == 1


def test_a_connection_that_was_idle_is_probed_first() -> None:
    with at(probe_after=0.0) as (relay, server):
        send(relay, 2)
        assert server.verbs() == ["EHLO", "MAIL", "RCPT", "DATA", "NOOP", "MAIL", "RCPT", "DATA"]


def test_a_probe_without_an_answer_leads_to_a_new_connection() -> None:
    with at({"NOOP": [CUT, "250 ok"]}, probe_after=0.0) as (relay, server):
        assert send(relay, 2)[0] == {1: SENT, 2: SENT}
        assert server.connections == 2


def test_a_connection_that_was_idle_for_long_is_not_used_again() -> None:
    with at(drop_after=0.0) as (relay, server):
        assert send(relay, 3)[0] == {1: SENT, 2: SENT, 3: SENT}
        assert server.connections == 3
        assert server.verbs().count("QUIT") >= 2


@pytest.mark.parametrize("how", [CUT, "500 what?", "421 no"])
def test_errors_at_quit_mean_nothing(how: str) -> None:
    with at({"QUIT": how}) as (relay, _):
        assert send(relay) == ({1: SENT}, [1])
        relay.close()


def test_closing_twice_is_harmless() -> None:
    with at() as (relay, _):
        relay.close()
        relay.close()


def test_closing_from_another_thread_cuts_a_long_wait_short() -> None:
    with at({"CONTENT": HANG}) as (relay, server):
        results: list[dict[int, Sending]] = []
        waiting = threading.Thread(target=lambda: results.append(send(relay, 1)[0]))
        waiting.start()
        assert server.await_content()
        relay.close()
        waiting.join(5)
        assert results == [{1: IN_DOUBT}]


# -- check


def test_check_logs_in_and_sends_nothing() -> None:
    with at(user="projects", password="secret") as (relay, server):
        relay.check()
        assert server.verbs() == ["EHLO", "AUTH", "QUIT"]


def test_check_takes_a_connection_of_its_own_so_that_a_changed_password_shows() -> None:
    with at({"AUTH": ["235 ok", "535 5.7.8 wrong"]}, user="projects", password="secret") as (relay, _):
        relay.check()
        with pytest.raises(LoginFault):
            relay.check()


@pytest.mark.parametrize(
    ("script", "fault", "words"),
    [
        (
            {"AUTH": "535 5.7.8 Wrong password"},
            LoginFault,
            "refused projects: 535 5.7.8 Wrong password. Check smtp.user",
        ),
        ({"AUTH": "454 4.7.0 later"}, TransportFault, "454 4.7.0 later"),
        ({"EHLO": "250 no auth here"}, TransportFault, "AUTH"),
        ({"OPEN": "554 5.7.1 blocked"}, TransportFault, "refuses us: 554 5.7.1 blocked"),
        ({"OPEN": CUT}, TransportFault, ""),
        ({"OPEN": "nonsense"}, TransportFault, ""),
    ],
)
def test_check_says_what_is_wrong_in_one_line(script: Script, fault: type[Exception], words: str) -> None:
    with at(script, user="projects", password="secret") as (relay, _), pytest.raises(fault) as raised:
        relay.check()
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)
    assert str(raised.value).startswith("SMTP 127.0.0.1:")


def test_a_user_without_password_or_token_command_is_a_login_fault() -> None:
    with at(user="projects") as (relay, _), pytest.raises(LoginFault, match="MAILFLOW_SMTP_PASSWORD"):
        relay.check()


def test_plain_is_for_this_machine_only() -> None:
    with pytest.raises(TransportFault, match="for this machine only"):
        SmtpRelay(SmtpSettings("mail.example.com", 25, "loopback-plain", "a@example.com"))


def test_a_missing_ca_file_is_said() -> None:
    with pytest.raises(TransportFault, match=r"Correct smtp\.ca_file"):
        SmtpRelay(SmtpSettings("mail.example.com", 465, "implicit", "a@example.com", ca_file="/nowhere.pem"))


def test_starttls_that_is_not_offered_is_never_gone_without() -> None:
    with scripted_smtp() as server:
        relay = SmtpRelay(replace(settings(server.port), tls="starttls"))
        with pytest.raises(TransportFault, match="STARTTLS"):
            relay.check()
        relay.close()
        assert "MAIL" not in server.verbs()


# -- tokens


def test_a_token_command_logs_in_by_xoauth2() -> None:
    with at(user="me@example.com", token_command="echo ya29.token") as (relay, server):
        assert send(relay) == ({1: SENT}, [1])
        assert server.heard[1].startswith("AUTH XOAUTH2 ")


def test_a_refused_token_is_the_accounts_fault_and_stays_secret() -> None:
    script = {"AUTH": "334 eyJzdGF0dXMiOiI0MDAifQ==", "": "535 5.7.8 bad token"}
    with scripted_smtp(script) as server:
        relay = SmtpRelay(settings(server.port, user="me@example.com", token_command="echo ya29.token"))
        with pytest.raises(LoginFault, match=r"smtp\.token_command") as raised:
            relay.check()
        assert "ya29" not in str(raised.value)
        assert send(relay)[0] == {1: ACCOUNT}
        relay.close()


def test_a_token_command_that_fails_is_the_accounts_fault() -> None:
    with at(user="me@example.com", token_command="false") as (relay, _):
        assert send(relay)[0] == {1: ACCOUNT}


def test_settings_hide_their_secrets() -> None:
    assert "hunter2" not in repr(settings(25, password="hunter2", token_command="print hunter2"))


def _never(ids: object) -> None:
    raise AssertionError(f"{ids} were marked")


def _full_disk(ids: object) -> None:
    raise OSError("disk full")
