import type { Ids } from '../../platform/ids.ts';
import type { Part } from '../../platform/store/store.ts';
import { insertReadyTask } from '../../platform/tasks/task-rows.ts';
import { DELIVER_MESSAGE } from './dependencies.ts';
import { insertMessageParts, type News } from './message-rows.ts';

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
