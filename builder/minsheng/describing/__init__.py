"""What a graph says of one thing: read straight from the store, for pages and for programs.

Example:
    >>> from minsheng.describing import describe
    >>> describe(store, "https://w3id.org/minsheng/id/Place/500104").label  # doctest: +SKIP
    '大渡口区'
"""

from minsheng.describing.document import describe_document
from minsheng.describing.entity import describe
from minsheng.describing.indicator import compared
from minsheng.describing.reader import Reader
from minsheng.describing.thing import describe_thing
from minsheng.describing.triples import triples_about

__all__ = ["Reader", "compared", "describe", "describe_document", "describe_thing", "triples_about"]
