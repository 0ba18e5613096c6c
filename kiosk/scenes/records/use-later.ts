import { useEffect, useState } from 'preact/hooks';
import { useVisit } from '../../shell/visit.ts';
import { hasNews, isAsking, ownerIn, type ReadReports, readReports } from './read-reports.ts';

/** Between two looks at whether a hospital has answered since, and how often that is looked at. */
const LATER_MS = 5_000;
const LATER_LOOKS_MAX = 12;

/** What has come since, once a hospital has answered that was still being asked; until then nothing. It is not put under anybody's finger. */
export function useLater(read: ReadReports): ReadReports | undefined {
  const { services, answers } = useVisit();
  const [found, setFound] = useState<{ readonly since: ReadReports; readonly now: ReadReports }>();
  const later = found?.since === read ? found.now : undefined;
  const asking = isAsking(later ?? read);
  const { patientId } = ownerIn(answers);
  // Asked as long as it stands, and not for ever.
  useEffect(() => {
    if (!asking) return undefined;
    let looks = 0;
    let gone = false;
    const look = async () => {
      looks += 1;
      if (looks >= LATER_LOOKS_MAX) clearInterval(timer);
      const told = await readReports(services, patientId).catch(() => undefined);
      if (told?.ok && !gone) setFound({ since: read, now: told.value });
    };
    const timer = setInterval(() => void look(), LATER_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [asking, read, patientId]);
  return later !== undefined && hasNews(read, later) ? later : undefined;
}
