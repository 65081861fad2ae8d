"""Write docs/variables.md: every variable of every role, as its argument_specs tell it. `make docs` runs this."""

import sys
from pathlib import Path
from typing import Any

import yaml

ROLES = Path(__file__).parent / "roles"
PLAYBOOK = Path(__file__).parent / "playbooks" / "site.yml"

HEAD = """# Variables

Everything that the playbooks let you decide, role by role, in the order in which site.yml runs them. Set a variable in
`group_vars/all/main.yml` of your inventory (or for one group or one host); a secret in `group_vars/all/vault.yml`. Most
sites need no more than those marked **must be set**. A name that stands in your inventory and not here is refused at
the start of the play. What the application itself lets you decide stands in [settings](settings.md), and goes into
`site_settings`.

This page is written by `make docs` from `ansible/roles/*/meta/argument_specs.yml`.
"""


def document() -> str:
    """Make the whole page."""
    return "\n".join([HEAD, *(chapter(role) for role in roles_in_order())])


def roles_in_order() -> list[str]:
    """List the roles that have options: those of site.yml in its order, then the others by name."""
    named = [
        role["role"] if isinstance(role, dict) else role
        for play in yaml.safe_load(PLAYBOOK.read_text())
        for role in play.get("roles", [])
    ]
    there = sorted(file.parent.parent.name for file in ROLES.glob("*/meta/argument_specs.yml"))
    first = [role for role in dict.fromkeys(["site", *named]) if role in there]
    return [role for role in dict.fromkeys([*first, *there]) if options_of(role)]


def options_of(role: str) -> dict[str, dict[str, Any]]:
    """Read the options of all ways into a role."""
    options: dict[str, dict[str, Any]] = {}
    for entry in specs_of(role).values():
        options |= entry.get("options") or {}
    return options


def specs_of(role: str) -> dict[str, dict[str, Any]]:
    specs: dict[str, dict[str, Any]] = yaml.safe_load((ROLES / role / "meta" / "argument_specs.yml").read_text())
    return specs["argument_specs"]


def chapter(role: str) -> str:
    """Make the table of one role."""
    purpose = specs_of(role)["main"]["short_description"]
    rows = [row for name, option in options_of(role).items() for row in rows_of(name, option)]
    return "\n".join(
        [f"## {role}", "", purpose, "", "| variable | kind | default | meaning |", "|---|---|---|---|", *rows, ""]
    )


def rows_of(name: str, option: dict[str, Any]) -> list[str]:
    """Make the row of an option, and one for each of its parts."""
    meaning = text(option["description"])
    if option.get("choices"):
        meaning += " One of " + ", ".join(code(choice) for choice in option["choices"]) + "."
    row = f"| `{name}` | {kind(option)} | {default(option)} | {meaning} |"
    parts = (option.get("options") or {}).items()
    return [row, *(row for part, of_it in parts for row in rows_of(f"{name}.{part}", of_it))]


def kind(option: dict[str, Any]) -> str:
    kind = option.get("type", "str")
    return f"{kind} of {option['elements']}" if "elements" in option else str(kind)


def default(option: dict[str, Any]) -> str:
    if option.get("required"):
        return "**must be set**"
    return code(option["default"]) if "default" in option else ""


def code(value: Any) -> str:
    """Write a value as it would stand in a file of YAML, on one line."""
    line = yaml.safe_dump(value, default_flow_style=True, width=10**6, allow_unicode=True, sort_keys=False)
    line = line.removesuffix("\n").removesuffix("\n...")
    return "`" + line.replace("|", "\\|") + "`"


def text(description: str | list[str]) -> str:
    """Join a description's paragraphs, and turn Ansible's marks into ours."""
    joined = description if isinstance(description, str) else " ".join(description)
    for mark in "BCVIO":
        while f"{mark}(" in joined:
            before, _, rest = joined.partition(f"{mark}(")
            inside, _, after = rest.partition(")")
            joined = f"{before}`{inside}`{after}"
    return " ".join(joined.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(document())
