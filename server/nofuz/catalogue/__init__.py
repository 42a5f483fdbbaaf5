"""What tells machines and search engines what is here: VoID, DCAT, sitemap, context."""
