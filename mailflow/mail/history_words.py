"""The words by which mail programs introduce somebody else's mail, language by language: data only."""

# ruff: noqa: E501
# fmt: off

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """One language's words around quoted and forwarded mail, as clients print them, in lower case.

    `openers` begin an attribution line ("On"), `verbs` carry it ("wrote"). `sender`, `sent`,
    `recipient`, `copy`, `subject` are header names. `original` and `forwarded` are the phrases that
    stand between dashes above a copied mail; `device` starts a line such as "Sent from my iPhone".
    """

    openers: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    original: tuple[str, ...] = ()
    forwarded: tuple[str, ...] = ()
    device: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()


ENGLISH = HistoryWords(
    openers=("on", "at", "quoting", "in"),
    verbs=("wrote", "writes", "quoting", "has written", "sent", "said", "commented", "replied"),
    sender=("from",),
    sent=("sent", "date", "sent at", "sent on", "date sent", "received"),
    recipient=("to", "reply-to", "reply to", "delivered-to"),
    copy=("cc", "bcc"),
    subject=("subject", "re", "importance", "priority", "attachments", "organization", "message-id", "resent-from"),
    original=(
        "original message", "reply message", "original mail", "original email", "original appointment",
        "message history", "reply separator", "previous message", "quoted text",
    ),
    forwarded=(
        "begin forwarded message", "forwarded message", "forwarded by", "forwarded mail", "forwarded email",
        "start of forwarded message", "forwarded from", "beginning of forwarded message", "fwd message",
        "forwarded letter", "resent message",
    ),
    device=(
        "sent from my", "sent from", "sent via", "sent with", "sent by", "get outlook for", "sent using", "sent on the go",
        "sent on my", "typed on my", "written on my", "composed on", "sent securely", "download outlook for",
        "get bluemail for", "sent through",
    ),
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
              "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"),
)

SPANISH = HistoryWords(
    openers=("el", "citando a", "con fecha", "en fecha", "a las", "el día"),
    verbs=("escribió", "citando a", "escribio", "ha escrito", "escribía", "escribe", "envió"),
    sender=("de", "desde"),
    sent=("enviado", "enviado el", "fecha", "enviada", "fecha de envío"),
    recipient=("para", "a", "responder a"),
    copy=("cc", "cco", "con copia", "copia"),
    subject=("asunto", "importancia", "datos adjuntos", "archivos adjuntos"),
    original=("mensaje original", "correo original", "mensaje de respuesta"),
    forwarded=("mensaje reenviado", "inicio del mensaje reenviado", "comienzo del mensaje reenviado", "inicia el mensaje reenviado",
               "mensaje enviado", "reenviado por", "correo reenviado"),
    device=("enviado desde", "enviado con", "enviado a través de", "obtener outlook para", "mandado desde", "descargar outlook para", "obtén outlook para"),
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
)

FRENCH = HistoryWords(
    openers=("le", "en date du", "à la date du", "à"),
    verbs=("a écrit", "a ecrit", "écrivait", "a répondu", "a envoyé", "écrit", "ecrit"),
    sender=("de", "expéditeur", "expediteur", "message du", "par"),
    sent=("envoyé", "envoyé le", "envoye", "envoyé à", "date", "date d'envoi", "le", "message du"),
    recipient=("à", "a", "pour", "destinataire", "répondre à"),
    copy=("cc", "cci", "copie à", "copie", "copie a"),
    subject=("objet", "sujet", "importance", "pièces jointes", "pj"),
    original=("message d'origine", "message d’origine", "message original", "message de réponse", "message initial"),
    forwarded=("message transféré", "message transmis", "début du message réexpédié", "début du message transféré",
               "message réexpédié", "courriel transféré", "mail transféré", "transféré par", "transféré", "mail original"),
    device=("envoyé de", "envoyé depuis", "envoyé avec", "envoyé à partir de", "obtenez outlook pour", "obtenir outlook pour",
            "télécharger outlook pour", "envoyé par", "provenance"),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
)

GERMAN = HistoryWords(
    openers=("am", "vom", "um", "an", "den", "zitat von"),
    verbs=("schrieb", "zitat von", "schrieben", "geschrieben", "schreibt"),
    sender=("von", "absender"),
    sent=("gesendet", "gesendet am", "datum", "gesendet um", "gesandt", "verschickt"),
    recipient=("an", "empfänger", "antwort an"),
    copy=("cc", "kopie", "bcc", "kopie an"),
    subject=("betreff", "wichtigkeit", "priorität", "anlagen", "betr", "anhänge"),
    original=("ursprüngliche nachricht", "originalnachricht", "original-nachricht", "original nachricht", "antwort nachricht",
              "ursprüngliche mail", "ursprüngliche e-mail", "original-mail", "originalmail", "ursprünglicher termin", "original message"),
    forwarded=("weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "weitergeleitete mail", "weitergeleitete e-mail",
               "weitergeleitet von", "beginn der weitergeleiteten nachricht", "anfang weitergeleitete nachricht"),
    device=("von meinem", "von meiner", "gesendet von", "gesendet mit", "diese nachricht wurde von meinem", "holen sie sich outlook für", "outlook für",
            "gesendet über", "gesendet aus", "geschickt von", "verschickt mit", "diese mail wurde mit", "laden sie outlook für", "versendet mit"),
    weekdays=("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag",
              "mo", "di", "mi", "do", "fr", "sa", "so"),
)

ITALIAN = HistoryWords(
    openers=("il", "in data", "il giorno", "alle", "il giorno", "nel"),
    verbs=("ha scritto", "scrive", "scriveva", "ha inviato", "scritto"),
    sender=("da", "mittente"),
    sent=("inviato", "data", "inviato il", "data invio"),
    recipient=("a", "per", "destinatario", "rispondi a"),
    copy=("cc", "ccn", "copia"),
    subject=("oggetto", "importanza", "priorità", "allegati"),
    original=("messaggio originale", "messaggio di risposta", "messaggio originario"),
    forwarded=("messaggio inoltrato", "inizio messaggio inoltrato", "inoltrato da", "messaggio inviato", "inizio del messaggio inoltrato"),
    device=("inviato da", "inviato dal", "inviato con", "inviato tramite", "ottieni outlook per", "scarica outlook per", "inviata da", "spedito da"),
    weekdays=("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "lun", "mar", "mer", "gio", "ven", "sab", "dom"),
)

PORTUGUESE = HistoryWords(
    openers=("em", "no dia", "a", "às", "na", "no", "aos"),
    verbs=("escreveu", "escreve", "escrito"),
    sender=("de", "remetente"),
    sent=("enviado", "enviada", "enviada em", "enviado em", "data", "enviado a", "data de envio"),
    recipient=("para", "a", "responder para"),
    copy=("cc", "cco", "cópia", "com cópia"),
    subject=("assunto", "importância", "anexos", "prioridade"),
    original=("mensagem original", "mensagem de resposta", "e-mail original"),
    forwarded=("mensagem encaminhada", "mensagem reencaminhada", "início da mensagem encaminhada", "início da mensagem reencaminhada",
               "encaminhado por", "mensagem enviada", "início da mensagem encaminhada"),
    device=("enviado do meu", "enviado de", "enviado do", "enviado via", "enviada do", "enviado com", "obter o outlook para", "obtenha o outlook para",
            "enviado a partir", "enviado por", "baixe o outlook para", "mandado do"),
    weekdays=("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo",
              "segunda", "terça", "quarta", "quinta", "sexta", "seg", "ter", "qua", "qui", "sex", "sáb", "dom"),
)

DUTCH = HistoryWords(
    openers=("op", "om", "van"),
    verbs=("schreef", "geschreven", "schrijft", "het volgende geschreven"),
    sender=("van", "afzender"),
    sent=("verzonden", "datum", "verzonden op", "verstuurd", "verzonden om"),
    recipient=("aan", "antwoord aan"),
    copy=("cc", "bcc", "kopie"),
    subject=("onderwerp", "urgentie", "prioriteit", "bijlagen"),
    original=("oorspronkelijk bericht", "origineel bericht", "originele bericht", "oorspronkelijke bericht", "antwoord bericht"),
    forwarded=("doorgestuurd bericht", "begin doorgestuurd bericht", "begin van doorgestuurd bericht", "doorgestuurd door", "forwarded bericht"),
    device=("verstuurd vanaf", "verzonden vanaf", "verzonden met", "verstuurd met", "verzonden via", "verstuurd via", "outlook voor", "download outlook voor",
            "verstuurd van", "verzonden van", "vanaf mijn"),
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "ma", "di", "wo", "do", "vr", "za", "zo"),
)

POLISH = HistoryWords(
    openers=("w dniu", "dnia", "dn.", "wiadomość napisana przez"),
    verbs=("napisał", "napisała", "napisał(a)", "napisał/a", "napisali", "napisana przez", "pisze", "pisał", "napisano"),
    sender=("od", "nadawca"),
    sent=("wysłano", "data", "wysłane", "wysłany", "data wysłania"),
    recipient=("do", "adresat"),
    copy=("dw", "udw", "do wiadomości", "kopia", "cc"),
    subject=("temat", "ważność", "załączniki"),
    original=("wiadomość oryginalna", "oryginalna wiadomość", "wiadomość pierwotna", "treść oryginalnej wiadomości", "original message"),
    forwarded=("przekazana wiadomość", "treść przekazanej wiadomości", "początek przekazywanej wiadomości", "wiadomość przekazana dalej",
               "przesłana wiadomość", "początek przekazanej wiadomości", "wiadomość przekazana", "treść przekazywanej wiadomości"),
    device=("wysłane z", "wysłano z", "wysłane za pomocą", "pobierz aplikację outlook", "wysłano za pomocą", "wysłane przez", "wysłana z", "pobierz outlook"),
    weekdays=("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela", "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "niedz."),
)

UKRAINIAN = HistoryWords(
    openers=("о", "від"),
    verbs=("написав", "написала", "написав(-ла)", "написав(ла)", "пише", "писав", "писала", "написав/ла", "написали"),
    sender=("від", "від кого", "відправник"),
    sent=("надіслано", "дата", "відправлено", "надіслане"),
    recipient=("кому", "до"),
    copy=("копія", "прихована копія"),
    subject=("тема", "важливість", "вкладення"),
    original=("оригінальне повідомлення", "вихідне повідомлення", "початкове повідомлення"),
    forwarded=("переслане повідомлення", "пересланий лист", "початок листа, що пересилається", "початок пересланого повідомлення",
               "перенаправлене повідомлення", "лист переслано", "початок переправленого повідомлення"),
    device=("надіслано з", "відправлено з", "надіслано через", "відправлено за допомогою", "отримайте outlook", "надіслано за допомогою", "надіслано від"),
    weekdays=("понеділок", "вівторок", "середа", "четвер", "п'ятниця", "пʼятниця", "п’ятниця", "субота", "неділя", "пн", "вт", "ср", "чт", "пт", "сб", "нд"),
)

RUSSIAN = HistoryWords(
    openers=("в", "во", "от"),
    verbs=("написал", "написала", "написал(а)", "написал (а)", "пишет", "писал", "писала", "писал(а)", "вы писали", "вы написали", "написали"),
    sender=("от", "от кого", "отправитель"),
    sent=("отправлено", "дата", "послано", "отправлен", "дата отправки"),
    recipient=("кому", "получатель"),
    copy=("копия", "скрытая копия", "кп"),
    subject=("тема", "важность", "вложения"),
    original=("исходное сообщение", "оригинальное сообщение", "original message", "первоначальное сообщение", "исходное письмо"),
    forwarded=("пересланное сообщение", "пересылаемое сообщение", "начало переадресованного сообщения", "начало пересылаемого сообщения",
               "перенаправленное сообщение", "переадресованное сообщение", "пересланное письмо", "пересылаемое письмо", "конец пересылаемого сообщения"),
    device=("отправлено с", "отправлено из", "отправлено через", "отправлено от", "отправлено при помощи", "скачать outlook для", "получите outlook для",
            "послано с", "отправлено со"),
    weekdays=("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "пн", "вт", "ср", "чт", "пт", "сб", "вс"),
)

SWEDISH = HistoryWords(
    openers=("den", "på", "kl"),
    verbs=("skrev", "skriver", "har skrivit"),
    sender=("från", "avsändare"),
    sent=("skickat", "datum", "skickade", "skickad"),
    recipient=("till", "svara till"),
    copy=("kopia", "cc", "hemlig kopia"),
    subject=("ämne", "prioritet", "bilagor"),
    original=("ursprungligt meddelande", "originalmeddelande", "ursprungsmeddelande"),
    forwarded=("vidarebefordrat meddelande", "vidarebefordrat mail", "börja vidarebefordrat meddelande", "vidarebefordrat brev",
               "vidarebefordrat av", "början på vidarebefordrat meddelande"),
    device=("skickat från", "skickat med", "hämta outlook för", "skickat via", "skickades från", "sänt från"),
    weekdays=("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "mån", "tis", "ons", "tors", "tor", "fre", "lör", "sön"),
)

DANISH = HistoryWords(
    openers=("den", "på", "d."),
    verbs=("skrev", "skriver", "har skrevet"),
    sender=("fra", "afsender"),
    sent=("sendt", "dato", "afsendt"),
    recipient=("til", "svar til"),
    copy=("cc", "kopi", "kopi til"),
    subject=("emne", "prioritet", "vedhæftede filer"),
    original=("oprindelig meddelelse", "original meddelelse", "oprindelig besked", "oprindelig mail", "original besked"),
    forwarded=("videresendt meddelelse", "start på videresendt besked", "videresendt besked", "videresendt mail", "begyndelse på videresendt meddelelse",
               "start på videresendt meddelelse", "videresendt af"),
    device=("sendt fra", "sendt med", "hent outlook til", "sendt via", "få outlook til", "afsendt fra"),
    weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "man", "tirs", "tir", "ons", "tors", "tor", "fre", "lør", "søn"),
)

NORWEGIAN = HistoryWords(
    openers=("den", "på", "kl."),
    verbs=("skrev", "skreiv", "har skrevet"),
    sender=("fra", "avsender"),
    sent=("sendt", "dato"),
    recipient=("til",),
    copy=("kopi", "blindkopi", "cc"),
    subject=("emne", "viktighet", "vedlegg"),
    original=("opprinnelig melding", "original melding", "opprinnelig e-post", "originalmelding"),
    forwarded=("videresendt melding", "start på videresendt melding", "videresendt e-post", "begynnelse på videresendt melding", "videresendt av"),
    device=("sendt fra", "sendt med", "skaff deg outlook for", "last ned outlook for", "få outlook for"),
    weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "man", "tir", "ons", "tor", "fre", "lør", "søn"),
)

FINNISH = HistoryWords(
    openers=("klo",),
    verbs=("kirjoitti", "kirjoittaa", "on kirjoittanut"),
    sender=("lähettäjä", "keneltä"),
    sent=("lähetetty", "päivämäärä", "pvm", "päiväys"),
    recipient=("vastaanottaja", "kenelle", "vastaanottajat"),
    copy=("kopio", "piilokopio", "cc"),
    subject=("aihe", "tärkeys", "liitteet"),
    original=("alkuperäinen viesti", "alkuperäinen sähköposti"),
    forwarded=("välitetty viesti", "edelleenlähetetty viesti", "välitetty viesti alkaa", "edelleen lähetetty viesti", "alkaa välitetty viesti"),
    device=("lähetetty", "hanki outlook", "lataa outlook", "lähetetty minun"),
    weekdays=("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai",
              "maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina", "ma", "ti", "ke", "to", "pe", "la", "su"),
)

TURKISH = HistoryWords(
    openers=(),
    verbs=("yazdı", "şunu yazdı", "şunları yazdı", "şöyle yazdı", "yazmış", "tarihinde şunu yazdı", "tarihinde şunları yazdı"),
    sender=("kimden", "gönderen"),
    sent=("gönderildi", "tarih", "gönderilme tarihi", "gönderme tarihi", "gönderim tarihi"),
    recipient=("kime", "alıcı"),
    copy=("bilgi", "cc", "gizli"),
    subject=("konu", "önem", "ekler"),
    original=("özgün ileti", "orijinal mesaj", "orijinal ileti", "özgün mesaj", "asıl mesaj"),
    forwarded=("iletilen mesaj", "iletilmiş mesaj", "iletilmiş ileti", "yönlendirilen mesaj", "iletilen mesaj başlangıcı", "yönlendirilmiş mesaj",
               "iletilen ileti", "iletilen ileti başlangıcı", "i̇letilen mesaj"),
    device=("iphone'umdan", "iphone’umdan", "ipad'imden", "android için outlook", "ios için outlook", "samsung cihazımdan", "telefonumdan"),
    weekdays=("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar", "pzt", "sal", "çar", "per", "cum", "cmt", "paz"),
)

JAPANESE = HistoryWords(
    openers=(),
    verbs=("のメール", "書きました", "さんは書きました", "さんからのメール", "のメッセージ", "様からのメール", "さんのメール", "wrote"),
    sender=("差出人", "送信者", "from", "送信元", "発信者"),
    sent=("送信日時", "日時", "日付", "送信日", "受信日時", "date"),
    recipient=("宛先", "受信者", "送信先"),
    copy=("cc", "ccー", "写し"),
    subject=("件名", "題名", "重要度", "添付ファイル"),
    original=("元のメッセージ", "オリジナルメッセージ", "original message", "元のメール", "返信メッセージ", "元メッセージ"),
    forwarded=("転送メッセージ", "転送されたメッセージ", "転送されたメール", "転送メール", "以下は転送メッセージです", "転送", "以下転送"),
    device=("iphoneから送信", "ipadから送信", "私のiphoneから送信", "androidから送信", "outlook for", "xperia", "android 版 outlook", "ios 版 outlook",
            "galaxyから送信", "yahoo!メール - iphoneから", "ios版outlook", "android版outlook", "outlook for android を入手", "スマートフォンから送信"),
    weekdays=("月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"),
)

CHINESE = HistoryWords(
    openers=("在", "于", "於"),
    verbs=("写道", "寫道", "撰写", "撰寫", "来信", "來信", "写入", "的信件", "寫了", "写了", "写到"),
    sender=("发件人", "寄件者", "寄件人", "發件人", "发信人", "寄信人"),
    sent=("发送时间", "傳送時間", "日期", "时间", "時間", "发送日期", "寄件日期", "發送時間", "发件日期", "寄送時間"),
    recipient=("收件人", "收件者", "收信人"),
    copy=("抄送", "副本", "密送", "密件副本", "抄送人"),
    subject=("主题", "主旨", "主題", "标题", "重要性", "附件"),
    original=("原始邮件", "邮件原件", "郵件原件", "原始郵件", "原邮件", "原始信件", "原始邮件内容", "原郵件", "回复的原邮件", "回复的邮件"),
    forwarded=("转发的邮件", "轉寄郵件", "转发邮件", "轉寄的郵件", "已转发邮件", "转发邮件信息", "轉寄", "转发的消息", "下面是被转发的邮件", "被轉寄的郵件", "开始转发的邮件",
               "转发的信息", "以下是转发的邮件", "以下為轉寄的郵件", "開始轉寄郵件", "轉寄的訊息", "开始转发邮件"),
    device=("发自我的", "從我的", "从我的", "發自我的", "来自我的", "发自", "傳送自", "發送自", "获取", "取得", "从 windows 版邮件发送", "从windows", "從我的 iphone 傳送", "我的 iphone"),
    weekdays=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日", "周一", "周二", "周三", "周四", "周五", "周六", "周日",
              "週一", "週二", "週三", "週四", "週五", "週六", "週日"),
)

KOREAN = HistoryWords(
    openers=(),
    verbs=("작성", "님이 작성", "님이 작성한 메시지", "썼습니다", "님이 씀", "님께서 작성", "작성했습니다", "님이 쓴 글", "이(가) 쓴 글", "쓴 글", "작성한 메일", "에 작성"),
    sender=("보낸 사람", "보낸사람", "보내는 사람", "발신자", "발신"),
    sent=("보낸 날짜", "보낸날짜", "날짜", "보낸 시간", "보낸시간", "전송 날짜", "발송일", "작성일"),
    recipient=("받는 사람", "받는사람", "받는 이", "수신자", "수신"),
    copy=("참조", "숨은 참조", "숨은참조"),
    subject=("제목", "중요도", "첨부 파일", "첨부파일"),
    original=("원본 메시지", "원본 메일", "원본메시지", "원본메일", "original message", "원본 이메일"),
    forwarded=("전달된 메시지", "전달된 메일", "전달한 메시지", "전달 메시지", "전달된 이메일", "다음은 전달된 메시지입니다", "전달한 메일"),
    device=("나의 iphone에서 보냄", "iphone에서 보냄", "내 iphone에서 보냄", "android용 outlook", "ios용 outlook", "갤럭시에서 보냄", "삼성 모바일에서 보냄",
            "내 galaxy에서 보냈습니다", "galaxy에서 보냄", "ipad에서 보냄", "나의 ipad에서 보냄"),
    weekdays=("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
)

CZECH = HistoryWords(
    openers=("dne", "v", "ve"),
    verbs=("napsal", "napsala", "napsal(a)", "napsal/a", "píše"),
    sender=("od", "odesílatel"),
    sent=("odesláno", "datum", "posláno"),
    recipient=("komu",),
    copy=("kopie", "skrytá", "cc"),
    subject=("předmět", "důležitost", "přílohy"),
    original=("původní zpráva", "původní e-mail", "původní email"),
    forwarded=("přeposlaná zpráva", "začátek přeposílané zprávy", "přeposlaný e-mail", "forwardovaná zpráva"),
    device=("odesláno z", "odesláno ze", "odesláno pomocí", "získejte outlook pro"),
    weekdays=("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle", "po", "út", "st", "čt", "pá", "so", "ne"),
)

SLOVAK = HistoryWords(
    openers=("dňa", "v", "vo"),
    verbs=("napísal", "napísala", "napísal(a)", "napísal/a", "píše"),
    sender=("od", "odosielateľ"),
    sent=("odoslané", "dátum", "poslané"),
    recipient=("komu", "adresát"),
    copy=("kópia", "skrytá kópia"),
    subject=("predmet", "dôležitosť"),
    original=("pôvodná správa", "pôvodný e-mail"),
    forwarded=("preposlaná správa", "začiatok preposlanej správy", "preposlaný e-mail"),
    device=("odoslané z", "odoslané zo", "odoslané pomocou", "poslané z"),
    weekdays=("pondelok", "utorok", "streda", "štvrtok", "piatok", "sobota", "nedeľa", "po", "ut", "st", "št", "pi", "so", "ne"),
)

HUNGARIAN = HistoryWords(
    openers=(),
    verbs=("írta", "ezt írta", "a következőt írta", "írt"),
    sender=("feladó", "küldő"),
    sent=("elküldve", "dátum", "küldve", "küldés ideje"),
    recipient=("címzett", "kapja"),
    copy=("másolatot kap", "másolat", "cc"),
    subject=("tárgy", "fontosság"),
    original=("eredeti üzenet", "eredeti levél"),
    forwarded=("továbbított üzenet", "továbbított levél", "továbbított üzenet kezdete", "a továbbított üzenet eleje", "továbbított levél kezdete"),
    device=("elküldve az", "küldve a", "iphone-ról küldve", "az én iphone", "küldve:", "elküldve a"),
    weekdays=("hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap"),
)

ROMANIAN = HistoryWords(
    openers=("pe", "în data de", "la data de", "în", "la"),
    verbs=("a scris", "a scris următoarele", "scrie"),
    sender=("de la", "expeditor", "din partea"),
    sent=("trimis", "data", "trimis la", "dată"),
    recipient=("către", "catre", "la", "pentru"),
    copy=("cc", "copie"),
    subject=("subiect", "subiectul"),
    original=("mesaj original", "mesajul original"),
    forwarded=("mesaj redirecționat", "mesaj redirecţionat", "mesaj transmis mai departe", "început mesaj redirecționat", "începutul mesajului redirecționat",
               "mesaj trimis mai departe", "mesaj înaintat"),
    device=("trimis de pe", "trimis din", "obțineți outlook pentru"),
    weekdays=("luni", "marți", "marţi", "miercuri", "joi", "vineri", "sâmbătă", "duminică", "lun", "mar", "mie", "joi", "vin", "sâm", "dum"),
)

CROATIAN = HistoryWords(
    openers=("dana", "dne", "u"),
    verbs=("napisao", "napisala", "je napisao", "je napisao/la", "napisao/la", "je napisala", "napisao je", "je napisao/napisala", "пише", "је написао/ла", "написао је"),
    sender=("od", "šalje", "pošiljatelj"),
    sent=("poslano", "datum", "poslato", "šalje se"),
    recipient=("prima", "za", "do", "primatelj"),
    copy=("kopija", "cc"),
    subject=("predmet", "naslov"),
    original=("izvorna poruka", "originalna poruka", "orginalna poruka"),
    forwarded=("proslijeđena poruka", "proslijeđujem poruku", "počnite prosljeđivati poruku", "prosleđena poruka", "početak proslijeđene poruke"),
    device=("poslano s", "poslano iz", "poslato sa", "poslano sa"),
    weekdays=("ponedjeljak", "utorak", "srijeda", "četvrtak", "petak", "subota", "nedjelja", "pon", "uto", "sri", "čet", "pet", "sub", "ned"),
)

GREEK = HistoryWords(
    openers=("στις", "την", "το", "τη"),
    verbs=("έγραψε", "γράψατε", "γράφει", "έγραψαν"),
    sender=("από", "αποστολέας"),
    sent=("στάλθηκε", "ημερομηνία", "εστάλη"),
    recipient=("προς", "παραλήπτης"),
    copy=("κοιν", "κοινοποίηση"),
    subject=("θέμα",),
    original=("αρχικό μήνυμα", "πρωτότυπο μήνυμα"),
    forwarded=("προωθημένο μήνυμα", "αρχή προωθημένου μηνύματος", "προωθούμενο μήνυμα"),
    device=("στάλθηκε από", "αποστολή από", "εστάλη από"),
    weekdays=("δευτέρα", "τρίτη", "τετάρτη", "πέμπτη", "παρασκευή", "σάββατο", "κυριακή", "δευ", "τρί", "τετ", "πέμ", "παρ", "σάβ", "κυρ"),
)

BULGARIAN = HistoryWords(
    openers=("на", "в"),
    verbs=("написа", "пише", "е написал", "написал"),
    sender=("от",),
    sent=("изпратено", "дата", "изпратен"),
    recipient=("до",),
    copy=("копие",),
    subject=("относно", "тема"),
    original=("оригинално съобщение", "първоначално съобщение"),
    forwarded=("препратено съобщение", "начало на препратено съобщение"),
    device=("изпратено от", "изпратено с"),
)

HEBREW = HistoryWords(
    openers=("בתאריך", "ב-", "ביום"),
    verbs=("כתב", "כתבה", "כתב/ה", "מאת"),
    sender=("מאת", "מ", "שולח"),
    sent=("נשלח", "תאריך", "נשלח ב"),
    recipient=("אל", "ל"),
    copy=("עותק", "העתק"),
    subject=("נושא", "הנדון"),
    original=("הודעה מקורית",),
    forwarded=("הודעה שהועברה", "הודעה מועברת"),
    device=("נשלח מה", "נשלח מ", "נשלח באמצעות"),
)

ARABIC = HistoryWords(
    openers=("في", "بتاريخ", "يوم"),
    verbs=("كتب", "تمت كتابة ما يلي بواسطة", "كتبت", "كتب/ت", "كتبت/كتب"),
    sender=("من", "المرسل"),
    sent=("تاريخ الإرسال", "التاريخ", "تم الإرسال", "أرسلت", "بتاريخ"),
    recipient=("إلى", "المستلم", "الى"),
    copy=("نسخة", "نسخة إلى"),
    subject=("الموضوع",),
    original=("الرسالة الأصلية", "رسالة أصلية"),
    forwarded=("رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "رسالة مُعاد توجيهها"),
    device=("أُرسلت من", "تم الإرسال من", "أرسلت من", "مرسل من"),
)

VIETNAMESE = HistoryWords(
    openers=("vào", "vào lúc", "ngày", "lúc"),
    verbs=("đã viết", "viết", "đã gửi"),
    sender=("từ", "người gửi"),
    sent=("đã gửi", "ngày", "thời gian", "ngày gửi"),
    recipient=("đến", "tới", "người nhận"),
    copy=("cc", "đồng kính gửi"),
    subject=("chủ đề", "tiêu đề"),
    original=("thư gốc", "tin nhắn gốc", "thông điệp gốc"),
    forwarded=("thư được chuyển tiếp", "thư đã chuyển tiếp", "tin nhắn được chuyển tiếp"),
    device=("đã gửi từ", "gửi từ", "được gửi từ"),
)

INDONESIAN = HistoryWords(
    openers=("pada", "tanggal"),
    verbs=("menulis", "wrote"),
    sender=("dari",),
    sent=("dikirim", "tanggal", "terkirim"),
    recipient=("kepada", "ke", "untuk"),
    copy=("cc", "tembusan"),
    subject=("subjek", "perihal", "subyek"),
    original=("pesan asli",),
    forwarded=("pesan terusan", "pesan diteruskan", "pesan yang diteruskan"),
    device=("dikirim dari", "terkirim dari", "dikirim menggunakan"),
    weekdays=("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "sen", "sel", "rab", "kam", "jum", "sab", "min"),
)

TAGALOG = HistoryWords(
    openers=("noong", "nung", "sa"),
    verbs=("isinulat ni", "sumulat si", "sinulat ni", "sumulat", "isinulat", "ay sumulat", "ay nagsulat"),
    sender=("mula kay", "mula sa", "galing kay", "mula"),
    sent=("ipinadala", "petsa"),
    recipient=("para kay", "kay", "para sa"),
    subject=("paksa",),
    original=("orihinal na mensahe",),
    forwarded=("naipasang mensahe", "ipinasang mensahe"),
    device=("ipinadala mula sa", "naipadala mula sa"),
)

HINDI = HistoryWords(
    openers=(),
    verbs=("ने लिखा", "लिखा", "ने यह लिखा", "पर लिखा"),
    sender=("प्रेषक", "से"),
    sent=("भेजा गया", "दिनांक", "तारीख", "भेजने की तिथि"),
    recipient=("प्रति", "प्राप्तकर्ता", "को"),
    subject=("विषय",),
    copy=("प्रतिलिपि",),
    original=("मूल संदेश",),
    forwarded=("अग्रेषित संदेश", "फ़ॉरवर्ड किया गया संदेश", "फॉरवर्ड किया गया संदेश"),
    device=("मेरे iphone से भेजा गया", "से भेजा गया"),
)

THAI = HistoryWords(
    openers=("เมื่อ", "ใน"),
    verbs=("เขียนว่า", "เขียน", "ได้เขียน"),
    sender=("จาก",),
    sent=("ส่งเมื่อ", "วันที่", "ส่ง"),
    recipient=("ถึง",),
    copy=("สำเนา", "สำเนาถึง"),
    subject=("เรื่อง", "หัวข้อ"),
    original=("ข้อความต้นฉบับ", "ต้นฉบับ"),
    forwarded=("ข้อความที่ส่งต่อ", "ส่งต่อข้อความ"),
    device=("ส่งจาก",),
)

CATALAN = HistoryWords(
    openers=("el", "a", "dia"),
    verbs=("va escriure", "ha escrit", "escrigué"),
    sender=("de", "des de"),
    sent=("enviat", "enviat el", "data"),
    recipient=("per a", "a"),
    subject=("assumpte", "tema"),
    original=("missatge original",),
    forwarded=("missatge reenviat", "inici del missatge reenviat"),
    device=("enviat des de", "enviat des del"),
)

BALTIC = HistoryWords(
    openers=("kuupäeval", "datums"),
    verbs=("kirjutas", "rakstīja", "rašė", "parašė", "je napisal", "je napisala", "je napisal/-a"),
    sender=("saatja", "kellelt", "no", "nuo", "siuntėjas", "sūtītājs"),
    sent=("saadetud", "kuupäev", "nosūtīts", "datums", "išsiųsta", "data", "sūtīts"),
    recipient=("saaja", "kellele", "adresāts", "kam", "kam:", "kam", "adresatas"),
    copy=("koopia", "kopija"),
    subject=("teema", "tēma", "temats", "tema", "zadeva"),
    original=("algne sõnum", "algkiri", "sākotnējais ziņojums", "originalus pranešimas", "izvirno sporočilo"),
    forwarded=("edastatud kiri", "edastatud sõnum", "edasisaadetud kiri", "edastatud e-kiri", "pārsūtīts ziņojums", "pārsūtītā vēstule", "persiųstas laiškas",
               "persiunčiamas laiškas", "posredovano sporočilo"),
    device=("saadetud minu", "nosūtīts no", "išsiųsta iš", "poslano z"),
)

LANGUAGES: dict[str, HistoryWords] = {
    "en": ENGLISH, "es": SPANISH, "fr": FRENCH, "de": GERMAN, "it": ITALIAN, "pt": PORTUGUESE, "nl": DUTCH, "pl": POLISH,
    "uk": UKRAINIAN, "ru": RUSSIAN, "sv": SWEDISH, "da": DANISH, "no": NORWEGIAN, "fi": FINNISH, "tr": TURKISH,
    "ja": JAPANESE, "zh": CHINESE, "ko": KOREAN, "cs": CZECH, "sk": SLOVAK, "hu": HUNGARIAN, "ro": ROMANIAN,
    "hr": CROATIAN, "el": GREEK, "bg": BULGARIAN, "he": HEBREW, "ar": ARABIC, "vi": VIETNAMESE, "id": INDONESIAN,
    "tl": TAGALOG, "hi": HINDI, "th": THAI, "ca": CATALAN, "et": BALTIC,
}


def every(name: str) -> tuple[str, ...]:
    """All languages' words of one field, each once, longest first."""
    found = {word for words in LANGUAGES.values() for word in getattr(words, name)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))

# A word for "he" or "I" beside the verb: somebody tells what was written, no program does.
PRONOUNS = frozenset(
    ("i", "he", "she", "they", "we", "you", "it", "who", "also", "just", "not", "él", "ella", "yo", "me", "ellos", "je", "il", "elle", "ils", "nous", "vous", "on", "m'a", "er", "sie", "ich", "wir", "man",
     "es", "ihr", "mir", "io", "lui", "lei", "loro", "noi", "ele", "ela", "eu", "eles", "nós", "hij", "zij", "ze", "ik", "we", "wij", "han", "hon", "hun", "jag", "jeg", "vi", "de", "hän", "minä", "він", "вона", "я", "ми",
     "он", "она", "мы", "они", "вы")
)
