// @vitest-environment happy-dom
import { cleanup, fireEvent, render, waitFor } from '@testing-library/preact';
import { afterEach, expect, it } from 'vitest';
import { looking } from '../../kiosk/apps/gallery/stage.tsx';
import type { MessageEvent } from '../../kiosk/client/wire.ts';
import { USUAL_DISPLAY } from '../../kiosk/components/display/display.ts';
import { sayIn } from '../../kiosk/i18n/text.ts';
import { makeWorldServices } from '../../kiosk/practice/practice-services.ts';
import { SAMPLE_NOW, sampleDevice, sampleWorld } from '../../kiosk/practice/sample-city.ts';
import { everyMessage } from '../../kiosk/practice/sample-messages.ts';
import type { World } from '../../kiosk/practice/world.ts';
import { makeWorldClient } from '../../kiosk/practice/world-client.ts';
import { MessagesScreen } from '../../kiosk/scenes/messages/screens/messages.tsx';
import { type Visit, VisitContext } from '../../kiosk/shell/visit.ts';
import { scenes } from './kit/all-scenes.ts';

afterEach(cleanup);

/** The list of messages on a screen that is told of new ones, as somebody's own phone is. */
function open() {
  const world: World = { ...sampleWorld, messages: everyMessage.slice(1) };
  const made = makeWorldServices(world, sampleDevice, { now: () => SAMPLE_NOW, newId: () => 'id', random: () => 0.5 });
  let tell: ((event: MessageEvent) => void) | undefined;
  let followers = 0;
  const services = {
    ...made,
    client: makeWorldClient(world),
    async followMessages(onEvent: (event: MessageEvent) => void) {
      tell = onEvent;
      followers += 1;
      return () => {
        followers -= 1;
      };
    },
  };
  const visit: Visit = {
    services,
    scenes,
    answers: {},
    language: 'zh',
    say: sayIn('zh'),
    display: USUAL_DISPLAY,
    act: looking,
    cardLies: false,
    window: '',
  };
  const shown = render(
    <VisitContext.Provider value={visit}>
      <MessagesScreen />
    </VisitContext.Provider>,
  );
  const listed = () => [...shown.container.querySelectorAll('.choice-title')].map(({ textContent }) => textContent);
  const news = () => shown.queryByText('有新消息，按这里看');
  return {
    world,
    tell: (event: MessageEvent) => tell?.(event),
    followers: () => followers,
    listed,
    news,
    unmount: shown.unmount,
  };
}

const [newest] = everyMessage;
const FRESH = { what: 'new', id: newest?.id ?? '', kind: newest?.kind ?? 'booking-confirmed' } as const;

it('a message that comes while somebody looks moves nothing until they press for it, and is the first then', async () => {
  const { world, tell, listed, news, followers } = open();
  await waitFor(() => expect([listed().length > 0, followers()]).toEqual([true, 1]));
  tell({ what: 'list' });
  tell({ ...FRESH, what: 'read' });
  const before = listed();
  expect(news()).toBeNull();
  world.messages = everyMessage;
  tell(FRESH);
  const press = await waitFor(() => {
    const found = news();
    if (found === null) throw new Error('nothing says that there is news');
    return found;
  });
  expect(listed()).toEqual(before);
  fireEvent.click(press);
  await waitFor(() => expect(listed()[0]).toContain('预约确认了'));
  expect(news()).toBeNull();
});

it('a message that comes after the list was read and before it is followed is told, too', async () => {
  const { world, tell, listed, news, followers } = open();
  await waitFor(() => expect([listed().length > 0, followers()]).toEqual([true, 1]));
  const before = listed();
  world.messages = everyMessage;
  tell({ what: 'list' });
  await waitFor(() => expect(news()).not.toBeNull());
  expect(listed()).toEqual(before);
});

it('who has left the list follows no messages any more', async () => {
  const { followers, unmount } = open();
  await waitFor(() => expect(followers()).toBe(1));
  unmount();
  await waitFor(() => expect(followers()).toBe(0));
});
