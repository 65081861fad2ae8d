"""The mission's walk, by HTTPS, from other addresses."""

import json
import re

from ..commands import Failed, attempt, until
from ..mailhost import ADDRESS as MAIL
from ..network import namespace_of
from ..site import DOMAIN
from ..world import ADDRESS, PEOPLE, World

STATIC = re.compile(r'(?:href|src)="[^"]*(/static/[^"]+\.(?:css|js))')


def walk(world: World) -> None:
    """Join, confirm, post, be read, be told by letter, let an application in; then look at what is written down."""
    section = world.section("The walk, over HTTPS")
    ann, ben = world.person("ann"), world.person("ben")
    section.say(
        "Two people joined by the form, each from an address of their own, and confirmed by the link in a letter."
    )

    path = ann.write("Good morning, @ben! The #bread is ready.")
    stranger = world.site.browser(world.another_address())
    if "bread" not in stranger.get(path).text or "bread" not in stranger.get("/tags/bread").text:
        raise Failed("A stranger cannot read the post.")
    section.say("A post with a mention was published, and read by a stranger on its own page and by its tag.")

    letter = world.mailhost.wait_for(ben.mailbox, "ann named you")
    signed = "signed (DKIM-Signature)" if letter.message["DKIM-Signature"] else "not signed"
    section.say(f"The letter about the mention came to the mail host at {MAIL} from {letter.by}, {signed}.")

    post = ben.write_by_api("@ann Keep one for me, says my application.")
    if "Keep one for me" not in stranger.get(f"/@ben/{post['id']}").text:
        raise Failed("A stranger cannot read what an application wrote.")
    world.mailhost.wait_for(ann.mailbox, "ben named you")
    section.say("An application registered, was let in by the consent page, and published a post with its token.")

    figures = stranger.get("/statistics.json").json
    if stranger.get("/statistics").status_int != 200 or not figures:
        raise Failed("The statistics do not answer.")
    section.say("`/statistics` and `/statistics.json` answer.")

    section.say(_protocol(world))
    section.say(_static(world))
    section.say(_request_is_known(world))


def _protocol(world: World) -> str:
    """Speak HTTP/2, and be sent to HTTPS."""
    certificate = world.wish.folder / "ca.pem"
    certificate.write_text(world.certificate(), encoding="ascii")
    resolve = ["--resolve", f"{DOMAIN}:80:{ADDRESS}", "--resolve", f"{DOMAIN}:443:{ADDRESS}"]
    asked = ["nsenter", f"--net=/run/netns/{namespace_of(PEOPLE)}", "curl", "--silent", "--max-time", "20", "--http2"]
    asked += ["--output", "/dev/null", "--write-out", "%{http_version} %{response_code} %{redirect_url}"]
    asked += ["--cacert", str(certificate), "--noproxy", "*", *resolve]
    plain = attempt(*asked, f"http://{DOMAIN}/about").stdout
    safe = attempt(*asked, f"https://{DOMAIN}/about").stdout.strip()
    if plain.split() != ["1.1", "301", f"https://{DOMAIN}/about"] or safe != "2 200":
        raise Failed(f"curl was told “{plain}” at port 80, and “{safe}” at port 443.")
    return "HTTP/2 is spoken with a certificate that curl trusts by the machine's own authority; port 80 sends there."


def _static(world: World) -> str:
    """Static files come from nginx, compressed, and for good."""
    page = world.site.ask("GET", "/about").body.decode()
    paths = sorted(set(STATIC.findall(page)))
    if not paths:
        raise Failed("The page /about names no static file.")
    for path in paths:
        answer = world.site.ask("GET", path, headers={"Accept-Encoding": "gzip"})
        told = {name: answer.header(name) for name in ("Content-Encoding", "Cache-Control", "Server")}
        if answer.status != 200 or told["Content-Encoding"] != "gzip" or "immutable" not in told["Cache-Control"]:
            raise Failed(f"{path} is answered with {answer.status} and {told}.")
    return (
        f"{len(paths)} static files of a page are answered by nginx, compressed beforehand, and may be kept for good."
    )


def _request_is_known(world: World) -> str:
    """One request is found by its id in nginx's log and in the application's, with the visitor's address."""
    source = world.another_address()
    answer = world.site.ask("GET", "/about?rehearsed", source=source)
    known = answer.header("X-Request-ID")
    if not known:
        raise Failed("An answer has no X-Request-ID.")

    def found(what: str) -> str:
        return "".join(machine.attempt(f"{what} | grep -F {known}").stdout for machine in world.web)

    until(lambda: found("cat /var/log/nginx/*.log"), f"nginx has not written down the request {known}.", within=10)
    ours = "journalctl --no-pager --output=cat --unit='microblog-web@*'"
    until(lambda: found(ours), f"The application has not written down the request {known}.", within=10)
    fronts, lines = found("cat /var/log/nginx/*.log").splitlines(), found(ours).splitlines()
    for line in (fronts[-1], lines[-1]):
        if source not in json.dumps(json.loads(line)):
            raise Failed(f"The visitor's address {source} is missing in: {line}")
    return "A request is found by its X-Request-ID in nginx's log and the application's, with the visitor's address."
