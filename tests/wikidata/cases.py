"""The cases of the made-up outside: who and what is sought there, and what stands in the way."""

from __future__ import annotations

from wikidata.building import Time, claims, held
from wikidata.world import (
    AGENCY,
    ALBUM,
    AMBASSADOR_TO_NEPAL,
    AMERICA,
    ARTICLE,
    BAND,
    BOOK,
    BRITAIN,
    CITY,
    CLUB,
    CONCEPT,
    DIPLOMAT,
    EMBASSY,
    ENGINEER,
    EVENT,
    FIELD,
    FILM,
    FOOTBALLER,
    FORMER,
    HUMAN,
    KAZAKHSTAN,
    KYRGYZSTAN,
    MAGAZINE,
    MFA,
    MINISTER,
    MINISTER_KZ,
    ORGANIZATION,
    PAINTER,
    POLITICIAN,
    POSITION,
    PRESIDENT_KZ,
    PRESIDENT_US,
    RAILWAY,
    REGION,
    RUSSIA,
    SECRETARY_US,
    SETTLEMENT,
    SHIP,
    STATE,
    STATE_DEPARTMENT,
    TREATY,
    Case,
    case,
    codes,
    family,
    item,
    page,
    person,
)


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


FAMILY_NAME_OF_WOMEN = "Q101352"


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
