import { positionOf } from '../../../journey/path.ts';
import { useVisit } from '../../../shell/visit.ts';
import { useReading } from '../use-reading.ts';
import { DocumentScreen } from './document.tsx';
import { LanguageScreen } from './language.tsx';

/** The start and the document's screen over one reading: who puts the card down and then chooses a language is not asked for it again. */
export function ArrivalScreen() {
  const { scenes, answers } = useVisit();
  const atStart = positionOf(scenes.rows, answers) === 'language';
  const reading = useReading(atStart ? 'language' : 'document');
  return atStart ? <LanguageScreen {...reading} /> : <DocumentScreen {...reading} />;
}
