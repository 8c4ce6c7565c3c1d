"""Reasoning: the OWL 2 RL closure and the stored rules."""

from espd_kg.infer.inconsistency import Inconsistency
from espd_kg.infer.inference import Inference, Reasoner, infer

__all__ = ["Inconsistency", "Inference", "Reasoner", "infer"]
