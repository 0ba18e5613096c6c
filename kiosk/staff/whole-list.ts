import { allPages } from '../client/all-pages.ts';

/** Every page of a list as one answer, to be asked for like any other. */
export async function wholeList<T>(load: Parameters<typeof allPages<T>>[0]) {
  const all = await allPages(load);
  return all.ok ? { ok: true as const, body: all.value } : all;
}
