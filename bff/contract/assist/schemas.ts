import * as z from 'zod';
import { givenText, hospitalId, instant, opaqueId } from '../terms.ts';

const helpCallId = opaqueId('hlp');
const assistSessionId = opaqueId('ast');

const language = z.enum(['zh', 'en']);

/** The name of a step, or of a page beside a journey. Steps that a helper may not see never leave the gateway. */
const step = z.string().regex(/^[a-z][a-z0-9/-]{0,39}$/);

const stage = z.enum(['volunteers', 'again', 'desk', 'window']).meta({
  description:
    'Who is called now: every volunteer on duty in the hall; all of them once more; the desk; nobody any more, the person has a ticket for the window.',
});

const outcome = z.enum(['helped', 'withdrawn', 'ticket', 'lapsed']).meta({
  description: '`lapsed`: who was on their way or beside them never said how it ended.',
});

const helpCall = {
  id: helpCallId,
  stage,
  since: instant,
  urgent: z.boolean().meta({ description: 'Come at once and bring a nurse. Why is never said here.' }),
};

/** As the kiosk sees its own call. */
export const helpCallAtKiosk = z
  .object({
    ...helpCall,
    state: z.enum(['open', 'ended']),
    outcome: outcome.optional(),
    onTheirWay: z.string().optional().meta({ description: 'The name of whoever is coming.' }),
    join: z
      .object({ code: z.string().regex(/^[0-9]{6}$/), until: instant })
      .optional()
      .meta({ description: 'Shown on the glass, where only somebody who stands there reads it; another one every 30 s.' }),
    ticket: z.string().optional().meta({ description: 'The number with which the window calls the person.' }),
  })
  .meta({ id: 'HelpCallAtKiosk' });

/** As staff of the hall see it: where, and how long; nothing of the person. */
export const helpCallAtStaff = z
  .object({
    ...helpCall,
    kiosk: z.string().meta({ description: 'The name on the machine.' }),
    campus: z.string(),
    floor: z.string(),
    step: z.string().meta({ description: '`hidden` where the step itself would tell something.' }),
    language,
    answeredBy: z.string().optional(),
    mine: z.boolean().meta({ description: 'Answered by whoever asks.' }),
  })
  .meta({ id: 'HelpCallAtStaff' });

const target = z
  .object({
    id: z.string().regex(/^t[0-9]{1,3}$/),
    label: z.string().max(80).optional().meta({ description: 'Only at a step that a helper may fill.' }),
    chosen: z.boolean().optional(),
  })
  .meta({ id: 'AssistTarget', description: 'What can be pressed on the screen, in the order in which it stands there.' });

const displayed = z.object({
  text: z.enum(['large', 'standard']),
  contrast: z.enum(['usual', 'high']),
  reach: z.enum(['usual', 'low']),
});

/** A word of a closed list, or when a place is: no number of a document and no day of birth looks like that. */
const MASKED = /^([a-z][a-z0-9-]{0,39}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.Z+-]{5,20})$/;

/** A journey as another screen may follow it: masked values, never a text that somebody wrote. */
const maskedAnswers = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), z.union([z.literal(true), z.string().regex(MASKED)]));

export const followedJourney = z
  .object({
    version: z.int().min(0),
    step: z.string(),
    level: z.enum(['see', 'fill', 'hidden']),
    answers: maskedAnswers,
    targets: z.array(target).max(60),
    display: displayed,
    language,
  })
  .meta({ id: 'FollowedJourney' });

const act = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('point'), version: z.int().min(0), target: z.string().regex(/^t[0-9]{1,3}$/) }),
    z.strictObject({ kind: z.literal('fill'), version: z.int().min(0), target: z.string().regex(/^t[0-9]{1,3}$/) }),
    z.strictObject({ kind: z.literal('display'), display: z.strictObject(displayed.shape) }),
    z.strictObject({ kind: z.literal('language'), language }),
  ])
  .meta({
    id: 'AssistAct',
    description:
      '`point`: a ring on the glass. `fill`: chosen on the glass, read back there, and nothing until the patient says yes to it. `version`: of the journey that the helper saw.',
  });

const assistState = z.enum(['asked', 'running', 'ended']).meta({
  description: '`asked`: until the patient says yes on the glass.',
});

const assistOutcome = z
  .enum(['helped', 'alone', 'refused', 'patient-left', 'another-patient', 'idle', 'time-over', 'off-duty'])
  .meta({ description: 'How it ended. `alone`: the patient goes on by themselves.' });

/** As the kiosk sees it. */
export const assistAtKiosk = z
  .object({
    id: assistSessionId,
    state: assistState,
    outcome: assistOutcome.optional(),
    helper: z.string().meta({ description: 'The name of the member of staff.' }),
    until: instant.optional(),
    acts: z
      .array(z.object({ sequence: z.int().min(1), act }))
      .meta({ description: 'The newest ones, oldest first; what was applied is known by its sequence.' }),
  })
  .meta({ id: 'AssistAtKiosk' });

/** As the helper sees it. */
export const assistAtHelper = z
  .object({
    id: assistSessionId,
    helpCallId,
    state: assistState,
    outcome: assistOutcome.optional(),
    kiosk: z.string(),
    patient: z
      .string()
      .optional()
      .meta({ description: "The family name's first character and a star, once they have shown a card or code." }),
    until: instant.optional(),
    journey: followedJourney.optional(),
  })
  .meta({ id: 'AssistAtHelper' });

export const assistEvent = z
  .union([
    z.object({ at: z.literal('kiosk'), call: helpCallAtKiosk.optional(), session: assistAtKiosk.optional() }),
    z.object({
      at: z.literal('staff'),
      onDuty: z.boolean(),
      locked: z.boolean(),
      hospital: hospitalId,
      calls: z.array(helpCallAtStaff),
      session: assistAtHelper.optional(),
    }),
  ])
  .meta({
    id: 'AssistEvent',
    description:
      '`event: assist`: everything as it is now, whenever something of it has changed. Nothing is lost with a connection.',
  });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  helpCallId: z.strictObject({ id: helpCallId }),
  assistSessionId: z.strictObject({ id: assistSessionId }),
  createHelpCall: z.strictObject({
    step,
    language,
    cause: z.enum(['pressed', 'readings']).default('pressed').meta({ description: '`readings`: three of a document failed.' }),
  }),
  endHelpCall: z.strictObject({}),
  join: z.strictObject({ helpCallId, code: z.string().regex(/^[0-9]{6}$/) }),
  journey: z.strictObject({
    version: z.int().min(0),
    step,
    answers: maskedAnswers,
    targets: z
      .array(
        z.strictObject({
          id: z.string().regex(/^t[0-9]{1,3}$/),
          label: givenText(1, 80).optional(),
          chosen: z.boolean().optional(),
        }),
      )
      .max(60),
    display: z.strictObject(displayed.shape),
    language,
  }),
  act,
  endAssist: z.strictObject({
    outcome: z.enum(['helped', 'alone', 'patient-left']).meta({ description: 'A member of staff can only have helped.' }),
  }),
};
