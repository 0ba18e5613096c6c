import '../../styles/tokens.css';
import './helper.css';
import { openOwnDevice } from '../../client/device/own-device.ts';
import { keepInDatabase } from '../../client/device/own-device-store.ts';
import { followEvents } from '../../client/events.ts';
import { passkeysOf } from '../../staff/passkey.ts';
import { makeBell } from './bell.ts';
import { cameraOf } from './scanning.ts';
import { startHelper } from './start-helper.tsx';

const root = document.getElementById('helper');
const { origin } = window.location;
if (root !== null)
  startHelper({
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
    bell: makeBell(window),
    openCamera: cameraOf(window),
    passkeys: passkeysOf(window),
  });
