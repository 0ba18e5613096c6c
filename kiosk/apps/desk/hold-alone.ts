/**
 * Holds a name of this browser until another page takes it (Web Locks API, `steal`). A browser without locks holds nothing: there nobody is
 * told.
 */
export function holdAlone({ locks }: { readonly locks?: LockManager }, name: string, onTaken: () => void): void {
  // It is held as long as this page lives, and refused when it is taken.
  locks?.request(name, { steal: true }, () => new Promise(() => undefined)).catch(onTaken);
}
