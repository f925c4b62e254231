"""The models of journeys, one concept a file."""

from .quality import QualityAnswer, QualitySample, SampledRecord

__all__ = ["QualityAnswer", "QualitySample", "SampledRecord"]
