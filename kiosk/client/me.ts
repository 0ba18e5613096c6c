import type { Client } from '../../bff/contract/client.ts';
import type { Loaded } from './all-pages.ts';
import type { Dependant, Me } from './wire.ts';

/** Who stands here and for whom they may act, masked. Each reading is a line of the person's own access log. */
export async function readMe({ client }: { readonly client: Client }): Promise<Loaded<Me>> {
  const answer = await client('readMe', {});
  return answer.ok ? { ok: true, value: answer.body } : answer;
}

/** Nobody has seen the papers of this child and its guardian yet: it can be booked for, and what others booked for it is not shown. */
export function isByWord({ level }: Dependant): boolean {
  return level === 'claimed';
}
