"""Undo, cancel, refund an earlier sale, and credit one that was made without a member. The ledger only grows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db import ledger, members, print_jobs
from db.print_jobs import JobState
from db.store import Connection, Store
from desktop.operations import slips
from desktop.operations.context import ShopContext
from loyalty import limits, reversals
from loyalty.ledger import Operation, OperationKind, Standing
from loyalty.limits import Action
from loyalty.members import Member
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import Reversal
