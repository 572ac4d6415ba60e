"""UTF-8 read as another encoding: "DÃ©placÃ©s" (Windows-1252), "D√©plac√©s" (Mac Roman), "D├®plac├®s" (cp850)."""

import re

from ftfy import fix_encoding

WINDOWS = re.compile("[ÂÃâÅÄÎÐÑØÙ][\x80-\xbf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]")
# What the bytes C2, C3, C5 and E2 80 became, which begin nearly all that is not ASCII on a page in French or Spanish.
BEGINNINGS = {
    "mac_roman": re.compile("[¬√≈].|‚Ä."),
    "cp850": re.compile("[┬├┼].|ÔÇ."),
    "cp437": re.compile("[┬├┼].|ΓÇ."),
}
SUSPECT = re.compile("[¬√≈┬├┼]|‚Ä|ÔÇ|ΓÇ")


def well_read(text: str) -> str:
    """The text as it was written; as it stands where nothing shows that it was misread."""
    if WINDOWS.search(text):
        text = fix_encoding(text)
    if not SUSPECT.search(text):
        return text
    return max((_from(text, encoding) for encoding in BEGINNINGS), key=lambda mended: len(text) - len(mended))


def _from(text: str, encoding: str) -> str:
    def reread(match: re.Match) -> str:
        try:
            return match[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            return match[0]

    return BEGINNINGS[encoding].sub(reread, text)
