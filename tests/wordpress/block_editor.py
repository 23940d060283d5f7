"""The block editor of WordPress as a person uses it: log in, put a block, publish."""

from __future__ import annotations

import re
from typing import Any

from wordpress_host import Post, WordPress

NEW = "/wp-admin/post-new.php"


def log_in(page: Any, site: WordPress, user: str) -> None:
    """By the form."""
    page.goto(f"{site.url}/wp-login.php")
    page.fill("#user_login", user)
    page.fill("#user_pass", site.password)
    page.click("#wp-submit")
    page.wait_for_url(re.compile("/wp-admin/"))


def put_html(page: Any, code: str) -> None:
    """A block «Custom HTML» with that code, as the slash command offers it."""
    page.keyboard.type("/custom html")
    page.get_by_role("option", name="Custom HTML").wait_for()
    page.keyboard.press("Enter")
    page.locator(".wp-block-html textarea").click()
    page.keyboard.insert_text(code)


def put_address(page: Any, address: str) -> None:
    """The address, pasted from the clipboard into an empty paragraph; the editor makes an embed of it and shows it."""
    page.evaluate("(text) => navigator.clipboard.writeText(text)", address)
    page.keyboard.press("Control+V")
    page.locator("[data-type='core/embed'] iframe").wait_for()


def write(page: Any, site: WordPress, title: str, code: str, *, address: bool) -> Post:
    """A post of the user who is logged in; where the role may only send it for review the administrator publishes it."""
    page.goto(site.url + NEW)
    page.wait_for_function("() => window.wp && wp.data && wp.data.select('core/editor').getCurrentPostId()")
    page.evaluate("() => wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)")
    page.locator(".editor-post-title__input").click()
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    (put_address if address else put_html)(page, code)
    page.locator(".editor-post-publish-panel__toggle").click()
    page.locator(".editor-post-publish-panel .editor-post-publish-button").click()
    saved = "() => { const editor = wp.data.select('core/editor'); return ['publish', 'pending'].includes(editor.getCurrentPost().status) && !editor.isSavingPost(); }"
    page.wait_for_function(saved)
    number, status = page.evaluate("() => { const post = wp.data.select('core/editor').getCurrentPost(); return [post.id, post.status]; }")
    return site.publish(number) if status == "pending" else Post(number, f"{site.url}/?p={number}")
