import { positionOf } from '../flows/journey.ts';
import { DocumentScreen } from './document.tsx';
import { LanguageScreen } from './language.tsx';
import { useReading } from './use-reading.ts';
import { useVisit } from './visit.ts';

/** The start and the document's screen over one reading: who puts the card down and then chooses a language is not asked for it again. */
export function ArrivalScreen() {
  const { answers } = useVisit();
  const atStart = positionOf(answers) === 'language';
  const reading = useReading(atStart);
  return atStart ? <LanguageScreen {...reading} /> : <DocumentScreen {...reading} />;
}
