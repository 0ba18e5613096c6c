import type { Sample } from '../../platform/metrics.ts';
import type { Scene } from '../scene.ts';
import { messageHandler } from './deliver-message.ts';
import { DELIVER_MESSAGE, type MessageDependencies } from './dependencies.ts';
import { type MessageOperations, messageHandlers } from './http.ts';
import { forgetOldMessages } from './message-rows.ts';
import { countUnreached } from './shown-rows.ts';

/** What people have to know and did not ask for: at the kiosk, on their phone, or by a call of the hospital's desk. */
export function messageScene(dependencies: MessageDependencies): Scene<MessageOperations> {
  const { store } = dependencies;
  return {
    operations: messageHandlers(dependencies),
    tasks: { [DELIVER_MESSAGE]: messageHandler(dependencies) },
    forget: (now) => forgetOldMessages(DELIVER_MESSAGE, now),
    async measure(now) {
      const rows = await store.read(countUnreached({ now }));
      return rows.flatMap(({ hospitalId, count, overdue }): Sample[] => {
        const labels = `hospital="${hospitalId}"`;
        return [
          { name: 'onedoor_messages_unreached', labels, value: count },
          { name: 'onedoor_messages_unreached_overdue', labels, value: overdue },
        ];
      });
    },
  };
}
