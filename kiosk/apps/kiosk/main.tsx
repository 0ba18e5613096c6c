import '../../styles/fonts.css';
import '../../styles/tokens.css';
import '../../styles/base.css';
import { makeSystemVoice } from '../../speech/voice.ts';
import { startKiosk } from './start-kiosk.tsx';
// After the components: what a mode says holds of all of them.
import '../../styles/modes.css';

const root = document.getElementById('kiosk');
if (root !== null)
  startKiosk({
    root,
    origin: window.location.origin,
    settingsUrl: new URL('config.json', document.baseURI).href,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    random: () => Math.random(),
    print: () => window.print(),
    voice: makeSystemVoice(globalThis),
  });
