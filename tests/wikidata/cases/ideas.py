"""Treaties, programmes, formats and themes, and what is only called after them."""

from __future__ import annotations

from wikidata.building import Time, claims
from wikidata.world import (
    ALBUM,
    AMERICA,
    ARTICLE,
    BAND,
    BOOK,
    BRITAIN,
    CLUB,
    CONCEPT,
    EVENT,
    FIELD,
    FILM,
    KAZAKHSTAN,
    MAGAZINE,
    ORGANIZATION,
    RAILWAY,
    SHIP,
    TREATY,
    Case,
    case,
    item,
)


def ideas() -> list[Case]:
    """Treaties, programmes and formats; themes, and what is only called after them."""
    return [
        case(
            "initiative/un-charter",
            item("United Nations Charter", TREATY, also=["Charter of the United Nations"]),
            item("Charter of the United Nations", BOOK),
        ),
        case(
            "initiative/global-methane-pledge",
            item("global methane pledge", TREATY),
            item("Global Methane Pledge", ARTICLE),
        ),
        case(
            "initiative/congress-of-leaders-of-world-and-traditional-religions",
            item(
                "Congress of the Leaders of World and Traditional Religions",
                EVENT,
                ru="Съезд лидеров мировых и традиционных религий",
            ),
            item("Congress of Leaders of World and Traditional Religions", FILM),
        ),
        case(
            "initiative/partnership-for-global-infrastructure-and-investment",
            item(
                "Partnership for Global Infrastructure and Investment", ORGANIZATION, also=["PGII"]
            ),
            item("PGI", ORGANIZATION, about="institute of geology"),
        ),
        case(
            "initiative/trans-caspian-transportation-corridor",
            item("Middle Corridor", CONCEPT, also=["Trans-Caspian transportation corridor"]),
            item("Trans-Caspian railway", RAILWAY, also=["Trans-Caspian"]),
        ),
        case(
            "initiative/p5-plus-1-talks",
            item("P5+1", ORGANIZATION),
            item("P5+1", ARTICLE),
        ),
        case(
            "framework/c5-plus-1",
            item("C5+1", ORGANIZATION, P710=f"{KAZAKHSTAN} {AMERICA}"),
            item("C5+1", ALBUM),
            item("C5+1", CLUB, P17=BRITAIN),
        ),
        case(
            "event/un-general-assembly-71",
            item(
                "71st United Nations General Assembly",
                EVENT,
                stated=claims("P580", Time("2016-09")),
            ),
            item(
                "United Nations General Assembly",
                ORGANIZATION,
                also=["71st United Nations General Assembly"],
            ),
        ),
        case(
            "theme/human-rights",
            item("human rights", CONCEPT, ru="права человека", kk="адам құқықтары"),
            item("Human Rights", ALBUM),
            item("Human Rights", MAGAZINE),
        ),
        case(
            "theme/rule-of-law",
            item("rule of law", CONCEPT, ru="верховенство права"),
            item("Rule of Law", FILM),
            item("Rule of Law", SHIP),
        ),
        case(
            "theme/democracy",
            item("democracy", CONCEPT, ru="демократия", kk="демократия"),
            item("Democracy", BOOK),
            item("Democracy", BAND, ru="Демократия"),
        ),
        case(
            "theme/climate-change",
            item("climate change", CONCEPT, ru="изменение климата"),
            item("global warming", CONCEPT, also=["climate change"]),
            item("Climate Change", MAGAZINE),
        ),
        case(
            "theme/counterterrorism",
            item("counter-terrorism", FIELD, ru="борьба с терроризмом", also=["counterterrorism"]),
            item("violent extremism", CONCEPT, also=["countering violent extremism"]),
        ),
        case(
            "theme/cybersecurity",
            item(
                "computer security",
                FIELD,
                also=["cybersecurity", "cyber security"],
                ru="кибербезопасность",
            ),
            item("Cybersecurity", ORGANIZATION),
            item("data security", FIELD),
        ),
        case(
            "theme/access-to-justice",
            item("access to justice", CONCEPT),
            item("justice", CONCEPT, ru="правосудие", kk="сот төрелігі"),
        ),
        case(
            "theme/labor-rights",
            item("labour rights", CONCEPT),
            item("Labor Rights", BOOK),
        ),
        case(
            "theme/supply-chains",
            item("supply chain", CONCEPT, ru="цепочка поставок"),
            item("Supply Chains", ARTICLE),
        ),
        case(
            "theme/gender-equality",
            item("gender equality", CONCEPT, ru="гендерное равенство"),
            item("social equality", CONCEPT, also=["equality"]),
            item("Gender Equality", ORGANIZATION),
        ),
    ]
