"""Bytes become text, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import clean
from newsclean.decode import decode

NEWS = "Café – “naïve” Zoë’s Ångström"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_a_mark(encoding):
    assert decode(NEWS.encode(encoding)) == NEWS


@pytest.mark.parametrize(
    ("text", "encoding", "declaration"),
    [
        ("Привет, мир! Дождь шёл три дня.", "windows-1251", '<meta charset="windows-1251">'),
        ("Größe", "iso-8859-1", "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>"),
        ("“curly”", "windows-1252", '<meta charset="iso-8859-1">'),  # as browsers read that label
        ("日本語の新聞", "shift_jis", '<?xml version="1.0" encoding="shift_jis"?>'),
    ],
)
def test_declared(text, encoding, declaration):
    assert decode((declaration + text).encode(encoding)) == declaration + text


def test_valid_utf8_beats_a_wrong_declaration():
    assert "Café" in decode('<meta charset="iso-8859-1">Café'.encode())


@pytest.mark.parametrize("label", ["no-such-encoding", "base64", "rot13"])
def test_a_declaration_that_is_none(label):
    text = f'<meta charset="{label}">'.encode() + "Größe der Brücke über den Fluss".encode("cp1252")
    assert "Größe der Brücke" in decode(text)


def test_detected():
    russian = "Спасатели добрались до горной деревни во вторник, через два дня после наводнения. " * 5
    assert decode(russian.encode("windows-1251")) == russian


def test_one_broken_byte_does_not_cost_the_rest():
    assert (
        decode("Größe und Brücke über Flüsse. ".encode() * 20 + b"\xff")
        == "Größe und Brücke über Flüsse. " * 20 + "\ufffd"
    )


@given(st.binary(max_size=400))
def test_any_bytes_decode(data):
    assert isinstance(decode(data), str)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_all_kinds_of_bytes_are_taken(kind):
    assert clean(kind(b"Rain fell.")).text == "Rain fell."
