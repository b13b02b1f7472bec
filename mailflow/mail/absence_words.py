"""What absence notes say, and what people say instead, in the languages that people set them to: data only.

Phrases are in lower case, without punctuation, and match whole words (where the language has spaces). A phrase that
ends in a star matches words that begin so.
"""

# ruff: noqa: E501
# fmt: off

# The writer is not there.
ABSENT = (
    "out of office", "out of the office", "out of my office", "on leave", "on annual leave", "on parental leave",
    "on maternity leave", "on paternity leave", "on sick leave", "on vacation", "on holiday", "on holidays",
    "naka leave", "away from the office", "travelling with limited", "i am away", "i m away", "i am currently away",
    "i m currently away", "away until", "away from work", "ooo until", "on family leave", "on medical leave",
    "on sabbatical", "out sick", "off sick", "at a conference", "travelling this week", "traveling this week",
    "i work part time", "no longer work at", "no longer work for", "no longer with", "no longer employed",
    "our office is closed", "our offices are closed", "our office will be closed", "closed for the holiday*",
    "closed until", "will reopen*", "out of town", "out of the country", "on a business trip", "on business travel",
    "unavailable until", "not available until", "traveling with limited", "in elternzeit", "in den ferien",
    "auf dienstreise", "auf geschäftsreise", "krankgeschrieben", "betriebsferien", "betriebsurlaub",
    "büro ist geschlossen", "nicht mehr bei", "nicht mehr für", "nicht verfügbar", "nicht am arbeitsplatz",
    "ortsabwesend", "im mutterschutz", "en déplacement", "en arrêt maladie", "en congé maternité",
    "bureaux sont fermés", "bureau est fermé", "fermeture annuelle", "ne suis pas au bureau", "hors du bureau",
    "ne fais plus partie", "indisponible", "en congé parental", "de baja", "de viaje", "no estoy en la oficina",
    "fuera de oficina", "cerrado por vacaciones", "cerrada por vacaciones", "de permiso", "ya no trabajo",
    "de licença", "em viagem", "não estou no escritório", "ausente do escritório", "fora da empresa",
    "já não trabalho", "não trabalho mais", "de folga", "in trasferta", "assente", "assenti", "in vacanza",
    "in congedo", "in maternità", "fuori dall ufficio", "non sono in ufficio", "chiuso per ferie",
    "chiusi per ferie", "non lavoro più", "med föräldraledigt", "på barsel*", "у відрядженні", "в командировке",
    "в декретном отпуске", "yıllık izin*", "szabadság*", "お休み", "출장", "away from my desk", "away from my email",
    "not in the office", "nicht im büro", "nicht im haus", "nicht erreichbar", "im urlaub", "in urlaub", "abwesend",
    "außer haus", "absent", "absente", "en congé", "en congés", "en vacances", "fuera de la oficina",
    "de vacaciones", "ausente", "fora do escritório", "de férias", "em férias", "fuori ufficio", "fuori sede",
    "in ferie", "afwezig", "op vakantie", "niet op kantoor", "met verlof", "met vakantie", "niet aanwezig",
    "met zwangerschapsverlof", "op zakenreis", "niet bereikbaar", "niet meer werkzaam", "kantoor is gesloten",
    "på ferie", "på semester", "har semester", "holder ferie", "har ferie", "ferie til", "semester till",
    "avholder ferie", "afholder ferie", "har fri", "tjänstledig", "föräldraledig", "er bortreist", "bortrest",
    "på orlov", "på tjenestereise", "på tjänsteresa", "ikke til stede", "fraværende", "frånvarande",
    "ikke at træffe", "ikke tilgjengelig", "ikke på kontoret", "inte på kontoret", "lomalla", "vuosilomalla",
    "äitiyslomalla", "vanhempainvapaalla", "en ole töissä", "en ole toimistolla", "matkoilla", "poissa",
    "poza biurem", "na urlopie", "na urlop", "na zwolnieniu*", "nie ma mnie w biurze", "nie będzie mnie w biurze",
    "na delegacji", "w delegacji", "na macierzyńskim", "nie pracuję już", "biuro jest zamknięte", "nieobecny",
    "nieobecna", "na dovolené", "na dovolenke", "mimo kancelář", "szabadságon", "în concediu", "в отпуске",
    "меня нет в офисе", "меня нет на месте", "не в офисе", "нахожусь в отпуске", "на больничном",
    "больше не работаю", "отсутствую", "вне офиса", "у відпустці", "мене немає в офісі", "не в офісі",
    "мене немає на місці", "на лікарняному", "у декреті", "більше не працюю", "ofis dışındayım", "izindeyim",
    "yıllık izindeyim", "tatildeyim", "ofiste değilim", "iş seyahatindeyim", "doğum izninde*", "izinliyim", "不在",
    "休暇", "休假", "不在办公室", "不在辦公室", "出差", "休产假", "外出", "休業", "出張", "휴가", "육아휴직", "자리를 비*", "부재", "외근",
    "naka bakasyon", "nasa bakasyon", "nakabakasyon", "wala sa opisina", "wala ako sa opisina", "छुट्टी पर", "अवकाश पर",
    "कार्यालय से बाहर", "ऑफिस से बाहर", "मैं ऑफिस में नहीं", "εκτός γραφείου", "σε άδεια", "בחופשה", "לא במשרד", "في إجازة", "خارج المكتب",
    "nghỉ phép", "vắng mặt", "sedang cuti", "di luar kantor", "ลาพักร้อน", "ไม่อยู่ที่สำนักงาน", "休みを", "休みです", "度假", "fora de l oficina",
    "de vacances", "în vacanță", "nu sunt la birou", "nejsem v kanceláři", "nem vagyok az irodában", "годишен отпуск", "на одморі",
)

# Of those, what is said of shops and things as well: "Closed until Monday" may be the very answer.
OF_THINGS = (
    "closed", "reopen", "geschlossen", "betriebs", "fermé", "fermeture", "cerrad", "chius", "gesloten", "zamknięte",    "verfügbar", "available", "disponib", "no longer", "nicht mehr", "ne fais plus", "ya no", "já não", "não trabalho", "più",
    "niet meer", "nie pracuję", "больше не", "більше не", "at a conference",
)

# What stands around an absence where nothing else is said: who, until when, and the return.
_AROUND = (
    "i i'm im am m we we're re are is currently now at the moment until till til up through thru from to on and in be back again",
    "will ll i'll return returning this next week weeks day days month today tomorrow tonight morning my of a an for only sorry",
    "inclusive including please note that just monday tuesday wednesday thursday friday saturday sunday",
    "ich bin wir sind derzeit zurzeit momentan gerade aktuell noch bis zum einschließlich inklusive vom von ab dem den der die das",
    "am im und wieder zurück da heute morgen diese nächste woche montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "estoy estaré estare estamos estaremos me encuentro encuentro actualmente ahora hasta el la los las del al desde y en vuelvo",
    "regreso esta este próxima semana día de hoy mañana lunes martes miércoles jueves viernes sábado domingo",
    "je suis serai sommes nous actuellement du le les au aux jusqu jusqu'au jusqu'à à inclus depuis partir et retour aujourd'hui",
    "demain lundi mardi mercredi jeudi vendredi samedi dimanche",
    "sono sarò siamo attualmente fino all dal dall il e di ed torno rientro lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "estou estarei atualmente até ao o a do da dia volto segunda terça quarta quinta sexta feira",
    "ik ben wij zijn momenteel tot en met van t t/m het op weer terug maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "jestem będę jesteśmy przebywam obecnie aktualnie do od dnia włącznie w i z poniedziałku wtorku środy czwartku piątku soboty",
    "jag är vi för närvarande till och med från den fram jeg er for tiden til fra og med frem på har nå nu måndag tirsdag onsdag",
    "olen olemme tällä hetkellä asti saakka alkaen maanantaihin perjantaihin",
    "я мы сейчас до с по включительно года нахожусь буду ми зараз з включно року перебуваю понедельника понеділка вівторка п'ятницы",
    "şu anda kadar a e ya ye tarihine tarihinden ben itibaren pazartesiye pazartesi cuma",
    "jsem budu od v současné době včetně vagyok leszek ig jelenleg sunt voi fi până pe la din momentan",
    "मैं हूँ हूं पर तक से अभी इस समय सोमवार शुक्रवार ako ay po kasalukuyang hanggang sa mula nasa kami lunes biyernes",
    "bureau office oficina büro ufficio escritório kantoor biura biurze toimistolta ofiste",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "είμαι έως μέχρι τις στις από τη אני עד מ ה أنا حتى من يوم tôi đang đến ngày từ saya sampai hingga tanggal hari estic fins",
    "hi hello hey dear all everyone hola hallo hei hej ciao bonjour olá merhaba ahoj cześć привет вітаю",
)
AROUND = frozenset(" ".join(_AROUND).casefold().split())

# The same in scripts that put no spaces between words.
AROUND_UNSPACED = (
    "ただいま", "現在", "まで", "から", "いただいております", "いただきます", "させて", "しております", "しています", "おります", "です", "ます", "まで", "中", "は", "を", "に", "の", "で",
    "我", "本人", "目前", "现在", "正在", "将", "于", "在", "直到", "到", "至", "返回", "回来", "休", "期间", "年", "月", "日", "年", "월", "일", "년", "까지", "부터",
    "입니다", "중입니다", "중", "저는", "제가", "에", "ผม", "ฉัน", "ดิฉัน", "จนถึง", "ถึง", "วันที่", "ครับ", "ค่ะ", "、", "，",
)

# People announce an absence, or tell of one that is over; a note is written for the time between.
NOT_NOW = (
    "i was", "we were", "ich war", "j étais", "estuve", "estaba", "estive", "ero", "i will be", "i ll be",
    "i am going", "i m going", "ich werde", "je serai", "je pars", "estaré", "voy a", "estarei", "vou estar", "sarò",
    "ik ben straks", "będę", "буду",
)

# No machine reports on work.
REPORTS = (
    "done", "finish*", "completed", "uploaded", "approve*", "fertig*", "erledigt", "listo", "lista", "terminad*",
    "acabad*", "fini", "finis", "finie", "terminé*", "finito", "finita", "pronto", "pronta", "klaar", "gotow*",
    "готов*", "klar", "klart", "færdig*", "ferdig*", "valmis", "valmiita", "bitti", "tamam*", "完了", "完成", "완료",
)

# What an absence note says besides, and hardly anybody who reports on work. Each group counts once: thanks for the mail,
# no mail is read, the return, who helps meanwhile.
COURTESIES = (
    (
        "thank you for your email", "thank you for your e mail", "thank you for your mail",
        "thank you for your message", "thanks for your email", "thanks for your message", "thanks for your mail",
        "thank you for contacting", "thanks for contacting", "thanks for reaching out",
        "thanks for getting in touch", "thank you for getting in touch", "thank you for writing",
        "thank you for your understanding", "thank you for reaching out", "dank für ihre nachricht",
        "dank für ihre e mail", "dank für ihre mail", "dank für deine nachricht", "dank für deine e mail",
        "dank für deine mail", "danke für deine nachricht", "danke für deine mail", "danke für deine e mail",
        "danke für ihre nachricht", "danke für ihre mail", "danke für ihre e mail", "danke für ihr verständnis",
        "merci de votre message", "merci pour votre message", "merci pour votre mail", "merci de votre email",
        "gracias por su mensaje", "gracias por su correo", "gracias por tu mensaje", "gracias por tu correo",
        "obrigado pela sua mensagem", "obrigada pela sua mensagem", "obrigado pelo seu email",
        "obrigada pelo seu email", "grazie per la sua mail", "grazie per il suo messaggio",
        "bedankt voor uw bericht", "bedankt voor uw e mail", "bedankt voor je bericht", "bedankt voor je mail",
        "bedankt voor je e mail", "bedankt voor uw mail", "tak for din mail", "tak for din besked",
        "takk for din e post", "tack för ditt mejl", "tack för ditt meddelande", "kiitos viestistäsi",
        "dziękuję za wiadomość", "děkuji za váš e mail", "köszönöm levelét", "спасибо за ваше письмо",
        "спасибо за письмо", "メールありがとうございます", "ご連絡ありがとうございます", "dank voor uw", "takk for", "tak for din", "tack för",
        "kiitos viestist*", "teşekkür*", "děkuj*", "ďakuj*", "köszön*", "mulțum*", "dzięku*", "дякую за", "メールありがとう",
        "메일 감사", "salamat sa", "salamat po sa", "感谢您的来信", "感谢您的邮件",
    ),
    (
        "limited access to email", "responses will be delayed", "response will be delayed",
        "replies will be delayed", "reply may be delayed", "response may be delayed", "slow to respond",
        "not monitoring email", "not monitoring my email", "not reading email", "will not be checking",
        "will not be reading", "limited access to my email", "limited access to e mail", "limited email access",
        "limited access to emails", "limited access to my emails", "no access to email", "no access to my email",
        "no access to emails", "intermittent access to email", "not be checking email", "not be checking my email",
        "not checking email", "not be checking emails", "not have access to email", "not have access to my email",
        "infrequent access to", "access to email*", "access to my email*", "access to e mail*", "not be forwarded",
        "not been forwarded", "is not forwarded", "keinen zugriff auf", "lese keine mails", "lese keine e mails",
        "keine e mails lesen", "e mails nicht", "nicht regelmäßig*", "kein zugriff auf", "pas transféré*",
        "pas accès à", "sans accès à", "sin acceso a*", "sem acesso a*", "senza accesso a*", "no será reenviad*",
        "não será reencaminhad*", "non verrà inoltrat*", "niet doorgestuurd", "nie będzie przekaz*",
        "не пересылается", "не пересилається", "vidarebefordras inte", "videresendes ikke", "nicht weitergeleitet",
        "wird nicht gelesen", "werden nicht gelesen", "nur eingeschränkt", "nur sporadisch", "accès limité",
        "accès restreint", "acceso limitado", "acesso limitado", "accesso limitato", "beperkt toegang",
        "begrænset adgang", "begränsad tillgång", "ограниченный доступ", "не буду проверять почту",
    ),
    (
        "when i return", "will reply upon", "respond to your email as soon as", "reply to your email as soon as",
        "respond to your message as soon as", "reply to your message as soon as", "get back to you as soon as",
        "will respond to your email", "will reply to your email", "will respond to your message",
        "will reply to your message", "on my next working day", "back in the office on", "be back in the office",
        "i will be back", "i ll be back", "will reopen*", "i will return", "returning*", "when i am back",
        "when i get back", "when i m back", "once i return", "once i am back", "upon my return", "on my return",
        "after my return", "as soon as i return", "as soon as i am back", "i will be back on",
        "i will be back in the office", "i will return on", "i will return to the office", "returning on",
        "returning to the office", "nach meiner rückkehr", "wieder zurück", "wieder da", "zurück im büro",
        "bei meiner rückkehr", "wieder erreichbar", "wieder im büro", "wieder für sie da", "jusqu à mon retour",
        "après mon retour", "ao regressar", "após o meu regresso", "depois do meu regresso", "cuando vuelva",
        "när jag kommer tillbaka", "when i come back", "palattuani", "palaan", "döndüğümde", "döneceğim",
        "dönüşümde", "dönüşümden sonra", "після повернення", "повернуся", "повернусь", "відповім на ваш лист",
        "po návratu", "a întoarcere", "pagbalik ko", "à mon retour", "de retour le", "serai de retour", "reviendrai",
        "répondrai dès que", "dès mon retour", "a mi regreso", "estaré de vuelta", "me reincorporo*",
        "me reincorporaré", "vuelvo el", "a mi vuelta", "no meu regresso", "volto no dia", "volto ao", "regresso a*",
        "estarei de volta", "retornarei*", "quando eu retornar", "quando eu voltar", "al mio ritorno", "rientrerò",
        "rientro il", "tornerò il", "sarò di ritorno", "al mio rientro", "bij terugkomst", "weer terug",
        "weer aanwezig", "weer bereikbaar", "na mijn vakantie", "bij mijn terugkomst", "når jeg er tilbake",
        "er tilbake", "tilbake på kontoret", "er tilbage", "tilbage på kontoret", "når jeg er tilbage",
        "när jag är tillbaka", "är tillbaka", "åter på kontoret", "tillbaka på kontoret", "po powrocie", "wracam",
        "wrócę", "odpowiem na wiadomość", "po moim powrocie", "po mém návratu", "после возвращения", "вернусь",
        "отвечу на ваше письмо", "отвечу вам после", "после моего возвращения", "戻り次第", "返回后", "복귀 후",
    ),
    (
        "for urgent matters", "for urgent matter", "for urgent issues", "for urgent inquiries",
        "for urgent requests", "in urgent cases", "in case of urgency", "in case of emergency",
        "if your matter is urgent", "if your message is urgent", "if your request is urgent", "if this is urgent",
        "if it is urgent", "if urgent please", "for immediate assistance", "need immediate assistance",
        "require immediate assistance", "please contact my colleague", "please contact my assistant",
        "during my absence", "in my absence", "while i am away", "for anything urgent", "if urgent", "vertretung",
        "mein vertreter", "meine vertreterin", "bei dringend*", "for urgent*", "dringend*", "urgence", "urgences",
        "urgencia*", "urgentes", "urgência*", "urgenz*", "urgențe", "pilnych", "срочн*", "термінов*", "brådskande",
        "hastesag*", "hastesak*", "kiireelli*", "acil", "naléhav*", "naliehav*", "sürgős*", "お急ぎ", "급한", "긴급", "紧急",
        "緊急", "in dringenden fällen", "in dringenden angelegenheiten", "bei dringenden",
        "während meiner abwesenheit", "en cas d urgence", "pour toute urgence", "pendant mon absence",
        "en mon absence", "en caso de urgencia", "para asuntos urgentes", "para temas urgentes",
        "durante mi ausencia", "em caso de urgência", "para assuntos urgentes", "per urgenze",
        "per questioni urgenti", "durante la mia assenza", "in dringende gevallen", "voor dringende zaken",
        "tijdens mijn afwezigheid", "ved hastesaker", "i hastetilfælde", "i brådskande ärenden",
        "w pilnych sprawach", "w nagłych przypadkach", "v naléhavých případech", "по срочным вопросам", "在紧急情况下",
        "如有急事", "お急ぎの場合", "급한 용무",
    ),
)

# The group of those that is about the return.
RETURNS = COURTESIES[2]

# People say what they do then. No machine knows of any work.
PROMISES = (
    "i ll start", "i will start", "i ll begin", "i will begin", "i ll finish", "i will finish", "i ll deliver",
    "i will deliver", "i ll continue with", "i will continue with", "i ll go on with", "i ll carry on", "i will carry on", "i ll pick up", "i ll do",
    "i will do", "i ll install", "i will install", "i can start", "i can finish", "we ll start", "we will start",
    "we ll finish", "we will finish", "fange ich", "ich fange", "fangen wir", "beginne ich", "ich beginne", "beginnen wir",
    "erledige ich", "liefere ich", "ich liefere", "liefern wir",
    "starte ich", "baue ich", "je commence*", "nous commenc*", "on commence*",
    "je termine*", "je finis", "je finirai", "je ferai", "je m y mets", "je m y mettrai",
    "je livre*", "je poserai", "je pose", "empiezo", "empezaré", "empezamos", "empezaremos", "comienzo",
    "comenzaré", "termino", "terminaré", "sigo con", "seguiré con", "continúo con", "continuaré con", "entrego",
    "entregaré", "haré", "começo", "começarei", "vou começar", "começamos",
    "vou terminar", "terminarei", "continuo com", "continuarei com", "farei", "zacznę", "zaczynam", "zaczniemy",
    "rozpocznę", "skończę", "dokończę", "zrobię", "dostarczę", "zamontuję", "wezmę się", "biorę się", "zabiorę się",
    "ruszam z", "ruszę z", "ruszymy z", "dokończymy", "zrobimy", "почну", "почнемо", "розпочну", "розпочнемо", "закінчу",
    "завершу", "дороблю", "зроблю", "зробимо", "доробимо", "візьмуся", "візьмусь", "продовжу", "здам", "sisimulan*", "magsisimula*",
    "uumpisahan*", "umpisahan*", "simulan*", "tatapusin*", "gagawin*", "itutuloy*", "ipapasa*", "ibibigay*", "शुरू करूँगा", "शुरू करूँगी",
    "शुरू करूंगा", "शुरू करूंगी", "शुरू करेंगे", "शुरू होगा", "पूरा करूँगा", "पूरा करूँगी", "पूरा करूंगा", "पूरा करूंगी", "खत्म करूँगा", "खत्म करूँगी", "कर दूँगा", "कर दूँगी",
    "कर दूंगा", "कर दूंगी", "बनाऊँगा", "बनाऊँगी", "shuru karunga", "shuru karungi", "shuru karenge", "start karunga", "start karungi", "khatam karunga",
    "khatam karungi", "poora karunga", "poora karungi", "kar dunga", "kar dungi", "comincio", "comincerò", "inizierò", "finirò", "ik begin",
    "begin ik", "maak ik", "börjar jag", "begynder jeg", "starter jeg", "начну", "начнём", "начнем", "закончу", "сделаю", "доделаю", "возьмусь",
)

# What a machine promises, too.
ANSWERING = (
    "reply*", "replies", "respon*", "answer*", "contact*", "in touch", "email*", "mail*", "e mail*", "message*", "request*", "inquir*",
    "enquir*", "call*", "antwort*", "beantwort*", "nachricht*", "anfrag*", "anliegen", "melde*", "répond*", "courriel*", "demande*", "contest*",
    "correo*", "mensaje*", "consulta*", "solicitud*", "mensag*", "contato", "contacto", "pedido*", "odpow*", "odpis*", "odpisz*", "wiadomo*",
    "kontakt*", "zapytan*", "відпов*", "лист*", "повідомл*", "запит*", "звʼяж*", "зв'яж*", "sasagot*", "sagut*", "sagot*", "mensahe*", "reply", "जवाब*",
    "उत्तर*", "ईमेल*", "मेल*", "संदेश*", "jawab*", "javab*", "uttar", "rispond*", "rispost*", "messagg*", "richiest*", "beantwoord*", "bericht*",
    "svar*", "besked*", "meddeland*", "ответ*", "отвеч*", "письм*", "сообщен*", "запрос*",
)
