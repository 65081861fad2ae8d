"""What a program can find out by itself."""

from microblog.models import SCOPES


def test_the_provider_describes_itself_in_the_keys_that_clients_know(visitor):
    answer = visitor.get("/.well-known/oauth-authorization-server")

    assert answer.headers["Cache-Control"] == "max-age=300, public"
    assert answer.json == {
        "issuer": "http://localhost/",
        "authorization_endpoint": "http://localhost/oauth/authorize",
        "token_endpoint": "http://localhost/oauth/token",
        "revocation_endpoint": "http://localhost/oauth/revoke",
        "userinfo_endpoint": "http://localhost/oauth/userinfo",
        "scopes_supported": list(SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "service_documentation": "http://localhost/api",
        "app_registration_endpoint": "http://localhost/api/v1/apps",
    }


def test_scripts_of_other_sites_may_read_it(visitor):
    for path in ("/.well-known/oauth-authorization-server", "/oauth/userinfo", "/oauth/token"):
        answer = visitor.app.options(
            path, headers={"Origin": "https://x.example", "Access-Control-Request-Method": "POST"}
        )
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_page_for_people_is_not_for_scripts_of_other_sites(visitor):
    answer = visitor.get("/oauth/authorize", headers={"Origin": "https://x.example"}, status=400)

    assert "Access-Control-Allow-Origin" not in answer.headers
