"""Speech in quotation marks: which stretches are said, and by which statement.

Independent of the learned attribution, which it completes: quotation marks are evidence that rules read well.
"""

from newsparse.speech._blocks import find_blocks
from newsparse.speech._completion import complete
from newsparse.speech._passives import turn_passives

__all__ = ["complete", "find_blocks", "turn_passives"]
