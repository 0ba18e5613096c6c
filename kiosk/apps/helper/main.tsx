import '../../styles/tokens.css';
import '../../staff/staff.css';
import './helper.css';
import { staffEnvironmentOf } from '../../staff/environment-of.ts';
import { makeBell } from './bell.ts';
import { cameraOf } from './scanning.ts';
import { startHelper } from './start-helper.tsx';

const root = document.getElementById('helper');
if (root !== null) startHelper({ ...staffEnvironmentOf(window, root), bell: makeBell(window), openCamera: cameraOf(window) });
