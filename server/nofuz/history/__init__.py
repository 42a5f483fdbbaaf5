"""The releases as they are served: their dumps, what each changed, and documents as they were."""
