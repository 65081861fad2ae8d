"""The contract as an OpenAPI 3.1 document, read off the views' promises. Nothing of it is written by hand."""

import re
from typing import Any, get_args, get_origin

from pydantic.json_schema import models_json_schema
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..models.scopes import SCOPES
from .contract import LINKED, LISTS, Contract, media_type_of
from .entities.base import Entity, Error
from .given import Given

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FORMS = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
REFERENCE = "#/components/schemas/{model}"

REFUSALS = {
    400: "What was sent cannot be read.",
    401: "No key was shown where one is needed, or one that is none.",
    403: "The key does not allow it, or somebody may not do it.",
    404: "There is no such thing, or whoever asks may not see it.",
    409: "It clashes with something that happened meanwhile.",
    413: "That is too much at once.",
    422: "What was given cannot be accepted.",
    429: "Too many requests; `Retry-After` says when to come again.",
    503: "Something that we need is away.",
}

LIMITS = {
    name: {"description": words, "schema": {"type": "string"}}
    for name, words in {
        "X-RateLimit-Limit": "How many requests are allowed in the present window.",
        "X-RateLimit-Remaining": "How many of them are left.",
        "X-RateLimit-Reset": "When the window ends.",
    }.items()
}
LINK = {
    "description": 'Where the pages before and after are (RFC 8288): rel="next", rel="prev".',
    "schema": {"type": "string"},
}


def operations(registry: Registry) -> list[tuple[str, str, str, Contract]]:
    """List all operations of the API as (path, method, name, contract), in the order of the map."""
    routes = {one["introspectable"]["name"]: one["introspectable"]["pattern"] for one in _category(registry, "routes")}
    order = list(routes)
    found = []
    for one in _category(registry, "views"):
        facts = one["introspectable"]
        contract = facts.get("contract")
        if contract is not None:
            methods = facts["request_methods"]
            for method in (methods,) if isinstance(methods, str) else methods:
                if method in METHODS:
                    found.append((order.index(facts["route_name"]), facts["route_name"], method, contract))
    ordered = sorted(found, key=lambda one: (one[0], METHODS.index(one[2])))
    return [(path_of(routes[name]), method, name, contract) for _, name, method, contract in ordered]


def path_of(pattern: str) -> str:
    """Write a route's pattern as OpenAPI does."""
    return "/" + re.sub(r"\{(\w+):[^{}]*\}", r"{\1}", pattern).lstrip("/")


def statuses_of(path: str, method: str, contract: Contract) -> dict[int, Any]:
    """Tell every status with which an operation may answer, and what it promises then: None for an error."""
    refused = {400, 429} | set(contract.refuses)
    access = contract.access
    refused |= {401, 403} if access.scopes else {401}
    refused |= {422} if contract.takes or access.personal else set()
    refused |= {413} if method != "GET" else set()
    refused |= {404} if contract.about else set()
    unchanged = {304: None} if method == "GET" and 200 in contract.returns else {}
    return dict(contract.returns) | unchanged | dict.fromkeys(sorted(refused))


def document(registry: Registry) -> dict[str, Any]:
    """Write the whole contract."""
    settings = registry.settings["microblog"]
    found = operations(registry)
    schemas, definitions = _schemas([contract for *_, contract in found])
    paths: dict[str, dict[str, Any]] = {}
    for path, method, name, contract in found:
        paths.setdefault(path, {})[method.lower()] = _operation(path, method, name, contract, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.site.name}: API",
            "version": "1",
            "summary": "What applications can do here, with the client protocol of Mastodon.",
            "description": DESCRIPTION,
        },
        "servers": [{"url": settings.site.url}],
        "security": [],
        "paths": paths,
        "components": {"schemas": definitions, "securitySchemes": _security(settings.site.url)},
    }


@view_config(route_name="api.openapi", request_method="GET")
def openapi(request: Request) -> Response:
    """Give the contract to programs."""
    response = Response(json_body=_once(request.registry), content_type="application/json", charset="utf-8")
    response.cache_control = "public, max-age=300"
    return response


DESCRIPTION = """\
Bodies may be JSON, a form or multipart; what stands in the address is read as well. Names nest as in Rails:
`media_ids[]=1`, `poll[options][]=Yes`. Ids are numbers written as text and order by time. Lists are turned with
`max_id`, `since_id` and `min_id`, and lead on by the `Link` header. What one may not see is answered exactly as what
does not exist. Every address may end in a slash."""


def _once(registry: Registry) -> dict[str, Any]:
    """Write the contract once a process."""
    if "api.openapi" not in registry:
        registry["api.openapi"] = document(registry)
    return registry["api.openapi"]  # type: ignore[no-any-return]


def _category(registry: Registry, name: str) -> list[Any]:
    """Ask the introspector."""
    return registry.introspector.get_category(name) or []


def _schemas(contracts: list[Contract]) -> tuple[dict[Any, Any], dict[str, Any]]:
    """Describe everything that is given and returned."""
    wanted: dict[Any, None] = {(Error, "serialization"): None}
    for contract in contracts:
        if contract.takes:
            wanted[(contract.takes, "validation")] = None
        for promised in contract.returns.values():
            for entity in _entities_in(promised):
                wanted[(entity, "serialization")] = None
    schemas, definitions = models_json_schema(list(wanted), ref_template=REFERENCE)
    return dict(schemas), definitions["$defs"]


def _entities_in(promised: Any) -> list[type[Entity]]:
    """List the entities in a promise: itself, or what it is a list or a choice of."""
    if isinstance(promised, type) and issubclass(promised, Entity):
        return [promised]
    return [entity for part in get_args(promised) for entity in _entities_in(part)]


def _operation(path: str, method: str, name: str, contract: Contract, schemas: dict[Any, Any]) -> dict[str, Any]:
    """Describe one operation."""
    described: dict[str, Any] = {
        "operationId": f"{name.removeprefix('api.').replace('.', '_')}_{method.lower()}",
        "summary": contract.summary,
        "tags": [_tag(path)],
        "parameters": _in_path(path),
        "responses": {
            str(status): _response(status, promised, schemas)
            for status, promised in statuses_of(path, method, contract).items()
        },
        "security": _secured(contract),
    }
    if contract.notes:
        described["description"] = contract.notes
    if contract.deprecated:
        described["deprecated"] = True
    if contract.takes and method == "GET":
        described["parameters"] += _in_query(contract.takes)
    elif contract.takes:
        described["requestBody"] = _body(contract.takes, schemas[(contract.takes, "validation")])
    return described


def _tag(path: str) -> str:
    """Group operations by the noun of their address."""
    words = [word for word in path.split("/") if word and not re.fullmatch(r"api|v\d", word)]
    return words[0].replace("_", " ").lstrip(".") if words else "api"


def _in_path(path: str) -> list[dict[str, Any]]:
    """Describe what stands in the path."""
    names = re.findall(r"\{(\w+)\}", path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _in_query(takes: type[Given]) -> list[dict[str, Any]]:
    """Describe what stands in the query; lists with brackets, as Rails has them."""
    schema = takes.model_json_schema(ref_template=REFERENCE)
    required = schema.get("required", [])
    return [_parameter(name, facts, name in required) for name, facts in schema.get("properties", {}).items()]


def _parameter(name: str, facts: dict[str, Any], required: bool) -> dict[str, Any]:
    """Describe one parameter of a query."""
    many = "array" in {facts.get("type"), *(one.get("type") for one in facts.get("anyOf", ()))}
    described: dict[str, Any] = {"name": f"{name}[]" if many else name, "in": "query", "schema": _without_null(facts)}
    if "description" in facts:
        described["description"] = facts["description"]
    return described | ({"required": True} if required else {}) | ({"style": "form", "explode": True} if many else {})


def _without_null(facts: dict[str, Any]) -> dict[str, Any]:
    """A query has no null: what may be null may be absent."""
    rest = [one for one in facts.get("anyOf", ()) if one != {"type": "null"}]
    left_out = ("anyOf", "description", "title", *(("default",) if facts.get("default", 0) is None else ()))
    kept = {name: value for name, value in facts.items() if name not in left_out}
    if not rest:
        return kept
    return kept | (rest[0] if len(rest) == 1 else {"anyOf": rest})


def _body(takes: type[Given], schema: dict[str, Any]) -> dict[str, Any]:
    """Describe a body, in all the forms in which it may come; one with a file only as multipart."""
    required = [name for name, field in takes.model_fields.items() if field.is_required()]
    files = any("binary" in str(facts) for facts in takes.model_json_schema().get("properties", {}).values())
    needs_file = files and any("binary" in str(takes.model_json_schema()["properties"][name]) for name in required)
    kinds = FORMS[2:] if needs_file else FORMS
    return {"required": bool(required), "content": {kind: {"schema": schema} for kind in kinds}}


def _response(status: int, promised: Any, schemas: dict[Any, Any]) -> dict[str, Any]:
    """Describe an answer."""
    if status == 304:
        return {"description": "Nothing has changed since the `ETag` that was shown."}
    if promised is None:
        error = schemas[(Error, "serialization")]
        described: dict[str, Any] = {"description": REFUSALS[status], "headers": LIMITS}
        return described | {"content": {"application/json": {"schema": error}}}
    described = {"description": _words(promised), "headers": LIMITS}
    if get_origin(promised) in LINKED:
        described["headers"] = LIMITS | {"Link": LINK}
    return described | {"content": _content(promised, schemas)}


def _content(promised: Any, schemas: dict[Any, Any]) -> dict[str, Any]:
    """Describe what an answer holds; a string is the type of something that is no JSON."""
    if isinstance(promised, str):
        return {promised: {"schema": {"type": "string"}}}
    return {media_type_of(promised): {"schema": _schema(promised, schemas)}}


def _schema(promised: Any, schemas: dict[Any, Any]) -> dict[str, Any]:
    """Describe a promise: an entity, a choice, a list, or a plain type."""
    if get_origin(promised) in LISTS:
        return {"type": "array", "items": _schema(get_args(promised)[0], schemas)}
    if get_args(promised):
        return {"anyOf": [_schema(part, schemas) for part in get_args(promised)]}
    if isinstance(promised, type) and issubclass(promised, Entity):
        return schemas[(promised, "serialization")]  # type: ignore[no-any-return]
    return {str: {"type": "string"}, bool: {"type": "boolean"}, int: {"type": "integer"}}.get(promised, {})


def _words(promised: Any) -> str:
    """Say in words what an answer is."""
    entities = _entities_in(promised)
    words = " or ".join((entity.__doc__ or entity.__name__).strip().splitlines()[0] for entity in entities)
    return f"A list: {words}" if get_origin(promised) in LISTS else words or "Done."


def _secured(contract: Contract) -> list[dict[str, list[str]]]:
    """Say which keys open an operation; {} stands for none."""
    access = contract.access
    keys: list[dict[str, list[str]]] = [{"person": [scope]} for scope in access.scopes]
    if "application" in access.permissions:
        keys = [{kind: list(access.scopes)} for kind in ("application", "person")]
    return [{}, *keys] if access.open else keys


def _security(url: str) -> dict[str, Any]:
    """Describe how keys are got."""
    token, scopes = f"{url}/oauth/token", dict(SCOPES)
    person = {"authorizationUrl": f"{url}/oauth/authorize", "tokenUrl": token, "scopes": scopes}
    return {
        "person": {"type": "oauth2", "flows": {"authorizationCode": person}},
        "application": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": token, "scopes": scopes}}},
    }
