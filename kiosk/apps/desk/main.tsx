import '../../styles/fonts.css';
import '../../styles/tokens.css';
import './desk.css';
import './work.css';
import { openOwnDevice } from '../../client/device/own-device.ts';
import { keepInDatabase } from '../../client/device/own-device-store.ts';
import { followEvents } from '../../client/events.ts';
import { passkeysOf } from '../../staff/passkey.ts';
import { holdAlone } from './hold-alone.ts';
import { startDesk } from './start-desk.tsx';

const root = document.getElementById('desk');
const { origin } = window.location;
if (root !== null)
  startDesk({
    root,
    origin,
    now: () => Date.now(),
    random: () => Math.random(),
    openDevice: async () =>
      openOwnDevice({
        origin,
        fetch: (input, init) => fetch(input, init),
        now: () => Date.now(),
        newId: () => crypto.randomUUID(),
        store: keepInDatabase(indexedDB),
      }),
    follow: followEvents,
    passkeys: passkeysOf(window),
    print: () => window.print(),
    newKey: () => crypto.randomUUID(),
    workAlone: (onTaken) => holdAlone(navigator, 'onedoor-desk', onTaken),
  });
