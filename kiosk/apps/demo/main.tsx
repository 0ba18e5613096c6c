import { render } from 'preact';
import '../../styles/fonts.css';
import '../../styles/tokens.css';
import './demo.css';
import { Demo } from './demo.tsx';

const root = document.getElementById('demo');
if (root !== null) render(<Demo />, root);
