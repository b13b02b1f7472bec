"""The mailbox that letters come from, and where answers to them go."""

from dataclasses import dataclass

from mailflow.mail.token import reply_address


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where letters come from and answers go to. `vision`: where the business goes, in a line, for all its projects.
    `plus`: the server delivers address+anything to it."""

    address: str
    name: str = ""
    vision: str = ""
    plus: bool = True

    @property
    def domain(self) -> str:
        """What stands after the @."""
        return self.address.rpartition("@")[2]

    def answers_to(self, token: str) -> str:
        """Where answers to the letter with that token go: without plus-addresses, Message-IDs alone tell them apart."""
        return reply_address(self.address, token) if self.plus else self.address
