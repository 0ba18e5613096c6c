import '../../styles/fonts.css';
import '../../styles/tokens.css';
import '../../staff/staff.css';
import './desk.css';
import './work.css';
import './cashier/cashier.css';
import './clinician/clinician.css';
import { staffEnvironmentOf } from '../../staff/environment-of.ts';
import { holdAlone } from './hold-alone.ts';
import { startDesk } from './start-desk.tsx';

const root = document.getElementById('desk');
if (root !== null)
  startDesk({
    ...staffEnvironmentOf(window, root),
    print: () => window.print(),
    newKey: () => crypto.randomUUID(),
    workAlone: (onTaken) => holdAlone(navigator, 'onedoor-desk', onTaken),
  });
