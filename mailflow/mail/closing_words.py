"""The words that end a mail: closings, mobile marks, disclaimers, footers and banners: data only."""

# ruff: noqa: E501
# fmt: off

CLOSINGS = (
    # en
    "best regards", "kind regards", "warm regards", "warmest regards", "regards", "with regards", "best", "all the best", "best wishes", "warmly",
    "sincerely", "yours sincerely", "sincerely yours", "yours truly", "yours faithfully", "yours", "kindest regards", "many regards", "respectfully",
    "with best regards", "with kind regards", "kind rgds", "rgds", "brgds", "br", "kr", "cordially", "with warm regards", "my best", "very best",
    "talk soon", "take care", "thanks and regards", "thanks & regards", "thank you and regards", "thanks and best regards", "best from", "xoxo", "love",
    "have a great day", "have a nice day", "have a good day", "have a great weekend", "have a nice weekend", "have a good weekend", "with appreciation",
    "with thanks and regards", "bests", "ttyl", "warm wishes", "regards and thanks", "thanks with regards", "thanks with best regards", "best always",
    # es
    "saludos", "un saludo", "saludos cordiales", "un cordial saludo", "cordiales saludos", "atentamente", "atte", "un abrazo", "abrazos", "saluda atentamente",
    "muchos saludos", "quedo atento", "quedo atenta", "saludos y gracias", "cordialmente", "reciba un cordial saludo", "un saludo cordial", "que tengas buen día",
    "gracias y saludos", "saludos atentos", "slds",
    # fr
    "cordialement", "bien cordialement", "bien à vous", "bien à toi", "salutations", "amicalement", "sincères salutations", "cdlt", "cdt", "bàv",
    "meilleures salutations", "bonne journée", "bonne soirée", "bises", "à bientôt", "avec mes meilleures salutations", "salutations distinguées", "sincèrement",
    "respectueusement", "bonne fin de journée", "belle journée", "très cordialement", "à plus", "crdt", "crdlt",
    # de
    "mit freundlichen grüßen", "mit freundlichen gruessen", "mit freundlichen grüssen", "freundliche grüße", "freundliche grüsse", "viele grüße", "viele gruesse", "viele grüsse",
    "liebe grüße", "liebe grüsse", "beste grüße", "beste grüsse", "schöne grüße", "herzliche grüße", "herzliche grüsse", "mit besten grüßen", "mit freundlichem gruß", "gruß", "gruss", "grüße", "grüsse", "lg", "mfg", "vg",
    "hochachtungsvoll", "mit herzlichen grüßen", "mit lieben grüßen", "bis bald", "schönen tag noch", "mit bestem gruß", "lieben gruß", "viele liebe grüße", "besten gruß", "schönen gruß",
    "mit vielen grüßen", "bg", "mit freundlichen grüßen aus", "freundlichen gruß", "freundlicher gruß", "schönes wochenende", "sonnige grüße",
    # it
    "cordiali saluti", "distinti saluti", "saluti", "un saluto", "cari saluti", "a presto", "un caro saluto", "tanti saluti", "buona giornata", "cordialmente", "buon lavoro",
    "un cordiale saluto", "saluti cordiali", "buona serata", "i migliori saluti", "ciao",
    # pt
    "atenciosamente", "cumprimentos", "com os melhores cumprimentos", "melhores cumprimentos", "abraços", "abraço", "um abraço", "cordialmente", "att", "saudações", "grato", "grata",
    "até logo", "att.", "os melhores cumprimentos", "atentamente", "abs", "at.te", "respeitosamente", "bjs", "beijos", "cpts",
    # nl
    "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groeten", "vriendelijke groet", "groeten", "groet", "groetjes", "mvg", "hartelijke groet", "hartelijke groeten",
    "met hartelijke groet", "hoogachtend", "fijne dag", "fijne dag nog", "gr", "met groet", "beste groeten",
    # pl
    "pozdrawiam", "z poważaniem", "z powazaniem", "pozdrowienia", "serdecznie pozdrawiam", "z pozdrowieniami", "miłego dnia", "pozdrawiam serdecznie", "pozdr", "łączę pozdrowienia", "z wyrazami szacunku",
    # uk, ru
    "з повагою", "з найкращими побажаннями", "всього найкращого", "гарного дня", "з пошаною", "щиро", "щиро ваш", "щиро ваша",
    "с уважением", "с наилучшими пожеланиями", "всего доброго", "всего хорошего", "хорошего дня", "с наилучшими", "искренне ваш", "искренне ваша", "до связи", "до встречи", "удачи",
    # sv, da, no
    "med vänlig hälsning", "med vänliga hälsningar", "vänliga hälsningar", "vänlig hälsning", "mvh", "hälsningar", "bästa hälsningar", "hälsar", "ha det bra", "hälsn", "vh", "allt gott", "varma hälsningar", "trevlig helg",
    "med venlig hilsen", "venlig hilsen", "mange hilsner", "hilsen", "bedste hilsner", "de bedste hilsner", "kh", "vh", "kærlig hilsen", "hilsner", "dbh", "de bedste hilsener", "venlige hilsner", "god weekend",
    "med vennlig hilsen", "vennlig hilsen", "beste hilsen", "hilsen", "vennlige hilsener", "mvh.", "med beste hilsen", "ha en fin dag", "god helg", "hilsningar",
    # fi
    "ystävällisin terveisin", "terveisin", "parhain terveisin", "yst. terv", "terv", "t", "kunnioittavasti", "ystävällisesti", "yt", "mukavaa päivänjatkoa",
    # tr
    "saygılarımla", "saygılar", "iyi çalışmalar", "sevgiler", "iyi günler", "selamlar", "kolay gelsin", "saygilarimla", "en iyi dileklerimle", "iyi günler dilerim", "iyi çalışmalar dilerim", "sevgilerimle",
    # cs, sk, hu, ro, hr, el
    "s pozdravem", "s úctou", "zdravím", "hezký den", "s přátelským pozdravem", "s pozdravom", "pekný deň", "üdvözlettel", "tisztelettel", "üdv", "köszönettel", "cu stimă", "cu respect", "cu drag", "o zi bună", "toate cele bune",
    "srdačan pozdrav", "lijep pozdrav", "lp", "s poštovanjem", "pozdrav", "με εκτίμηση", "φιλικά", "με φιλικούς χαιρετισμούς", "поздрави", "с уважение",
    # he, ar, vi, id, tl, hi
    "בברכה", "בתודה", "תודה ובברכה", "מע الاحترام", "مع خالص التحية", "مع التحية", "تحياتي", "مع أطيب التحيات", "مع تحياتي", "trân trọng", "thân mến", "thân ái", "salam", "hormat saya", "salam hangat", "hormat kami",
    "lubos na gumagalang", "sumasainyo", "gumagalang", "सादर", "भवदीय", "धन्यवाद सहित", "शुभकामनाएं", "dhanyavaad", "saadar",
    # ja, zh, ko
    "よろしくお願いします", "よろしくお願いいたします", "以上、よろしくお願いいたします", "敬具", "以上", "宜しくお願い致します", "よろしくお願い致します", "宜しくお願いいたします", "草々", "どうぞよろしくお願いいたします", "引き続きよろしくお願いいたします",
    "此致", "敬礼", "祝好", "顺祝商祺", "此致敬礼", "祝工作顺利", "順頌商祺", "敬上", "祝您工作愉快", "祝 好", "順祝商祺", "祝安", "商祺",
    "감사합니다", "드림", "올림", "감사합니다.", "고맙습니다", "수고하세요", "좋은 하루 되세요",
)

# Words that also say something: cut only where a name stands beneath or beside them.
THANKS = (
    "thanks", "thank you", "many thanks", "thanks a lot", "thanks again", "thanks so much", "thank you so much", "thank you very much", "cheers", "thx", "tnx", "ty", "thanks in advance", "with thanks", "much appreciated",
    "thanks much", "thank you again", "thank you in advance", "thanks in anticipation", "big thanks", "thanks!", "thank u", "thanks for your help", "thanks for your time", "thank you for your time", "thanks for understanding",
    "thanks for your patience", "thank you for your patience", "looking forward", "looking forward to hearing from you", "appreciate it", "thanks all", "later", "bye", "sincere thanks", "warm thanks",
    "gracias", "muchas gracias", "mil gracias", "gracias de antemano", "merci", "merci beaucoup", "merci d'avance", "un grand merci", "danke", "vielen dank", "danke schön", "besten dank", "herzlichen dank", "danke und gruß", "danke und grüße", "vielen dank und viele grüße", "danke & gruß",
    "danke im voraus", "dankeschön", "vielen dank im voraus", "grazie", "grazie mille", "molte grazie", "grazie in anticipo", "grazie e saluti", "obrigado", "obrigada", "muito obrigado", "muito obrigada", "obrigado desde já", "dank je", "bedankt", "dank u", "alvast bedankt", "hartelijk dank", "dank", "dank je wel",
    "dziękuję", "dzięki", "dziękuję bardzo", "z góry dziękuję", "dzieki", "дякую", "щиро дякую", "дуже дякую", "спасибо", "большое спасибо", "заранее спасибо", "благодарю", "спс", "tack", "tack så mycket", "tack på förhand", "tusen tack", "tack!", "tak", "mange tak", "på forhånd tak", "takk", "tusen takk", "mange takk", "på forhånd takk",
    "kiitos", "kiitoksia", "kiitti", "paljon kiitoksia", "teşekkürler", "teşekkür ederim", "çok teşekkürler", "şimdiden teşekkürler", "ありがとうございます", "ありがとうございました", "谢谢", "謝謝", "多谢", "감사합니다", "děkuji", "díky", "ďakujem", "köszönöm", "köszi", "mulțumesc", "hvala", "ευχαριστώ", "благодаря", "תודה", "شكرا", "cảm ơn", "terima kasih", "salamat", "maraming salamat", "salamat po", "धन्यवाद", "shukriya", "dhanyavad",
)

DEVICES = (
    r"(?:iphon|ipad|android|samsung|galaxy|blackberry|outlook|xiaomi|huawei)\w*|ipod|apple|mac(?:book)?|windows|huawei|honor|xiaomi|redmi|poco|oppo|vivo|realme|oneplus|pixel|nexus|"
    r"motorola|moto|nokia|lumia|sony|xperia|htc|lg|lenovo|zte|wiko|asus|alcatel|fairphone|mobile|mobil\w*|m[oó]vil|handy|smartphone|smart ?phone|(?:tele)?phone|telefon\w*|téléphone|"
    r"t[eé]l[eé]fono|telefoon|telefone|celular|cellulare|tablet\w*|device|ger[äa]t|dispositivo|appareil|wireless|wirelessly|verizon|at&t|t-mobile|sprint|yahoo|gmail|gmx|web\.de|aol|proton ?mail|proton|"
    r"mail|mailbox|e-?mail|typeapp|bluemail|spark|superhuman|hey|airmail|newton|edison|nine|k-9|fairemail|thunderbird|missive|front|mailspring|canary|tutanota|tuta|zoho|hushmail|roundcube|"
    r"fastmail|yandex|mail\.ru|qq|foxmail|netease|navermail|naver|телефон\w*|смартфон\w*|айфон\w*|мобильн\w*|мобільн\w*|почт\w*|пошт\w*|устройств\w*|пристро\w*|mailo|laposte|orange|libero|skynet|myworkspace|my watch|apple watch|watch|"
    r"手机|手機|邮箱|郵箱|iphone|携帯|스마트폰|휴대폰|cihazım\w*|telefonum\w*|puhelim\w*|älypuhelim\w*"
)

# Whole lines that a program adds by itself, in any place.
DEVICE_LINES = (
    r"yahoo mail: .{0,60}", r"(?:my )?pronouns\s?[:：].{2,40}",
    r"(?:\S+ ){0,3}(?:\S*\d+ ){0,2}(?:cihaz|telefon|tablet|iphone|ipad|galaxy|samsung)\S*(?: \S+){0,2} (?:gönderildi|gönderilmiştir)", r"(?:내 |나의 |제 )?(?:[\w.+]+ ){0,3}[\w.+]{2,30}에서 (?:보냄|전송됨|전송|보냈습니다|보낸 메일입니다)",
    r".{0,80}<?https?://aka\.ms/\w+>?.{0,40}",
    r"(?:de|från|fra|von|from) min \S+", r"get outlook for .{2,40}", r"via mobile", r"sent from mailbox", r"(?:via|by) (?:my )?(?:mobile|iphone|ipad|phone|android)",
    r"-+ ?sent from .{2,50}", r"sent (?:from|via) (?:my |the )?(?:blackberry|samsung|galaxy|iphone|android).{0,90}(?:network|smartphone|tablet|device|phone)", r"powered by .{2,40}", r"please excuse (?:my |any |the )?(?:brevity|typos|errors|spelling|mistakes)(?:[,.].{0,80}| and .{0,60}| or .{0,60})?",
    r"(?:please )?(?:excuse|forgive|pardon) .{0,40}(?:typos|brevity|auto-?correct|fat fingers|spelling|thumbs).{0,60}", r"typed with (?:my )?thumbs.{0,60}", r"bitte entschuldigen sie .{0,40}(?:kürze|tippfehler).{0,40}",
    r"sent with (?:proton ?mail|airmail|mailtrack|spark|superhuman|shift|newton|mixmax|mailspring|unibox|cloudmagic|boxer|right inbox|hubspot|streak).{0,60}", r"holen sie sich outlook.{0,30}", r"mailtrack.{0,80}", r"remitente notificado con.{0,60}", r"sender notified by.{0,60}",
    r"(?:this|diese|ce|este|questo|dit|deze|esta|detta|dette|den här|tämä).{0,60}(?:avast|avg|norton|mcafee|kaspersky|eset|bitdefender).{0,120}", r"(?:avast|avg)(?: antivirus)? logo", r"virus[- ]?free\.?.{0,60}", r"virenfrei\.?.{0,60}", r"libre de virus\.?.{0,60}", r"garanti sans virus\.?.{0,60}", r"livre de vírus\.?.{0,60}", r"privo di virus\.?.{0,60}", r"virusvrij\.?.{0,60}", r"wolny od wirusów\.?.{0,60}", r"без вирусов\.?.{0,60}",
    r"\[(?:image|cid|inline image|logo|bild|imagen)\s?[:：][^\]\n]{1,80}\]?", r"(?:image|cid|inline image|logo|bild|imagen)\s?[:：]\s?\S{1,80}", r"do you yahoo!\?.{0,60}", r"follow (?:me|us) on .{2,60}", r"sent wirelessly .{2,80}", r"envoyé sans fil .{2,80}", r"enviado desde mi (?:oficina|dispositivo).{2,60}",
)

# How disclaimers begin (a whole paragraph, and what follows it).
DISCLAIMERS = (
    # en
    r"(?:this|the information (?:contained )?in this|the contents? of this|information in this|the information transmitted in this) (?:e-?mail|message|communication|transmission|electronic)\b.{0,160}(?:confidential|privileged|intended (?:only |solely |exclusively )?for|proprietary|for the (?:sole|exclusive) use|legally)",
    r"(?:e-?mail |legal |important |email )?(?:confidentiality|confidential|legal|privacy|privileged|e-?mail) (?:notice|note|statement|disclaimer|warning|information|communication|and privileged).{0,20}(?:[:：.\-–]|$|this|the)", r"disclaimer\b\s?[:：.\-–]?(?:$|.{0,4}(?:this|the|opinions|any|views|information))",
    r"(?:confidential|privileged|private)(?:ity)?\s?[:：]", r"if you (?:are|were|is) not (?:the|an) (?:intended|named|addressee|correct)", r"if you (?:have )?received? this (?:e-?mail|message|communication|transmission) (?:in|by) (?:error|mistake)", r"(?:notice|important|warning|note)\s?[:：].{0,80}(?:confidential|privileged|intended (?:only|solely|recipient)|virus|disclos)",
    r"(?:please |p |think|🌳|♻|save|do you really).{0,30}(?:consider|think of|think about|save|before|print).{0,20}(?:the environment|environment before|printing|trees|paper)", r"before printing.{0,40}(?:think|consider|environment)", r"(?:any|the) (?:views|opinions) (?:or opinions )?(?:expressed|presented|contained|stated).{0,80}(?:author|sender|individual|necessarily)",
    r"this (?:e-?mail|message)(?:,? (?:and|including|together with) (?:any|its|all).{0,60})? (?:has been|was|is) (?:scanned|checked|sent|protected|encrypted|intended|confidential|strictly|for the)", r"this (?:e-?mail|message) (?:and|including) (?:any|all) (?:files|attachments|documents|its)", r"(?:unauthori[sz]ed|any) (?:use|review|disclosure|copying|dissemination|distribution).{0,120}(?:prohibited|forbidden|unlawful)",
    r"(?:registered|company registered|registered office|registered in|company (?:number|no)).{0,100}(?:england|wales|scotland|ireland|office|number|no\.|ltd|limited)", r"internet (?:e-?mail|communications?) (?:is|are|can|may).{0,60}(?:secure|altered|intercept)", r"although .{0,60}(?:virus|viruses).{0,100}", r"nothing in this (?:e-?mail|message).{0,80}(?:contract|binding|offer)", r"e-?mail transmission cannot be guaranteed", r"we process personal data.{0,80}", r".{2,60}?\b(?:ltd|limited|plc|llp|llc|inc)\b\.?,? (?:is )?(?:a company )?(?:registered|incorporated) in\b", r"i (?:work|am working) flexibl[ey].{0,80}", r"my (?:working|office) (?:hours|days) (?:may|might|are).{0,80}", r"(?:scanned by|this message was scanned).{0,80}",
    # de
    r"(?:diese|die in dieser|der inhalt dieser) (?:e-?mail|nachricht|mail)\b.{0,160}(?:vertraulich|rechtlich geschützt|bestimmt|empfänger|adressat)", r"(?:wenn|falls|sollten) sie nicht der (?:richtige|beabsichtigte|vorgesehene|bestimmungsgemäße)", r"(?:vertraulichkeitshinweis|rechtlicher hinweis|haftungsausschluss|hinweis zum datenschutz|datenschutzhinweis|wichtiger hinweis)\b", r"(?:denken|bitte (?:denken|prüfen|drucken|beachten|schützen)|bitte beachten) .{0,60}(?:umwelt|ausdruck|drucken|datenschutz)", r"(?:geschäftsführer|geschäftsführung|vorstand|sitz der gesellschaft|amtsgericht|registergericht|handelsregister|ust-?id\w*|hrb|aufsichtsrat\w*|steuernummer)\b\s?[:：.(]?",
    r"informationen zum datenschutz.{0,100}",
    # fr
    r"(?:ce|le présent|ce présent) (?:message|courriel|mail|e-?mail|courrier).{0,160}(?:confidentiel|destin[ée]|intention|exclusi|strictement)", r"(?:si vous n'êtes pas|si vous avez reçu|toute utilisation|l'intégrité de ce).{0,120}(?:destinataire|erreur|interdit|garantie|internet)", r"(?:avis|clause|note) de confidentialité", r"(?:avant d'imprimer|pensez à l'environnement|pensez à).{0,80}(?:environnement|imprim)", r"n'imprimez ce.{0,60}",
    # es
    r"(?:este|el presente|la información (?:contenida )?(?:en|de) este) (?:mensaje|correo|e-?mail|documento|comunicado).{0,160}(?:confidencial|privilegiad|destinatario|dirigid|legalmente|exclusiv)", r"(?:aviso (?:legal|de confidencialidad|importante|de privacidad)|cláusula de confidencialidad|nota de confidencialidad|advertencia legal)", r"si (?:usted )?(?:no es|ha recibido|recibió).{0,80}(?:destinatario|error)", r"(?:antes de imprimir|piense en|por favor,? considere).{0,80}(?:ambiente|imprim)", r"de conformidad con .{0,80}protección de datos", r"en cumplimiento .{0,80}(?:protección|datos|lopd|rgpd)",
    # it
    r"(?:questo|il presente|le informazioni contenute in|il contenuto d[ie] quest[ao]).{0,60}(?:messaggio|e-?mail|comunicazione|posta).{0,160}(?:riservat|confidenzial|destinatari|esclusiv)", r"(?:avviso|clausola|nota|informativa) (?:di|sulla|sulla|legale) ?(?:riservatezza|privacy|confidenzialità)?", r"(?:se avete|qualora|se non siete).{0,80}(?:ricevuto|destinatari|errore)", r"(?:prima di stampare|rispetta|pensa).{0,60}(?:ambiente|stamp)", r"ai sensi del .{0,80}(?:gdpr|196/2003|2016/679)",
    # pt
    r"(?:esta|este|a presente|as informações contidas nest[ae]).{0,30}(?:mensagem|e-?mail|correio|comunicação).{0,160}(?:confidencia|privilegiad|destinat|exclusiv|restrit)", r"(?:aviso (?:legal|de confidencialidade)|aviso importante)", r"(?:se você|caso (?:você )?(?:não|tenha)|se não).{0,80}(?:destinatário|engano|erro)", r"(?:antes de imprimir|pense no|pense).{0,60}(?:ambiente|imprim)",
    # nl
    r"(?:dit|deze|de informatie in (?:dit|deze)|de inhoud van (?:dit|deze)) (?:e-?mail|bericht|mail|e-mailbericht).{0,160}(?:vertrouwelijk|bestemd|geadresseerde|uitsluitend)", r"(?:indien|als) u (?:niet|dit).{0,60}(?:geadresseerde|bericht|ten onrechte|bedoelde)", r"(?:denk aan|bespaar|print).{0,60}(?:milieu|papier|print)", r"aan de inhoud van (?:dit|deze).{0,80}",
    # pl, uk, ru
    r"(?:niniejsza|ta|treść (?:tej|niniejszej)|informacje zawarte w) .{0,30}(?:wiadomość|wiadomości|korespondencja|e-?mail).{0,160}(?:poufn|adresat|przeznaczon|zastrzeżon)", r"(?:jeśli|jeżeli) nie (?:jest|są).{0,60}adresat", r"(?:pomyśl o|zanim wydrukujesz|przed wydrukowaniem).{0,60}", r"klauzula (?:poufności|informacyjna).{0,60}", r"administratorem .{0,40}danych osobowych.{0,60}",
    r"(?:это|данное|настоящее|информация,? содержащаяся|содержание (?:этого|данного)).{0,60}(?:сообщение|письмо|сообщении|письме|сообщения|письма).{0,160}(?:конфиденциальн|предназначен|адресат)", r"(?:если вы (?:не являетесь|получили)).{0,100}(?:адресат|получател|ошиб)", r"(?:перед тем как|прежде чем|подумайте).{0,40}(?:печат|распечат|природ|окружающ).{0,60}",
    r"(?:це|цей|дане|інформація,? що міститься).{0,60}(?:повідомлення|лист|листі|повідомленні).{0,160}(?:конфіденційн|призначен|адресат)", r"якщо ви (?:не є|отримали).{0,100}(?:адресат|отримувач|помилк)",
    # sv, da, no, fi, tr
    r"(?:detta|denne|denna|dette|informationen i|informasjonen i) (?:meddelande|e-?post\w*|mail|e-?mail|meddelelse|besked|melding\w*).{0,160}(?:konfidenti|fortrolig|avsett|sekretess|bestemt|beregnet|tiltenkt)", r"(?:tänk på miljön|tænk på miljøet|tenk på miljøet|tänk på miljö).{0,80}", r"(?:om du inte är|hvis du ikke er|dersom du ikke er|hvis du har modtaget|om du har fått).{0,80}", r"(?:tämä|tämän) (?:viesti|sähköposti\w*|viestin).{0,160}(?:luottamuksel|tarkoitet|vastaanottaj)", r"(?:bu|iş bu|işbu) (?:e-?posta\w*|mesaj\w*|elektronik posta\w*|ileti\w*|e-?mail\w*).{0,160}(?:gizli|kişiye özel|yalnızca|sadece|alıcı|hukuki|mahremiyet)", r"(?:yasal uyarı|gizlilik (?:notu|uyarısı))", r"(?:lütfen )?çevre.{0,60}(?:yazdır|düşün).{0,40}",
    # ja, zh, ko
    r"(?:このメール|本メール|本電子メール|当メール|この電子メール).{0,80}(?:機密|秘密|宛先|受信者|権限|誤|意図)", r"(?:本邮件|此邮件|此电子邮件|本电子邮件|這封郵件|本郵件|此郵件|本信件).{0,80}(?:保密|机密|機密|收件人|授权|保密信息|专有)", r"(?:免责声明|免責聲明|保密声明|保密聲明|保密提示).{0,40}", r"(?:이 메일|본 메일|이 이메일|본 이메일|본 메시지|이 전자우편|본 전자우편).{0,80}(?:기밀|비밀|수신|법적|지정)",
)

FOOTERS = (
    r"you(?:'re| are)? (?:received|currently subscribed|receiv(?:e|ing)|are receiving|got|are subscribed).{0,30}(?:this|these|to).{0,40}(?:because|as|message|e-?mail|group|list)", r"to unsubscribe (?:from|send|click|or|visit|and|,).{0,100}", r"unsubscribe(?: here| from this).{0,80}", r"unsubscribe(?: link)?\s*[:|]?\s*(?:$|(?:[<\[|(]|https?://|\S+@).{0,80})", r"groups\.io links\s?:.{0,80}", r"to (?:manage|change|update) your (?:subscription|preferences|e-?mail|notification).{0,80}", r".{1,60} mailing list\s*$", r"https?://\S*(?:mailman|listinfo|googlegroups|unsubscribe)\S*\s*$", r"(?:reply to this e-?mail directly|view it on github|reply to this email directly or view).{0,80}",
    r"—?\s?you are receiving this (?:because|e-?mail).{0,80}", r"for more options, visit .{0,80}", r"um (?:sich )?(?:von dieser|die) .{0,60}(?:abzumelden|abbestellen).{0,60}", r"pour (?:vous désabonner|vous désinscrire|se désabonner).{0,80}", r"para (?:cancelar|darse de baja|anular).{0,80}(?:suscripción|lista|grupo|inscrição).{0,40}", r"чтобы отписаться.{0,80}", r"list-unsubscribe\s?:.{0,120}", r"to (?:post|send) (?:to|messages to) this (?:list|group).{0,80}", r"visit this group at .{0,80}", r"to view this discussion.{0,100}", r"-~-~-~.{0,60}", r"\S+ mailing list -- \S+.{0,60}", r"se désinscrire.{0,30}", r"darse de baja.{0,30}", r"cancelar (?:suscripción|inscrição).{0,30}",
    r"diese (?:e-?mail|nachricht) wurde (?:an sie |automatisch ).{0,80}", r"to unsubscribe\b.{0,60}$",
)

# Banners that a mail gateway puts on top (a paragraph goes, what follows it stays).
BANNERS = (
    r".{0,30}(?:external (?:e-?mail|sender|message|mail)|e-?mail externe?|externe e-?mail|extern(?:al)? e-?post|correo externo|e-?mail externo|messaggio esterno|внешн\w+ (?:письмо|почта|отправитель)|外部(?:邮件|メール|郵件)|외부 메일)\b.{0,200}",
    r".{0,20}(?:this|the) (?:e-?mail|message|mail)(?: has)? (?:originated|came|was sent|comes|is|was received|originates|has been sent) (?:from )?(?:an? )?(?:outside|external|someone outside|sender outside|unverified).{0,300}",
    r".{0,30}(?:caution|warning|achtung|attention|atención|precaución|advertencia|attenzione|atenção|aviso|let op|uwaga|внимание|увага|obs|varoitus|dikkat|注意)\s?[:：!\]\-–].{0,60}(?:external|outside|extern|externo|esterna|zewnętrz|spoza|fuera de la|fora da|fuori dall|внешн|зовнішн|ulkopuol|dış|do not click|organi[sz]ation|organisation|unternehmen|社外|外部).{0,300}",
    r".{0,10}(?:you don't often get e-?mail from|you don’t often get e-?mail from|sie erhalten nicht (?:häufig|oft) e-?mails? von|vous n'obtenez pas souvent|vous ne recevez pas souvent|no suele recibir|n'obtenez pas souvent|rzadko otrzymuj|nie dostajesz często|no recibe correo|você não costuma receber|non si ricevono|u ontvangt niet vaak|du får inte ofta|du modtager ikke ofte|некоторые получатели|вы не часто получаете|some people who received this message don't often get).{0,300}",
    r".{0,20}(?:learn why this is important|erfahren sie, warum|découvrez pourquoi).{0,120}", r"(?:\[|\*|<|【|\()\s?(?:external|extern|externe|externo|ext|esterno|외부|外部|社外)\s?(?:\]|\*|>|】|\)).{0,40}", r".{0,20}(?:do not|don't|don’t|never) (?:click|open|follow) (?:on )?(?:any )?(?:links?|attachments?).{0,200}", r"(?:report (?:suspicious|phish\w*|this (?:message|e-?mail)|spam)|zjquarantinebanner\w*|zjqcmqryfpfptbanner\w*|this message is from an external sender).{0,200}",
    r"(?:diese|die) (?:e-?mail|nachricht|mail) (?:stammt|kommt|wurde) (?:von (?:einem )?(?:extern|außerhalb)|von außerhalb|extern).{0,250}", r"(?:ce|cet) (?:e-?mail|message|courriel|mail) (?:provient|vient|a été envoyé).{0,30}(?:extérieur|externe|l'extérieur|hors).{0,250}", r"(?:este|esta) (?:correo|mensaje|e-?mail|mensagem)(?: electrónico)? (?:proviene|procede|se originó|fue enviado|veio|foi enviad\w).{0,40}(?:fuera|extern|de fora).{0,250}", r"(?:questa|questo|deze|denne|detta|ta|ten) (?:e-?mail|messaggio|mail|wiadomość).{0,40}(?:estern|extern|buiten|utanför|udefra|spoza|zewnątrz).{0,250}", r"\[?(?:link|links|attachments?) (?:removed|disabled).{0,80}", r"be careful with (?:links|attachments).{0,120}", r"(?:sender|absender) (?:is )?(?:not verified|unverified|unbekannt).{0,120}",
    r"powered by mimecast.{0,80}",
)

POSTSCRIPTS = (r"p\.?\s?s\b\.?", r"p\.p\.s\b\.?", r"pps\b", r"ps\.", r"з\.?\s?[иі]\.", r"n\.?b\.?\s?[:：]", r"edit\s?[:：]", r"update\s?[:：]", r"追伸", r"追記", r"又及", r"추신")

GREETINGS = (
    "hi", "hello", "hey", "dear", "good morning", "good afternoon", "good evening", "greetings", "hola", "buenos días", "buenas", "bonjour", "bonsoir", "salut", "hallo", "guten tag", "guten morgen",
    "moin", "liebe", "lieber", "sehr geehrte", "sehr geehrter", "ciao", "buongiorno", "buonasera", "salve", "olá", "oi", "bom dia", "boa tarde", "hoi", "beste", "goedemorgen", "cześć", "dzień dobry", "witam", "привіт", "добрий день",
    "доброго дня", "привет", "здравствуйте", "добрый день", "hej", "hei", "god dag", "hejsan", "moi", "terve", "merhaba", "selam", "sayın", "こんにちは", "お世話になっております", "你好", "您好", "안녕하세요", "ahoj", "dobrý den", "szia", "bună",
    "bok", "γεια", "kumusta", "magandang", "namaste", "नमस्ते", "xin chào", "chào", "halo", "مرحبا", "שלום", "היי",
)

# One word that answers: never taken for a name.
ANSWERS = frozenset(
    """
    done yes no ok okay approved agree agreed finished ready started help status list undo back pause resume accept accepted decline declined stop blocked
    sure great perfect super cool nice hi hello hey hecho listo sí si fertig ja nein oui non fait terminé feito pronto sim não tak nie gotowe klar valmis
    kyllä ei tamam evet hayır fatto finito sì zrobione готово да нет так ні зроблено tapos oo hindi haan nahi klart færdig ferdig stuck working paid
    waiting unblocked tomorrow today monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
    heute morgen lunes martes miércoles jueves viernes hoy mañana lundi mardi mercredi jeudi vendredi demain aujourd'hui segunda terça quarta quinta sexta
    hoje amanhã thanks confirmed correct right exactly none nothing both neither first second third never always maybe perhaps almost bloqueado blockiert
    bloqué bloccato zablokowane заблоковано заблокировано terminado erledigt genehmigt approuvé aprobado aprovado zatwierdzone погоджено одобрено away
    later soon merry happy continue skip send digest export note question answer revise cancel assign move keep add meet invite
    """.split()  # noqa: SIM905
)

NAME_PARTICLES = frozenset(("de", "del", "della", "di", "da", "dos", "das", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "y", "e", "and", "und", "et", "of", "&"))

ROLES = (
    "manager", "director", "engineer", "designer", "developer", "ceo", "cto", "cfo", "coo", "founder", "co-founder", "consultant", "freelance", "freelancer", "owner", "partner", "lead", "head of", "assistant", "specialist",
    "officer", "president", "architect", "analyst", "photographer", "writer", "editor", "translator", "studio", "gmbh", "ltd", "llc", "inc", "sl", "s.l", "s.a", "sarl", "oy", "ab", "b.v", "bv", "srl", "s.r.l", "corp", "company",
    "agency", "group", "department", "geschäftsführer", "entwickler", "entwicklerin", "gérant", "directeur", "directrice", "directora", "gerente", "graphiste", "diseñador", "diseñadora", "desarrollador", "desarrolladora", "projektleiter",
    "projektleiterin", "dyrektor", "kierownik", "директор", "менеджер", "разработчик", "дизайнер", "розробник", "pronouns", "she/her", "he/him", "they/them", "株式会社", "部長", "有限公司", "经理", "대표", "팀장",
)
