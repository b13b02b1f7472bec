"""How mail clients build a reply: each function gives the text part and, where the client sends one, the HTML part."""

# ruff: noqa: E501

import html
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

US = "Acme projects"
OURS = "projects@acme.example"


@dataclass(frozen=True)
class Draft:
    """What a person wrote and what their client adds beneath it."""

    text: str
    signature: str
    history: str
    subject: str
    to_name: str
    to_address: str
    language: str = "en"


Built = tuple[str, str | None]

GMAIL = {
    "en": f"On Mon, Nov 30, 2026 at 9:00 AM {US} <{OURS}> wrote:",
    "de": f"Am Mo., 30. Nov. 2026 um 09:00 Uhr schrieb {US} <{OURS}>:",
    "fr": f"Le lun. 30 nov. 2026 à 09:00, {US} <{OURS}> a écrit :",
    "es": f"El lun, 30 nov 2026 a las 9:00, {US} (<{OURS}>) escribió:",
    "it": f"Il giorno lun 30 nov 2026 alle ore 09:00 {US} <{OURS}> ha scritto:",
    "pt": f"Em seg., 30 de nov. de 2026 às 09:00, {US} <{OURS}> escreveu:",
    "nl": f"Op ma 30 nov 2026 om 09:00 schreef {US} <{OURS}>:",
    "pl": f"pon., 30 lis 2026 o 09:00 {US} <{OURS}> napisał(a):",
    "uk": f"пн, 30 лист. 2026 р. о 09:00 {US} <{OURS}> пише:",
    "ru": f"пн, 30 нояб. 2026 г. в 09:00, {US} <{OURS}>:",
    "sv": f"Den mån 30 nov. 2026 kl 09:00 skrev {US} <{OURS}>:",
    "da": f"Den man. 30. nov. 2026 kl. 09.00 skrev {US} <{OURS}>:",
    "no": f"man. 30. nov. 2026 kl. 09:00 skrev {US} <{OURS}>:",
    "fi": f"ma 30. marrask. 2026 klo 9.00 {US} ({OURS}) kirjoitti:",
    "tr": f"{US} <{OURS}>, 30 Kas 2026 Pzt, 09:00 tarihinde şunu yazdı:",
    "ja": f"2026年11月30日(月) 9:00 {US} <{OURS}>:",
    "zh": f"{US} <{OURS}> 于2026年11月30日周一 09:00写道：",
    "ko": f"2026년 11월 30일 (월) 오전 9:00, {US} <{OURS}>님이 작성:",
    "cs": f"po 30. 11. 2026 v 9:00 odesílatel {US} <{OURS}> napsal:",
}
APPLE = {
    "en": f"On 30 Nov 2026, at 09:00, {US} <{OURS}> wrote:",
    "de": f"Am 30.11.2026 um 09:00 schrieb {US} <{OURS}>:",
    "fr": f"Le 30 nov. 2026 à 09:00, {US} <{OURS}> a écrit :",
    "es": f"El 30 nov 2026, a las 9:00, {US} <{OURS}> escribió:",
    "it": f"Il giorno 30 nov 2026, alle ore 09:00, {US} <{OURS}> ha scritto:",
    "pt": f"Em 30 de nov. de 2026, à(s) 09:00, {US} <{OURS}> escreveu:",
    "nl": f"Op 30 nov 2026 om 09:00 heeft {US} <{OURS}> het volgende geschreven:",
    "pl": f"Wiadomość napisana przez {US} <{OURS}> w dniu 30.11.2026, o godz. 09:00:",
    "sv": f"30 nov. 2026 kl. 09:00 skrev {US} <{OURS}>:",
    "da": f"Den 30. nov. 2026 kl. 09.00 skrev {US} <{OURS}>:",
    "ja": f"2026/11/30 9:00、{US} <{OURS}>のメール:",
}
SENT_FROM = {
    "en": "Sent from my iPhone",
    "de": "Von meinem iPhone gesendet",
    "fr": "Envoyé de mon iPhone",
    "es": "Enviado desde mi iPhone",
    "it": "Inviato da iPhone",
    "pt": "Enviado do meu iPhone",
    "nl": "Verstuurd vanaf mijn iPhone",
    "pl": "Wysłane z iPhone'a",
    "sv": "Skickat från min iPhone",
    "da": "Sendt fra min iPhone",
    "ja": "iPhoneから送信",
}
LABELS = {
    "en": ("From", "Sent", "To", "Subject", "Monday, November 30, 2026 9:00 AM"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Montag, 30. November 2026 09:00"),
    "fr": ("De", "Envoyé", "À", "Objet", "lundi 30 novembre 2026 09:00"),
    "es": ("De", "Enviado", "Para", "Asunto", "lunes, 30 de noviembre de 2026 9:00"),
    "it": ("Da", "Inviato", "A", "Oggetto", "lunedì 30 novembre 2026 09:00"),
    "pt": ("De", "Enviada em", "Para", "Assunto", "segunda-feira, 30 de novembro de 2026 09:00"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "maandag 30 november 2026 09:00"),
    "pl": ("Od", "Wysłane", "Do", "Temat", "poniedziałek, 30 listopada 2026 09:00"),
    "uk": ("Від", "Надіслано", "Кому", "Тема", "понеділок, 30 листопада 2026 р. 09:00"),
    "ru": ("От", "Отправлено", "Кому", "Тема", "понедельник, 30 ноября 2026 г. 9:00"),
    "sv": ("Från", "Skickat", "Till", "Ämne", "den 30 november 2026 09:00"),
    "da": ("Fra", "Sendt", "Til", "Emne", "30. november 2026 09:00"),
    "no": ("Fra", "Sendt", "Til", "Emne", "mandag 30. november 2026 09:00"),
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe", "maanantai 30. marraskuuta 2026 9.00"),
    "tr": ("Kimden", "Gönderildi", "Kime", "Konu", "30 Kasım 2026 Pazartesi 09:00"),
    "ja": ("差出人", "送信日時", "宛先", "件名", "2026年11月30日 9:00"),
    "zh": ("发件人", "发送时间", "收件人", "主题", "2026年11月30日 9:00"),
    "ko": ("보낸 사람", "보낸 날짜", "받는 사람", "제목", "2026년 11월 30일 월요일 오전 9:00"),
}


def marked(history: str, mark: str = "> ") -> str:
    """Every line with the quoting mark."""
    return "\n".join((mark + line).rstrip() for line in history.split("\n"))


def rows(text: str, tag: str = "div") -> str:
    """Each line an element, an empty one with a break, as editors make them."""
    return "".join(f"<{tag}>{html.escape(line, quote=False) or '<br>'}</{tag}>" for line in text.split("\n"))


def broken(text: str) -> str:
    """Lines parted by breaks."""
    return "<br>\n".join(html.escape(line, quote=False) for line in text.split("\n"))


def letter(history: str) -> str:
    """Our letter as it comes back: a table of paragraphs with styles."""
    inside = "".join(
        f'<p style="margin:0 0 12px;font-size:16px">{html.escape(line)}</p>' for line in history.split("\n") if line
    )
    return f'<table role="presentation" width="100%" cellpadding="0"><tbody><tr><td style="padding:24px">{inside}</td></tr></tbody></table>'


def own(draft: Draft, delimiter: str = "-- \n") -> str:
    """The text and the signature beneath it."""
    return draft.text + (f"\n\n{delimiter}{draft.signature}" if draft.signature else "")


def header_block(draft: Draft, *, bold: bool = False) -> str:
    """Outlook's block of headers, as text or as HTML."""
    labels = LABELS[draft.language]
    values = (f"{US} <{OURS}>", labels[4], f"{draft.to_name} <{draft.to_address}>", draft.subject)
    space = " " if draft.language == "fr" else ""
    if not bold:
        return "\n".join(
            f"{label}{space}: {value}".rstrip() + (" " if n < 2 else "")
            for n, (label, value) in enumerate(zip(labels, values, strict=False))
        )
    return "<br>".join(
        f"<b>{label}{space}:</b> {html.escape(value)}" for label, value in zip(labels, values, strict=False)
    )


def plain(draft: Draft) -> Built:
    """A new mail, or one whose history was deleted."""
    return own(draft), None


def html_only(draft: Draft) -> Built:
    """A client that sends no text part."""
    return "", f"<html><body>{rows(own(draft))}</body></html>"


def gmail_web(draft: Draft) -> Built:
    said = GMAIL[draft.language]
    folded = said.replace(f" <{OURS}>", f" <\n{OURS}>") if len(said) > 72 else said
    text = f"{own(draft)}\n\n{folded}\n\n{marked(draft.history)}\n"
    signature = (
        f'<div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" '
        f'data-smartmail="gmail_signature"><div dir="ltr">{broken(draft.signature)}</div></div>'
        if draft.signature
        else ""
    )
    linked = html.escape(said).replace(OURS, f'<a href="mailto:{OURS}">{OURS}</a>')
    page = (
        f'<div dir="ltr">{rows(draft.text)}{signature}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{linked}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px '
        f'0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">{letter(draft.history)}</blockquote></div>\n'
    )
    return text, page


def gmail_android(draft: Draft) -> Built:
    said = f"On Mon, 30 Nov 2026, 09:00 {US}, <{OURS}> wrote:" if draft.language == "en" else GMAIL[draft.language]
    text = f"{own(draft)}\n\n{said}\n\n{marked(draft.history)}\n"
    page = (
        f'<div dir="auto">{rows(own(draft)).replace("<div>", chr(60) + "div dir=" + chr(34) + "auto" + chr(34) + ">")}</div><br>'
        f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{html.escape(said)}<br></div><blockquote '
        f'class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">{letter(draft.history)}'
        "</blockquote></div>\n"
    )
    return text, page


def gmail_ios(draft: Draft) -> Built:
    said = GMAIL[draft.language]
    text = f"{own(draft)}\n\n{said}\n\n{marked(draft.history)}\n"
    page = (
        f'<div><div dir="auto">{broken(own(draft))}</div></div><div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{html.escape(said)}<br></div><blockquote class="gmail_quote" '
        f'style="margin:0px 0px 0px 0.8ex">{letter(draft.history)}</blockquote></div></div>\n'
    )
    return text, page


def gmail_trimmed_text(draft: Draft) -> Built:
    """A text part alone, as Gmail's plain text mode sends it, wrapped attribution and all."""
    said = "\n".join(textwrap.wrap(GMAIL[draft.language], 60, break_long_words=False, break_on_hyphens=False))
    return f"{own(draft)}\n\n{said}\n{marked(draft.history)}\n", None


def apple_mail(draft: Draft) -> Built:
    said = APPLE[draft.language]
    text = f"{own(draft, '')}\n\n{marked(said + chr(10) + chr(10) + draft.history)}\n\n"
    page = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: '
        f'break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">{broken(own(draft, ""))}<br '
        f'id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>{html.escape(said)}</div><br '
        f'class="Apple-interchange-newline"><div>{letter(draft.history)}</div></blockquote></div><br></body></html>'
    )
    return text, page


def apple_ios(draft: Draft) -> Built:
    said, sent = APPLE[draft.language], draft.signature or SENT_FROM[draft.language]
    text = f"{draft.text}\n\n{sent}\n\n{marked(said + chr(10) + chr(10) + chr(0xFEFF) + draft.history)}\n"
    page = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">'
        f'{broken(draft.text)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">{broken(sent)}</div><div dir="ltr"><br>'
        f'<blockquote type="cite">{html.escape(said)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">'
        f"\ufeff{letter(draft.history)}</div></blockquote></body></html>"
    )
    return text, page


def apple_ios_plain(draft: Draft) -> Built:
    said, sent = APPLE[draft.language], SENT_FROM[draft.language]
    return f"{draft.text}\n\n{sent}\n\n{marked(said + chr(10) + chr(10) + draft.history)}\n", None


def outlook_desktop(draft: Draft) -> Built:
    text = f"{own(draft, '')}\n\n{header_block(draft)}\n\n{draft.history}\n"
    paragraphs = "".join(
        f"<p class=MsoNormal>{html.escape(line, quote=False) or '<o:p>&nbsp;</o:p>'}<o:p></o:p></p>\n"
        for line in own(draft, "").split("\n")
    )
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta '
        'name=Generator content="Microsoft Word 15 (filtered medium)"><style><!-- p.MsoNormal {margin:0in;} --></style></head>'
        f"<body lang=EN-US link=blue vlink=purple><div class=WordSection1>{paragraphs}<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal>"
        f"{header_block(draft, bold=True)}<o:p></o:p></p></div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        f"{letter(draft.history)}</div></body></html>"
    )
    return text, page


def outlook_desktop_plain(draft: Draft) -> Built:
    return f"{own(draft, '')}\n\n-----Original Message-----\n{header_block(draft)}\n\n{draft.history}\n", None


def outlook_web(draft: Draft) -> Built:
    text = f"{own(draft, '')}\n\n________________________________\n{header_block(draft)}\n\n{draft.history}\n"
    page = (
        '<html><head><style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style></head><body '
        'dir="ltr">'
        + rows(own(draft, "")).replace(
            "<div>", '<div class="elementToProof" style="font-family: Aptos; font-size: 12pt;">'
        )
        + '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
        f'<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">{header_block(draft, bold=True)}</font>'
        f"<div>&nbsp;</div></div><div>{letter(draft.history)}</div></body></html>"
    )
    return text, page


def outlook_mobile(draft: Draft) -> Built:
    mark = {"en": "Get Outlook for iOS", "de": "Outlook für iOS beziehen", "fr": "Télécharger Outlook pour iOS"}
    mark |= {"es": "Obtener Outlook para iOS", "pt": "Obter o Outlook para iOS", "nl": "Outlook voor iOS downloaden"}
    said = mark.get(draft.language, mark["en"])
    text = f"{draft.text}\n\n{said}<https://aka.ms/o0ukef>\n________________________________\n{header_block(draft)}\n\n{draft.history}\n"
    page = (
        f'<html><head></head><body><div dir="ltr">{rows(draft.text)}</div><div id="ms-outlook-mobile-signature" dir="ltr"><div>'
        f'<br></div>{said.rsplit(" ", 1)[0]} <a href="https://aka.ms/o0ukef">{said.rsplit(" ", 1)[1]}</a></div>'
        '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, '
        f'sans-serif">{header_block(draft, bold=True)}</font><div>&nbsp;</div></div>{letter(draft.history)}</body></html>'
    )
    return text, page


def thunderbird(draft: Draft) -> Built:
    said = {
        "en": f"On 30/11/2026 09:00, {US} wrote:",
        "de": f"Am 30.11.26 um 09:00 schrieb {US}:",
        "fr": f"Le 30/11/2026 à 09:00, {US} a écrit :",
        "es": f"El 30/11/26 a las 9:00, {US} escribió:",
        "it": f"Il 30/11/2026 09:00, {US} ha scritto:",
        "nl": f"Op 30-11-2026 om 09:00 schreef {US}:",
        "pl": f"W dniu 30.11.2026 o 09:00, {US} pisze:",
        "ru": f"30.11.2026 09:00, {US} пишет:",
    }[draft.language]
    return f"{draft.text}\n\n{said}\n{marked(draft.history)}\n{signed(draft)}", None


def signed(draft: Draft) -> str:
    """A signature at the very end, with its delimiter."""
    return f"\n-- \n{draft.signature}\n" if draft.signature else ""


def thunderbird_bottom(draft: Draft) -> Built:
    return f"On 30/11/2026 09:00, {US} wrote:\n{marked(draft.history)}\n\n{draft.text}\n{signed(draft)}", None


def thunderbird_html(draft: Draft) -> Built:
    said = f"On 30/11/2026 09:00, {US} wrote:"
    text = f"{draft.text}\n\n{said}\n{marked(draft.history)}\n{signed(draft)}"
    page = (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body><p>'
        f'{broken(draft.text)}</p><div class="moz-cite-prefix">{said}<br></div><blockquote type="cite" '
        f'cite="mid:abc@acme.example">{letter(draft.history)}</blockquote>'
        + (f'<pre class="moz-signature" cols="72">-- \n{html.escape(draft.signature)}</pre>' if draft.signature else "")
        + "</body></html>"
    )
    return text, page


def mutt(draft: Draft) -> Built:
    said = f"On Mon, Nov 30, 2026 at 09:00:03AM +0100, {US} wrote:"
    return f"{said}\n{marked(draft.history)}\n\n{draft.text}\n{signed(draft)}", None


def mutt_top(draft: Draft) -> Built:
    said = f"On Mon, Nov 30, 2026 at 09:00:03AM +0100, {US} wrote:"
    return f"{own(draft)}\n\n{said}\n{marked(draft.history)}\n", None


def inline_plain(draft: Draft) -> Built:
    """Answers under the lines they answer: the text holds its own quoted lines."""
    return f"On Mon, Nov 30, 2026 at 9:00 AM {US} <{OURS}> wrote:\n{draft.text}\n{signed(draft)}", None


def yahoo(draft: Draft) -> Built:
    said = f"On Monday, November 30, 2026 at 09:00:00 AM GMT+8, {US} <{OURS}> wrote:"
    bare = "\n".join(f" {line} " for line in draft.history.split("\n"))
    text = f" {own(draft, '')}\n    {said}  \n \n {bare}"
    page = (
        '<html><head></head><body><div class="ydp1yahoo-style-wrap" style="font-size:16px;"><div dir="ltr" data-setdir="false">'
        f'{broken(own(draft, ""))}</div><div><br></div></div><div id="ydp2yahoo_quoted_8123" class="ydp2yahoo_quoted"><div '
        f'style="font-family:Helvetica;font-size:13px;color:#26282a;"><div>{html.escape(said)}</div><div><br></div><div><br></div>'
        f"<div>{letter(draft.history)}</div></div></div></body></html>"
    )
    return text, page


def yahoo_android(draft: Draft) -> Built:
    said = f"On Mon, Nov 30, 2026 at 9:00, {US}<{OURS}> wrote:"
    text = f"{draft.text}\n\nSent from Yahoo Mail on Android \n \n  {said}   {draft.history}\n"
    page = (
        f'{broken(draft.text)}<br><br><div id="ymail_android_signature"><a href="https://mail.onelink.me/1">Sent from Yahoo Mail '
        f'on Android</a></div> <br> <blockquote style="margin: 0 0 20px 0;"> <div style="font-family:Roboto; color:#6D00F6;"> '
        f'<div>{html.escape(said)}</div> </div> <div style="padding: 10px 0 0 20px;">{letter(draft.history)}</div> </blockquote>'
    )
    return text, page


def proton(draft: Draft) -> Built:
    said = f"On Monday, November 30th, 2026 at 9:00 AM, {US} <{OURS}> wrote:"
    sent = "Sent with [Proton Mail](https://proton.me/mail/home) secure email."
    text = f"{own(draft, '')}\n\n{sent}\n\n{said}\n\n{marked(draft.history)}\n"
    page = (
        f'<div style="font-family: Arial, sans-serif; font-size: 14px;">{broken(own(draft, ""))}</div><div '
        'class="protonmail_signature_block" style="font-family: Arial; font-size: 14px;"><div class="protonmail_signature_block-'
        'proton">Sent with <a target="_blank" href="https://proton.me/mail/home">Proton Mail</a> secure email.</div></div>'
        f'<div class="protonmail_quote">{html.escape(said)}<br><blockquote class="protonmail_quote" type="cite">'
        f"{letter(draft.history)}</blockquote><br></div>"
    )
    return text, page


def k9(draft: Draft) -> Built:
    said = {
        "en": f"On 30 November 2026 09:00:00 CET, {US} <{OURS}> wrote:",
        "de": f"Am 30. November 2026 09:00:00 MEZ schrieb {US} <{OURS}>:",
    }[draft.language]
    sent = {
        "en": "Sent from my Android device with K-9 Mail. Please excuse my brevity.",
        "de": "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    }[draft.language]
    return f"{draft.text}\n-- \n{draft.signature or sent}\n\n{said}\n{marked(draft.history, '>')}\n", None


def fastmail(draft: Draft) -> Built:
    return f"{own(draft, '')}\n\nOn Mon, Nov 30, 2026, at 9:00 AM, {US} wrote:\n{marked(draft.history)}\n", None


def evolution(draft: Draft) -> Built:
    return (
        f"{draft.text}\n\nOn Mon, 2026-11-30 at 09:00 +0100, {US} wrote:\n{marked(draft.history)}\n{signed(draft)}",
        None,
    )


def roundcube(draft: Draft) -> Built:
    said = {"en": f"On 2026-11-30 09:00, {US} wrote:", "de": f"Am 30.11.2026 09:00, schrieb {US}:"}[draft.language]
    return f"{draft.text}\n\n{said}\n\n{marked(draft.history)}\n{signed(draft)}", None


def zoho(draft: Draft) -> Built:
    said = f"---- On Mon, 30 Nov 2026 09:00:00 +0800 {US} <{OURS}> wrote ---"
    page = (
        f'<div style="font-family: Verdana; font-size: 10pt;"><div>{broken(own(draft, ""))}</div><div><br></div><div '
        f'class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204);"><br></div><div class="zmail_extra" data-zbluepencil'
        f'-ignore="true"><div><br></div><div id="Zm-_Id_-Sgn1">{html.escape(said)}<br></div><div><br></div><blockquote '
        f'id="blockquote_zmail" style="margin: 0px;"><div>{letter(draft.history)}</div></blockquote></div></div>'
    )
    return f"{own(draft, '')}\n\n\n\n{said}\n\n{draft.history}\n", page


def gmx(draft: Draft) -> Built:
    subject = " ".join(draft.subject.split())
    head = f'Gesendet: Montag, 30. November 2026 um 09:00 Uhr\nVon: "{US}" <{OURS}>\nAn: {draft.to_address}\nBetreff: {subject}'
    bold = "<br/>".join(
        f"<b>{row.split(':', 1)[0]}:</b>{html.escape(row.split(':', 1)[1])}" for row in head.split("\n")
    )
    page = (
        f'<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;"><div>{broken(own(draft, ""))}<div>&nbsp;'
        '<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div '
        f'style="margin:0 0 10px 0;">{bold}</div><div name="quoted-content">{letter(draft.history)}</div></div></div></div></div>'
        "</body></html>"
    )
    return "", page


def mail_ru(draft: Draft) -> Built:
    said = f"Понедельник, 30 ноября 2026, 9:00 +03:00 от {US} <{OURS}>:"
    return f"\n{draft.text}\n\n\n{said}\n \n{marked(draft.history, '>')}\n", None


def yandex(draft: Draft) -> Built:
    said = f'30.11.2026, 09:00, "{US}" <{OURS}>:'
    page = f"<div>{broken(draft.text)}</div><div> </div><div>{html.escape(said)}</div><blockquote>{letter(draft.history)}</blockquote>"
    return "", page


def samsung(draft: Draft) -> Built:
    head = f"From: {US} <{OURS}> \nDate: 30/11/2026  09:00  (GMT+08:00) \nTo: {draft.to_address} \nSubject: {draft.subject} "
    text = f"{draft.text}\n\nSent from my Galaxy\n\n\n-------- Original message --------\n{head}\n\n{draft.history}\n"
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body dir="auto">'
        f'{rows(draft.text)}<div dir="auto"><br></div><div id="composer_signature" dir="auto"><div style="font-size:12px;'
        'color:#575757" dir="auto">Sent from my Galaxy</div></div><div dir="auto"><br></div><div><br></div><div align="left" '
        'dir="auto" style="font-size:100%;color:#000000"><div>-------- Original message --------</div>'
        f"{rows(head)}<div><br></div></div>{letter(draft.history)}</body></html>"
    )
    return text, page


def qq(draft: Draft) -> Built:
    page = (
        f'<div>{broken(draft.text)}</div><div><br></div><div><!--emptysign--></div><div style="font-size: 12px;padding:2px 0;">'
        '------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;">'
        f'<div><b>发件人:</b> "{US}" &lt;{OURS}&gt;;</div><div><b>发送时间:</b>&nbsp;2026年11月30日(星期一) 下午4:00</div><div><b>收件人:'
        f'</b>&nbsp;"{draft.to_name}"&lt;{draft.to_address}&gt;;</div><div><b>主题:</b>&nbsp;{html.escape(draft.subject)}</div></div>'
        f"<div><br></div>{letter(draft.history)}"
    )
    return "", page


def naver(draft: Draft) -> Built:
    head = (
        f'-----Original Message-----\nFrom: "{US}"<{OURS}>\nTo: "{draft.to_name}"<{draft.to_address}>;\nCc: \n'
        f"Sent: 2026-11-30 (월) 17:00:00 (GMT+09:00)\nSubject: {draft.subject}"
    )
    return f"{draft.text}\n\n\n{head}\n\n{draft.history}\n", None


def notes(draft: Draft) -> Built:
    head = f"From:        {US} <{OURS}>\nTo:        {draft.to_address}\nDate:        30/11/2026 09:00\nSubject:        {draft.subject}"
    return f"{own(draft, '')}\n\n\n\n{head}\n\n\n\n{draft.history}\n", None


def laposte(draft: Draft) -> Built:
    head = f'> Message du 30/11/26 09:00\n> De : "{US}" <{OURS}>\n> A : {draft.to_address}\n> Copie à : \n> Objet : {draft.subject}\n> '
    return f"{draft.text}\n\n\n{head}\n{marked(draft.history)}\n", None


def superhuman(draft: Draft) -> Built:
    said = f"On Mon, Nov 30, 2026 at 9:00 AM, {US} <{OURS}> wrote:"
    page = (
        f'<html><head></head><body><div><div>{rows(own(draft, ""))}<br></div><div class="gmail_signature">Sent via <a href="https://'
        f'sprh.mn/">Superhuman</a></div><br><div class="gmail_quote">{html.escape(said)}<br><blockquote class="gmail_quote">'
        f"{letter(draft.history)}</blockquote></div></div></body></html>"
    )
    return f"{own(draft, '')}\n\nSent via Superhuman ( https://sprh.mn/ )\n\n{said}\n\n{marked(draft.history)}\n", page


def bare_quote(draft: Draft) -> Built:
    """A client that marks nothing: the attribution, then our letter as it was."""
    return f"{own(draft, '')}\n\n{GMAIL[draft.language]}\n\n{draft.history}\n", None


def bars(draft: Draft) -> Built:
    """A client that quotes with a bar."""
    return f"{own(draft, '')}\n\n{US} wrote on 30.11.2026 09:00:\n{marked(draft.history, '| ')}\n", None


CLIENTS: dict[str, Callable[[Draft], Built]] = {
    client.__name__: client
    for client in (
        plain, html_only, gmail_web, gmail_android, gmail_ios, gmail_trimmed_text, apple_mail, apple_ios, apple_ios_plain,
        outlook_desktop, outlook_desktop_plain, outlook_web, outlook_mobile, thunderbird, thunderbird_bottom, thunderbird_html,
        mutt, mutt_top, inline_plain, yahoo, yahoo_android, proton, k9, fastmail, evolution, roundcube, zoho, gmx, mail_ru,
        yandex, samsung, qq, naver, notes, laposte, superhuman, bare_quote, bars,
    )
}  # fmt: skip
