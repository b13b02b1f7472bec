"""How mail programs lay out a reply: each function gives the text part and the HTML part that the program sends."""

# ruff: noqa: E501

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

NAME = "Acme projects"
ADDRESS = "projects@acme.example"
WHO = f"{NAME} <{ADDRESS}>"
SUBJECT = "Acme website: check-in"
HISTORY = """Hello Marta,

3. Wireframes, due Friday 4 December
4. Footer, due Friday 11 December

DONE 4
Milestone 3 is finished.

Regards
Acme projects"""

Built = tuple[str | None, str | None]


@dataclass(frozen=True)
class Draft:
    """What a person wrote, in the language (`words`) of the program that they wrote it with."""

    own: str
    words: dict[str, Any]
    program: str = "gmail"
    closing: str = ""

    @property
    def attribution(self) -> str:
        return str(self.words["attributions"][self.program]).format(who=WHO, name=NAME)

    @property
    def text(self) -> str:
        return f"{self.own}\n\n{self.closing}" if self.closing else self.own

    @property
    def html(self) -> str:
        return divs(self.text)

    def block(self, fields: str = "from sent to subject") -> list[tuple[str, str]]:
        """Rows of a header block: the label with its colon, and the value."""
        labels = dict(zip(("from", "sent", "to", "copy", "subject"), self.words["labels"], strict=True))
        values = {
            "from": WHO,
            "sent": self.words["stamp"],
            "to": "Marta Ruiz <marta@studio.example>",
            "copy": "Lee <lee@studio.example>",
            "subject": SUBJECT,
        }
        return [(labels[field], values[field]) for field in fields.split()]

    def lines(self, fields: str = "from sent to subject") -> str:
        return "\n".join(f"{label} {value}" for label, value in self.block(fields))


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def divs(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


def breaks(text: str) -> str:
    return "<br>\n".join(escape(line) for line in text.split("\n"))


def mso(text: str) -> str:
    return "".join(
        f"<p class=MsoNormal>{escape(line) or '<o:p>&nbsp;</o:p>'}<o:p></o:p></p>\n" for line in text.split("\n")
    )


def filled(line: str, width: int = 76) -> str:
    return "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))


def rows(draft: Draft, fields: str = "from sent to subject", tag: str = "b") -> str:
    return "<br>\n".join(f"<{tag}>{escape(label)}</{tag}> {escape(value)}" for label, value in draft.block(fields))


def gmail(d: Draft) -> Built:
    text = f"{d.text}\n\n{filled(d.attribution)}\n\n{quoted(HISTORY)}\n"
    html = f'<div dir="ltr">{d.html}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{escape(d.attribution)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">{divs(HISTORY)}</blockquote></div>\n'
    return text, html


def gmail_signed(d: Draft) -> Built:
    text = (
        f"{d.own}\n\n-- \nMarta Ruiz\nStudio Ruiz\n+34 600 555 010\n\n\n{filled(d.attribution)}\n\n{quoted(HISTORY)}\n"
    )
    html = f'<div dir="ltr">{divs(d.own)}<div><br clear="all"></div><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">Marta Ruiz<div>Studio Ruiz</div><div>+34 600 555 010</div></div></div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{escape(d.attribution)}<br></div><blockquote class="gmail_quote">{divs(HISTORY)}</blockquote></div>'
    return text, html


def apple(d: Draft) -> Built:
    text = f"{d.text}\n\n{quoted(d.attribution + chr(10) + chr(10) + HISTORY)}\n\n"
    html = f'<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word;">{d.html}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>{escape(d.attribution)}</div><br class="Apple-interchange-newline"><div>{divs(HISTORY)}</div></blockquote></div><br></body></html>'
    return text, html


def iphone(d: Draft) -> Built:
    mark = d.words["phone"]
    text = f"{d.text}\n\n{mark}\n\n{quoted(d.attribution)}\n> \n> \ufeff{quoted(HISTORY)[2:]}\n"
    html = f'<html><body dir="auto"><div dir="ltr">{d.html}</div><div dir="ltr"><br></div><div dir="ltr">{escape(mark)}</div><div dir="ltr"><br><blockquote type="cite">{escape(d.attribution)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff{divs(HISTORY)}</div></blockquote></body></html>'
    return text, html


def outlook(d: Draft) -> Built:
    text = f"{d.text}\n\n{d.lines('from sent to copy subject')}\n\n{HISTORY}\n"
    html = f"<div class=WordSection1>{mso(d.text)}{mso('')}<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal>{rows(d, 'from sent to copy subject')}<o:p></o:p></p></div></div>{mso('')}{mso(HISTORY)}</div>"
    return text, html


def outlook_plain(d: Draft) -> Built:
    return f"{d.text}\n\n{d.words['original']}\n{d.lines()}\n\n{HISTORY}\n", None


def outlook_web(d: Draft) -> Built:
    text = f"{d.text}\n\n________________________________\n{d.lines()}\n\n{HISTORY}\n"
    html = f'<div class="elementToProof">{d.html}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">{rows(d)}</font><div>&nbsp;</div></div><div>{divs(HISTORY)}</div>'
    return text, html


def outlook_phone(d: Draft) -> Built:
    mark = d.words["outlook"]
    text = f"{d.text}\n\n{mark}<https://aka.ms/o0ukef>\n________________________________\n{d.lines()}\n\n{HISTORY}\n"
    html = f'<div dir="auto">{d.html}</div><div id="ms-outlook-mobile-body-separator-line"><br></div><div id="ms-outlook-mobile-signature"><a href="https://aka.ms/o0ukef">{escape(mark)}</a></div><div id="mail-editor-reference-message-container"><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">{rows(d, tag="strong")}</div>{divs(HISTORY)}</div>'
    return text, html


def outlook_starred(d: Draft) -> Built:
    block = "\n".join(f"*{label}* {value}" for label, value in d.block())
    return f"{d.text}\n\n{block}\n\n{HISTORY}\n", None


def outlook_glued(d: Draft) -> Built:
    return f"{d.text}\n\n{d.lines().replace(chr(10), ' ')}\n\n{HISTORY}\n", None


def outlook_quoted(d: Draft) -> Built:
    return f"{d.text}\n\n{quoted(d.words['original'] + chr(10) + d.lines() + chr(10) + chr(10) + HISTORY)}\n", None


def outlook_old_html(d: Draft) -> Built:
    return (
        None,
        f'<html><body>{d.html}<blockquote dir="ltr" style="BORDER-LEFT: #000000 2px solid; PADDING-LEFT: 5px"><div style="FONT: 10pt arial">{escape(d.words["original"])}</div><div style="BACKGROUND: #e4e4e4; FONT: 10pt arial; font-color: black">{rows(d)}</div>{divs(HISTORY)}</blockquote></body></html>',
    )


def outlook_only_html(d: Draft) -> Built:
    return None, outlook(d)[1]


def outlook_web_only_html(d: Draft) -> Built:
    return None, outlook_web(d)[1]


def yahoo(d: Draft) -> Built:
    unmarked = "\n".join(f"  {line}".rstrip() for line in HISTORY.split("\n"))
    text = f"{d.text}\n\n    {d.attribution}  \n \n{unmarked}  \n"
    html = f'<html><body><div class="ydp1a2byahoo-style-wrap" style="font-size:13px;"><div dir="ltr">{d.html}</div><div><br></div></div><div id="ydp9yahoo_quoted_1234567890" class="ydp9yahoo_quoted"><div style="font-size:13px;color:#26282a;"><div> {escape(d.attribution)} </div><div><br></div><div><br></div><div><div id="ydp9yiv1">{divs(HISTORY)}</div></div></div></div></body></html>'
    return text, html


def yahoo_phone(d: Draft) -> Built:
    mark = "Sent from Yahoo Mail for iPhone"
    text = f"{d.text}\n\n\n{mark}\n\n\n{d.attribution}\n\n{HISTORY}\n"
    html = f'{d.html}<br><br><div id="ymail_android_signature"><a href="https://more.att.com/x">{mark}</a></div> <br> <blockquote style="margin: 0 0 20px 0;"> <div style="font-family:Roboto, sans-serif; color:#6D00F6;"> <div>{escape(d.attribution)}</div> </div> <div style="padding: 10px 0 0 20px; margin: 10px 0 0 0; border-left: 1px solid #6D00F6;">{divs(HISTORY)}</div></blockquote>'
    return text, html


def proton(d: Draft) -> Built:
    text = f"{d.text}\n\nSent with [Proton Mail](https://proton.me/mail/home) secure email.\n\n{d.attribution}\n\n{quoted(HISTORY)}\n"
    html = f'<div style="font-family: Arial, sans-serif; font-size: 14px;">{d.html}</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-user protonmail_signature_block-empty"></div><div class="protonmail_signature_block-proton">Sent with <a href="https://proton.me/mail/home">Proton Mail</a> secure email.</div></div><div style="font-family: Arial"><br></div><div class="protonmail_quote">{escape(d.attribution)}<br><blockquote class="protonmail_quote" type="cite">{divs(HISTORY)}</blockquote><br></div>'
    return text, html


def proton_old(d: Draft) -> Built:
    return (
        f"{d.text}\n\nSent with ProtonMail Secure Email.\n\n------- Original Message -------\n{d.attribution}\n\n\n{quoted(HISTORY)}\n",
        None,
    )


def samsung(d: Draft) -> Built:
    mark, original = d.words["galaxy"], "-------- " + d.words["original"].strip("-") + " --------"
    text = f"{d.text}\n\n\n{mark}\n\n\n{original}\n{d.lines('from sent to subject')}\n\n{HISTORY}\n"
    html = f'<html><body dir="auto"><div dir="auto">{d.html}</div><div dir="auto"><br></div><div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757" dir="auto">{escape(mark)}</div></div><div dir="auto"><br></div><div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>{escape(original)}</div>{"".join(f"<div>{escape(a)} {escape(b)}</div>" for a, b in d.block())}<div><br></div></div>{divs(HISTORY)}</body></html>'
    return text, html


def thunderbird(d: Draft) -> Built:
    text = f"{d.text}\n\n{filled(d.attribution, 72)}\n{quoted(HISTORY)}\n"
    html = f'<html><body><p>{breaks(d.text)}</p><div class="moz-cite-prefix">{escape(d.attribution)}<br></div><blockquote type="cite" cite="mid:1@acme.example">{divs(HISTORY)}</blockquote></body></html>'
    return text, html


def thunderbird_below(d: Draft) -> Built:
    text = f"{filled(d.attribution, 72)}\n{quoted(HISTORY)}\n\n{d.text}\n"
    html = f'<html><body><div class="moz-cite-prefix">{escape(d.attribution)}<br></div><blockquote type="cite" cite="mid:1@acme.example">{divs(HISTORY)}</blockquote><p>{breaks(d.text)}</p></body></html>'
    return text, html


def zoho(d: Draft) -> Built:
    text = f"{d.text}\n\n\n\n{d.attribution}\n\n{HISTORY}\n"
    html = f'<div style="font-family: Verdana;">{d.html}<br></div><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204); height: 0px;"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><br><div id="Zm-_Id_-Sgn1">{escape(d.attribution)}<br></div><br><blockquote id="blockquote_zmail" style="margin: 0px;">{divs(HISTORY)}</blockquote></div>'
    return text, html


def spark(d: Draft) -> Built:
    text = f"{d.text}\n\n{d.closing and ''}{d.attribution}\n{quoted(HISTORY)}\n"
    html = f'<div name="messageBodySection"><div dir="auto">{d.html}</div></div><div name="messageSignatureSection"><br/>Marta Ruiz<br/>Sent with Spark</div><div name="messageReplySection">{escape(d.attribution)}<br/><blockquote type="cite" style="border-left-color: grey; border-left-width: thin; border-left-style: solid; margin: 5px 5px;padding-left: 10px;">{divs(HISTORY)}</blockquote></div>'
    return text, html


def superhuman(d: Draft) -> Built:
    text = f"{d.text}\n\nSent via Superhuman ( https://sprh.mn/?vip=marta@studio.example )\n\n{filled(d.attribution)}\n\n> \n> {HISTORY.replace(chr(10), chr(10) + '> ')}\n"
    html = f'<html><body><div>{d.html}<br/></div><div><div style="display: none; border: 0px; width: 0px; height: 0px; overflow: hidden; visibility: hidden;"><img src="https://r.superhuman.com/x.gif" alt=""/></div><br/><div class="gmail_signature">Sent via <a href="https://sprh.mn/?vip=marta">Superhuman</a></div></div><br/><div class="gmail_quote">{escape(d.attribution)}<br/><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;">{divs(HISTORY)}</blockquote></div></body></html>'
    return text, html


def fastmail(d: Draft) -> Built:
    return (
        f"{d.text}\n\n{d.attribution}\n{quoted(HISTORY)}\n",
        f'<!DOCTYPE html><html><body>{d.html}<div><br></div><div>{escape(d.attribution)}</div><blockquote type="cite" id="qt" style="">{divs(HISTORY)}</blockquote><div><br></div></body></html>',
    )


def hey(d: Draft) -> Built:
    return (
        f"{d.text}\n\n{d.attribution}\n\n{quoted(HISTORY)}",
        f'<!DOCTYPE html><html><body><div class="trix-content">{d.html}</div><br><div>{escape(d.attribution)}</div><blockquote style="padding-left: 16px; border-left: 2px solid #edf0f2;">{divs(HISTORY)}</blockquote></body></html>',
    )


def front(d: Draft) -> Built:
    return (
        f"{d.text}\n\n{filled(d.attribution)}\n\n{quoted(HISTORY)}",
        f'<div><div>{d.html}</div></div><div class="front-signature"></div><br><div><div class="front-quote">{escape(d.attribution)}<br><blockquote type="cite" class="front-blockquote" style="margin: 0 0 0 .8ex;">{divs(HISTORY)}</blockquote></div></div>',
    )


def flattened(d: Draft) -> Built:
    """A gateway that made text of HTML: no blank lines, no marks before the history."""
    return f"{d.text}\n{d.attribution}\n{HISTORY}\n", None


def wrapped_narrow(d: Draft) -> Built:
    return f"{d.text}\n\n{filled(d.attribution, 44)}\n\n{quoted(HISTORY)}\n", None


def wrapped_quoted(d: Draft) -> Built:
    return f"{d.text}\n\n{quoted(filled(d.attribution, 60))}\n{quoted(HISTORY)}\n", None


def inline(d: Draft) -> Built:
    first, second = d.own.rsplit("\n", 1)
    lines = HISTORY.split("\n")
    text = f"{filled(d.attribution)}\n\n{quoted(chr(10).join(lines[:3]))}\n\n{first}\n\n{quoted(chr(10).join(lines[3:]))}\n\n{second}\n"
    html = f'<div dir="ltr"><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{escape(d.attribution)}<br></div><blockquote class="gmail_quote">{divs(chr(10).join(lines[:3]))}</blockquote><div><br></div>{divs(first)}<blockquote class="gmail_quote">{divs(chr(10).join(lines[3:]))}</blockquote><div>{escape(second)}</div></div></div>'
    return text, html


def apple_forward(d: Draft) -> Built:
    block = d.lines("from subject sent to")
    html = f'<html><body>{d.html}<br><div><br><blockquote type="cite"><div>{escape(d.words["forward"])}</div><br class="Apple-interchange-newline"><div>{rows(d, "from subject sent to")}</div><br><div>{divs(HISTORY)}</div></blockquote></div></body></html>'
    return f"{d.text}\n\n{quoted(d.words['forward'] + chr(10) + chr(10) + block + chr(10) + chr(10) + HISTORY)}\n", html


def apple_forward_unquoted(d: Draft) -> Built:
    return f"{d.text}\n\n{d.words['forward']}\n\n{d.lines('from subject sent to')}\n\n{HISTORY}\n", None


def gmail_forward(d: Draft) -> Built:
    block = d.lines("from sent subject to")
    html = f'<div dir="ltr">{d.html}<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>{breaks(block)}<br></div><br><br>{divs(HISTORY)}</div></div>'
    return f"{d.text}\n\n---------- Forwarded message ---------\n{block}\n\n\n{HISTORY}\n", html


def outlook_mac(d: Draft) -> Built:
    html = f'<div>{mso(d.text)}<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b><span style="font-size:12.0pt;color:black">{rows(d, tag="span")}</span></b></p></div>{mso(HISTORY)}</div>'
    return f"{d.text}\n\n{d.lines()}\n{HISTORY}\n", html


def gmx(d: Draft) -> Built:
    block = d.lines("sent from to subject")
    html = f'<html><body><div style="font-family: Verdana;font-size: 12.0px;">{d.html}<div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5; word-wrap: break-word;"><div style="margin:0 0 10px 0;">{rows(d, "sent from to subject")}</div><div name="quoted-content">{divs(HISTORY)}</div></div></div></div></body></html>'
    return f"{d.text}\n \n\n{block}\n{HISTORY}\n", html


def notes(d: Draft) -> Built:
    block = "\n".join(f"{label:<16}{value}" for label, value in d.block("from to sent subject"))
    html = f'<font size=2 face="sans-serif">{breaks(d.text)}</font><br><br><br><br><font size=1 color=#5f5f5f face="sans-serif">{"<br>".join(f"{escape(a)} &nbsp; &nbsp; &nbsp; &nbsp;{escape(b)}" for a, b in d.block("from to sent subject"))}</font><br><hr noshade><br><br>{breaks(HISTORY)}'
    return f"{d.text}\n\n\n\n{block}\n\n\n\n{HISTORY}\n", html


def tables(d: Draft) -> Built:
    """A header block set as a table, as some web mailers do."""
    cells = "".join(f"<tr><th>{escape(a)}</th><td>{escape(b)}</td></tr>" for a, b in d.block("subject sent from to"))
    body = f'<p>{breaks(d.text)}</p><p>-------- {escape(d.words["original"].strip("-"))} --------</p><table border="0">{cells}</table><p>{breaks(HISTORY)}</p>'
    return None, body


EVERYWHERE: dict[str, tuple[str, Callable[[Draft], Built]]] = {
    "gmail": ("gmail", gmail), "gmail-signed": ("gmail", gmail_signed), "apple": ("apple", apple), "iphone": ("apple", iphone),
    "outlook": ("gmail", outlook), "outlook-plain": ("gmail", outlook_plain), "outlook-web": ("gmail", outlook_web),
    "outlook-phone": ("gmail", outlook_phone), "outlook-starred": ("gmail", outlook_starred), "outlook-glued": ("gmail", outlook_glued),
    "outlook-quoted": ("gmail", outlook_quoted), "outlook-old-html": ("gmail", outlook_old_html), "outlook-only-html": ("gmail", outlook_only_html),
    "outlook-web-only-html": ("gmail", outlook_web_only_html), "outlook-mac": ("gmail", outlook_mac),
    "yahoo": ("yahoo", yahoo), "yahoo-phone": ("yahoo", yahoo_phone), "samsung": ("gmail", samsung), "thunderbird": ("thunderbird", thunderbird),
    "thunderbird-below": ("thunderbird", thunderbird_below), "flattened-gmail": ("gmail", flattened), "flattened-apple": ("apple", flattened),
    "flattened-thunderbird": ("thunderbird", flattened), "narrow-gmail": ("gmail", wrapped_narrow), "narrow-yahoo": ("yahoo", wrapped_narrow), "narrow-apple": ("apple", wrapped_narrow),
    "narrow-quoted": ("apple", wrapped_quoted), "inline": ("gmail", inline), "apple-forward": ("gmail", apple_forward), "apple-forward-unquoted": ("gmail", apple_forward_unquoted),
    "gmail-forward": ("gmail", gmail_forward), "gmx": ("gmail", gmx), "notes": ("gmail", notes), "tables": ("gmail", tables),
}  # fmt: skip
# Programs whose own words are English (or one language's), whatever the person writes in.
ONE_LANGUAGE: dict[str, Callable[[Draft], Built]] = {
    "proton": proton, "zoho": zoho, "spark": spark, "fastmail": fastmail, "hey": hey,
}  # fmt: skip
