"""Questions to the database. They build statements or read; they never write."""
