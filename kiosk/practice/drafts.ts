import type { draftPaths } from '../../bff/contract/drafts/paths.ts';
import { type HandlersOf, inSession, refused } from './handler.ts';

export const LEFT_CODE = '7KQ2M9XD';
export const LEFT_NEAR_CODE = '4812';
const KEPT_MS = 10 * 60_000;

export const drafts = {
  createDraft: inSession((facts, { body }) => {
    const at = facts.now();
    facts.draft = { ...body, patientId: facts.me.patientId, at };
    const expiresAt = new Date(at + KEPT_MS).toISOString();
    return { status: 201, body: { code: LEFT_CODE, nearCode: LEFT_NEAR_CODE, expiresAt } };
  }),
  takeDraft: inSession((facts, { params, body }) => {
    const { draft, me, now } = facts;
    const known = [LEFT_CODE, LEFT_NEAR_CODE].includes(params.code) && draft?.patientId === me.patientId;
    if (!known || draft.purpose !== body.purpose || now() >= draft.at + KEPT_MS) return refused('not-found');
    facts.draft = undefined;
    return { status: 200, body: { purpose: draft.purpose, content: draft.content, createdAt: new Date(draft.at).toISOString() } };
  }),
} satisfies HandlersOf<typeof draftPaths>;
