"""Kinds of sites that schools have: which line to take there, where to paste it, and what is really known of each.

Only WordPress was tried by pasting; of the others we know what their documents and their schools' sites show, and say so.
"""

from __future__ import annotations

from dataclasses import dataclass

PASTE = "Поставьте курсор в поле с кодом и вставьте строку целиком: Ctrl+V, на телефоне – долгое нажатие и «Вставить»."
SAVE = "Сохраните страницу и откройте её как посетитель: в окне инкогнито или с телефона."


@dataclass(frozen=True, slots=True)
class Picture:
    """A symbol of assets/embed/hosts.svg and the same in words."""

    id: str
    alt: str


@dataclass(frozen=True, slots=True)
class Way:
    """A line for a curator: why this one, what can be chosen in it, what to look at afterwards.

    `mode` is how it gets into the page: as `html`, or by one of the manners of the visual editor. `shown` is the line to copy
    there, `options` are the data attributes or the words of the query that it understands.
    """

    id: str
    title: str
    why: str
    mode: str
    shown: str
    options: tuple[str, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to «do you see the HTML button»; its id is a field of `Host`."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Host:
    """A kind of site: ways for each answer, the first is offered first; `html` says how to come to the field for code."""

    id: str
    title: str
    known: str
    html: tuple[str, ...]
    picture: Picture
    yes: tuple[str, ...]
    gone: tuple[str, ...]
    no: tuple[str, ...]

    def ways(self, answer: str) -> tuple[str, ...]:
        """The ways for one answer, in their order."""
        found: tuple[str, ...] = getattr(self, answer)
        return found


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is pasted in a visual editor: the same everywhere."""

    id: str
    title: str
    steps: tuple[str, ...]
    picture: Picture


ANSWERS = (
    Answer("yes", "Да, вижу"),
    Answer("gone", "Строку вставили, а она пропала"),
    Answer("no", "Нет такой кнопки"),
)

_FRAME = ("sections", "limit", "theme")
_VISION = "Включите «версию для слабовидящих», если она есть: раздел должен остаться на месте и читаться."
_LINKS = "Откройте один документ и одну ссылку из раздела."

WAYS = (
    Way(
        "script",
        "Раздел прямо на странице",
        "Раздел берёт цвета и шрифт вашего сайта и обновляется сам. Если банк не отвечает или скрипты запрещены, остаётся ссылка.",
        "html",
        "script",
        ("sections", "limit", "heading", "theme"),
        ("Видны заголовки и документы, а не одна ссылка. Только ссылка – значит, редактор вырезал вторую половину строки.", _VISION, _LINKS),
    ),
    Way(
        "object",
        "Раздел без скриптов",
        "Раздел стоит на странице в рамке и обновляется сам. Если сайт не пускает рамки или банк не отвечает, вместо рамки видна ссылка.",
        "html",
        "object",
        _FRAME,
        ("Виден весь раздел: если у рамки своя полоса прокрутки, так и должно быть в старых браузерах.", _VISION, _LINKS),
    ),
    Way(
        "iframe",
        "Раздел в рамке iframe",
        "Для редакторов, которые принимают только iframe. Под рамкой стоит ссылка: она останется, если рамку запретят.",
        "html",
        "iframe",
        _FRAME,
        ("Видны и рамка, и ссылка под ней.", _VISION, _LINKS),
    ),
    Way(
        "address",
        "Один адрес на пустой строке",
        "WordPress сам заменяет адрес краткой формой раздела: куратор, новые документы, новости и ссылка на остальное.",
        "address",
        "address",
        (),
        (
            "На месте адреса видна рамка с разделом. Остался адрес – поставьте его на отдельную строку, без других слов и без точки.",
            "Включите «версию для слабовидящих»: если рамка исчезает, допишите под ней ссылку на раздел.",
        ),
    ),
    Way(
        "text",
        "Текст раздела",
        "Скопируйте раздел вместе с заголовками и ссылками и вставьте его, как текст из Word. Годится для любого редактора, но сам не обновляется.",
        "text",
        "text",
        (),
        (
            "Заголовки остались заголовками, документы – ссылками.",
            "Повторяйте копирование после каждой новости, но не реже раза в месяц: дата стоит в последней строке раздела.",
        ),
    ),
    Way(
        "link",
        "Ссылка на раздел",
        "Работает везде и никогда не устаревает: раздел открывается на сайте банка, там же его можно напечатать.",
        "link",
        "address",
        _FRAME,
        ("Ссылка открывает раздел вашей организации.", "Слова ссылки говорят, куда она ведёт; одно слово «здесь» не подойдёт."),
    ),
)

MANNERS = (
    Manner(
        "address",
        "Адрес на отдельной строке",
        ("Откройте страницу «Наставничество» для правки.", "Поставьте курсор на пустую строку обычного текста.", "Вставьте адрес и нажмите Enter.", SAVE),
        Picture("address", "Редактор страницы: под заголовком на пустой строке стоит один адрес, ниже он превратился в рамку с разделом."),
    ),
    Manner(
        "text",
        "Текст раздела",
        (
            "Нажмите «Скопировать как форматированный текст».",
            "Откройте страницу «Наставничество» для правки и поставьте курсор туда, где должен быть раздел.",
            "Вставьте: Ctrl+V. Если редактор спросит, сохранить ли оформление, согласитесь.",
            SAVE,
        ),
        Picture("text", "Окно редактора: вставленный текст с заголовком, списком документов и подчёркнутыми ссылками."),
    ),
    Manner(
        "link",
        "Ссылка на раздел",
        (
            "Нажмите «Скопировать ссылку».",
            "Откройте страницу «Наставничество» для правки и вставьте: Ctrl+V.",
            "Вставился голый адрес? Напишите слова ссылки, выделите их, нажмите кнопку «Ссылка» и вставьте адрес в её поле.",
            SAVE,
        ),
        Picture("link", "Панель редактора: слова выделены, отмечена кнопка «Ссылка» со звеньями цепи."),
    ),
)

_OPEN = "Войдите на сайт и откройте страницу «Наставничество» для правки."
_CODE = "Найдите на панели редактора кнопку «Исходный код», «Источник», «HTML» или <> и нажмите её."
_TOOLBAR = Picture("html", "Панель редактора с кнопками оформления, отмечена кнопка с угловыми скобками.")
_WIDE = ("script", "object", "iframe", "text", "link")
_AFTER = ("object", "iframe", "text", "link")
_PLAIN = ("text", "link")
_UNKNOWN = (
    "Сами мы не проверяли, пропускает ли этот сайт код: правила у таких площадок меняются. Проверьте на одной странице и начните с того, что работает везде."
)

HOSTS = (
    Host(
        "wordpress",
        "WordPress",
        "Проверено нами на WordPress 6.1, где сайт один: администратор и редактор сайта вставляют строку целиком, у автора и участника WordPress вырезает код, но адрес раздела превращает в рамку.",
        (
            "Откройте страницу «Наставничество» в разделе «Страницы».",
            "Нажмите «+» и выберите блок «Произвольный HTML». В старом редакторе перейдите на вкладку «Текст» или «Код».",
        ),
        Picture("wordpress", "Редактор WordPress: нажата кнопка с плюсом, в списке блоков отмечен «Произвольный HTML»."),
        yes=("script", "object", "address", "text", "link"),
        gone=("address", "text", "link"),
        no=("address", "text", "link"),
    ),
    Host(
        "bitrix",
        "1С-Битрикс",
        "Сами мы не проверяли. Обычно администратор вставляет код свободно, а у других защита сайта может вырезать скрипт и рамку.",
        (
            "Войдите на сайт, включите «Режим правки» и откройте страницу «Наставничество».",
            "В меню «Изменить страницу» выберите правку в режиме HTML или нажмите в визуальном редакторе кнопку исходного кода.",
        ),
        Picture("bitrix", "Верхняя панель сайта: раскрыто меню «Изменить страницу», отмечена строка «в режиме HTML-кода»."),
        yes=_WIDE,
        gone=_AFTER,
        no=_PLAIN,
    ),
    Host(
        "ucoz",
        "uCoz или Narod",
        "Сами мы не проверяли. В режиме HTML такие сайты обычно принимают любой код.",
        ("Войдите на сайт и откройте страницу «Наставничество» в редакторе страниц.", "Переключите редактор с визуального режима на HTML."),
        Picture("ucoz", "Редактор страницы с двумя вкладками, отмечена вкладка «HTML»."),
        yes=_WIDE,
        gone=_AFTER,
        no=_PLAIN,
    ),
    Host(
        "joomla",
        "Joomla",
        "Сами мы не проверяли. По умолчанию Joomla при сохранении вырезает скрипт, объект и рамку у всех, кроме суперпользователя: отправьте строку ему, текст для письма есть ниже.",
        (
            "Войдите в панель управления и откройте материал «Наставничество».",
            "Нажмите под текстом «Переключить редактор» или на панели – «Исходный код» (<>).",
        ),
        Picture("joomla", "Материал Joomla: под полем текста отмечена кнопка «Переключить редактор»."),
        yes=_WIDE,
        gone=_PLAIN,
        no=_PLAIN,
    ),
    Host(
        "gosweb", "Госвеб (gosweb.gosuslugi.ru)", _UNKNOWN, (_OPEN, _CODE), _TOOLBAR, yes=("text", "link", "script", "object", "iframe"), gone=_PLAIN, no=_PLAIN
    ),
    Host(
        "edusite",
        "edusite или «Сайт школы»",
        _UNKNOWN,
        (_OPEN, _CODE),
        _TOOLBAR,
        yes=("text", "link", "script", "object", "iframe"),
        gone=_PLAIN,
        no=_PLAIN,
    ),
    Host(
        "other",
        "Другой или не знаю",
        "Редакторы бывают разными: начните с первого способа, а если он не подошёл, переходите к следующему.",
        (_OPEN, _CODE),
        _TOOLBAR,
        yes=_WIDE,
        gone=("object", "iframe", "address", "text", "link"),
        no=_PLAIN,
    ),
)
