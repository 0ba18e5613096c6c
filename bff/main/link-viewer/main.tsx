import { render } from 'preact';
import { Viewer } from './viewer.tsx';
import './viewer.css';

const root = document.getElementById('viewer');
if (root === null) throw new Error('the page has no place for the viewer');
// The fragment stays in the address: a phone drops this page while somebody looks the passcode up in a chat, and loads it again.
// Another link in the same tab is another page: nothing of the first one stays.
addEventListener('hashchange', () => location.reload());
render(
  <Viewer
    address={location.href}
    canUnlock={globalThis.crypto?.subtle !== undefined && 'DecompressionStream' in globalThis}
    fetch={(url, init) => fetch(url, init)}
    now={() => Date.now()}
  />,
  root,
);
