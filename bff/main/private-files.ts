/**
 * What this process writes is for its own user only, whatever the umask was with which it was started: databases with their WAL, keys,
 * backups and exports. Every program calls it before anything else; what it starts inherits it.
 */
export function keepFilesPrivate(): void {
  process.umask(0o077);
}
