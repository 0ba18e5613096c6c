/** What a browser that is a device of its own keeps of itself. */
export interface KeptDevice {
  readonly pair: CryptoKeyPair;
  /** With which it is enrolled, or was: the same code with the same key is the same request again. */
  readonly code: string;
  /** Once the gateway has said it. */
  readonly deviceId: string | undefined;
  /** Every tab of this browser is one and the same start of the device. */
  readonly boot: string;
  /** Milliseconds since 1970. */
  readonly bootAt: number;
  readonly start: number;
  /** Assertions that were signed, by whatever tab. */
  readonly seq: number;
}

/** Where it is kept: one place for all tabs. */
export interface OwnDeviceStore {
  /**
   * What is kept becomes what `change` makes of it, with no other tab in between; nothing is what it was. Answers what is kept then.
   * Rejects when the browser keeps nothing, as some do in a private window.
   */
  update(change: (kept: KeptDevice | undefined) => KeptDevice | undefined): Promise<KeptDevice | undefined>;
}

const DATABASE = 'onedoor-device';
const TABLE = 'device';
const KEY = 'own';

/** In this browser's own database, which also keeps a key that can not be taken out. */
export function keepInDatabase(database: Pick<IDBFactory, 'open'>): OwnDeviceStore {
  return {
    async update(change) {
      const open = await opened(database);
      try {
        return await changed(open, change);
      } finally {
        open.close();
      }
    },
  };
}

function opened(database: Pick<IDBFactory, 'open'>): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = database.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function changed(
  database: IDBDatabase,
  change: (kept: KeptDevice | undefined) => KeptDevice | undefined,
): Promise<KeptDevice | undefined> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(TABLE, 'readwrite');
    const table = transaction.objectStore(TABLE);
    const read = table.get(KEY) as IDBRequest<KeptDevice | undefined>;
    let kept: KeptDevice | undefined;
    read.onsuccess = () => {
      const next = change(read.result);
      kept = next ?? read.result;
      if (next !== undefined) table.put(next, KEY);
    };
    transaction.oncomplete = () => resolve(kept);
    transaction.onabort = () => reject(transaction.error);
  });
}
