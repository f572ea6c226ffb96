"""Speech in quotation marks: which stretches are said, and by which statement.

Independent of the learned attribution, which it completes: quotation marks are evidence that rules read well.
"""

from newsparse.speech._completion import complete
from newsparse.speech._turns import find_turns

__all__ = ["complete", "find_turns"]
