"""Ministries, ministers, embassies and bodies, one state's and another's."""

from __future__ import annotations

from wikidata.world import (
    AGENCY,
    AMERICA,
    BAND,
    BOOK,
    BRITAIN,
    EMBASSY,
    EVENT,
    FILM,
    KAZAKHSTAN,
    KYRGYZSTAN,
    MAGAZINE,
    MFA,
    MINISTER,
    MINISTER_KZ,
    ORGANIZATION,
    POSITION,
    PRESIDENT_KZ,
    PRESIDENT_US,
    RUSSIA,
    SECRETARY_US,
    STATE_DEPARTMENT,
    Case,
    case,
    item,
    page,
)


def offices() -> list[Case]:
    """Ministries and ministers, one state's office and another's, embassies in other cities."""
    return [
        case(
            "post/president-of-the-united-states",
            item("President of the United States", POSITION, id=PRESIDENT_US, P1001=AMERICA),
            item("Vice President of the United States", POSITION, P1001=AMERICA),
            item("President of the United States", FILM),
        ),
        case(
            "post/president-of-kazakhstan",
            item(
                "president of the Republic of Kazakhstan",
                POSITION,
                id=PRESIDENT_KZ,
                ru="Президент Республики Казахстан",
                P1001=KAZAKHSTAN,
            ),
            item(
                "Presidential Administration",
                AGENCY,
                also=["President of Kazakhstan"],
                P17=KAZAKHSTAN,
            ),
            item("President of Kyrgyzstan", POSITION, P1001=KYRGYZSTAN),
        ),
        case(
            "post/us-secretary-of-state",
            item(
                "United States Secretary of State",
                POSITION,
                id=SECRETARY_US,
                also=["Secretary of State"],
                P1001=AMERICA,
            ),
            item("Secretary of State", POSITION, P1001=BRITAIN),
            item("Secretary of State", POSITION, about="position in several states"),
        ),
        case(
            "post/minister-of-foreign-affairs-of-kazakhstan",
            item(
                "Minister of Foreign Affairs",
                MINISTER,
                id=MINISTER_KZ,
                ru="Министр иностранных дел Казахстана",
                also=["Ministry of Foreign Affairs of Kazakhstan"],
                P1001=KAZAKHSTAN,
            ),
            item("Minister of Foreign Affairs", MINISTER, P1001=RUSSIA),
            item("Minister of Foreign Affairs", MINISTER, P17=KYRGYZSTAN),
            item("Minister of Foreign Affairs", POSITION, about="office in many states"),
        ),
        case(
            "post/deputy-minister-of-foreign-affairs-of-kazakhstan",
            item(
                "Deputy Minister of Foreign Affairs of the Republic of Kazakhstan",
                POSITION,
                P1001=KAZAKHSTAN,
            ),
            item("Deputy Minister of Foreign Affairs", POSITION, P1001=RUSSIA),
            item(
                "First Deputy Minister of Foreign Affairs",
                POSITION,
                also=["Deputy Minister of Foreign Affairs"],
                P1001=KAZAKHSTAN,
            ),
        ),
        case(
            "post/assistant-secretary-of-state-for-south-and-central-asian-affairs",
            item(
                "Assistant Secretary of State for South and Central Asian Affairs",
                POSITION,
                P1001=AMERICA,
            ),
            item(
                "Bureau of South and Central Asian Affairs",
                AGENCY,
                also=["U.S. Assistant Secretary of State for South and Central Asian Affairs"],
                P17=AMERICA,
            ),
        ),
        case(
            "post/ambassador-of-kazakhstan-to-the-united-states",
            item(
                "ambassador of Kazakhstan to the United States",
                POSITION,
                ru="посол Казахстана в США",
                P1001=KAZAKHSTAN,
            ),
            item("ambassador of the United States to Kazakhstan", POSITION, P1001=AMERICA),
            item(
                "list of ambassadors",
                "Q13406463",
                also=["Ambassador of Kazakhstan to the United States"],
            ),
        ),
        case(
            "organization/us-department-of-state",
            item(
                "United States Department of State",
                AGENCY,
                ru="Государственный департамент США",
                id=STATE_DEPARTMENT,
                also=["Department of State", "Secretary of State"],
                P17=AMERICA,
            ),
            item("Department of State", AGENCY, P17=BRITAIN),
            item(
                "New York State Department of State",
                AGENCY,
                also=["Department of State"],
                P17=AMERICA,
            ),
            item("Department of State", AGENCY),
        ),
        case(
            "organization/ministry-of-foreign-affairs-of-kazakhstan",
            item(
                "Ministry of Foreign Affairs",
                MFA,
                kk="Сыртқы істер министрлігі",
                also=["Minister of Foreign Affairs of Kazakhstan"],
                P17=KAZAKHSTAN,
            ),
            item("Ministry of Foreign Affairs", MFA, P17=RUSSIA),
            item("Ministry of Foreign Affairs", MFA, P17=KYRGYZSTAN),
        ),
        case(
            "organization/embassy-of-kazakhstan-in-washington",
            item("Embassy of Kazakhstan, Washington, D.C.", EMBASSY, P137=KAZAKHSTAN, P17=AMERICA),
            item(
                "Embassy of Kazakhstan, London",
                EMBASSY,
                also=["Embassy of Kazakhstan", "Embassy of the Republic of Kazakhstan"],
                P137=KAZAKHSTAN,
                P17=BRITAIN,
            ),
            item("Embassy of the United States, Astana", EMBASSY, P137=AMERICA, P17=KAZAKHSTAN),
        ),
        case(
            "organization/us-embassy-in-turkmenistan",
            item("U.S. Embassy in Turkmenistan", EMBASSY, P137=AMERICA),
            item(
                "Embassy of Turkmenistan, London",
                EMBASSY,
                also=["Embassy in Turkmenistan"],
                P17=BRITAIN,
            ),
        ),
        case(
            "organization/united-nations",
            item("United Nations", ORGANIZATION, ru="Организация Объединённых Наций"),
            item("United Nations", BAND),
            item("United Nations", FILM),
            page("United Nations"),
        ),
        case(
            "organization/un-general-assembly",
            item("United Nations General Assembly", ORGANIZATION, ru="Генеральная Ассамблея ООН"),
            item(
                "President of the United Nations General Assembly",
                POSITION,
                also=["United Nations General Assembly"],
            ),
            item(
                "71st United Nations General Assembly",
                EVENT,
                also=["United Nations General Assembly"],
            ),
        ),
        case(
            "organization/kazinform",
            item("Qazinform", ORGANIZATION, ru="Казинформ", also=["Kazinform"], P17=KAZAKHSTAN),
            item("Kazinform", BOOK),
        ),
        case(
            "organization/astana-times",
            item("The Astana Times", MAGAZINE, P17=KAZAKHSTAN),
            item("Astana Times", FILM),
        ),
    ]
