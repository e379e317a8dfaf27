"""The letter to the units (退回修改意见), as one page or one a unit."""
