"""The words by which mail programs introduce what they quote, language by language.

A new language is one more line in each table. Words are compared folded (see `fold`): lower case, dotless
and dotted
i alike.
"""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Text compared without case; İ, I, ı and i are one letter."""
    text = text.replace("İ", "i").replace("ı", "i").casefold()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


# "NAME wrote:" at the end of the line that introduces a quote. Regular expressions over folded text.
VERB_LAST = {
    "en": r"(?:a )?wrote",
    "id": r"menulis(?: pesan)?(?: ini| berikut(?: ini)?)?|tulis",
    "ms": r"(?:telah )?menulis|tulis|bertulis",
    "tr": r"(?:tarihinde )?(?:(?:şunlari|şunu|şöyle|sunu|sunlari) )?(?:yazdi|yazmiş|yazmişti)",
    "de": r"schrieb(?: folgendes)?|hat geschrieben",
    "fr": r"a écrit|à écrit|écrivait",
    "es": r"escribió|escribio|ha escrito",
    "ca": r"va escriure|ha escrit",
    "it": r"ha scritto|scrive",
    "pt": r"escreveu",
    "nl": r"schreef(?: het volgende)?|het volgende geschreven",
    "pl": r"napisał(?:\(a\)|a)?|napisal(?:a)?|pisze",
    "sv": r"skrev(?: följande)?",
    "no": r"skrev(?: følgende)?|skreiv",
    "fi": r"kirjoitti",
    "cs": r"napsal(?:\(a\)|a)?",
    "sk": r"napísal(?:\(a\)|a)?",
    "hu": r"(?:ezt )?írta|irta",
    "ro": r"a scris",
    "ru": r"написал(?:\(а\)|а)?|пишет",
    "uk": r"написа(?:в|ла)|пише|написал",
    "bg": r"написа",
    "el": r"έγραψε",
    "vi": r"đã viết",
    "th": r"เขียนว่า",
    "ar": r"كتب(?:ت)?",
    "zh": r"写道|寫道",
    "ja": r"のメッセージ|は書きました|が書きました|wrote",
    "ko": r"작성|님이 작성",
}

# "DATE wrote NAME:" with the verb before the name.
VERB_MIDDLE = {
    "de": r"schrieb",
    "nl": r"schreef",
    "sv": r"skrev",
}

# How the introduction begins when its date stands first.
OPENERS = {
    "en": "on",
    "id": "pada|pada tanggal|pada hari|tanggal|tgl|tgl\\.",
    "ms": "pada|pada tarikh",
    "tr": "tarih",
    "de": "am",
    "fr": "le",
    "es": "el",
    "it": "il|in data|il giorno|in date",
    "pt": "em|no dia|a",
    "nl": "op",
    "pl": "w dniu|dnia",
    "sv": "den|på",
    "cs": "dne",
    "ro": "în|pe|la",
    "vi": "vào|lúc",
    "el": "στις",
    "zh": "在|于|於",
    "th": "เมื่อ|ในวันที่",
    "ar": "في|بتاريخ",
}

# Their openers begin ordinary sentences: without an address only what is followed by a quote counts.
CAREFUL = frozenset({"id", "ms", "tr"})

# "I wrote": the writer quoting herself in prose.
MYSELF = (
    """i|we|saya|aku|kami|kita|gue|ben|biz|ich|wir|je|j'|nous|yo|nosotros|io|noi|eu|nós|ik|wij|ja|jag|vi"""
)

# The labels of a header block, as Outlook and others put it above the quoted mail.
LABELS = {
    "from": """from dari daripada pengirim penghantar kimden gönderen von de da van od från fra frå
        lähettäjä feladó od\u00a0koho de\u00a0la από от кого від من từ จาก 发件人 寄件者 寄件人 差出人
        보낸\u00a0사람 보낸사람 отправитель expéditeur remitente mittente afzender nadawca absender
        message\u00a0from""",
    "sent": """sent dikirim terkirim dihantar gönderildi gönderilme gönderme gönderilme\u00a0tarihi
        gönderim\u00a0tarihi gesendet envoyé envoyé\u00a0le enviado enviado\u00a0el enviado\u00a0em
        enviada\u00a0em enviada inviato inviata verzonden wysłano wysłane data\u00a0wysłania skickat sendt
        lähetetty odesláno odoslané küldve trimis στάλθηκε отправлено отправлен надіслано تم\u00a0الإرسال
        đã\u00a0gửi ส่ง 发送时间 寄件日期 送信日時 보낸\u00a0날짜 message\u00a0du date\u00a0sent
        tarikh\u00a0dihantar tanggal\u00a0dikirim""",
    "date": """date tanggal tgl tarikh tarih datum data fecha dato päivämäärä päiväys dátum dată
        ημερομηνία дата التاريخ ngày วันที่ 日期 日付 날짜 received diterima hari""",
    "to": """to kepada ke untuk kime alıcı alıcılar an à a para per aan do till til vastaanottaja címzett
        komu pre către προς кому إلى tới đến ถึง 收件人 收件者 宛先 받는\u00a0사람 destinataire
        destinatario destinatário""",
    "cc": """cc bcc tembusan salinan sk s.k. bilgi kopie copie copie\u00a0à copia cópia kopia kopi dw
        kopio másolatot\u00a0kap kopie\u00a0(cc) копия копія 抄送 副本 참조 cc: κοιν.""",
    "subject": """subject subjek perihal hal tajuk perkara konu betreff objet asunto oggetto assunto
        onderwerp temat ämne emne aihe předmět predmet tárgy subiect θέμα тема الموضوع chủ\u00a0đề เรื่อง
        主题 主旨 件名 제목 sujet betr""",
    "other": """attachments lampiran ekler anlagen pièces\u00a0jointes adjuntos allegati bijlagen
        importance önem kepentingan priority reply-to balas-ke organization cevap yanıtla""",
}

# What stands between dashes above the quoted mail: an answer's original and a forward.
ORIGINAL = """original message(?: processed by .{1,30})?|ursprüngliche nachricht|original-nachricht
    |message d'origine|message original|mensaje original|messaggio originale|messaggio originario
    |mensagem original|oorspronkelijk bericht|wiadomość oryginalna|oryginalna wiadomość
    |ursprungligt meddelande|oprindelig besked|oprindelig meddelelse|original melding|opprinnelig melding
    |alkuperäinen viesti|původní zpráva|pôvodná správa|eredeti üzenet|mesaj original|исходное сообщение
    |пересылаемое сообщение|оригінальне повідомлення|αρχικό μήνυμα|pesan asli|pesan awal|email asli
    |mesej asal|mesej asli|e-mel asal|özgün ileti|orijinal mesaj|orijinal ileti|asil mesaj|özgün mesaj
    |orijinal e-posta|原始邮件|原始郵件|元のメッセージ|원본 메시지|thư gốc|tin nhắn gốc"""
FORWARDED = """forwarded message|begin forwarded message|weitergeleitete nachricht
    |anfang der weitergeleiteten nachricht|message transféré|début du message réexpédié|message transmis
    |mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato
    |mensagem encaminhada|mensagem reencaminhada|início da mensagem reencaminhada|doorgestuurd bericht
    |begin doorgestuurd bericht|przekazana wiadomość|wiadomość przekazana dalej|vidarebefordrat meddelande
    |videresendt melding|videresendt besked|videresendt meddelelse|välitetty viesti|přeposlaná zpráva
    |továbbított üzenet|пересылаемое сообщение|переслане повідомлення|pesan terusan|pesan yang diteruskan
    |pesan diteruskan|awal pesan yang diteruskan|mulai pesan yang diteruskan|mesej yang dimajukan
    |mesej dimajukan|mesej terkirim semula|mulakan mesej dimajukan|mesej yang diteruskan|iletilen mesaj
    |iletilmiş mesaj|yönlendirilen ileti|iletilen ileti|iletilmiş ileti başlangici|iletilmiş ileti
    |iletilen ileti başlangici|转发的邮件|轉寄郵件|転送されたメッセージ|전달된 메시지"""

# What telephones and programs put below by themselves. DEVICE is a short name, not a sentence.
MOBILE = {
    "en": r"(?:sent|posted) (?:from|via|using|with) (?:my )?DEVICE|get outlook for DEVICE",
    "id": r"(?:dikirim|terkirim) (?:dari|melalui|menggunakan|lewat|via) DEVICE(?: saya)?"
    r"|(?:dapatkan|unduh) outlook untuk DEVICE",
    "ms": r"(?:dihantar|dikirim|dikirimkan) (?:daripada|dari|melalui|menggunakan) DEVICE(?: saya)?"
    r"|dapatkan outlook untuk DEVICE",
    "tr": r"DEVICE (?:cihazimdan|telefonumdan|uygulamasindan|üzerinden) gönderildi"
    r"|DEVICE['’]?[uüi]m(?:dan|den) gönderildi|DEVICE['’]?(?:dan|den|tan|ten) gönderildi"
    r"|DEVICE (?:için|uygulamasi için) outlook['’]?[uü] (?:edinin|indirin)|DEVICE için outlook edinin"
    r"|DEVICE için posta ile gönderildi",
    "de": r"von (?:meinem|meiner) DEVICE gesendet|gesendet (?:von|mit|aus) DEVICE|von DEVICE gesendet"
    r"|diese nachricht wurde von DEVICE gesendet|outlook für DEVICE herunterladen",
    "fr": r"envoyé (?:depuis|de|à partir de|avec) (?:mon |ma )?DEVICE"
    r"|(?:télécharger|obtenir|obtenez) outlook pour DEVICE",
    "es": r"enviado desde (?:mi )?DEVICE|(?:obtener|obtén) outlook para DEVICE",
    "it": r"inviato (?:da|dal|dal mio|da mio|con) DEVICE|(?:scarica|ottieni) outlook per DEVICE",
    "pt": r"enviad[oa] (?:do|da|a partir do|pelo|de|via) (?:meu |minha )?DEVICE|obter o outlook para DEVICE",
    "nl": r"(?:verzonden|verstuurd) (?:vanaf|vanuit|met|via) (?:mijn )?DEVICE"
    r"|outlook voor DEVICE downloaden",
    "pl": r"wysłane (?:z|ze|przez) (?:mojego |mojej )?DEVICE|pobierz aplikację outlook dla DEVICE",
    "sv": r"skickat från (?:min |mitt )?DEVICE|hämta outlook för DEVICE",
    "no": r"sendt fra (?:min |mitt )?DEVICE|hent outlook (?:for|til) DEVICE",
    "fi": r"lähetetty DEVICE(?:sta|ltä|lta)?",
    "cs": r"odesláno z DEVICE|odoslané z DEVICE",
    "ru": r"отправлено (?:с|из) DEVICE",
    "uk": r"надіслано (?:з|із) DEVICE",
    "vi": r"(?:đã )?(?:được )?gửi từ DEVICE(?: của tôi)?",
    "ja": r"DEVICE(?:から|より)送信(?:されました)?|私のDEVICEから送信",
    "zh": r"(?:发自|發自|从)(?:我的)?\s?DEVICE(?:发送|傳送)?",
    "ko": r"(?:나의 )?DEVICE에서 보냄",
}

# A closing that stands alone on its line, with a name below.
CLOSINGS = """(?:kind|best|warm|warmest|many|with (?:kind|best|warm))? ?(?:regards|wishes)
    |(?:kind |best) regards and thanks|yours (?:sincerely|faithfully|truly)|sincerely yours
    |respectfully(?: yours)?|thanks (?:and |&) (?:best |kind )?regards|rgds|br|cheers
    |salam(?: hormat| hangat| sejahtera| kami| saya)?|hormat (?:saya|kami)|dengan hormat kami
    |salam dan terima kasih|wassalam(?:u['’]?alaikum.{0,30})?|wasalam|terima kasih dan salam
    |hormat kami yang benar|yang benar|yang ikhlas|yang menurut perintah|sekian,? terima kasih|ikhlas
    |salam hormat saya|sayg[iı]lar[iı]m(?:la|[iı]zla)|sayg[iı]lar|iyi çal[iı][sş]malar(?: dilerim)?
    |selamlar[iı]mla|sevgiler(?:imle)?|iyi günler(?: dilerim)?|hürmetler(?:imle)?
    |en içten sayg[iı]lar[iı]mla
    |(?:mit )?(?:freundlichen?|besten?|herzlichen?|vielen?|liebe|schöne|viele|beste |freundliche) grüßen?n?
    |mfg|lg|vg|mit freundlichen gruessen|hochachtungsvoll|(?:bien )?cordialement|bien à vous
    |sincères salutations|salutations|amicalement|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente
    |(?:un )?abrazo|(?:cordiali|distinti) saluti|saluti|(?:con )?(?:os )?(?:melhores )?cumprimentos
    |atenciosamente|att|(?:met )?(?:vriendelijke|hartelijke) groeten?|mvg|groet(?:en|jes)?
    |pozdrawiam(?: serdecznie)?|z (?:wyrazami szacunku|poważaniem|powazaniem)
    |(?:med )?(?:vänlig|vänliga|bästa|venlig|vennlig|de bedste|bedste) (?:hälsning|hälsningar|hilsen|hilsner)
    |hälsningar|hilsen|mvh|mh|kh|hej då|ystävällisin terveisin|terveisin|s pozdravem|üdvözlettel|cu stimă
    |с уважением|з повагою|με εκτίμηση|trân trọng"""
