"""The words of the invented world: nobody in it is anybody."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STATES: Final = _words(
    """
    Aldoria Belmara Corvinia Dravonia Estrava Feloria Gorvania Halvetia Istoria Jorvik
    Kaldera Lumeria Morvenia Norlandia Ostrava Peloria Quorania Rosvania Sylvaria Tarkonia
    Ulmeria Valdoria Wesmark Xandria Yorvania Zelmaria Arkenia Brelonia Calderan Dormelia
    Elvania Farovia Gelmaria Hostria Ivronia Jelmark Kovaria Lorvenia Mirandor Novaria
    """
)
"""Forty states."""

CITIES: Final = ("{}stad", "Port {}")
FORMATS: Final = (
    *("Strategic Partnership Dialogue", "Energy Dialogue", "Security Consultations"),
    *("Economic Council", "Human Rights Dialogue", "Science and Technology Forum"),
    *("Transport Commission", "Climate Partnership"),
)
FIRST_NAMES: Final = _words(
    """
    Adil Berta Cemal Dina Emil Farid Gaukhar Hanna Ivar Janna Karim Leila Marat Nadia Oskar
    Polina Rustam Saule Timur Ursula Vera Walter Yana Zarina Aibek Clara Daniyar Elena
    Gustav Irina Jakob Kamila Lukas Madina Nils Olga Pavel Roza Samat Tamara
    """
)
FAMILY: Final = (
    _words("Ba Be Bo Da De Do Ga Ge Go Ka Ke Ko La Le Lo Ma Me Mo Ra Re Ro Sa Se So"),
    _words("ba be bo da de do ga ge go ka ke ko la le lo ma me mo ra re ro sa se so"),
    _words("den gar lin mor ris sen tan vik zel bok"),
)
"""The parts of family names, all of one length, so that none stands inside another."""

ROLES: Final = (
    *("Minister of Foreign Affairs", "Deputy Minister for Policy", "Director for Treaties"),
)
ORDINALS: Final = _words("first second third fourth fifth sixth seventh eighth ninth tenth")
MONTHS: Final = _words(
    """
    January February March April May June July August September October November December
    """
)
INITIATIVES: Final = tuple(
    (f"{subject} {kind}", code)
    for subject, kind, code in (
        ("Clean Rivers", "Programme", "programme"),
        ("Open Borders", "Programme", "programme"),
        ("Young Engineers", "Programme", "programme"),
        ("Seed Vault", "Programme", "programme"),
        ("Northern", "Corridor", "corridor"),
        ("Amber Road", "Corridor", "corridor"),
        ("Two Seas", "Corridor", "corridor"),
        ("Upland", "Forum", "forum"),
        ("Rail Operators", "Forum", "forum"),
        ("Water Ministers", "Forum", "forum"),
        ("Harbour Towns", "Forum", "forum"),
        ("Fair Trade", "Instrument", "instrument"),
        ("Shared Grid", "Instrument", "instrument"),
        ("Safe Skies", "Instrument", "instrument"),
        ("Methane Watch", "Instrument", "instrument"),
        ("Lakes", "Treaty", "treaty"),
        ("Extradition", "Treaty", "treaty"),
        ("Test Ban", "Treaty", "treaty"),
    )
)

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC: Final = _words("а б к д е ф г х и й к л м н о п к р с т у в в кс ы з")
_LETTERS: Final = dict(zip(_LATIN, _CYRILLIC, strict=True))


def cyrillic(name: str) -> str:
    """Return a Latin name letter by letter in Cyrillic."""
    return "".join(_LETTERS.get(letter.lower(), letter) for letter in name).title()


def slug(name: str) -> str:
    """Return the name as part of an IRI."""
    return name.lower().replace(" ", "-")
