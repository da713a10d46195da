"""The rundown's life: drafted from the catalog, reviewed and approved by people."""
