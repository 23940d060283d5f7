"""Questions and answers: every question stands once, under the first of its roles; the others have a link to it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.people import FAQ, Question
from generator.render.prose import Prose
from generator.render.site import Framed, World, question_url, relative
from generator.render.terms import Terms
from generator.render.views.shapes import Link, clause_shapes, page, role_link
from generator.words import first_upper

TAB = "knowledge"
TITLE = "Вопросы и ответы"
LEAD = "О чём спрашивают кураторы, наставники и наставляемые. Ответы открыты все сразу: страницу удобно читать и печатать."
HERE = "faq/"


def faq_pages(world: World) -> Iterator[Framed]:
    """The one page of questions; nothing for a bank without them."""
    if world.bank.faq:
        yield _page(world)


def _page(world: World) -> Framed:
    bank, prose = world.bank, Prose(world, FAQ, HERE, under=3, terms=Terms(world, HERE))
    roles = bank.vocabularies.get("roles")
    groups = [_group(world, prose, term.id, first_upper(term.name)) for term in (roles.terms if roles else ())]
    groups.append(_group(world, prose, "", "Общие вопросы"))
    shown = [group for group in groups if group["entries"] or group["also"]]
    v = {
        "title": TITLE,
        "lead": LEAD,
        "contents": [Link(str(group["title"]), f"#{group['id']}") for group in shown] if len(shown) > 1 else [],
        "groups": shown,
        "edit_url": world.edit_url(FAQ),
    }
    return page(world, "faq.html.j2", HERE, TAB, (Link("Главная", relative(HERE, "")), Link(TITLE)), title=TITLE, description=LEAD, v=v)


def _group(world: World, prose: Prose, role: str, title: str) -> dict[str, object]:
    own = [question for question in world.bank.faq if (question.roles[0] if question.roles else "") == role]
    also = [question for question in world.bank.faq if role in question.roles[1:]]
    return {
        "id": f"role-{role}" if role else "all",
        "title": title,
        "role_url": role_link(world, role, HERE).url if role else None,
        "entries": [_question(world, prose, question) for question in own],
        "also": [Link(question.question, relative(HERE, question_url(question))) for question in also],
    }


def _question(world: World, prose: Prose, question: Question) -> dict[str, object]:
    url = question_url(question)
    return {
        "id": url.partition("#")[2],
        "question": question.question,
        "answer": prose(question.answer),
        "also": tuple(role_link(world, role, HERE) for role in question.roles[1:]),
        "basis": tuple(Link(clause.cite, clause.url) for clause in clause_shapes(world, question.basis, HERE)),
        "url": world.absolute(url),
    }
