"""What those say whose trade it is to judge machines: nothing may be below its bar."""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from ..commands import Failed, attempt, tail
from ..judges import JUDGED, Judges, judges, program
from ..network import namespace_of, open_ports
from ..site import DOMAIN
from ..world import ADDRESS, PEOPLE, World
from .provision import OPEN

EXPOSED = {"microblog": 1.5, "nginx": 3.0}
"""As `systemd-analyze security` counts it: a unit as most are has more than 9. nginx begins as root, for its ports."""
HARDENED = 75
"""Lynis' index of hardening."""
ASKED = {
    "overall_grade": r"A\+",
    "HSTS_time": r"(1[89]\d|[2-9]\d\d|\d{4,}) days",
    "FS": "offered",
    "TLS1": "not offered",
    "TLS1_1": "not offered",
}
"""What testssl.sh must find: the grade, HTTPS for half a year at least, forward secrecy, and no old TLS."""
PROFILE = "xccdf_org.ssgproject.content_profile_anssi_bp28_minimal"
CONTENT = "/usr/share/xml/scap/ssg/content/ssg-debian12-ds.xml"
LYNIS = "root/lynis"

UNTRUSTED = {"certificate_path_validation"}
"""What sslyze may miss: it trusts no authority of ours."""
EXCUSED = {
    "BREACH": "pages are compressed; but cookies are SameSite, so no other site can ask in a reader's name",
    "cert_revocation": "an authority of the machine's own revokes nothing, and names no place to ask (OCSP)",
}
"""What testssl.sh may find at medium or above, and why."""


@dataclass(frozen=True)
class Verdict:
    """What one of them says."""

    judge: str
    bar: str
    figure: str
    troubles: Sequence[str] = ()
    """Why it is below the bar."""


def scores(world: World) -> None:
    """Ask all of them, write down what they say, and fail if anything is below its bar."""
    section = world.section("Scores")
    section.row("Judge", "bar", "found", "below it")
    those = judges(world.wish.cache, world.packages)
    missed = []
    for judge in (_exposure, _sslyze, _testssl, _lynis, _anssi, _gixy, _ports):
        verdict = judge(world, those)
        section.row(verdict.judge, verdict.bar, verdict.figure, "; ".join(verdict.troubles) or "nothing")
        world.say(f"{verdict.judge}: {verdict.figure}; {'; '.join(verdict.troubles) or 'well'}")
        missed += [f"{verdict.judge}: {trouble}" for trouble in verdict.troubles]
    for what, why in EXCUSED.items():
        section.say(f"`{what}` of testssl.sh is excused: {why}.")
    if missed:
        raise Failed(f"Not good enough: {'; '.join(missed)}")


def _exposure(world: World, _: Judges) -> Verdict:
    """How much of the machine is open to our units, as they run."""
    said = world.machine.run("systemd-analyze security --no-pager")
    found = dict(re.findall(r"^(microblog\S*\.service|nginx\.service)\s+([\d.]+)", said, re.MULTILINE))
    figures = {unit: float(figure) for unit, figure in found.items()}
    if not any(unit.startswith("microblog-web@") for unit in figures):
        raise Failed(f"systemd-analyze does not know our units: {tail(said)}")
    told = ", ".join(f"`{re.sub('@.*[.]', '@….', unit)}` {figure}" for unit, figure in sorted(figures.items()))
    over = [
        f"{unit} is exposed by {figure}"
        for unit, figure in figures.items()
        if figure > EXPOSED[re.split("[-.]", unit)[0]]
    ]
    bar = f"≤ {EXPOSED['microblog']}, nginx ≤ {EXPOSED['nginx']}"
    return Verdict("`systemd-analyze security` of what runs", bar, told, over)


def _sslyze(world: World, _: Judges) -> Verdict:
    """Whether TLS is as Mozilla advises."""
    target = f"{DOMAIN}:443{{{ADDRESS}}}"
    command = ["nsenter", f"--net=/run/netns/{namespace_of(PEOPLE)}", str(program("sslyze"))]
    said = attempt(*command, "--mozilla_config", "intermediate", target, within=300).stdout
    judgement = said.partition("COMPLIANCE AGAINST")[2]
    if DOMAIN not in judgement:
        raise Failed(f"sslyze did not judge: {tail(said)}")
    found = set(re.findall(r"^ +\* (\w+):", judgement, re.MULTILINE))
    figure = f"differs in {', '.join(sorted(found)) or 'nothing'}"
    return Verdict(
        "`sslyze --mozilla_config intermediate`",
        "differs in trust alone",
        figure,
        [f"{one} is not as Mozilla advises" for one in sorted(found - UNTRUSTED)],
    )


def _testssl(world: World, those: Judges) -> Verdict:
    """Whether TLS and headers have any weakness that is known, and reach the grade A+."""
    authority = world.wish.folder / "authority.pem"
    authority.write_text(world.certificate(), encoding="ascii")
    asked = "--warnings=batch --color=0 --add-ca=/authority.pem --jsonfile=/found.json"
    shell = f"testssl {asked} --ip={ADDRESS} {DOMAIN}:443 > /dev/null; cat /found.json"
    said = those.ask("/bin/sh", "-c", shell, place=PEOPLE, shown={authority: "/authority.pem"}, within=1500)
    try:
        found = {one["id"]: one for one in json.loads(said.stdout)}
    except ValueError:
        raise Failed(f"testssl.sh did not judge: {tail(said.stdout + said.stderr)}") from None
    over = [
        f"{id} is {one['severity']}: {one['finding']}"
        for id, one in found.items()
        if one["severity"] in ("MEDIUM", "HIGH", "CRITICAL", "FATAL") and id not in EXCUSED
    ]
    told = {id: found.get(id, {}).get("finding", "unknown") for id in ASKED}
    over += [f"{id} is “{told[id]}”" for id, words in ASKED.items() if not re.match(words, told[id])]
    figure = f"grade {told['overall_grade']}; HSTS {told['HSTS_time'].partition(' (')[0]}; forward secrecy {told['FS']}"
    return Verdict("`testssl.sh`", "nothing at medium or above, A+", figure, over)


def _lynis(world: World, those: Judges) -> Verdict:
    """How hardened the machine is; the program lies on it meanwhile."""
    folder = world.machine.root / LYNIS
    shutil.copytree(those.root / "usr/share/lynis", folder)
    shutil.copytree(those.root / "etc/lynis", folder, dirs_exist_ok=True)
    shutil.copy2(those.root / "usr/sbin/lynis", folder)
    try:
        world.machine.run(f"cd /{LYNIS} && ./lynis audit system --quick --quiet --no-colors", within=600)
        said = world.machine.run("cat /var/log/lynis-report.dat")
    finally:
        shutil.rmtree(folder)
        world.machine.attempt("rm -f /var/log/lynis.log /var/log/lynis-report.dat")
    index = re.search(r"^hardening_index=(\d+)", said, re.MULTILINE)
    if index is None:
        raise Failed(f"Lynis did not judge: {tail(said)}")
    figure = int(index[1])
    warned = re.findall(r"^warning\[\]=([\w-]+)", said, re.MULTILINE)
    suggested = re.findall(r"^suggestion\[\]=([\w-]+)", said, re.MULTILINE)
    world.say(f"Lynis suggests: {'; '.join(suggested)}")
    told = f"{figure}, {len(warned)} warnings" + (f" ({', '.join(sorted(set(warned)))})" if warned else "")
    under = [f"the index of hardening is {figure}"] if figure < HARDENED else []
    return Verdict("`lynis audit system`", f"index ≥ {HARDENED}", told, under)


def _anssi(world: World, those: Judges) -> Verdict:
    """Whether the machine is as the French agency asks of any (ANSSI BP-028, minimal).

    What Debian 13 brings to judge by is for Debian 12, and looks for that number first; so any is shown with it.
    """
    number = world.wish.folder / "debian_version"
    number.write_text("12.0\n", encoding="ascii")
    shown = {world.machine.root: JUDGED, number: f"{JUDGED}/etc/debian_version"}
    asked = f"OSCAP_PROBE_ROOT={JUDGED} oscap xccdf eval --profile {PROFILE} {CONTENT}"
    said = those.ask("/bin/sh", "-c", asked, place=PEOPLE, shown=shown).stdout
    found = re.findall(r"^Rule\s+\S*content_rule_(\w+)\n(?:.*\n)*?Result\s+(\w+)$", said, re.MULTILINE)
    by_result = {result: [rule for rule, its in found if its == result] for _, result in found}
    if not by_result.get("pass"):
        raise Failed(f"oscap did not judge: {tail(said)}")
    counted = ", ".join(f"{len(rules)} {result}" for result, rules in sorted(by_result.items()))
    failing = [f"{rule} {result}" for rule, result in found if result in ("fail", "error", "unknown")]
    return Verdict("`oscap`, ANSSI BP-028 minimal of `ssg-debian`", "0 failures", counted, failing)


def _gixy(world: World, _: Judges) -> Verdict:
    """Whether nginx is told anything that is a known fault."""
    written = world.wish.folder / "nginx.conf"
    written.write_text(world.machine.run("nginx -T 2>/dev/null"), encoding="utf-8")
    found = json.loads(attempt(program("gixy"), "-f", "json", written).stdout)
    over = [f"{one.get('plugin')}: {one.get('summary')}" for one in found]
    return Verdict("`gixy`", "0 findings", f"{len(found)} findings", over)


def _ports(world: World, _: Judges) -> Verdict:
    """Which ports of TCP are open to others."""
    found = open_ports(namespace_of(PEOPLE), ADDRESS)
    over = [] if found == OPEN else [f"the open ports are {found}"]
    return Verdict("all ports of TCP, tried from another address", "22, 80, 443", ", ".join(map(str, found)), over)
