"""What an import will do, shown and changed before anything happens."""
