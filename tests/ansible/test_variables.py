"""Variables of the playbooks: each is declared, described and has the default that its description says."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
ROLES = sorted(folder for folder in (ROOT / "ansible" / "roles").iterdir() if (folder / "tasks").is_dir())
CONDITIONS = {"when", "that", "until", "changed_when", "failed_when", "var"}

of_each_role = pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)


def test_the_document_about_variables_is_current():
    program = ROOT / "ansible" / "document_variables.py"

    written = subprocess.run([sys.executable, program], capture_output=True, text=True, check=True).stdout

    assert (ROOT / "docs" / "variables.md").read_text() == written, "run `make docs`"


@of_each_role
def test_every_option_is_described_and_begins_with_its_role(role):
    for name, option in options_of(role).items():
        assert option.get("description"), name
        assert option.get("type"), name
        assert name.startswith(f"{role.name}_"), name


@of_each_role
def test_defaults_are_those_that_are_described(role):
    described = {name: option["default"] for name, option in options_of(role).items() if "default" in option}

    assert read(role / "defaults" / "main.yml") == described


@of_each_role
def test_what_must_be_set_has_no_default(role):
    for name, option in options_of(role).items():
        assert not (option.get("required") and "default" in option), name


@pytest.mark.filterwarnings("ignore:invalid escape sequence")  # of expressions that look for patterns
@of_each_role
def test_every_variable_in_use_is_declared(role):
    declared = declared_in(role) | declared_in(ROOT / "ansible" / "roles" / "site")

    used = {name for name in used_in(role) if name.startswith((f"{role.name}_", "site_"))}

    assert sorted(used - declared) == []


def options_of(role: Path) -> dict[str, dict]:
    """Read the options of all ways into a role."""
    entries = read(role / "meta" / "argument_specs.yml").get("argument_specs", {}).values()
    return {name: option for entry in entries for name, option in (entry.get("options") or {}).items()}


def declared_in(role: Path) -> set[str]:
    """Gather what a role declares: options, variables of its own, of its tasks, what it registers, sets or counts."""
    declared = set(options_of(role)) | set(read(role / "defaults" / "main.yml")) | set(read(role / "vars" / "main.yml"))
    for file in sorted((role / "tasks").rglob("*.yml")) + sorted((role / "handlers").rglob("*.yml")):
        declared |= set(declared_by(yaml.safe_load(file.read_text()) or []))
    return declared


def declared_by(part: object):
    """Walk through tasks and tell the names that they bring about."""
    if isinstance(part, list):
        for item in part:
            yield from declared_by(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in ("register", "loop_var", "index_var") and isinstance(value, str):
                yield value
            if key in ("vars", "ansible.builtin.set_fact") and isinstance(value, dict):
                yield from value
            yield from declared_by(value)


def used_in(role: Path):
    """Tell the names that a role's tasks, handlers, variables and templates look up."""
    for part in ("tasks", "handlers", "vars", "defaults"):
        for file in sorted((role / part).rglob("*.yml")):
            yield from used_by(yaml.safe_load(file.read_text()) or [])
    for file in sorted((role / "templates").rglob("*")):
        if file.is_file():
            yield from looked_up(file.read_text())


def used_by(part: object, *, condition: bool = False):
    """Walk through YAML; what stands under `when` and its like is an expression without braces."""
    if isinstance(part, list):
        for item in part:
            yield from used_by(item, condition=condition)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from used_by(value, condition=key in CONDITIONS)
    elif isinstance(part, str):
        yield from looked_up("{{ " + part + " }}" if condition and "{{" not in part else part)


def looked_up(source: str) -> set[str]:
    """Tell which names a template looks up and does not make itself."""
    names = list(Environment(extensions=["jinja2.ext.do"]).parse(source).find_all(nodes.Name))
    made = {name.name for name in names if name.ctx != "load"}
    return {name.name for name in names} - made


def read(file: Path) -> dict:
    """Read a file of YAML; nothing is in one that is not there."""
    return (yaml.safe_load(file.read_text()) or {}) if file.exists() else {}
