"""Persons: namesakes, other spellings, and a name that only the label lacks."""

from __future__ import annotations

from wikidata.building import held
from wikidata.world import (
    ALBUM,
    AMBASSADOR_TO_NEPAL,
    AMERICA,
    ARTICLE,
    BOOK,
    BRITAIN,
    DIPLOMAT,
    ENGINEER,
    FILM,
    FOOTBALLER,
    KAZAKHSTAN,
    KYRGYZSTAN,
    MINISTER_KZ,
    PAINTER,
    POLITICIAN,
    PRESIDENT_KZ,
    PRESIDENT_US,
    RUSSIA,
    SECRETARY_US,
    Case,
    case,
    family,
    item,
    page,
    person,
)

FAMILY_NAME_OF_WOMEN = "Q101352"


def people() -> list[Case]:
    """Namesakes, other spellings, families, films, and a name that only the label lacks."""
    return [
        case(
            "person/akan-rakhmetullin",
            person("Akan Rahmetulin", "1970", ru="Акан Алматович Рахметуллин", P27=KAZAKHSTAN),
            person("Akan Rakhmetullin", "1999", P27=RUSSIA, P106=FOOTBALLER),
            family("Rakhmetullin"),
        ),
        case(
            "person/kairat-umarov",
            person("Kayrat Omarov", "1963", ru="Кайрат Умаров", P27=KAZAKHSTAN, P106=DIPLOMAT),
            person("Kairat Umarov", "1988", P27=RUSSIA, P106=FOOTBALLER),
            person("Kairat Umarov", "1911", P27=KAZAKHSTAN, P106=PAINTER),
            family("Umarov"),
            item("Umarova", FAMILY_NAME_OF_WOMEN),
        ),
        case(
            "person/mukhtar-tileuberdi",
            person(
                "Mukhtar Tleuberdi",
                "1968",
                held(MINISTER_KZ, "2019-09-18", "2023-04-01"),
                ru="Мухтар Бескенович Тлеуберди",
                kk="Мұхтар Бескенұлы Тілеуберді",
                P27=KAZAKHSTAN,
                P106=POLITICIAN,
            ),
            person("Mukhtar Tileuberdi", "1898", P27=KAZAKHSTAN, P106=PAINTER),
            item("Mukhtar Tileuberdi", FILM),
        ),
        case(
            "person/erlan-idrissov",
            person(
                "Yerlan Idrisov",
                "1959",
                held(MINISTER_KZ, "1999", "2002"),
                held(MINISTER_KZ, "2012-09-28", "2016-12-28"),
                kk="Ерлан Ыдырысов",
                P27=KAZAKHSTAN,
                P106=DIPLOMAT,
            ),
            person("Erlan Idrissov", "1996", ru="Ерлан Идрисов", P27=KAZAKHSTAN, P106=FOOTBALLER),
        ),
        case(
            "person/yerzhan-kazykhanov",
            person(
                "Erzhan Kazyhanov",
                "1964",
                held(MINISTER_KZ, "2011-04", "2012-09"),
                P27=KAZAKHSTAN,
                P106=DIPLOMAT,
            ),
            item("Yerzhan Kazykhanov", ARTICLE),
            person("Yerzhan Kazykhanov", "2001", P27=KYRGYZSTAN),
        ),
        case(
            "person/kassym-jomart-tokayev",
            person(
                "Qasym-Zhomart Toqaev",
                "1953",
                held(PRESIDENT_KZ, "2019-03-20"),
                ru="Касым-Жомарт Кемелевич Токаев",
                kk="Қасым-Жомарт Кемелұлы Тоқаев",
                P27=KAZAKHSTAN,
                P106=f"{DIPLOMAT} {POLITICIAN}",
            ),
            item("Kassym-Jomart Tokayev", BOOK),
            family("Tokayev"),
            person("Kassym Tokayev", "1923", P27=RUSSIA, P106=PAINTER),
        ),
        case(
            "person/nursultan-nazarbayev",
            person(
                "Nursultan Nazarbayev",
                "1940",
                held(PRESIDENT_KZ, "1991", "2019-03-20"),
                ru="Нурсултан Абишевич Назарбаев",
                P27=KAZAKHSTAN,
            ),
            item("Nursultan Nazarbayev", FILM, ru="Нурсултан Назарбаев"),
            item("Nursultan Nazarbayev International Airport", also=["Nursultan Nazarbayev"]),
        ),
        case(
            "person/donald-trump",
            person(
                "Donald Trump",
                "1946",
                held(PRESIDENT_US, "2017-01-20", "2021-01-20"),
                ru="Дональд Трамп",
                P27=AMERICA,
                P106=POLITICIAN,
            ),
            item("Donald Trump", ALBUM),
            person("Donald Trump Jr.", "1977", also=["Donald Trump"], P27=AMERICA),
        ),
        case(
            "person/john-kerry",
            person(
                "John Kerry",
                "1943",
                held(SECRETARY_US, "2013-02-01", "2017-01-20"),
                ru="Джон Керри",
                P27=AMERICA,
                P106=POLITICIAN,
            ),
            person("John Kerry", "1880", P27=AMERICA, P106=POLITICIAN),
            person("John Kerry", "1952", P27=BRITAIN, P106=PAINTER),
            page("John Kerry"),
        ),
        case(
            "person/mike-pompeo",
            person(
                "Mike Pompeo", "1963", held(SECRETARY_US, "2018-04-26", "2021-01-20"), P27=AMERICA
            ),
            family("Pompeo"),
            page("Mike Pompeo"),
        ),
        case(
            "person/donald-lu",
            person("Donald Lu", "1966", P27=AMERICA, P106=DIPLOMAT),
            person("Donald Lu", "1978", P27=AMERICA, P106=ENGINEER),
            person("Donald Lu", "1950", P27=BRITAIN),
            person("Donald Lu", P27=AMERICA, P106=ENGINEER),
        ),
        case(
            "person/alice-wells",
            person("Alice G. Wells", "1963", also=["Alice Wells"], P27=AMERICA, P106=DIPLOMAT),
            person("Alice Wells", "1873", P27=AMERICA),
            person("Alice Wells", "1981", P27=BRITAIN, P106=PAINTER),
        ),
        case(
            "person/nisha-biswal",
            person("Nisha Desai Biswal", "1968", ru="Ниша Бисвал", P27=AMERICA, P106=DIPLOMAT),
            person("Nisha Biswal", "1990", P27=BRITAIN, P106=PAINTER),
        ),
        case(
            "person/dean-thompson",
            person(
                "Dean R. Thompson",
                "1964",
                held(AMBASSADOR_TO_NEPAL, "2022-10"),
                also=["Dean Thompson"],
                P27=AMERICA,
                P106=DIPLOMAT,
            ),
            person("Dean Thompson", "1960", P27=BRITAIN, P106=FOOTBALLER),
            person("Dean Thompson", "1950", P27=AMERICA, P106=ENGINEER),
            family("Thompson"),
        ),
        case(
            "person/yerzhan-ashikbayev",
            person("Erzhan Ashykbaev", "1973", P27=KAZAKHSTAN, P106=DIPLOMAT),
            person("Erjan Ashikbayev", "1994", P27=KAZAKHSTAN, P106=FOOTBALLER),
        ),
    ]
