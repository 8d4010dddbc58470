"""Data quality: missing facts of products proposed from the others, and prices that stand out."""

from visrec_desktop.recommend.cleaning.calibration import sure
from visrec_desktop.recommend.cleaning.columns import noise_columns
from visrec_desktop.recommend.cleaning.outliers import Outlier, price_outliers
from visrec_desktop.recommend.cleaning.proposals import propose
from visrec_desktop.recommend.cleaning.values import Facts, Proposal

__all__ = ["Facts", "Outlier", "Proposal", "noise_columns", "price_outliers", "propose", "sure"]
