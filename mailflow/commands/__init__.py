"""What people can ask for, one file per command, and the grammar that understands it.

A new command is a file with an `apply`, its words in each vocabulary, and one line in `COMMANDS`.
"""

from mailflow.commands.answer import ANSWER
from mailflow.commands.approve import APPROVE
from mailflow.commands.command import Command
from mailflow.commands.done import DONE
from mailflow.commands.help import help_on
from mailflow.commands.note import NOTE
from mailflow.commands.progress import PROGRESS, START, TASK_DONE
from mailflow.commands.question import QUESTION
from mailflow.commands.status import DIGEST, LIST, STATUS
from mailflow.commands.undo import UNDO

_EXPLAINED: tuple[Command, ...] = (
    DONE,
    PROGRESS,
    TASK_DONE,
    START,
    QUESTION,
    APPROVE,
    ANSWER,
    STATUS,
    LIST,
    DIGEST,
    NOTE,
    UNDO,
)
COMMANDS: tuple[Command, ...] = (*_EXPLAINED, help_on(_EXPLAINED))
BY_VERB: dict[str, Command] = {command.verb: command for command in COMMANDS}
