"""What a campaign came to: figures, pictures, files for Excel and for a CRM."""
