"""The main job from first mail to last, on embedded servers and simulated time."""
