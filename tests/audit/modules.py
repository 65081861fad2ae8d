"""Where the programs of others are that judge: `make audit` has npm install them."""

from tests.processes import ROOT

AUDIT = ROOT / "var/audit"
MODULES = AUDIT / "node_modules"
