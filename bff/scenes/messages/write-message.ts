import type { Ids } from '../../platform/ids.ts';
import type { Part } from '../../platform/store/store.ts';
import { insertReadyTask } from '../../platform/tasks/task-rows.ts';
import { DELIVER_MESSAGE } from './dependencies.ts';
import { insertEmergencyParts } from './emergency-rows.ts';
import { type GrantNews, insertGrantParts } from './grant-rows.ts';
import { insertMessageParts, type News } from './message-rows.ts';
import { insertMoneyParts, type MoneyNews } from './money-rows.ts';

/**
 * Parts that write a message, with the task that delivers it and the key under which it is sent, for the unit that makes it true: there is no
 * message of what did not happen, and nothing happens without its message. They stand behind the part that writes the appointment.
 */
export function messageParts(ids: Ids, news: Omit<News, 'id'>): readonly Part[] {
  const id = ids.nextInOrder('msg');
  return [
    ...insertMessageParts({ ...news, id }, ids.next('sms')),
    insertReadyTask(ids.inOrder('tsk'), DELIVER_MESSAGE, id, news.now),
  ];
}

/** The same about money: parts that stand behind those that write the part of the payment, and what it tells of. */
export function moneyMessageParts(ids: Ids, news: MoneyNews): readonly Part[] {
  const id = ids.nextInOrder('msg');
  const task = { id: ids.inOrder('tsk'), kind: DELIVER_MESSAGE };
  return insertMoneyParts(news, { id, sendKey: ids.next('sms'), task });
}

/** The same about records that were opened in an emergency; behind the part that writes the opening. */
export function emergencyMessageParts(ids: Ids, news: { readonly breakGlassId: string; readonly now: number }): readonly Part[] {
  const id = ids.nextInOrder('msg');
  return [
    ...insertEmergencyParts(news, { id, sendKey: ids.next('sms') }),
    insertReadyTask(ids.inOrder('tsk'), DELIVER_MESSAGE, id, news.now),
  ];
}

/** The same about a grant: that somebody may act for this person from now on, or may no more. */
export function grantMessageParts(ids: Ids, news: GrantNews): readonly Part[] {
  const id = ids.nextInOrder('msg');
  return [
    ...insertGrantParts(news, { id, sendKey: ids.next('sms') }),
    insertReadyTask(ids.inOrder('tsk'), DELIVER_MESSAGE, id, news.now),
  ];
}
