"""A school's section as an archive: a folder that opens from a disk, for sites that take files and for those who print.

Nothing in it is compressed and every date is the section's own, so equal sections give equal bytes on every machine.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from generator.model import School
from generator.model.paths import url_of
from generator.render.embed.data import Section
from generator.render.embed.frame import frame_page
from generator.render.site import World
from generator.words import day

READ_ME = """{title}

Это копия раздела на {updated}. Откройте index.html: он работает с диска, печатается и не требует интернета.
Документы, которые хранит банк, лежат рядом в папке files; если её нет, все документы – по ссылкам.

Чтобы выложить копию на сайт, загрузите папку целиком и дайте ссылку на index.html. Копия сама не обновляется:
свежая всегда лежит здесь:
{url}
"""


def archive(world: World, school: School, section: Section, folder: str) -> bytes:
    """The archive: the page, the files that lie in the school's folder, and what to do with them."""
    files = {url_of(f"{school.path.rpartition('/')[0]}/{item.file}"): item.file for item in (*school.documents, *school.materials) if item.file}
    names = {world.absolute(url): f"files/{name}" for url, name in files.items()}
    contents = {
        "index.html": frame_page(world, section, lambda url: names.get(url, url), folder),
        "kak-razmestit.txt": READ_ME.format(title=section.full_title, updated=day(section.updated), url=world.absolute(f"{folder}site.zip")).encode(
            "utf-8-sig"
        ),
    }
    for name in files.values():
        path = world.root / school.path.rpartition("/")[0] / name
        if path.is_file():  # a missing file is a fault of the record, and is told by the checker
            contents[f"files/{name}"] = path.read_bytes()
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as made:
        for name, data in sorted(contents.items()):
            info = ZipInfo(name, (max(1980, section.updated.year), section.updated.month, section.updated.day, 0, 0, 0))
            info.external_attr = 0o644 << 16
            made.writestr(info, data)
    return written.getvalue()
