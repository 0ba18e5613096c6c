import type { OperationsOf } from '../operation.ts';
import type { draftPaths } from './paths.ts';
import { draft, input, leftDraft } from './schemas.ts';

export const draftOperations = {
  createDraft: {
    summary: 'Keep for ten minutes what this person began; a newer draft of the same purpose takes the place of the older one',
    access: { by: ['patient'] },
    body: input.createDraft,
    replies: { 201: leftDraft },
    keyed: true,
    problems: [],
  },
  takeDraft: {
    summary:
      "Take up, once, what the person whose session this is began; a clerk does it in the person's session at the same device",
    access: { by: ['patient', 'clerk'], for: 'patient' },
    secret: true,
    params: input.draftCode,
    body: input.takeDraft,
    replies: { 200: draft },
    problems: [],
  },
} as const satisfies OperationsOf<typeof draftPaths>;
