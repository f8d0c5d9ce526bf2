"""Wire services and picture agencies: their names as by-lines, datelines and credits print them."""

import re

__all__ = ["AGENCY", "AGENCY_WORDS", "WIRES", "find_wires"]

#: Wire services, each with the name it goes by in ``Document.agencies``.
WIRES = {
    "Reuters": "Reuters",
    "Thomson Reuters": "Reuters",
    "Associated Press": "Associated Press",
    "AP": "Associated Press",
    "Agence France-Presse": "AFP",
    "Agence France Presse": "AFP",
    "AFP": "AFP",
    "Bloomberg": "Bloomberg",
    "Bloomberg News": "Bloomberg",
    "dpa": "dpa",
    "DPA": "dpa",
    "Deutsche Presse-Agentur": "dpa",
    "EFE": "EFE",
    "ANSA": "ANSA",
    "APA": "APA",
    "ATS": "Keystone-ATS",
    "Keystone-SDA": "Keystone-SDA",
    "PA Media": "PA Media",
    "Press Association": "PA Media",
    "PA": "PA Media",
    "AAP": "AAP",
    "Australian Associated Press": "AAP",
    "Canadian Press": "The Canadian Press",
    "PTI": "PTI",
    "Press Trust of India": "PTI",
    "ANI": "ANI",
    "IANS": "IANS",
    "UNI": "UNI",
    "APP": "APP",
    "Xinhua": "Xinhua",
    "TASS": "TASS",
    "RIA Novosti": "RIA Novosti",
    "Interfax": "Interfax",
    "Interfax-Ukraine": "Interfax-Ukraine",
    "Ukrinform": "Ukrinform",
    "UNIAN": "UNIAN",
    "Kyodo": "Kyodo",
    "Kyodo News": "Kyodo",
    "Jiji": "Jiji Press",
    "Jiji Press": "Jiji Press",
    "Yonhap": "Yonhap",
    "Bernama": "Bernama",
    "Antara": "Antara",
    "Anadolu": "Anadolu",
    "Anadolu Agency": "Anadolu",
    "AA": "Anadolu",
    "IRNA": "IRNA",
    "SANA": "SANA",
    "WAM": "WAM",
    "SPA": "SPA",
    "MENA": "MENA",
    "NAN": "NAN",
    "News Agency of Nigeria": "NAN",
    "PAP": "PAP",
    "CTK": "CTK",
    "ČTK": "CTK",
    "TT": "TT",
    "NTB": "NTB",
    "Ritzau": "Ritzau",
    "STT": "STT",
    "ANP": "ANP",
    "Belga": "Belga",
    "Lusa": "Lusa",
    "MTI": "MTI",
    "Agerpres": "Agerpres",
    "Tanjug": "Tanjug",
    "Hina": "Hina",
    "BTA": "BTA",
    "UPI": "UPI",
    "IPS": "IPS",
    "Dow Jones": "Dow Jones",
    "KCNA": "KCNA",
    "CNN": "CNN",
    "TNS": "TNS",
    "Tribune News Service": "TNS",
}
#: Who else is credited for pictures.
_PICTURES = (
    "Getty Images", "Getty", "AFP via Getty Images", "Shutterstock", "iStock", "iStockphoto", "Alamy",
    "Alamy Stock Photo", "Corbis", "Unsplash", "Pexels", "Pixabay", "Wikimedia Commons", "Wikimedia", "Zuma",
    "ZUMA Press", "Sipa", "Sipa USA", "EPA", "EPA-EFE", "NurPhoto", "Imago", "IMAGO", "picture alliance",
    "ullstein bild", "USA TODAY Sports", "Imagn Images", "PA Images", "PA Wire", "AP Photo", "AP Images",
    "Rex Features", "REX", "Maxar", "Planet Labs", "Abaca", "Avalon", "Redux", "Magnum Photos", "VCG",
    "Adobe Stock", "Depositphotos", "WireImage", "FilmMagic", "Backgrid", "Splash News", "SWNS", "Keystone",
    "LaPresse", "Europa Press", "Handout", "Facebook", "Instagram", "Twitter", "YouTube", "CBC", "REUTERS",
    "Supplied", "File", "Google",
)  # fmt: skip

_NAMES = sorted({*WIRES, *_PICTURES}, key=lambda name: (-len(name), name))
#: A pattern for any of these names. Case matters: "AP" is one, "ap" is not.
AGENCY = "(?:The )?(?:" + "|".join(map(re.escape, _NAMES)) + ")"
#: The words of these names: a text without any of them names no agency.
AGENCY_WORDS = frozenset(word for name in _NAMES for word in re.findall(r"\w+", name))

_WIRE_RE = re.compile(
    r"(?<![\w/])(?:" + "|".join(map(re.escape, sorted(WIRES, key=lambda n: (-len(n), n)))) + r")(?![\w/-])"
)


def find_wires(text: str) -> tuple[str, ...]:
    """Return the wire services named in ``text``, in order, each once.

    >>> find_wires("With Bloomberg, AP")
    ('Bloomberg', 'Associated Press')
    """
    return tuple(dict.fromkeys(WIRES[match.group()] for match in _WIRE_RE.finditer(text)))
