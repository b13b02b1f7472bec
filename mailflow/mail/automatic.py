"""How machines word their answers, in the languages that people set them to: data only.

Subjects begin so, in lower case; phrases are without punctuation and match whole words (where the language has spaces).
"""

# ruff: noqa: E501
# fmt: off

# A subject that starts so was written by a machine. People answering it start with "Re:".
AUTOMATIC_SUBJECTS = (
    "automatic reply", "automated reply", "automated response", "automatic response", "auto reply", "auto-reply",
    "autoreply", "auto response", "auto-response", "autoresponse", "out of office autoreply",
    "out of office auto-reply", "vacation reply", "vacation response", "vacation message", "automatische antwort",
    "automatische rückantwort", "abwesenheitsnotiz", "abwesenheitsnachricht", "abwesenheitsbenachrichtigung",
    "abwesenheitsassistent", "abwesenheitsmeldung", "réponse automatique", "reponse automatique",
    "message d'absence", "réponse d'absence", "respuesta automática", "respuesta automatica", "resposta automática",
    "resposta automatica", "risposta automatica", "resposta automàtica", "răspuns automat", "raspuns automat",
    "automatisch antwoord", "afwezigheidsassistent", "afwezigheidsbericht", "automatisk svar", "autosvar",
    "fraværsmeddelelse", "fraværsmelding", "frånvaromeddelande", "autosvar vid frånvaro", "automaattinen vastaus",
    "poissaoloviesti", "sjálfvirkt svar", "automaatvastus", "automātiska atbilde", "automatinis atsakymas",
    "odpowiedź automatyczna", "automatyczna odpowiedź", "autoodpowiedź", "automatická odpověď",
    "automatická odpoveď", "automatikus válasz", "samodejni odgovor", "automatski odgovor", "автоматичен отговор",
    "автоматический ответ", "автоответ", "автовідповідь", "автоматична відповідь", "αυτόματη απάντηση",
    "otomatik yanıt", "otomatik cevap", "自动答复", "自动回复", "自動回覆", "自動答覆", "自動返信", "自動応答", "不在通知", "자동 회신", "자동 응답",
    "부재중 자동", "trả lời tự động", "ตอบกลับอัตโนมัติ", "การตอบกลับอัตโนมัติ", "balasan otomatis", "jawaban otomatis",
    "balasan automatik", "awtomatikong tugon", "תשובה אוטומטית", "מענה אוטומטי", "رد تلقائي", "الرد التلقائي",
    "پاسخ خودکار", "स्वचालित उत्तर", "स्वतः उत्तर",
)

# A subject that starts so may be a person's, too: what the text says decides.
ABSENT_SUBJECTS = (
    "out of office", "out of the office", "ooo", "away from office", "on vacation", "on leave", "abwesend",
    "abwesenheit", "nicht im büro", "absence du bureau", "absent du bureau", "absence", "fuera de la oficina",
    "fora do escritório", "fuori ufficio", "fuori sede", "afwezig", "niet aanwezig", "ikke til stede",
    "ej på kontoret", "poza biurem", "nieobecność", "mimo kancelář", "вне офиса", "отсутствую", "ofis dışında",
)

# The text says itself that a machine wrote it.
SAYS_AUTOMATIC = (
    "this is an automatic reply", "this is an automated reply", "this is an automatic response",
    "this is an automated response", "this is an automatic message", "this is an automated message",
    "this is an auto reply", "this is an auto generated", "this is an automatically generated",
    "this message was automatically generated", "this message was generated automatically",
    "this email was automatically generated", "this e mail was automatically generated",
    "this is a system generated", "this mailbox is not monitored", "this inbox is not monitored",
    "this mailbox is unmonitored", "please do not reply to this message", "please do not reply to this email",
    "please do not reply to this e mail", "do not reply directly to this", "dieses postfach wird nicht",
    "bitte antworten sie nicht auf diese", "merci de ne pas répondre à ce", "por favor no responda a este",
    "por favor não responda a este", "dies ist eine automatische antwort", "dies ist eine automatische nachricht",
    "dies ist eine automatisch generierte", "dies ist eine automatisch erstellte",
    "diese nachricht wurde automatisch", "diese e mail wurde automatisch", "ceci est une réponse automatique",
    "ceci est un message automatique", "esta es una respuesta automática", "este es un mensaje automático",
    "esta é uma resposta automática", "esta é uma mensagem automática", "questa è una risposta automatica",
    "questo è un messaggio automatico", "dit is een automatisch", "dette er et automatisk", "dette er en automatisk",
    "detta är ett automatiskt", "tämä on automaattinen", "to jest automatyczna odpowiedź",
    "to jest wiadomość automatyczna", "toto je automatická", "ez egy automatikus", "это автоматический ответ",
    "це автоматична відповідь", "bu otomatik bir", "これは自動返信", "これは自動応答", "自動返信です", "自動送信", "这是自动回复", "这是一封自动回复",
    "此为自动回复", "자동 회신입니다", "자동으로 발송",
)

# How Outlook begins the subject of a receipt, and the text of one that carries no report.
RECEIPT_SUBJECTS = (
    "read:", "not read:", "gelesen:", "ungelesen:", "nicht gelesen:", "lu:", "non lu:", "leído:", "no leído:",
    "lido:", "lida:", "não lida:", "letto:", "non letto:", "gelezen:", "niet gelezen:", "przeczytano:",
    "przeczytane:", "nie przeczytano:", "прочитано:", "не прочитано:", "прочтено:", "läst:", "oläst:", "læst:",
    "lest:", "luettu:", "okundu:", "開封済み:", "已读:", "已讀:", "읽음:",
)
RECEIPTS = (
    "your message", "ihre nachricht", "votre message", "su mensaje", "el mensaje", "a sua mensagem", "sua mensagem",
    "il messaggio", "uw bericht", "wiadomość", "ваше сообщение", "сообщение", "ваше повідомлення", "повідомлення",
    "meddelandet", "ditt meddelande", "meddelelsen", "din meddelelse", "meldingen", "viestisi", "iletiniz",
    "次のメッセージ", "您的邮件", "邮件", "您的郵件", "메시지",
)
