"""Reads a reply line by line, remembering what it has spoken of so far."""

from collections.abc import Iterator

from mailflow.commands.reading import inquiries, personal_words, requests
from mailflow.commands.reading.absences import is_back, returned
from mailflow.commands.reading.addressed import with_calls, with_payees
from mailflow.commands.reading.aims import Aim, Scene
from mailflow.commands.reading.bystanders import is_beside, is_nobodys_report, passes_by
from mailflow.commands.reading.circumstances import arrives
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.clauses import clauses_of
from mailflow.commands.reading.dates import mark_dates
from mailflow.commands.reading.decisions import asked_to_assign, decision_of
from mailflow.commands.reading.deliveries import without_deliveries
from mailflow.commands.reading.due_days import with_due_day
from mailflow.commands.reading.elliptic import also_moved, likewise
from mailflow.commands.reading.elsewhere import own_part
from mailflow.commands.reading.evidence import is_evidence
from mailflow.commands.reading.findings import Finding, is_more_of_the_same
from mailflow.commands.reading.headed import headed
from mailflow.commands.reading.headings import is_head_of_ours, only_names
from mailflow.commands.reading.heads import Head, head_of
from mailflow.commands.reading.hindrances import is_of_the_same, reason_in
from mailflow.commands.reading.how_far import how_far
from mailflow.commands.reading.in_projects import Headings
from mailflow.commands.reading.lead_ins import without_lead_ins
from mailflow.commands.reading.limits import limits_another
from mailflow.commands.reading.lines import Line, Sentence, sentences_of
from mailflow.commands.reading.long_texts import LongText, correct, order_behind
from mailflow.commands.reading.old_values import without_old_values
from mailflow.commands.reading.openings import with_excuses
from mailflow.commands.reading.own_answers import answers_itself, answers_question, of_the_topic
from mailflow.commands.reading.pointers import points_back
from mailflow.commands.reading.reports import report_of
from mailflow.commands.reading.residue import Left, substance, what_remains
from mailflow.commands.reading.roles import is_told_of_others
from mailflow.commands.reading.second_thoughts import (
    contest,
    is_correction,
    receipt_corrected,
    replace_earlier,
    second_thought_in,
    takes_back,
    verb_meant,
    withhold_denied,
)
from mailflow.commands.reading.sections import Section, leads_ahead
from mailflow.commands.reading.separable import joined_verbs
from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.shadows import cast_shadows
from mailflow.commands.reading.spoken import Spoken, take_quotation
from mailflow.commands.reading.targets import mark_targets
from mailflow.commands.reading.thanks import without_thanks
from mailflow.commands.reading.undecided import Unheard, undecided, wanted_of
from mailflow.commands.reading.under_headings import under_heading
from mailflow.commands.reading.units import Unit, is_quotation, units_of
from mailflow.commands.reading.wish_days import names_its_day

MOST_FINDINGS = 200
MOVING = frozenset({"date_request", "move"})


class Reader:
    """Reads lines in order and yields what they were found to say."""

    def __init__(self, scene: Scene, setting: Setting) -> None:
        self.native, self.scene, self.setting = scene, scene, setting
        self.names = {
            word.lower(): person.id
            for snapshot in setting.snapshots
            for person in snapshot.people.values()
            for word in {person.id, *person.name.split()[:1]}
        }
        self.spoken = Spoken()
        self.headings = Headings()
        self.long = LongText()
        self.unexplained: Finding | None = None
        self.residue: list[Left] = []
        self.unread: list[str] = []
        self.wanted = bool(wanted_of(setting))
        self.unheard: list[Unheard] = []
        self.said, self.names_only = 0, False
        self.arrived: Line | None = None
        self.topic, self.turned = False, False
        self.section: Section | None = None
        self.sectioned = False
        self.units: list[Unit] = []
        self.found: list[Finding] = []

    def read(self, line: Line) -> None:
        """Takes in what this line says."""
        line = self.headings.placed(line, self.native, several=len(self.setting.snapshots) > 1)
        if len(self.found) >= MOST_FINDINGS or self.long.swallows(line, self):
            return
        before, self.said, self.unread, self.names_only = len(self.found), 0, [], True
        if line.quoted:
            take_quotation(line, self)
        self._read_line(line)
        if is_head_of_ours(self.units, line, self.setting):
            del self.found[before:]
            self.names_only, self.section = True, None
        else:
            under_heading(self, line, before)
        fresh = self.found[before:]
        if all(found.denied for found in fresh) and not line.subject and not line.body.endswith(":"):
            self.residue.append(Left(line, self.said, line.text))
        elif self.setting.answers_question and self.unread:
            self.residue.append(Left(line, self.said, " ".join(self.unread)))
        self.spoken.passed(line, heading=not fresh and self.names_only and self.section is None)

    def findings(self) -> Iterator[Finding]:
        """All that was found, in the order of the text, with a note of the lines that ask nothing."""
        self.found = without_deliveries(self.found)
        asked = undecided(self.unheard, self) if self.unheard else None
        found = [*self.found, *self.rest(), *([asked] if asked is not None else [])]
        body = {f.verb for f in found if not f.line.subject} - {"note"}
        bare = {*(personal_words.WHOLE if body else ()), *body & {"away"}}
        kept = (f for f in without_thanks(found) if not (f.line.subject and f.verb in bare))
        yield from sorted(kept, key=lambda f: f.line.number)

    def rest(self) -> Iterator[Finding]:
        """The note (or the answer to a question) that remains of lines that ask nothing."""
        return what_remains(self.residue, self.found, answers=self.setting.answers_question)

    # -- lines ------------------------------------------------------------------------------

    def _read_line(self, line: Line) -> None:
        sentences = list(without_lead_ins(sentences_of(line.body, self.native.lexicon), self))
        self.units, skipped = [], 0
        for place, sentence in enumerate(sentences):
            if len(self.found) >= MOST_FINDINGS:
                return
            if place < skipped:
                continue
            units = self.units_of(sentence.text)
            units, self.topic = of_the_topic(units) if self.topic else units, False
            self.units += units
            self.said += substance(units, self.names)
            self.names_only = self.names_only and only_names(units)
            head = head_of(sentence.text, units, self.scene.lexicon)
            order = None if head is None else order_behind(head, sentences[place + 1 :], self)
            end = len(line.body) if order is None else order.start
            if head is not None and self._read_head(head, sentence, line, end):
                if self.long.open is not None and order is None:
                    return
                self.long.open, skipped = None, place + 1 if order is None else sentences.index(order)
                continue
            before = len(self.found)
            if sentence.asks and answers_itself(units, sentences[place + 1 : place + 2], line, self):
                continue
            self._read_sentence(sentence, units, line)
            if self.long.open is not None and self.long.open in self.found[before:] and self.long.open.verb == "revise":
                return
            self.turned = len(self.found) == before and any(unit.kind == "target" for unit in units[:1])
            if len(self.found) == before:
                self.unread.append(sentence.text)
            if self.wanted and (len(self.found) == before or sentence.asks):
                self.unheard.append(Unheard(line, units, sentence.asks, self.scene.lexicon.english is not None))

    def units_of(self, text: str) -> list[Unit]:
        """The units of a sentence, with its dates and targets marked."""
        self.scene = self.native.in_words_of(text)
        units = with_payees(with_excuses(units_of(text, self.scene.lexicon, self.scene.titles)), self.names)
        dated = mark_dates(joined_verbs(units, self.scene.lexicon), self.setting.clock)
        dated = with_due_day(dated, self.setting, self.scene.lexicon)
        fresh = without_old_values(dated, self.scene.lexicon)
        return with_calls(joined_verbs(mark_targets(fresh, self.scene), self.scene.lexicon), self.names)

    def _read_head(self, head: Head, sentence: Sentence, line: Line, end: int) -> bool:
        if (found := headed(head, sentence, line, self)) is None:
            return False
        if found.verb == "note" and (said := [unit for unit in head.rest if unit.word != ":"]):
            takes_back(said, line, self.found, self.setting.clock.today)
        if self.long.opens(found, head, sentence, line, end):
            correct(found, self.scene, self.setting)
        self.keep(found, [] if line.quoted and found.verb == "blocked" else None)
        return True

    # -- sentences --------------------------------------------------------------------------

    def _read_sentence(self, sentence: Sentence, units: list[Unit], line: Line) -> None:
        if not units or is_quotation(units):
            return
        place = second_thought_in(units)
        if place:
            first = Sentence(sentence.text[: units[place].start].rstrip(" ,;-"), sentence.asks, sentence.start)
            self._read_sentence(first, units[: place - 1], line)
            if is_correction(units[place + 1 :], self.found, marked=True):
                return
            units = units[place:]
        corrected = receipt_corrected(units, line, self.found, self.setting)
        if corrected is not None:
            self.keep(corrected)
            return
        if own := own_part(units):
            self._read_sentence(sentence, units[:own], line)
            self._read_sentence(sentence, units[own:], line)
            return
        withhold_denied(units, self.found)
        another = is_beside(units, self)
        if (
            (not another and takes_back(units, line, self.found, self.setting.clock.today))
            or is_correction(units, self.found)
            or answers_question(sentence, units, line, self)
        ):
            return
        whole = personal_words.whole_sentence(units, sentence, line, self)
        if whole is not None:
            self.keep(whole)
            return
        before, place = len(self.found), verb_meant(units)
        self._read_clauses(sentence, units[place:], line)
        if place or any(u.has("meant") for u in units[:3]):
            replace_earlier(self.found, before)
        if len(self.found) == before and self.unexplained is not None and self.unexplained.line is line:
            self.unexplained.text = sentence.text.strip(" .!")
        last = self.found[-1] if len(self.found) > before else None
        self.unexplained = last if last is not None and last.verb == "blocked" and last.text is None else None

    def _read_clauses(self, sentence: Sentence, units: list[Unit], line: Line) -> None:
        clauses = clauses_of(units, self.scene.lexicon, asks=sentence.asks, arrived=self.arrived is line)
        self.arrived = line if arrives(clauses) else None
        cast_shadows(clauses, self.setting.clock, self.units)
        sends_back = self.setting.owner and any(unit.has("revise") for unit in units)
        if leads_ahead(units, self.setting.clock) and not sends_back:
            for clause in clauses:
                clause.flags.add("f")
        before, asked = len(self.found), False
        for place, clause in enumerate(clauses):
            elsewhere = len(self.found) == before and any(earlier.aims for earlier in clauses[:place])
            aside = len(self.found) == before and limits_another(clause, clauses[:place])
            whole = place + 1 == len(clauses) and not aside
            today = self.setting.clock.today
            elsewhere = elsewhere or passes_by(clause.units, self)
            if not (elsewhere or is_evidence(clause.units, clause.lexicon)) and takes_back(
                clause.units, line, self.found, today, whole=whole
            ):
                continue
            if len(self.found) > before and names_its_day(clause, self.found, line):
                continue
            found = self._read_clause(clause, clauses, sentence, line)
            if found is not None and not is_more_of_the_same(found, self.found[before:]):
                self._keep_clause(found, clause, clauses[:place], before)
            asked = asked or (clause.asks and (found is None or found.verb == "question"))
        if asked and any(found.verb in MOVING for found in self.found[before:]):
            asked = any(
                clause.asks and inquiries.opens(clause) and not inquiries.says_little(clause)
                for clause in clauses
                if clause.first("date") is None
            )
        done = any(found.verb == "done" and not found.denied for found in self.found)
        after = len(self.found) > before
        asked = asked and not inquiries.asks_after(sentence, clauses, owner=self.setting.owner)
        question = inquiries.question(sentence, clauses, line, after_command=after, after_done=done) if asked else None
        if question is not None:
            self.keep(question)
        self.spoken.of(tuple(dict.fromkeys(aim for clause in clauses for aim in clause.aims)), line)

    def _keep_clause(self, found: Finding, clause: Clause, earlier: list[Clause], before: int) -> None:
        """Keeps what a clause was found to say, in the light of what its sentence said `before` it."""
        bare = self.found[-1] if len(self.found) > before else None
        if bare is not None and is_of_the_same(bare, found):
            self.found.remove(bare)
        came = found.verb == "unblocked"  # "I received the logo, so I can go on": the logo is not the work
        self.keep(found, [aim for one in earlier for aim in one.aims if not (came and aim.options)])
        contest(clause, self.found)

    def _read_clause(self, clause: Clause, clauses: list[Clause], sentence: Sentence, line: Line) -> Finding | None:
        if is_back(clause):
            return returned(clause, line, self)
        request = requests.request_of(clause, clauses, sentence, line, self) or also_moved(clause, line, self.found)
        if request is not None or clause.asks:
            return request or asked_to_assign(clause, line, self)
        decided = decision_of(clause, clauses, sentence, line, self)
        if decided is not None:
            return None if self.setting.answers_question and decided.trouble and not decided.aims else decided
        found = report_of(clause, line, self.setting.clock)
        if self.setting.owner and found is not None and is_told_of_others(found):
            return None
        if found is not None and found.verb == "done" and is_nobodys_report(clause, clauses, self):
            return None
        if found is None:
            return likewise(clause, line, self.found) or how_far(clause, line, self.setting)
        if found.verb == "unblocked" and found.weak and not self.setting.shown:
            found.denied = True
        if found is not None and found.verb in {"blocked", "decline"} and not found.denied:
            found.text = reason_in(sentence, clause)
        return found

    # -- what was said ----------------------------------------------------------------------

    def keep(self, found: Finding, before: list[Aim] | None = None) -> None:
        """Takes this in as said, with what was spoken of before it, where it names nothing."""
        points_back(found, before, self)
        self.found.append(found)
        self.spoken.of(found.aims, found.line)
