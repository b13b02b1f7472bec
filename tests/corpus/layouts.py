# ruff: noqa: E501
"""How clients set a reply over, under or into what it answers: plain layouts and HTML ones."""

from __future__ import annotations

from html import escape

US = "Bistro projects"
AT = "projects@bistro.example"


def _marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


# Each takes (reply, history); {r} the reply, {h} the bare history, {q} the history behind '>'.
PLAIN: dict[str, str] = {
    "gmail": f"{{r}}\n\nOn Mon, Nov 30, 2026 at 9:02 AM {US} <{AT}> wrote:\n\n{{q}}\n",
    "gmail_wrapped": f"{{r}}\n\nOn Mon, Nov 30, 2026 at 9:02 AM The very long name of {US} <\n{AT}> wrote:\n\n{{q}}\n",
    "gmail_old": f"{{r}}\n\n2026-11-30 9:02 GMT+01:00 {US} <{AT}>:\n\n{{q}}\n",
    "gmail_mobile_unmarked": f"{{r}}\n\nOn Mon, 30 Nov 2026, 09:02 {US}, <{AT}> wrote:\n\n{{h}}\n",
    "ios": f"{{r}}\n\nSent from my iPhone\n\n> On 30 Nov 2026, at 09:02, {US} <{AT}> wrote:\n> \n{{q}}\n",
    "ios_unmarked": f"{{r}}\n\nSent from my iPhone\n\nOn 30 Nov 2026, at 09:02, {US} <{AT}> wrote:\n\n{{h}}\n",
    "ios_es": f"{{r}}\n\nEnviado desde mi iPhone\n\n> El 30 nov 2026, a las 9:02, {US} <{AT}> escribió:\n> \n{{q}}\n",
    "apple_fr": f"{{r}}\n\nEnvoyé de mon iPad\n\n> Le 30 nov. 2026 à 09:02, {US} <{AT}> a écrit :\n> \n{{q}}\n",
    "android": f"{{r}}\n\n\n-------- Original message --------\nFrom: {US} <{AT}>\nDate: 30/11/2026 09:02 (GMT+01:00)\nTo: dana@studio.example\nSubject: Your week\n\n{{h}}\n",
    "samsung_de": f"{{r}}\n\n\nVon meinem Samsung Galaxy Smartphone gesendet.\n\n\n-------- Ursprüngliche Nachricht --------\nVon: {US} <{AT}>\nDatum: 30.11.26 09:02 (GMT+01:00)\nAn: dana@studio.example\nBetreff: Deine Woche\n\n{{h}}\n",
    "outlook": f"{{r}}\n\n-----Original Message-----\nFrom: {US} <{AT}>\nSent: Monday, November 30, 2026 9:02 AM\nTo: Dana Kim\nSubject: Your week\n\n{{h}}\n",
    "outlook_bare": f"{{r}}\n\nFrom: {US} <{AT}>\nSent: Monday, November 30, 2026 9:02 AM\nTo: Dana Kim <dana@studio.example>\nSubject: Your week\n\n{{h}}\n",
    "outlook_bold": f"{{r}}\n\n*From:* {US} <{AT}>\n*Sent:* Monday, November 30, 2026 9:02 AM\n*To:* Dana Kim <dana@studio.example>\n*Subject:* Your week\n\n{{h}}\n",
    "outlook_glued": f"{{r}}\n\nFrom: {US} <{AT}> Sent: Monday, November 30, 2026 9:02 AM To: Dana Kim Subject: Your week\n\n{{h}}\n",
    "outlook_mobile": f"{{r}}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: {US} <{AT}>\nSent: Monday, November 30, 2026 9:02:11 AM\nTo: Dana Kim <dana@studio.example>\nSubject: Your week\n\n{{h}}\n",
    "outlook_pt": f"{{r}}\n\nDe: {US} <{AT}>\nEnviada em: segunda-feira, 30 de novembro de 2026 09:02\nPara: Dana Kim\nAssunto: A sua semana\n\n{{h}}\n",
    "outlook_pl": f"{{r}}\n\nOd: {US} <{AT}>\nWysłano: poniedziałek, 30 listopada 2026 09:02\nDo: Dana Kim\nTemat: Twój tydzień\n\n{{h}}\n",
    "outlook_sv": f"{{r}}\n\nFrån: {US} <{AT}>\nSkickat: den 30 november 2026 09:02\nTill: Dana Kim\nÄmne: Din vecka\n\n{{h}}\n",
    "outlook_ko": f"{{r}}\n\n보낸 사람: {US} <{AT}>\n보낸 날짜: 2026년 11월 30일 월요일 오전 9:02\n받는 사람: Dana Kim\n제목: 주간\n\n{{h}}\n",
    "yahoo": f"{{r}}\n\n    On Monday, 30 November 2026 at 09:02:11 CET, {US} <{AT}> wrote:  \n \n{{h}}\n",
    "yahoo_android": f"{{r}}\n\nSent from Yahoo Mail on Android \n \n  On Mon, 30 Nov 2026 at 9:02, {US}<{AT}> wrote:   {{h}}\n",
    "proton": f"{{r}}\n\nSent with [Proton Mail](https://proton.me/) secure email.\n\nOn Monday, November 30th, 2026 at 9:02 AM, {US} <{AT}> wrote:\n\n{{q}}\n",
    "roundcube": f"{{r}}\n\nOn 2026-11-30 09:02, {US} wrote:\n\n{{q}}\n",
    "thunderbird_bottom": f"On 30/11/2026 09:02, {US} wrote:\n{{q}}\n\n{{r}}\n",
    "thunderbird_de": f"{{r}}\n\nAm 30.11.2026 um 09:02 schrieb {US}:\n{{q}}\n",
    "gmail_de": f"{{r}}\n\n{US} <{AT}> schrieb am Mo., 30. Nov. 2026, 09:02:\n\n{{q}}\n",
    "gmail_es": f"{{r}}\n\nEl lun, 30 nov 2026 a las 9:02, {US} (<{AT}>) escribió:\n\n{{q}}\n",
    "gmail_it": f"{{r}}\n\nIl giorno lun 30 nov 2026 alle ore 09:02 {US} <{AT}> ha scritto:\n\n{{q}}\n",
    "gmail_tr": f"{{r}}\n\n{US} <{AT}>, 30 Kas 2026 Pzt, 09:02 tarihinde şunu yazdı:\n\n{{q}}\n",
    "gmail_ja": f"{{r}}\n\n2026年11月30日(月) 9:02 {US} <{AT}>:\n\n{{q}}\n",
    "gmail_uk": f"{{r}}\n\nпн, 30 лист. 2026 р. о 09:02 {US} <{AT}> пише:\n\n{{q}}\n",
    "gmx": f'{{r}}\n \n\nGesendet: Montag, 30. November 2026 um 09:02 Uhr\nVon: "{US}" <{AT}>\nAn: dana@studio.example\nBetreff: Deine Woche\n\n{{h}}\n',
    "zimbra": f'{{r}}\n\n----- Original Message -----\nFrom: "{US}" <{AT}>\nTo: "dana" <dana@studio.example>\nSent: Monday, November 30, 2026 9:02:11 AM\nSubject: Your week\n\n{{h}}\n',
    "mail_ru": f"{{r}}\n\n\n>Понедельник, 30 ноября 2026, 9:02 +03:00 от {US} <{AT}>:\n> \n{{q}}\n",
    "qq": f'{{r}}\n\n\n------------------ 原始邮件 ------------------\n发件人: "{US}" <{AT}>;\n发送时间: 2026年11月30日(星期一) 上午9:02\n收件人: "Dana"<dana@studio.example>;\n主题: Your week\n\n{{h}}\n',
    "blackberry": f"{{r}}\n\n  Original Message  \nFrom: {US}\nSent: Monday, November 30, 2026 9:02 AM\nTo: Dana Kim\nSubject: Your week\n\n{{h}}\n",
    "notes": f"{{r}}\n\n\n\nFrom:\t{US} <{AT}>\nTo:\tdana@studio.example\nDate:\t30.11.2026 09:02\nSubject:\tYour week\n\n\n\n{{h}}\n",
    "above_line": "{r}\n\n##- Please type your reply above this line -##\n\n{h}\n",
    "bars": f"{{r}}\n\n{US} wrote on 30.11.2026 09:02:\n| {{h}}\n",
}

_P = "<p>Hi Dana,</p><p>{h}</p><p>See you</p>"

HTML: dict[str, str] = {
    "html_gmail": '<div dir="ltr">{r}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Nov 30, 2026 at 9:02 AM Bistro &lt;<a href="mailto:x@y.example">x@y.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">'
    + _P
    + "</blockquote></div>",
    "html_outlook": '<html><body><div class="WordSection1"><p class="MsoNormal">{r}<o:p></o:p></p><p class="MsoNormal">&nbsp;</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Bistro &lt;x@y.example&gt;<br><b>Sent:</b> Monday, November 30, 2026 9:02 AM<br><b>To:</b> Dana<br><b>Subject:</b> Your week</p></div>'
    + _P
    + "</div></body></html>",
    "html_outlook_web": '<div class="elementToProof">{r}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Bistro &lt;x@y.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Dana<br><b>Subject:</b> Week</div><div>'
    + _P
    + "</div>",
    "html_apple": '<html><body>{r}<br><div><br><blockquote type="cite"><div>On 30 Nov 2026, at 09:02, Bistro &lt;x@y.example&gt; wrote:</div><br><div>'
    + _P
    + "</div></blockquote></div></body></html>",
    "html_thunderbird": '<html><body><p>{r}</p><div class="moz-cite-prefix">Am 30.11.26 um 09:02 schrieb Bistro:<br></div><blockquote type="cite" cite="mid:1@y">'
    + _P
    + "</blockquote></body></html>",
    "html_yahoo": '<div class="ydp1yahoo-style-wrap"><div>{r}</div></div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>On Monday, 30 November 2026 at 09:02:11 CET, Bistro wrote:</div><div>'
    + _P
    + "</div></div>",
    "html_proton": '<div style="font-family: Arial">{r}</div><div class="protonmail_quote">On Monday, November 30th, 2026 at 9:02 AM, Bistro wrote:<br><blockquote class="protonmail_quote" type="cite">'
    + _P
    + "</blockquote></div>",
    "html_hidden": '<div>{r}</div><div style="display:none;max-height:0;overflow:hidden">{h}</div>',
    "html_tiny": '<div>{r}</div><span style="font-size:0;color:#fff">{h}</span>',
    "html_struck": "<div>{r}</div><p><s>{h}</s></p>",
    "html_gmx": '<html><body><div style="font-family: Verdana">{r}<div>&nbsp;<div name="quote" style="margin:10px 5px;padding:10px 0 10px 10px;border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b>&nbsp;Montag, 30. November 2026 um 09:02 Uhr<br><b>Von:</b>&nbsp;Bistro &lt;x@y.example&gt;<br><b>An:</b>&nbsp;dana<br><b>Betreff:</b>&nbsp;Woche</div><div name="quoted-content">'
    + _P
    + "</div></div></div></div></body></html>",
    "html_comment": "<div>{r}</div><!-- {h} --><style>p:before{{content:'{h}'}}</style>",
}


def plain(layout: str, reply: str, history: str) -> str:
    return PLAIN[layout].format(r=reply, h=history, q=_marked(history))


def html(layout: str, reply: str, history: str) -> str:
    lines = "<br>".join(escape(line) for line in reply.split("\n"))
    return HTML[layout].format(r=lines, h=escape(history))
