"""How to cite a page: what it is and in which release, in the forms that programs take."""
