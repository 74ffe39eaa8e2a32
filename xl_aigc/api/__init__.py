"""The public functions of the package; `import xl_aigc as xa` offers each of them by name.

Every function here is one call of the floor that does the work. pandas is imported when a DataFrame is asked for, never before.
"""
