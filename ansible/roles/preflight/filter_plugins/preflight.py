"""What is wrong with the variables that an operator set, said in sentences."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from ansible.errors import AnsibleError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from jinja2 import UndefinedError

PLACEHOLDER = "put-your-own-here"
LIKE_ENOUGH = 0.87  # how much a name without a role's prefix must be like ours to count as a slip: `sites_domain` is
DISTINCT = 8  # a secret with fewer different characters was not drawn by a machine


def preflight_mistakes(variables: Mapping[str, Any], roles: str, secrets: list[dict[str, Any]]) -> list[str]:
    """
    Find what is missing, misspelt, of the wrong kind or too weak, one sentence each.

    `variables` are those of the inventory and the command line for one host, without any role's defaults; `roles` is
    the folder of roles, whose argument_specs say what there is; `secrets` says which names the vault must hold.
    """
    options = options_of_roles(Path(roles))
    return [
        *misspelt(variables, options, [secret["name"] for secret in secrets]),
        *missing(variables, options),
        *unfit(variables, options),
        *weak(variables, secrets),
    ]


def options_of_roles(roles: Path) -> dict[str, dict[str, Any]]:
    """Read every option that any role knows."""
    options: dict[str, dict[str, Any]] = {}
    for file in sorted(roles.glob("*/meta/argument_specs.yml")):
        for entry in yaml.safe_load(file.read_text())["argument_specs"].values():
            options |= entry.get("options") or {}
    return options


def misspelt(variables: Iterable[str], options: Mapping[str, Any], secrets: list[str]) -> list[str]:
    """Say which names nothing reads."""
    prefixes = tuple({name.split("_")[0] + "_" for name in options})
    known = [*options, *secrets]
    sentences = []
    for name in sorted(variables):
        if name in known or name.startswith(("ansible_", "_")):
            continue
        ours = name.startswith(prefixes)
        near = get_close_matches(name, known, n=1, cutoff=0.6 if ours else LIKE_ENOUGH)
        if near:
            sentences.append(f"Nothing reads the variable {name}: did you mean {near[0]}?")
        elif ours:
            sentences.append(f"Nothing reads the variable {name}: take it away, or look in docs/variables.md.")
    return sentences


def missing(variables: Mapping[str, Any], options: Mapping[str, dict[str, Any]]) -> list[str]:
    """Say what an operator must set and has not."""
    return [
        f"Set {name} in group_vars/all/main.yml. {one_line(option['description'])}"
        for name, option in options.items()
        if option.get("required") and value_of(variables, name) in (None, "", {}, [])
    ]


def unfit(variables: Mapping[str, Any], options: Mapping[str, dict[str, Any]]) -> list[str]:
    """Say which values are not of the kind that a role expects."""
    sentences = []
    for name in sorted(set(variables) & set(options)):
        value = value_of(variables, name)
        if value is None:
            continue
        option = options[name]
        checked = ArgumentSpecValidator({name: option}).validate({name: value})
        if not checked.error_messages:
            continue
        wanted = option.get("type", "str")
        if "choices" in option:
            wanted = "one of " + ", ".join(map(str, option["choices"]))
        shown = "something else" if option.get("no_log") else repr(value)
        why = f" {checked.error_messages[0].rstrip('.')}." if "options" in option or "elements" in option else ""
        sentences.append(f"Correct {name}: it must be {wanted}, and is {shown}.{why}")
    return sentences


def weak(variables: Mapping[str, Any], secrets: list[dict[str, Any]]) -> list[str]:
    """Say which secrets are missing, left as in the example, or too short."""
    sentences = []
    for secret in secrets:
        name, length = secret["name"], secret["length"]
        if secret.get("only_with") and not value_of(variables, secret["only_with"]):
            continue
        value = str(value_of(variables, name) or "")
        if not value:
            sentences.append(f"Set {name} in group_vars/all/vault.yml: `openssl rand -base64 33` makes one.")
        elif PLACEHOLDER in value:
            sentences.append(f"Put a secret of your own in place of the example's {name}: `openssl rand -base64 33`.")
        elif len(value) < length or len(set(value)) < DISTINCT:
            sentences.append(f"Make {name} at least {length} random characters long: `openssl rand -base64 33`.")
    return sentences


def value_of(variables: Mapping[str, Any], name: str) -> Any:
    """Look a variable up; None if it is not set, or made of something that is not known here."""
    try:
        return plain(variables.get(name))
    except (
        AnsibleError,
        UndefinedError,
    ):  # of a secret that is missing, or a role's default
        return None


def plain(value: Any) -> Any:
    """Have what Ansible would otherwise fill in only when it is looked at."""
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value if isinstance(value, bool | int | float | None) else str(value)


def one_line(description: str | list[str]) -> str:
    """Join a description's paragraphs."""
    return description if isinstance(description, str) else " ".join(description)


class FilterModule:
    """What Ansible asks for the filters of this file."""

    def filters(self) -> dict[str, Any]:
        return {"preflight_mistakes": preflight_mistakes}
