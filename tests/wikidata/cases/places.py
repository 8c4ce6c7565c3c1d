"""States and cities, and what else bears their names."""

from __future__ import annotations

from wikidata.world import (
    ALBUM,
    AMERICA,
    BRITAIN,
    CITY,
    CLUB,
    FILM,
    FORMER,
    HUMAN,
    KAZAKHSTAN,
    MAGAZINE,
    REGION,
    RUSSIA,
    SETTLEMENT,
    SHIP,
    STATE,
    STATE_DEPARTMENT,
    Case,
    case,
    codes,
    item,
    page,
)


def places() -> list[Case]:
    """States and what they were before; cities, their former names, and what bears their names."""
    return [
        case(
            "state/kazakhstan",
            item(
                "Kazakhstan",
                STATE,
                STATE_DEPARTMENT,
                id=KAZAKHSTAN,
                ru="Казахстан",
                kk="Қазақстан",
                also=["Republic of Kazakhstan"],
                stated=codes("KZ"),
            ),
            item(
                "Kazakh Soviet Socialist Republic", FORMER, also=["Kazakhstan"], ru="Казахская ССР"
            ),
            item("Kazakhstan", FILM),
            item("Kazakhstan", SHIP, ru="Казахстан"),
        ),
        case(
            "state/united-states",
            item(
                "United States of America",
                STATE,
                STATE_DEPARTMENT,
                id=AMERICA,
                ru="Соединённые Штаты Америки",
                kk="Америка Құрама Штаттары",
                also=["United States", "US", "USA", "U.S."],
                also_ru=["США"],
                stated=codes("US"),
            ),
            page("United States"),
            item("United States", SHIP),
            item("USA", CLUB),
        ),
        case(
            "state/iran",
            item("Iran", STATE, ru="Иран", kk="Иран", stated=codes("IR")),
            item("Pahlavi Iran", FORMER, also=["Iran"], also_ru=["Иран"]),
            item("Iran", ALBUM),
        ),
        case(
            "state/syria",
            item("Syria", STATE, ru="Сирия", kk="Сирия", stated=codes("SY")),
            item("Syria", REGION, ru="Сирия", about="Roman province"),
            item("First Syrian Republic", FORMER, also=["Syria"], ru="Сирия"),
        ),
        case(
            "state/ukraine",
            item("Ukraine", STATE, ru="Украина", kk="Украина", stated=codes("UA")),
            item("Ukrainian Soviet Socialist Republic", FORMER, also=["Ukraine"], ru="Украина"),
            item("Ukraine", SHIP),
        ),
        case(
            "place/astana",
            item(
                "Astana",
                CITY,
                ru="Астана",
                kk="Астана",
                also=["Nur-Sultan", "Akmola"],
                also_ru=["Нур-Султан"],
                P17=KAZAKHSTAN,
            ),
            item("Nur-Sultan", "Q202444"),
            item("Astana", CLUB, ru="Астана", P17=KAZAKHSTAN),
            item("Astana", SETTLEMENT, P17=RUSSIA),
        ),
        case(
            "place/new-york",
            item(
                "New York City", CITY, ru="Нью-Йорк", kk="Нью-Йорк", also=["New York"], P17=AMERICA
            ),
            item("New York", REGION, ru="Нью-Йорк", kk="Нью-Йорк", P17=AMERICA),
            item("New York", MAGAZINE, P17=AMERICA),
            item("New York", SETTLEMENT, P17=BRITAIN),
            item("New York City", CLUB, P17=AMERICA),
        ),
        case(
            "place/washington",
            item("Washington, D.C.", CITY, ru="Вашингтон", also=["Washington"], P17=AMERICA),
            item("District of Columbia", REGION, also=["Washington, D.C."], P17=AMERICA),
            item("Washington", REGION, ru="Вашингтон", P17=AMERICA),
            item("George Washington", HUMAN, also=["Washington"], P27=AMERICA),
            item("Washington", SETTLEMENT, P17=BRITAIN),
        ),
    ]
