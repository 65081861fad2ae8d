"""Real Debian machines, provisioned by the real playbooks: `make rehearse`."""
