"""Many files: work in pages, on processes of this machine or of a cluster, resumable at any moment."""
