"""Whoever writes nothing but that they are not there answers no question; whoever says one thing more does."""

from pathlib import Path

import pytest

from mailflow.mail.only_absent import only_absent
from mailflow.mail.read import read
from mailflow.mail.reply_text import reply_text
from tests.mail.letters import mail

PEOPLE = Path(__file__).parents[1] / "corpus" / "screening" / "people.list"
ABSENT = (
    "Estoy fuera de la oficina",
    "Estoy fuera de la oficina hasta el 14 de diciembre.",
    "Hola, estaré fuera de la oficina hasta el lunes.",
    "Estoy de vacaciones hasta el 14 de diciembre.",
    "I am out of the office.",
    "Hello,\n\nI’m out of the office until Monday, 14 December.",
    "I'm currently on annual leave, back on 14 December 2026.",
    "Out of office until 12/14",
    "I will be out of the office from 1 to 14 December.",
    "Ich bin im Urlaub.",
    "Hallo, ich bin vom 1. bis zum 14. Dezember nicht im Büro.",
    "Je suis absent du bureau jusqu'au 14 décembre.",
    "Je suis en congé, de retour le 14 décembre.",
    "Sono in ferie fino al 14 dicembre.",
    "Sono fuori ufficio fino al 14/12/2026.",
    "Estou de férias até 14 de dezembro.",
    "Estou fora do escritório até segunda-feira.",
    "Ik ben afwezig tot 14 december.",
    "Jestem na urlopie do 14 grudnia włącznie.",
    "Jag är på semester till 14 december.",
    "Jeg er på ferie til 14. desember.",
    "Jeg holder ferie til 14. december.",
    "Olen lomalla 14. joulukuuta asti.",
    "Я в отпуске до 14 декабря.",
    "Меня нет в офисе до 14 декабря.",
    "Я у відпустці до 14 грудня.",
    "14 Aralık'a kadar izindeyim.",
    "Şu anda ofis dışındayım.",
    "12月14日まで休暇です。",
    "ただいま不在にしております。",
    "我在休假，12月14日返回。",
    "目前不在办公室。",
    "12월 14일까지 휴가입니다.",
    "Jsem na dovolené do 14. prosince.",
    "December 14-ig szabadságon vagyok.",
    "Sunt în concediu până pe 14 decembrie.",
    "Nasa bakasyon ako hanggang Disyembre 14.",
    "मैं 14 दिसंबर तक छुट्टी पर हूँ।",
    "Είμαι εκτός γραφείου έως 14/12.",
    "אני בחופשה עד 14/12",
    "أنا في إجازة حتى 14/12",
    "Saya sedang cuti sampai 14/12.",
)
SAYING_MORE = (
    "I was out of the office yesterday, now 3 is done",
    "I was out of the office yesterday. Use Inter.",
    "I was on holiday.",
    "I am out of the office, use Inter.",
    "Thanks, I'm away until Monday, but Inter is fine.",
    "I'm on vacation until Friday; Lee decides.",
    "Use the absent colour.",
    "The office is closed until Monday, please deliver then",
    "Closed until 4 January.",
    "Not available until Monday.",
    "He is no longer with us.",
    "Lee is on leave.",
    "On leave? Who?",
    "Am I out of office?",
    "Monday",
    "Until 14 December.",
    "Yes",
    "Blue.",
    "Ich bin im Urlaub, nimm Blau.",
    "Geschlossen bis Montag.",
    "Estoy fuera de la oficina, usa el azul.",
    "Ana está de vacaciones.",
    "Je suis en congé mais le bleu va bien.",
    "Sono in ferie, va bene il blu.",
    "Jestem na urlopie, niebieski.",
    "Я в отпуске, берите синий.",
    "休暇です。青でお願いします。",
    "我在休假，用蓝色。",
    "휴가입니다. 파란색으로 하세요.",
    "",
)


@pytest.mark.parametrize("text", ABSENT)
def test_an_absence_in_any_language_is_nothing_else(text: str) -> None:
    assert only_absent(text)
    assert reply_text(read(mail(text))).absent


@pytest.mark.parametrize("text", SAYING_MORE)
def test_one_word_more_is_something_else(text: str) -> None:
    assert not only_absent(text)


def test_nobody_who_writes_as_machines_do_is_taken_for_absent_alone() -> None:
    said = [line for line in PEOPLE.read_text(encoding="utf-8").split("\n") if line]
    assert [line for line in said if only_absent(line)] == []


@pytest.mark.parametrize("word", ["i am on leave ", "i'", "'", "12 ", "が", "不在", "on leave' "])
def test_a_long_text_takes_no_time_and_is_never_only_that(word: str) -> None:
    assert not only_absent(word * 100_000)
