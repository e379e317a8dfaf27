"""The letter to the units (退回修改意见): its parts as HTML, and how they look on a desk, on a phone, on paper."""
