"""What people write and what they mean: the labelled set that the suggestions are measured by.

Each group names the schema (fields) or the vocabulary (values) and holds pairs of the word written and the key or id
meant; None says that nothing must be suggested. The words are made by hand from the ways in which people err.
"""

from __future__ import annotations

FIELDS: dict[str, list[tuple[str, str | None]]] = {
    "practice": [
        # Russian names, cases, other names
        ("Название", "title"), ("название", "title"), ("Заголовок", "title"), ("Наименование практики", "title"), ("наименование", "title"), ("Аннотация", "summary"),
        ("Краткая аннотация", "summary"), ("краткая_аннотация", "summary"), ("Ключевые слова", "keywords"), ("ключевые-слова", "keywords"), ("Тематика", "topic"),
        ("тема", "topic"), ("Форма наставничества", "form"), ("форма", "form"), ("вид наставничества", "kind"), ("Статус", "status"), ("статус в банке", "status"),
        ("Лицензия", "license"), ("Риски", "risks"), ("риск", "risks"), ("Основание", "basis"), ("дефициты", "deficit"), ("дефицит", "deficit"), ("срок", "duration"),
        ("Доказательность", "evidence"), ("Авторы", "authors"), ("автор", "authors"), ("Уровень образования", "education_level"), ("уровни образования", "education_level"),
        ("уровень_признания", "level"), ("стадия", "stage"), ("Стадия внедрения", "stage"), ("Охват", "coverage"), ("Организация", "organization"), ("школа", "organization"),
        ("Создана", "created"), ("Обновлена", "updated"), ("дата обновления", "updated"), ("Пересмотреть до", "review_by"), ("Период реализации", "period"),
        ("показатели", "indicators"), ("Внешние ссылки", "links"), ("ссылки", "links"), ("Трудоемкость", "effort"), ("трудоёмкость", "effort"), ("Контакт", "contact"),
        ("шаблон", "templates"), ("Происхождение", "origin"), ("целевая группа", "mentee_group"), ("Предмет", "subject"), ("экспертиза", "review"), ("награды", "awards"),
        # another keyboard layout
        ("ыефегы", "status"), ("cnfnec", "status"), ("ешеду", "title"), ("yfpdfybt", "title"), ("лунцщквы", "keywords"), ("ьутеуу_пкщгз", "mentee_group"), ("htpbcrb", None),
        ("hbcrb", "risks"), ("дшсутыу", "license"), ("gecnjt", None), ("jcyjdfybt", "basis"),
        # look-alike letters
        ("fоrm", "form"), ("tоpic", "topic"), ("stаtus", "status"), ("dеfiсit", "deficit"), ("titlе", "title"), ("Cтатус", "status"), ("оrigin", "origin"),
        # dashes, spaces, case, number
        ("mentee-group", "mentee_group"), ("Mentee Group", "mentee_group"), ("menteegroup", "mentee_group"), ("TITLE", "title"), ("Title", "title"), ("review-by", "review_by"),
        ("reviewBy", "review_by"), ("educationLevel", "education_level"), ("education-level", "education_level"), ("keyword", "keywords"), ("topics", "topic"),
        ("deficits", "deficit"), ("risk", "risks"), ("link", "links"), ("author", "authors"), ("template", "templates"), ("attachment", "attachments"), ("forms", "form"),
        ("levels", "level"), ("titles", "title"), ("subjects", "subject"), ("alias", "aliases"), ("award", "awards"), ("tags", "keywords"), ("tag", "keywords"),
        # slips
        ("tittle", "title"), ("titel", "title"), ("tilte", "title"), ("sumary", "summary"), ("summery", "summary"), ("summray", "summary"), ("licence", "license"),
        ("lisense", "license"), ("evidense", "evidence"), ("evidance", "evidence"), ("statsu", "status"), ("satus", "status"), ("duratoin", "duration"), ("druation", "duration"),
        ("keywrods", "keywords"), ("kewyords", "keywords"), ("deficitt", "deficit"), ("dificit", "deficit"), ("orgin", "origin"), ("organisation", "organization"),
        ("organizaton", "organization"), ("educaton_level", "education_level"), ("mente_group", "mentee_group"), ("upadted", "updated"), ("creatd", "created"),
        ("atachments", "attachments"), ("indicator", "indicators"), ("coverege", "coverage"), ("replicated", "replicated_in"), ("adapted", "adapted_from"), ("Ключевые слва", "keywords"),
        ("Анотация", "summary"), ("Лицензея", "license"), ("кратка аннотация", "summary"), ("Тиматика", "topic"), ("effort_hours", "effort"), ("cost", "cost_level"),
        # transliteration
        ("nazvanie", "title"), ("tematika", "topic"), ("licenziya", "license"), ("litsenziya", "license"), ("klyuchevye_slova", "keywords"), ("riski", "risks"),
        # nothing of ours
        ("погода", None), ("layout", None), ("permalink", None), ("x", None), ("цвет", None), ("foo", None), ("banner", None), ("телефон", None), ("комментарий", None), ("draft", None),
        ("slug", None), ("abcdef", None), ("12345", None), ("---", None), ("password", None), ("менеджер", None), ("бюджет", None), ("qwerty", None), ("йцукен", None),
        ("image", None), ("css", None), ("weather", None), ("Иванова", None),
    ],
    "school": [
        ("Муниципалитет", "municipality"), ("сайт", "site"), ("Полное наименование", "name_full"), ("fullname", None), ("name-short", "name_short"), ("документы", "documents"),
        ("document", "documents"), ("Документ", "documents"), ("материалы", "materials"), ("мониторинг", "monitoring"), ("поощрения", "incentives"), ("program", "programs"),
        ("практики", "practices"), ("practice", "practices"), ("демо", "demo"), ("ШМО", "shmo"), ("шмо", "shmo"), ("Пары", "pairs"), ("пара", "pairs"), ("curator-page", "curator_page"),
        ("директор", None), ("телефон", None), ("инн", None), ("огрн", None),
    ],
}  # fmt: skip

VALUES: dict[str, list[tuple[str, str | None]]] = {
    "topics": [
        ("методика обучения", "metodika"), ("Методика преподавания", "metodika"), ("методики преподавания", "metodika"), ("metodica", "metodika"), ("mетодика обучения", "metodika"),
        ("работа с родителями", "roditeli"), ("работе с родителями", "roditeli"), ("родители", "roditeli"), ("roditely", "roditeli"), ("выгорание", "psiholog"), ("выгорания", "psiholog"),
        ("psikholog", "psiholog"), ("психолог", "psiholog"), ("дисциплина", "vospitatelnaya"), ("воспитательная", "vospitatelnaya"), ("vospitatel'naya", "vospitatelnaya"),
        ("vospitatelnaja", "vospitatelnaya"), ("urochnaia", "urochnaya"), ("другое", "inoe"), ("прочие", "inoe"), ("иные", "inoe"), ("predmetnoye", "predmetnoe"), ("космос", None),
        ("танцы", None), ("ремонт крыши", None), ("qqqqq", None),
    ],
    "forms": [
        ("Педагог – педагог", "pedagog-pedagog"), ("педагог-педагог", "pedagog-pedagog"), ("pedagog_pedagog", "pedagog-pedagog"), ("pedagog pedagog", "pedagog-pedagog"),
        ("учитель-учитель", "pedagog-pedagog"), ("учитель — учитель", "pedagog-pedagog"), ("pedagog-pedogog", "pedagog-pedagog"), ("завуч - учитель", "rukovoditel-pedagog"),
        ("директор - учитель", "rukovoditel-pedagog"), ("студент-практикант", "rabotodatel-student"), ("gtlfuju-gtlfuju", "pedagog-pedagog"), ("врач – пациент", None), ("онлайн", None),
    ],
    "mentee_groups": [
        ("молодого специалиста", "molodoj"), ("молодые специалисты", "molodoj"), ("молодой педагог", "molodoj"), ("молодых педагогов", "molodoj"), ("molodoy", "molodoj"),
        ("molodoi", "molodoj"), ("molodoj", "molodoj"), ("vjkjljq gtlfuju", "molodoj"), ("молодй", "molodoj"), ("новичок", "molodoj"), ("новички", "molodoj"), ("начинающего учителя", "molodoj"),
        ("педагог старшего возраста", "starshij-vozrast"), ("старший возраст", "starshij-vozrast"), ("starshiy-vozrast", "starshij-vozrast"), ("новая должность", "novaya-dolzhnost"),
        ("новую должность", "novaya-dolzhnost"), ("novaja-dolzhnostj", "novaya-dolzhnost"), ("переподготовки", "nepedagogicheskoe"), ("школьники", None), ("космонавты", None),
    ],
    "deficits": [
        ("методические", "metodicheskie"), ("методический", "metodicheskie"), ("методических", "metodicheskie"), ("методика", "metodicheskie"), ("metodicheskiye", "metodicheskie"),
        ("metodicheskije", "metodicheskie"), ("ИКТ", "ikt"), ("икт", "ikt"), ("brn", "ikt"), ("ikt", "ikt"), ("iкt", "ikt"), ("цифровизации", "cifrovizaciya"), ("tsifrovizatsiya", "cifrovizaciya"),
        ("cifrovizatsiia", "cifrovizaciya"), ("предметный", "predmetnye"), ("нормативный", "normativnye"), ("здоровье", "zdorovesberezhenie"), ("здоровьесбережения", "zdorovesberezhenie"),
        ("zdorov'esberezhenie", "zdorovesberezhenie"), ("внеурочка", "vneurochnaya"), ("внеурочная", "vneurochnaya"), ("физкультминутки", "zdorovesberezhenie"), ("кулинария", None), ("деньги", None),
    ],
    "school_contexts": [
        ("сельской", "selskaya"), ("сельская", "selskaya"), ("сельские школы", "selskaya"), ("в селе", "selskaya"), ("село", "selskaya"), ("selskaja", "selskaya"), ("sel'skaya", "selskaya"),
        ("sel'skaia", "selskaya"), ("ctkmcrfz", "selskaya"), ("ctkmcrjq", "selskaya"), ("городской", "gorodskaya"), ("горадская", "gorodskaya"), ("малокомплектной", "malokomplektnaya"),
        ("мало-комплектная", "malokomplektnaya"), ("malokomplectnaya", "malokomplektnaya"), ("интерната", "internat"), ("школы-интерната", "internat"), ("морская", None), ("элитная", None),
    ],
    "education_levels": [
        ("ооо", "ooo"), ("ООО", "ooo"), ("оoо", "ooo"), ("ноо", "noo"), ("СПО", "spo"), ("cgj", "spo"), ("начальная школа", "noo"), ("начальной школы", "noo"), ("начальное", "noo"),
        ("основное общее", "ooo"), ("основного общего образования", "ooo"), ("дошкольного", "doshkolnoe"), ("детские сады", "doshkolnoe"), ("техникуме", "spo"), ("колледжи", "spo"),
        ("старшие классы", "soo"), ("дополнительное", "dopolnitelnoe"), ("высшее", None), ("вуз", None), ("xyz", None),
    ],
    "statuses": [
        ("черновик", "draft"), ("черновика", "draft"), ("опубликована", "published"), ("опубликовано", "published"), ("опубликованная", "published"), ("publish", "published"),
        ("publised", "published"), ("pubished", "published"), ("dratf", "draft"), ("drafts", "draft"), ("вкфае", "draft"), ("архив", "archived"), ("archive", "archived"), ("archived", "archived"),
        ("Требует обновления", "outdated"), ("на экспертизу", "review"), ("экспертиза", "review"), ("готово", None), ("ok", None), ("true", None), ("статус", None),
    ],
    "licenses": [
        ("CC BY 4.0", "cc-by-4.0"), ("CC-BY-4.0", "cc-by-4.0"), ("cc_by_4.0", "cc-by-4.0"), ("CC BY", "cc-by-4.0"), ("CC BY-NC", "cc-by-nc-4.0"), ("сс-by-4.0", "cc-by-4.0"), ("cc by 4", "cc-by-4.0"),
        ("все права защищены", "s-razresheniya"), ("с разрешения", "s-razresheniya"), ("cc-by-nc", "cc-by-nc-4.0"), ("MIT", None), ("платно", None), ("GPL", None),
    ],
    "stages": [
        ("внедрена", "vnedrena"), ("внедрено", "vnedrena"), ("внедрён", "vnedrena"), ("апробации", "aprobaciya"), ("апробация", "aprobaciya"), ("aprobatsiya", "aprobaciya"), ("тиражирование", "tirazhiruetsya"),
        ("тиражируется", "tirazhiruetsya"), ("tirazhiruyetsya", "tirazhiruetsya"), ("пилот", "aprobaciya"), ("устойчивая", "ustojchivaya"), ("ustoychivaya", "ustojchivaya"), ("идея", None), ("план", None),
    ],
    "roles": [
        ("куратор", "kurator"), ("кураторы", "kurator"), ("curator", "kurator"), ("ШМО", "shmo"), ("наставники", "nastavnik"), ("наставнику", "nastavnik"), ("nastavnic", "nastavnik"), ("директора", "rukovoditel"),
        ("завхоз", None), ("повар", None), ("ЦНППМ", "cnppm"), ("цнпм", "cnppm"), ("сисадмин", "sysadmin"), ("профсоюза", "profsoyuz"), ("profsouz", "profsoyuz"), ("методобъединение", None),
    ],
    "municipalities": [
        ("Вязьма", "vyazemskij"), ("Вяземский", "vyazemskij"), ("Вяземского района", "vyazemskij"), ("вязьме", "vyazemskij"), ("Смоленск", "gorod-smolensk"), ("г Смоленск", "gorod-smolensk"),
        ("город смоленск", "gorod-smolensk"), ("Рославль", "roslavlskij"), ("рославле", "roslavlskij"), ("Roslavl", "roslavlskij"), ("Ярцево", "yarcevskij"), ("yartsevskiy", "yarcevskij"), ("iartsevskii", "yarcevskij"),
        ("Сафоново", "safonovskij"), ("Духовщинский р-н", "duhovshchinskij"), ("dukhovshchinskiy", "duhovshchinskij"), ("duhovschinskij", "duhovshchinskij"), ("Москва", None), ("Париж", None), ("Тверь", None),
    ],
    "risks": [
        ("нагрузка", "nagruzka"), ("нагрузки", "nagruzka"), ("высокая нагрузка", "nagruzka"), ("перегрузка", "nagruzka"), ("формализм", "formalizm"), ("formalism", "formalizm"), ("formalizma", "formalizm"),
        ("непонимание", "neponimanie"), ("нет доплаты", "motivaciya-nastavnikov"), ("пожар", None), ("цунами", None),
    ],
}  # fmt: skip
