"""Writing facts down once, however often they come in: the database decides, also between two at one moment."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..models import Base, violated


def keep_once(db: Session, fact: Base, rule: str) -> bool:
    """Write a fact down; False if it is there already, as the rule found that forbids a second one."""
    try:
        with db.begin_nested():
            db.add(fact)
            db.flush()
    except IntegrityError as error:
        if violated(error) != rule:
            raise
        return False
    return True
