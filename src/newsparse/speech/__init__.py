"""Rules for stretches in quotation marks: is it speech, and which reporting clause belongs to it.

Independent of the learned attribution, which it completes: quotation marks are evidence that rules read well.
"""

from newsparse.speech.judgement import log_odds
from newsparse.speech.stretches import Stretch, read_stretches

__all__ = ["Stretch", "log_odds", "read_stretches"]
