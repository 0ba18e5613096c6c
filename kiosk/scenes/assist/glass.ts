import type { Glass } from '../../shell/glass.ts';
import { Band } from './screens/band.tsx';
import { HelpDialog } from './screens/help-dialog.tsx';
import { Question } from './screens/question.tsx';
import { HelpLine } from './use-help-line.tsx';

/** What this scene adds to every screen. */
export const glass: Glass = { HelpLine, Band, HelpDialog, Question };
