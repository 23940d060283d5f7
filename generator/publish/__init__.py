"""The rendered site reaches the disk: stage, engine, frames, verification, an atomic change of the folder."""
