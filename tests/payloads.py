"""What people send who mean harm, and a world in which all of it stands wherever anything can be typed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from microblog.actions.applications import NewApplication, register_application
from microblog.actions.drafts import Sketch, keep_draft
from microblog.actions.filters import FilterChange, make_filter
from microblog.actions.lists import ListDraft, create_list
from microblog.actions.media import About, change_media
from microblog.actions.notes import NoteDraft, write_note
from microblog.actions.posts import Draft, publish_post
from microblog.actions.profiles import Profile, edit_profile
from microblog.actions.sessions import Credentials, log_in
from microblog.actions.tokens import issue_token
from microblog.errors import Refusal
from microblog.media import Storage
from microblog.models import Account, List, Post
from microblog.models.keys import new_secret
from microblog.text import one_line
from tests.making import make_account, make_follow, make_media
from tests.visitor import PASSWORD

MARKER = "__harm"
"""What a script of ours would be called that ran: pages are looked through for it."""
RUN = f"{MARKER}=1"

PAYLOADS = {
    "script": f"<script>{RUN}</script>",
    "script after title": f"</title></style></textarea></script><script>{RUN}</script>",
    "image": f'"><img src=x onerror={RUN}>',
    "single quotes": f"' onmouseover='{RUN}' autofocus onfocus='{RUN}",
    "no quotes": f"x onmouseover={RUN} style=position:fixed;inset:0",
    "svg": f"</textarea><svg/onload={RUN}><animate onbegin={RUN}>",
    "frame": f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe><base href=//evil.example/>",
    "form": '<form action=//evil.example><input name=csrf_token autofocus><button formaction="javascript:1">',
    "meta": "<meta http-equiv=refresh content='0;url=//evil.example'><link rel=stylesheet href=//evil.example/x.css>",
    "script address": f"javascript:{RUN} JaVaScRiPt:{RUN} java\tscript:{RUN} https://a.example/?javascript:{RUN}",
    "data address": f"data:text/html,<script>{RUN}</script> [x](data:text/html;base64,PHM+) [y](javascript:{RUN})",
    "markdown": f"[a](//evil.example) ![b](x) `<script>{RUN}` **<b>** \n> <i>\n- _x_\n```\n</code></pre><script>{RUN}",
    "address with quotes": f"""https://example.org/"onclick="{RUN}'x<b> https://example.org/%22%3E%3Cscript%3E""",
    "address with a name": "https://ours@evil.example/ https://evil.example\\@x/ http://[::1]:80/ //evil.example",
    "entities": "&lt;script&gt; &#x3c;script&#x3e; &amp;lt; &nbsp; &#0; &bogus; <!-- --> ]]> <![CDATA[x]]> <?php 1 ?>",
    "templates": "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7} <%= 7*7 %> %(name)s {0} {name} ${name} %s %d%%",
    "lines in headers": "x\r\nSet-Cookie: a=b\r\n\r\n<html>\n\nLocation: //evil.example\r",
    "reversed": "\u202e\u2066 reversed \u2067\u202d\u200f gpj.exe\u202b",
    "homographs": "аnn аdmin ɑnn ａｎｎ @аnn pаypal.com https://аpple.example/ ⅰ①Ａ𝐚𝒶",
    "nothing to see": "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u115f\u3164\u2800",
    "marks": "Z" + "\u0300\u0489\u20dd" * 10_000 + "algo",
    "high stack": "ᠠ" + "\u0e49" * 10_000,
    "one long word": "W" * 4_000,
    "many lines": "line\n" * 2_000,
    "emoji": "👩‍👩‍👧‍👦🏴‍☠️🇺🇳👍🏿" * 40 + "\u200d" * 50 + "🇦" * 51,
    "wide": "﷽" * 200 + "𒐫" * 60 + "⸻" * 60,
    "right to left": "שלום <b>عالم</b> 123 (abc) #تجربة",
    "numbers": "99999999999999999999999999999999 -1 0x7fffffff 1e309 NaN Infinity null true ٣ ²",
    "queries": '\'; DROP TABLE posts;-- " OR 1=1 % _ \\ * ? NEAR(a b) ^a: {b} AND OR NOT "unclosed',
    "no text": "a\0b \x01\x07\x1b[31m \x7f\x85 \ufffe\uffff \U0010ffff \ue000",
    "half a character": "\ud800 \udfff\ud83d",
    "paths": "../../../../etc/passwd ..%2f..%2f %00 C:\\x file:///etc/passwd",
}
"""By what is nasty about each."""


@dataclass
class Planted:
    """Where all of it stands."""

    reader: Account
    people: dict[str, Account] = field(default_factory=dict)
    posts: dict[str, list[Post]] = field(default_factory=dict)
    lists: list[List] = field(default_factory=list)
    refused: dict[str, set[str]] = field(default_factory=dict)
    """What was refused even when it had been made shorter, by the name of the sink."""


def plant(db: Session, storage: Storage) -> Planted:
    """Let everything be typed wherever it can be, as far as the actions take it, where `reader` comes across it."""
    reader = make_account(db, "reader")
    planted = Planted(reader)
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        planted.people[name] = person = make_account(db, f"p{number}")
        make_follow(db, reader, person)
        sinks = {**_profile(person, storage), **_posts(db, planted, name, person), **_own(db, planted, person)}
        for sink, act in sinks.items():
            if not _taken(act, payload):
                planted.refused.setdefault(sink, set()).add(name)
        db.commit()
    return planted


def _taken(act: Callable[[str], Any], payload: str) -> bool:
    """Try to have something typed, and less and less of it; tell whether any of that was taken."""
    for most in (len(payload), 400, 80, 25):
        try:
            act(payload[:most])
        except Refusal:
            continue
        return True
    return False


def _profile(person: Account, storage: Storage) -> dict[str, Callable[[str], Any]]:
    """What one says of oneself."""

    def said(**facts: Any) -> None:
        edit_profile(person, Profile.read(facts), storage=storage)

    return {
        "display name": lambda text: said(display_name=text),
        "bio": lambda text: said(bio=text),
        "profile fields": lambda text: said(fields=[{"name": text, "value": text}]),
    }


def _posts(db: Session, planted: Planted, name: str, person: Account) -> dict[str, Callable[[str], Any]]:
    """What one says to others."""

    def publish(**facts: Any) -> None:
        post = publish_post(db, person, Draft.read(facts))
        planted.posts.setdefault(name, []).append(post)

    def show(text: str) -> None:
        file = make_media(db, person)
        change_media(file, About.read({"description": text}))
        publish(text="A picture.", media=[file.id])

    return {
        "post": lambda text: publish(text=f"{text} @reader #tag"),
        "post that is only that": lambda text: publish(text=text),
        "tag": lambda text: publish(text=f"#{text}"),
        "warning": lambda text: publish(text="Folded.", warning=text),
        "poll option": lambda text: publish(text="?", poll={"options": ["a", text], "expires_in": 3600}),
        "alt text": show,
    }


def _own(db: Session, planted: Planted, person: Account) -> dict[str, Callable[[str], Any]]:
    """What one keeps for oneself."""
    reader = planted.reader

    def make_list(text: str) -> None:
        planted.lists.append(create_list(db, reader, ListDraft.read({"title": text})))

    def make_key(text: str) -> None:
        wish = NewApplication.read({"name": text, "redirect_uris": ["https://app.example/back"]})
        issue_token(db, register_application(db, wish)[0], reader, ["read"], token=new_secret(), quietly=True)

    def make_filter_of(text: str) -> None:
        words = [{"keyword": f"nobody says this word {text}"}]
        make_filter(db, reader, FilterChange.read({"title": text, "contexts": ["home"], "keywords": words}))

    def log_in_with(text: str) -> None:
        browser = one_line(text.encode("latin-1", "replace").decode("latin-1"))  # as the door reads it
        log_in(db, Credentials(name="reader", password=PASSWORD), user_agent=browser)

    return {
        "list name": make_list,
        "note": lambda text: write_note(db, reader, person, NoteDraft.read({"text": text})),
        "filter": make_filter_of,
        "draft": lambda text: keep_draft(db, reader, Sketch.read({"text": text, "warning": text, "options": [text]})),
        "application name": make_key,
        "browser": log_in_with,
    }
