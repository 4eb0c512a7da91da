"""What strangers send, before it is ours: photos made anew, texts looked over, programs kept out."""
