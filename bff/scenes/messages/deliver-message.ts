import { auditPart, GATEWAY } from '../../platform/audit/audit.ts';
import { limits } from '../../platform/limits/limits.ts';
import { countUse } from '../../platform/limits/use-rows.ts';
import { dayEnd, windowEnd } from '../../platform/limits/windows.ts';
import { commit } from '../../platform/store/commit.ts';
import { guarded, type Part } from '../../platform/store/store.ts';
import { type Onward, sagaHandler, type Working } from '../../platform/tasks/saga.ts';
import type { TaskHandler } from '../../platform/tasks/task-runner.ts';
import { isKeptThere } from '../appointments/kept-for-minors.ts';
import { type Reached, reachedBy } from '../identity/reached-by.ts';
import type { MessageDependencies } from './dependencies.ts';
import {
  holdMessagePart,
  intendMessagePart,
  type Message,
  moveAttemptPart,
  moveMessagePart,
  readMessage,
} from './message-rows.ts';
import { readPreferences } from './preference-rows.ts';
import { type Later, type Preferences, wayOf } from './preference-rules.ts';
import { type AttemptState, lookAgainAt, type MessageStep, nextStep, type SenderAbilities, sendAgainAt } from './rules.ts';
import { askReceipt, sendText, takeBack } from './send-text.ts';
import { subjectOf } from './subject-of.ts';

/** One step of one message. */
type Work = Working<Message, MessageDependencies>;

const STEPS: Readonly<Record<MessageStep, (work: Work) => Promise<Onward>>> = {
  send,
  ask,
  doubt: (work) => moveAttempt(work, 'unknown', {}, 'keep'),
  wait: (work) => work.write('postpone-message', { runAt: againAt(work, work.subject) }, []),
  'give-up': (work) => giveUp(work, work.subject.recipientId),
  stop,
  'to-desk': async (work) => {
    await recall(work);
    return giveUp(work, null);
  },
  rest: ({ write }) => write('finish-message', 'finish', []),
};

/**
 * Takes a message to its person: to their phone, as they wish it, and where that can not be, onto the list of calls of the hospital's desk. The
 * intent to send is committed before the call; what is not known is asked for by its key and goes out once more at the most.
 */
export function messageHandler(dependencies: MessageDependencies): TaskHandler {
  const { store, clock, messages } = dependencies;
  return sagaHandler(dependencies, {
    name: 'message',
    read: (id) => readMessage(store, id),
    decide: (message) => nextStep(message, abilitiesOf(messages), clock.now()),
    intentAt: ({ sentAt }) => sentAt,
    steps: STEPS,
  });
}

function abilitiesOf({ keyed, receipt }: MessageDependencies['messages']): SenderAbilities {
  return { keyed, receipts: receipt !== undefined, sendsMax: limits.messageSends.figure };
}

const HOUR_MS = 3600 * 1000;
const OF_THE_PHONE = 'messages-left-of-phone';
const OF_THE_CITY = 'messages-left-of-city';
/** A sender that tells nothing afterwards is believed when it takes a message. */
const believed = ({ messages }: MessageDependencies) => messages.receipt === undefined;

async function send(work: Work): Promise<Onward> {
  const { dependencies, subject } = work;
  const { clock, store } = dependencies;
  const reached = await reachedBy(dependencies, {
    patientId: subject.holderId,
    bookedBy: subject.bookedBy,
    isKept: (birthDate) => isKeptThere(dependencies, subject, birthDate),
  });
  // Whoever has no phone has their own word on what the desk calls them for.
  const wishes = await readPreferences(store, reached?.patientId ?? subject.holderId);
  const now = clock.now();
  const { way } = wayOf(subject, wishes, now);
  if (way === 'list') return settle(work, 'listed', [], { recipientId: reached?.patientId ?? null });
  if (way !== 'phone') return hold(work, way);
  if (!reached) return giveUp(work, null);
  // A text that may have gone out already is the same when it goes out again.
  const language = (subject.sends === 0 ? wishes.chosenLanguage : null) ?? subject.language;
  const attempt = { attempt: 'sent', sends: subject.sends + 1, sentAt: now } as const;
  const sent: Message = { ...subject, ...attempt, language, recipientId: reached.patientId };
  let refused: string | undefined;
  const onward = await work.settle('keep', async (fence) => {
    const committed = await commit(dependencies, 'send-message', 'outcomes', [fence, ...intentParts(work, sent, wishes)]);
    refused = committed.ok ? undefined : committed.guard;
    // A bound that is used up is an answer: nobody moved the message.
    return refused === OF_THE_PHONE || refused === OF_THE_CITY ? { ok: true } : committed;
  });
  if (refused === OF_THE_PHONE) return giveUp(work, reached.patientId);
  if (refused === OF_THE_CITY) return stopped(work);
  return refused === undefined ? call({ ...work, subject: sent }, reached) : onward;
}

/** The intent with everything that it uses up; the consent and the waiting are those of this moment. */
function intentParts({ dependencies, subject }: Work, sent: Message, { patientId, version }: Preferences): readonly Part[] {
  const { ids, clock, city } = dependencies;
  const now = clock.now();
  const ofPhone = { bound: 'messagesOfPhone', subject: patientId, endsAt: dayEnd(now), amount: 1 };
  const ofCity = { bound: 'messagesAnHour', subject: 'city', endsAt: windowEnd(now, HOUR_MS), amount: 1 };
  return [
    intendMessagePart({ id: subject.id, recipientId: patientId, language: sent.language, wishes: version }),
    moveAttemptPart(subject, sent),
    guarded(countUse({ ...ofPhone, max: limits.messagesOfPhone.figure }), OF_THE_PHONE),
    { ...guarded(countUse({ ...ofCity, max: city.messages.anHour }), OF_THE_CITY), contended: 'messages of the city' },
    auditPart(ids, now, { ...auditOf(subject), action: 'message.send' }),
  ];
}

/** It is night for whoever it goes to, and it is of the same use in the morning. */
function hold({ dependencies, subject, write }: Work, later: Later): Promise<Onward> {
  dependencies.metrics.count('onedoor_messages_total', 'result="held-for-quiet"');
  return write('hold-message', { runAt: later.until }, [holdMessagePart(subject.id, later)]);
}

/** The city has sent what it may in this hour: that is for the operator to hear. */
function stopped({ dependencies, subject, write }: Work): Promise<Onward> {
  const { log, metrics, clock } = dependencies;
  log.write('error', 'messages.stopped');
  metrics.count('onedoor_messages_total', 'result="held-back"');
  return write('postpone-message', { runAt: Math.min(windowEnd(clock.now(), HOUR_MS), subject.deliverBy) }, []);
}

/** The intent is committed: nothing stands between it and the call. */
async function call(work: Work, reached: Reached): Promise<Onward> {
  const { dependencies, subject } = work;
  const outcome = await sendText(dependencies, subject, reached);
  if (outcome.ok) return believed(dependencies) ? delivered(work) : moveAttempt(work, 'accepted', { tries: 0 });
  switch (outcome.failure.kind) {
    case 'rejected':
      return giveUp(work, subject.recipientId, 'failed');
    case 'unavailable':
    case 'unauthenticated': {
      // Certainly not sent, so it does not count; our credentials may be put right before the time is over.
      const values = { sends: subject.sends - 1, tries: subject.tries + 1 };
      return moveAttempt(work, subject.sends > 1 ? 'unknown' : 'ready', values, {
        runAt: sendAgainAt(subject, dependencies.clock.now()),
      });
    }
    case 'unknown-outcome':
    case 'malformed':
      return moveAttempt(work, 'unknown', { tries: 0 });
  }
}

async function ask(work: Work): Promise<Onward> {
  const { dependencies, subject } = work;
  const receipt = await askReceipt(dependencies, subject);
  if (receipt === 'delivered') return delivered(work);
  if (receipt === 'failed') return giveUp(work, subject.recipientId, 'failed');
  return moveAttempt(work, receipt === 'accepted' ? 'accepted' : subject.attempt, { tries: subject.tries + 1 });
}

/** The consent is withdrawn, or what it says holds no more: nothing goes out any more, and what the sender still has is asked back. */
async function stop(work: Work): Promise<Onward> {
  await recall(work);
  return settle(work, 'stopped', []);
}

async function recall({ dependencies, subject }: Work): Promise<void> {
  if (subject.attempt === 'accepted' || subject.attempt === 'unknown') await takeBack(dependencies, subject);
}

function delivered(work: Work): Promise<Onward> {
  return settle(work, 'delivered', [moveAttemptPart(work.subject, { ...work.subject, attempt: 'delivered' })]);
}

/** Nothing reached them: the desk of the hospital calls, with a clock; not about what they were told where they booked. */
async function giveUp(work: Work, recipientId: string | null, attempt?: AttemptState): Promise<Onward> {
  const { dependencies, subject } = work;
  const { ids, clock } = dependencies;
  const now = clock.now();
  const tried = attempt ? [moveAttemptPart(subject, { ...subject, attempt })] : [];
  if (subject.seen) return settle(work, 'shown', tried, { recipientId });
  const parts = [...tried, auditPart(ids, now, { ...auditOf(subject), action: 'message.unreached' })];
  return settle(work, 'unreached', parts, { recipientId, unreachedAt: now, dueBy: now + limits.unreachedCalled.figure });
}

async function settle(
  { dependencies, subject, write }: Work,
  to: 'delivered' | 'shown' | 'listed' | 'unreached' | 'stopped',
  parts: readonly Part[],
  values: Parameters<typeof moveMessagePart>[2] = { recipientId: subject.recipientId },
): Promise<Onward> {
  const onward = await write(`message-${to}`, 'finish', [moveMessagePart(subject.id, to, values), ...parts]);
  dependencies.metrics.count('onedoor_messages_total', `result="${to}"`);
  return onward;
}

/** Moves the attempt and looks again later, or as it is said. */
function moveAttempt(
  work: Work,
  attempt: AttemptState,
  values: Partial<Pick<Message, 'sends' | 'tries' | 'sentAt'>>,
  after?: Parameters<Work['write']>[1],
): Promise<Onward> {
  const { dependencies, subject, write } = work;
  const to: Message = { ...subject, ...values, attempt };
  if (attempt !== subject.attempt) dependencies.metrics.count('onedoor_messages_total', `result="${attempt}"`);
  return write('note-message', after ?? { runAt: againAt(work, to) }, [moveAttemptPart(subject, to)]);
}

function againAt({ dependencies }: Work, message: Message): number {
  return lookAgainAt(message, abilitiesOf(dependencies.messages), dependencies.clock.now());
}

function auditOf(message: Message) {
  return { actor: GATEWAY, subject: subjectOf({ ...message, patientId: message.holderId }), requestId: message.id } as const;
}
