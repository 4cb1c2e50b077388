"""What a trained model says: prediction with numpy alone, from plain arrays in ``models/``; training lives elsewhere."""
