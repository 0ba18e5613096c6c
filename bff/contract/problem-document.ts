import * as z from 'zod';
import { type ProblemCode, problems } from './problems.ts';
import { slot } from './slots/schemas.ts';
import { appointmentId, noticeVersion, patientId } from './terms.ts';

/** What any operation answers when it refuses. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().meta({ description: 'The request id.' }),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    retryable: z.boolean(),
    patientMessageKey: z.string(),
    errors: z.array(z.object({ at: z.string(), expected: z.string() })).optional(),
    alternatives: z.array(slot).max(3).optional(),
    appointmentId: appointmentId.optional(),
    bound: z.enum(['altogether', 'day', 'department-week']).optional(),
    most: z.int().optional(),
    reason: z.enum(['not-running', 'nothing-shown', 'moved-on', 'no-such-target', 'not-yours']).optional(),
    because: z.enum(['too-many', 'too-large', 'nothing', 'no-address', 'oneself', 'under-age', 'too-long', 'waiting']).optional(),
    role: z.enum(['helped', 'helper']).optional(),
    countries: z.array(z.string()).optional(),
    noticeVersion: noticeVersion.optional(),
    choices: z.array(z.object({ patientId, patientName: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

/** The stable `type` of a problem; the gateway serves its page there. */
export function problemType(code: ProblemCode): string {
  return `/problems/${code}`;
}
