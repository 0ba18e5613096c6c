/** One thing that a browser keeps sealed: the key can not be taken out, and what is older than its time is not there. */
export interface SealedStore<T> {
  /** Seals it under a new key; what was kept before is gone with its key. Keeps nothing where the browser does not. */
  keep(content: T): Promise<void>;
  /** What is kept, and since when (ms); nothing where there is none, it is too old, or it can not be opened. */
  read(): Promise<{ readonly content: T; readonly keptAt: number } | undefined>;
  forget(): Promise<void>;
}

export interface SealedStoreOptions {
  readonly database: Pick<IDBFactory, 'open' | 'deleteDatabase'> | undefined;
  readonly crypto: Pick<Crypto, 'getRandomValues'> & { readonly subtle?: SubtleCrypto };
  readonly now: () => number;
  /** Of the database. */
  readonly name: string;
  /** How long it may be shown, ms. */
  readonly keepMs: number;
}

interface Row {
  readonly key: CryptoKey;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly keptAt: number;
}

const TABLE = 'sealed';
const ONE = 'one';

/** AES-GCM (NIST SP 800-38D) under a key of the browser's own, which is made for each thing and never leaves it (Web Cryptography API). */
export function makeSealedStore<T>({ database, crypto, now, name, keepMs }: SealedStoreOptions): SealedStore<T> {
  const { subtle } = crypto;
  /** A clock that went back says nothing of how old it is. */
  const isInTime = ({ keptAt }: Row) => now() >= keptAt && now() - keptAt < keepMs;
  const change = <R>(act: (table: IDBObjectStore) => IDBRequest<R>) =>
    database === undefined ? Promise.reject(new Error('this browser keeps nothing')) : changed(database, name, act);
  const forget = async () => {
    if (database !== undefined) await deleted(database, name).catch(() => undefined);
  };
  return {
    async keep(content) {
      if (subtle === undefined) return;
      try {
        const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(content)));
        await change((table) => table.put({ key, iv, sealed, keptAt: now() } satisfies Row, ONE));
      } catch {
        await forget();
      }
    },
    async read() {
      try {
        const row = (await change((table) => table.get(ONE))) as Row | undefined;
        if (row === undefined || subtle === undefined) return undefined;
        if (!isInTime(row)) {
          await forget();
          return undefined;
        }
        const opened = await subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, row.key, row.sealed);
        return { content: JSON.parse(new TextDecoder().decode(opened)) as T, keptAt: row.keptAt };
      } catch {
        return undefined;
      }
    },
    forget,
  };
}

/** The whole database goes: not even that there was one is left. */
function deleted(database: Pick<IDBFactory, 'deleteDatabase'>, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = database.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('the database is held'));
  });
}

function changed<R>(database: Pick<IDBFactory, 'open'>, name: string, act: (table: IDBObjectStore) => IDBRequest<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    const opening = database.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    opening.onerror = () => reject(opening.error);
    // Another page of an older version holds it: nothing is kept then.
    opening.onblocked = () => reject(new Error('the database is held'));
    opening.onsuccess = () => {
      const open = opening.result;
      const transaction = open.transaction(TABLE, 'readwrite');
      const request = act(transaction.objectStore(TABLE));
      transaction.oncomplete = () => {
        open.close();
        resolve(request.result);
      };
      transaction.onabort = () => {
        open.close();
        reject(transaction.error);
      };
    };
  });
}
