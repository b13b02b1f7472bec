"""How mail programs mark quotations, signatures and unseen text in HTML: data only."""

# ruff: noqa: E501
# fmt: off

import re

HISTORY_NAMES = frozenset(("quote", "messageReplySection"))
BLOCKS = frozenset(
    ["p", "div", "table", "tr", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "section", "article", "header", "footer", "center", "dl", "dt", "dd", "form", "hr", "body", "address", "figure", "main", "nav", "aside", "tbody", "thead", "fieldset"]
)
UNSHOWN = frozenset(["head", "style", "script", "title", "meta", "link", "noscript", "template", "object", "svg", "select", "option", "textarea", "button", "iframe", "dialog", "datalist", "noframes", "noembed", "canvas", "audio", "video", "map", "annotation", "annotation-xml", "meter", "progress", "rp"])
SPACED = frozenset(["p", "h1", "h2", "h3", "blockquote", "ul", "ol", "table"])
STRUCK = frozenset(("s", "strike", "del"))
QUOTE_CLASSES = re.compile(r"(?:^|\s)(?:protonmail_quote|tutanota_quote|yahoo_quoted|zmail_extra|zmail_extra_hr|moz-email-headers-table|ms-outlook-mobile-reference-message|gmail_extra_quote|WordSection0|quoted-text|iwcReplyHistory|front-blockquote-quote|hs_reply_quote|mcntOriginal|freebird_quote|nylas-quote-body|spark_quote|OutlookMessageHeader|x_OutlookMessageHeader|mail_quote|mailbox_quote|airmail_quote|reply_original)(?:\s|$)", re.I)
HISTORY_IDS = re.compile(
    r"^(?:x_|m_-?\d+_?)*(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|isReplyContent|mail-editor-reference-message-container|origbody|yahoo_quoted\w*|ydp\w+yahoo_quoted\w*|replySplit|zimbraReply|quotedMessage|mailcontentDiv|forwardbody\w*|stopSpelling|tutanota_quote|divtagdefaultwrapperReply)$",
    re.I,
)
SIGNATURE_CLASSES = re.compile(r"(?:^|\s)(?:x_|m_-?\d+)*(?:gmail_signature(?:_prefix)?|moz-signature|protonmail_signature_block(?:-user|-proton)?|ms-outlook-mobile-signature|yahoo_signature|apple-signature|zmail-signature|signature|mail-signature|email-signature|tutanota-signature|bloop_sign|elided-text-signature|ydp\w*signature)(?:\s|$)", re.I)
SIGNATURE_IDS = re.compile(r"^(?:x_|m_-?\d+)*(?:Signature|AppleMailSignature|ms-outlook-mobile-signature|ms-outlook-mobile-body-separator-line|gmail_signature|mail-signature|divSignature|bloop_sign\S*|protonmail_signature\S*|_rc_sig|signature|isSignature)$", re.I)
TOP_BORDER = re.compile(r"border\s*:\s*none\s*;\s*border-top\s*:\s*solid\s+#?\w+\s+[\d.]+pt|border-top\s*:\s*(?:1px|1\.0pt|\.5pt)?\s*solid\s+#?(?:b5c4df|e1e1e1|bbb|ccc)|border-width\s*:\s*1pt (?:medium|none) (?:medium|none)|border-style\s*:\s*solid none none", re.I)
INDENT = re.compile(r"border\s*:\s*(?:none|0|medium none)|border-left\s*:\s*none", re.I)
SPACE = re.compile(r"[ \t\r\n\f\u200b]+")
