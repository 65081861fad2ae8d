"""The contract, and that it is one."""

from openapi_spec_validator import OpenAPIV31SpecValidator


def test_it_is_openapi(client):
    contract = client().witness.contract

    assert list(OpenAPIV31SpecValidator(contract).iter_errors()) == []
