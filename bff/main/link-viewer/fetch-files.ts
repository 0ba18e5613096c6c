import { type FileRefusal, openFile } from '../../scenes/records/links/sealed-file.ts';
import type { ShlinkPayload } from '../../scenes/records/links/shlink.ts';

/** Who asks, and what the owner told them. */
export interface Asker {
  readonly recipient: string;
  readonly passcode?: string;
}

export interface SharedFile {
  readonly contentType: string;
  readonly text: string;
}

/**
 * Why nothing is shown. `gone`: the link is over, or was never one. `passcode`: it was wrong, and how often it may be wrong yet.
 * `busy`: in how many seconds one may ask again. `unreachable`: no answer, or none that can be read. `too-large`: longer than this page takes.
 */
export type NoFiles =
  | { readonly refused: 'gone' | 'unreachable' | 'too-large' }
  | { readonly refused: 'passcode'; readonly left: number }
  | { readonly refused: 'busy'; readonly seconds: number };

export interface Files {
  readonly files: readonly SharedFile[];
  /** Files that did not open or did not come, by why. */
  readonly failed: readonly (FileRefusal | 'missing')[];
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const FILES_MAX = 50;
const MANIFEST_MAX = 64 * 1_024 * 1_024;
/** Of what is in one file; a report may have documents of some megabytes each. */
const FILE_BYTES_MAX = 32 * 1_024 * 1_024;
const SEALED_MAX = FILE_BYTES_MAX * 1.5;
/** Files up to this stand in the manifest itself: one request less on a slow phone. */
const EMBEDDED_MAX = 1_024 * 1_024;
const ANSWER_WITHIN_MS = 30_000;
const BUSY_SECONDS = 60;

/** Addresses of links and of their files, as every gateway makes them. */
const OF_A_LINK = /\/shl\/(?:files\/)?[A-Za-z0-9_-]+$/;

/** Of this gateway, and a link or a file of one: whoever made up an address must not have this page ask anything else. */
export function isOurs(address: string, origin: string): boolean {
  const { origin: its, pathname } = new URL(address);
  return its === origin && OF_A_LINK.test(pathname);
}

/**
 * Asks for what is behind a link, and opens it here: the key is never sent. Nothing else of this page asks anything of the link.
 * @param origin Of this page: a file elsewhere is not asked for.
 */
export async function fetchFiles(
  link: ShlinkPayload,
  { asker, fetch, origin }: { readonly asker: Asker; readonly fetch: Fetch; readonly origin: string },
): Promise<Files | NoFiles> {
  return link.direct ? fetchDirect(link, asker, fetch) : fetchManifest(link, { asker, fetch, origin });
}

async function fetchDirect({ url, key }: ShlinkPayload, { recipient }: Asker, fetch: Fetch): Promise<Files | NoFiles> {
  const address = new URL(url);
  address.searchParams.set('recipient', recipient);
  const answer = await ask(fetch, address.href, {}, SEALED_MAX);
  if ('refused' in answer) return answer;
  return opened([{ sealed: answer.text }], key);
}

async function fetchManifest(
  { url, key }: ShlinkPayload,
  { asker, fetch, origin }: { readonly asker: Asker; readonly fetch: Fetch; readonly origin: string },
): Promise<Files | NoFiles> {
  const body = JSON.stringify({ ...asker, embeddedLengthMax: EMBEDDED_MAX });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const answer = await ask(fetch, url, init, MANIFEST_MAX);
  if ('refused' in answer) return answer;
  const entries = entriesIn(answer.text);
  if (entries === undefined) return { refused: 'unreachable' };
  const sealed: Sealed[] = [];
  // One after the other: a phone holds one file at a time, and an address answers once.
  for (const { contentType, embedded, location } of entries) {
    if (embedded !== undefined) sealed.push({ contentType, sealed: embedded });
    else sealed.push({ contentType, sealed: location === undefined ? undefined : await fetchFile(location, fetch, origin) });
  }
  return opened(sealed, key);
}

async function fetchFile(location: string, fetch: Fetch, origin: string): Promise<string | undefined> {
  if (!URL.canParse(location) || !isOurs(location, origin)) return undefined;
  const answer = await ask(fetch, location, {}, SEALED_MAX);
  return 'refused' in answer ? undefined : answer.text;
}

interface Sealed {
  readonly contentType?: string;
  /** Absent where it did not come. */
  readonly sealed?: string;
}

async function opened(all: readonly Sealed[], key: string): Promise<Files> {
  const files: SharedFile[] = [];
  const failed: (FileRefusal | 'missing')[] = [];
  for (const { contentType, sealed } of all) {
    const file =
      sealed === undefined ? ({ refused: 'missing' } as const) : await openFile(sealed, { key, bytesMax: FILE_BYTES_MAX });
    if ('refused' in file) failed.push(file.refused);
    else files.push({ contentType: typeOf(file.contentType ?? contentType), text: new TextDecoder().decode(file.content) });
  }
  return { files, failed };
}

/** Without its parameters, as `charset`. */
const typeOf = (contentType = '') => contentType.split(';')[0]?.trim().toLowerCase() ?? '';

interface Entry {
  readonly contentType?: string;
  readonly embedded?: string;
  readonly location?: string;
}

function entriesIn(manifest: string): readonly Entry[] | undefined {
  const { files } = jsonOf(manifest);
  if (!Array.isArray(files)) return undefined;
  const textIn = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return files.slice(0, FILES_MAX).map((file: Record<string, unknown> | null) => ({
    contentType: textIn(file?.contentType),
    embedded: textIn(file?.embedded),
    location: textIn(file?.location),
  }));
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** No cookie, no address of this page and no copy in a cache goes with it. */
async function ask(fetch: Fetch, url: string, init: RequestInit, max: number): Promise<{ readonly text: string } | NoFiles> {
  try {
    const answer = await fetch(url, {
      ...init,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await readAtMost(answer, max);
    if (text === undefined) return { refused: 'too-large' };
    return answer.ok ? { text } : refusalOf(answer, text);
  } catch {
    return { refused: 'unreachable' };
  }
}

function refusalOf({ status, headers }: Response, text: string): NoFiles {
  if (status === 404 || status === 410) return { refused: 'gone' };
  if (status === 429) return { refused: 'busy', seconds: countIn(headers.get('retry-after')) ?? BUSY_SECONDS };
  const left = jsonOf(text).remainingAttempts;
  if (status === 401 && typeof left === 'number' && left >= 0) return { refused: 'passcode', left };
  return { refused: 'unreachable' };
}

const countIn = (text: string | null) => (text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined);

async function readAtMost({ body }: Response, max: number): Promise<string | undefined> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const reader = body.getReader();
  const texts: string[] = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return texts.join('') + decoder.decode();
    length += value.length;
    if (length > max) {
      await reader.cancel();
      return undefined;
    }
    texts.push(decoder.decode(value, { stream: true }));
  }
}
