"""The letter to the units (退回修改意见): its parts as HTML, its style."""
