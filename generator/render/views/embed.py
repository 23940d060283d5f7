"""The page where a curator gets the line to paste."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render.embed.lines import embed_lines
from generator.render.site import Framed, World, embed_url, relative, school_url
from generator.render.views.shapes import Link, page

TAB = "schools"
WAYS = (
    {
        "id": "object",
        "title": "Строка для HTML-блока",
        "when": "Если редактор сайта принимает HTML-код, вставьте строку целиком. Раздел появится сразу и будет обновляться сам; если банк недоступен, на странице останется ссылка.",
        "steps": (
            "Откройте страницу «Наставничество» в режиме HTML (кнопка «Исходный код», «HTML», «<>»).",
            "Вставьте строку вашей организации из списка ниже.",
            "Сохраните и откройте страницу как посетитель.",
        ),
        "note": "Редактор вырезал строку? Возьмите ссылку: она работает везде.",
    },
    {
        "id": "link",
        "title": "Ссылка",
        "when": "Если редактор принимает только текст. Ссылка ведёт на тот же раздел, его можно открыть и напечатать.",
        "steps": ("Вставьте текст и сделайте его ссылкой на адрес из списка ниже.",),
        "note": None,
    },
    {
        "id": "fragment",
        "title": "Копия текста",
        "when": "Если нужен сам текст на странице школы, а обновлять его вы готовы вручную.",
        "steps": ("Откройте адрес «Текст раздела» из списка ниже.", "Выделите всё, скопируйте и вставьте в редактор сайта."),
        "note": "Копия не обновляется: повторяйте не реже раза в месяц.",
    },
)


def embed_pages(world: World) -> Iterator[Framed]:
    """The page of lines; nothing for a bank without schools."""
    if not world.bank.schools:
        return
    here = "embed/"
    v = {
        "title": "Раздел «Наставничество» для сайта организации",
        "lead": "Выберите организацию и скопируйте одну строку. Документы, новости и практики на сайте школы будут обновляться сами.",
        "ways": WAYS,
        "schools": [
            {
                "id": school.id,
                "title": school.name_short,
                "municipality": world.bank.term("municipalities", school.municipality).name,
                "url": relative(here, school_url(school)),
                "preview_url": relative(here, embed_url(school)),
                "lines": [{"id": line_id, "label": label, "code": code} for line_id, label, code in embed_lines(world, school)],
            }
            for school in world.bank.schools
        ],
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Организации", relative(here, "schools/")), Link("Вставить на сайт"))
    yield page(world, "embed.html.j2", here, TAB, crumbs, title=str(v["title"]), description=str(v["lead"]), v=v)
