"""Migrations: one file a version in `versions`, and `run`, which alone imports Alembic and is itself imported late."""
