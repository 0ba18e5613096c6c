import '../../styles/tokens.css';
import '../../styles/base.css';
import { startKiosk } from './start-kiosk.tsx';

const root = document.getElementById('kiosk');
if (root !== null)
  startKiosk({
    root,
    origin: window.location.origin,
    settingsUrl: new URL('config.json', document.baseURI).href,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    print: () => window.print(),
  });
