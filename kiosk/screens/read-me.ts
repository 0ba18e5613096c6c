import type { Loaded } from '../client/all-pages.ts';
import type { Me } from '../client/wire.ts';
import type { Visit } from './visit.ts';

/** Who stands here and for whom they may act, masked. Each reading is a line of the person's own access log. */
export async function readMe({ door }: Visit): Promise<Loaded<Me>> {
  const answer = await door.client('readMe', {});
  return answer.ok ? { ok: true, value: answer.body } : answer;
}
