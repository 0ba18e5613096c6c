import type { MessageRejectReason, Receipt } from '../../../adapters/messages/port.ts';
import { DEADLINE_MS, type Outcome } from '../../../adapters/port/terms.ts';
import { deadlineSignal } from '../../platform/clock.ts';
import type { Reached } from '../identity/reached-by.ts';
import type { MessageDependencies } from './dependencies.ts';
import type { Message } from './message-rows.ts';
import { lockScreenText } from './rules.ts';

type Sending = Pick<MessageDependencies, 'messages' | 'clock' | 'log'>;

/** Sends what may stand on a locked screen. The number and the text are held by nobody afterwards. */
export async function sendText(
  dependencies: Sending,
  message: Message,
  { patientId, phone }: Reached,
): Promise<Outcome<null, MessageRejectReason>> {
  const { messages, clock } = dependencies;
  const { kind, language, at, numbers, holderId, sendKey, fen, cause } = message;
  const money = { fen: fen ?? 0, undone: cause === 'undone' };
  const text = lockScreenText({ kind, language, at, timed: numbers === null, forOther: patientId !== holderId, ...money });
  const { signal, release } = deadlineSignal(clock, DEADLINE_MS.write);
  const outcome = await messages.send({ key: sendKey, to: phone, text }, { signal });
  release();
  return noted(dependencies, message, outcome);
}

/** Asks what became of it; `undefined` where the sender does not tell, or did not answer. */
export async function askReceipt(dependencies: Sending, message: Message): Promise<Receipt | undefined> {
  const { messages, clock } = dependencies;
  const { signal, release } = deadlineSignal(clock, DEADLINE_MS.read);
  const outcome = await messages.receipt?.(message.sendKey, { signal });
  release();
  return outcome && noted(dependencies, message, outcome).ok && outcome.ok ? outcome.value : undefined;
}

/** Asks the sender not to send what it has; where it can not, or it is too late, the message has been read. */
export async function takeBack(dependencies: Sending, message: Message): Promise<void> {
  const { messages, clock } = dependencies;
  const { signal, release } = deadlineSignal(clock, DEADLINE_MS.write);
  const outcome = await messages.cancel?.(message.sendKey, { signal });
  release();
  if (outcome) noted(dependencies, message, outcome);
}

function noted<T extends Outcome<unknown, MessageRejectReason>>(
  { log }: Sending,
  { appointmentId, hospitalId }: Message,
  outcome: T,
): T {
  if (!outcome.ok) {
    const { kind, detail } = outcome.failure;
    const of = appointmentId !== null ? { appointmentId } : hospitalId === null ? {} : { hospitalId };
    log.write(kind === 'unauthenticated' ? 'error' : 'warn', 'message.not-sent', { ...of, failure: kind, detail });
  }
  return outcome;
}
