import '../../styles/fonts.css';
import '../../styles/tokens.css';
import '../../styles/base.css';
import { startGallery } from './gallery.tsx';
// After the components: what a mode says holds of all of them.
import '../../styles/modes.css';
import '../phone/phone-tokens.css';

const root = document.getElementById('gallery');
if (root !== null) void startGallery(root);
