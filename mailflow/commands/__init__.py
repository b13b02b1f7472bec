"""What people can ask for, one file per command, and the grammar that understands it (in `reading`).

A new command is a file with an `apply`, its words in each vocabulary, and one line in `COMMANDS`.
"""

from mailflow.commands.agree import AGREE, COUNTER
from mailflow.commands.answer import ANSWER
from mailflow.commands.approve import APPROVE
from mailflow.commands.assign import ADD, ASSIGN, DECLINE
from mailflow.commands.away import AWAY, BACK
from mailflow.commands.blocked import BLOCKED, UNBLOCKED
from mailflow.commands.broadcast import BROADCAST, VISION
from mailflow.commands.cancel import CANCEL
from mailflow.commands.change_decision import ACCEPT_CHANGE, KEEP_AGREEMENT
from mailflow.commands.command import Command
from mailflow.commands.date_decision import ACCEPT_DATE, KEEP_DATE, MOVE
from mailflow.commands.date_request import DATE_REQUEST
from mailflow.commands.done import DONE
from mailflow.commands.draft import SEND, SKIP
from mailflow.commands.export import EXPORT
from mailflow.commands.feedback import FEEDBACK, THANK
from mailflow.commands.help import help_on
from mailflow.commands.invite import INVITE
from mailflow.commands.meet import MEET
from mailflow.commands.new_project import NEW_PROJECT
from mailflow.commands.note import NOTE
from mailflow.commands.paid import PAID
from mailflow.commands.preferences import LANGUAGE, TIMEZONE
from mailflow.commands.progress import PROGRESS, START, TASK_DONE
from mailflow.commands.project_state import CLOSE_PROJECT, PAUSE_PROJECT, RESUME_PROJECT
from mailflow.commands.question import QUESTION
from mailflow.commands.quiet import PAUSE, RESUME, SNOOZE
from mailflow.commands.revise import REVISE
from mailflow.commands.status import DIGEST, LIST, STATUS
from mailflow.commands.undo import UNDO

_EXPLAINED: tuple[Command, ...] = (
    DONE,
    PROGRESS,
    TASK_DONE,
    START,
    BLOCKED,
    UNBLOCKED,
    DATE_REQUEST,
    QUESTION,
    AGREE,
    COUNTER,
    DECLINE,
    APPROVE,
    REVISE,
    ANSWER,
    ACCEPT_DATE,
    KEEP_DATE,
    MOVE,
    ACCEPT_CHANGE,
    KEEP_AGREEMENT,
    FEEDBACK,
    THANK,
    SEND,
    SKIP,
    MEET,
    BROADCAST,
    VISION,
    ASSIGN,
    ADD,
    CANCEL,
    PAID,
    NEW_PROJECT,
    INVITE,
    PAUSE_PROJECT,
    RESUME_PROJECT,
    CLOSE_PROJECT,
    DIGEST,
    STATUS,
    LIST,
    EXPORT,
    AWAY,
    BACK,
    SNOOZE,
    PAUSE,
    RESUME,
    TIMEZONE,
    LANGUAGE,
    UNDO,
    NOTE,
)
COMMANDS: tuple[Command, ...] = (*_EXPLAINED, help_on(_EXPLAINED))
BY_VERB: dict[str, Command] = {command.verb: command for command in COMMANDS}
