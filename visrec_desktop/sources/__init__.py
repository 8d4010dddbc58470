"""What suppliers send: sheets, archives, file names. Text and bytes in, plain values out."""
