"""Speech in quotation marks: which stretches are said, and by which statement.

Independent of the learned attribution, which it completes: quotation marks are evidence that rules read well.
"""

from newsparse.speech._completion import complete

__all__ = ["complete"]
