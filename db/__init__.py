"""The disk: schema, migrations, the transaction, queries by noun, and the two engines' differences.

Must never import the screen, the paper or Qt. SQLAlchemy and the driver are imported here and nowhere else.
"""
