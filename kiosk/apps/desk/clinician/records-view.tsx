import { useEffect } from 'preact/hooks';
import type * as z from 'zod';
import type { Client } from '../../../../bff/contract/client.ts';
import type { readRecords } from '../../../../bff/contract/records/clinician-schemas.ts';
import type { Hospital } from '../../../client/wire.ts';
import { clockOf, dayOf } from '../../../i18n/when.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import type { ProblemWords } from '../../../staff/problem-words.ts';
import { useSay } from '../../../staff/saying.ts';
import { useNow } from '../../../staff/use-now.ts';
import { Heading } from '../heading.tsx';
import { Act } from '../keys.tsx';
import { OneReport } from './one-report.tsx';
import { Allergies, Conditions, Medications, Visits } from './record-lists.tsx';
import { RecordSection, toSection } from './record-section.tsx';
import { sexes, record as words } from './record-words.ts';
import { type PageAnswer, usePages } from './use-pages.ts';
import { clinician } from './words.ts';

type ReadRecords = z.output<typeof readRecords>;

/** With what every part of a clinician's work reads. */
export interface RecordsPlace {
  readonly client: Client;
  /** The gateway's instant, ms since 1970. */
  readonly at: () => number;
  readonly now: () => number;
  /** What hospitals are called in English. */
  readonly hospitals: readonly Hospital[];
}

interface RecordsViewProps extends RecordsPlace {
  readonly load: (cursor?: string) => Promise<PageAnswer<ReadRecords>>;
  /** Whose they are, as far as that is known before they are read. */
  readonly whose: { readonly patientName: string; readonly birthYear: number };
  /** Reports are among what may be read. */
  readonly withReports: boolean;
  readonly problems: ProblemWords;
  readonly onLeave: () => void;
  /** They may be read no more. */
  readonly onGone: () => void;
}

/** Reports with all that is in them: a few screens. */
export const REPORTS_A_PAGE = 10;

const MINUTE_MS = 60_000;
const SECTIONS = ['allergies', 'medications', 'conditions', 'results', 'visits'] as const;

/** What somebody's hospitals know of them. It leaves the page when it is left, when it is over, and when the gateway refuses the next look. */
export function RecordsView({ load, whose, withReports, problems, at, now, hospitals, onLeave, onGone }: RecordsViewProps) {
  const say = useSay();
  const asking = useAsking(problems);
  const { pages, look, more } = usePages({ asking, load, nextOf: ({ results }) => results.next, onGone });
  useEffect(() => void look(), [look]);
  const [first] = pages ?? [];
  const newest = pages?.at(-1);
  const reports = (pages ?? []).flatMap(({ results }) => results.items);
  return (
    <section class="stack records">
      <header class="whose">
        <Heading>{first?.person.name ?? say(clinician.who, { name: whose.patientName, year: whose.birthYear })}</Heading>
        {first && (
          <p class="person-who">{say(words.born, { date: first.person.birthDate, sex: say(sexes[first.person.sex]) })}</p>
        )}
      </header>
      {first && <Until until={first.until} {...{ at, now }} onOver={onGone} />}
      <Notice word={asking.notice} />
      {!first && asking.busy && <p role="status">{say(words.loading)}</p>}
      <div class="row">
        <Act keys="Escape" word={words.leave} run={onLeave} />
        <Act keys="Alt+R" word={words.look} run={() => void look()} off={asking.busy} />
      </div>
      {first && newest && (
        <>
          <nav class="row" aria-label={say(words.sections)}>
            {SECTIONS.map((section, nth) => (
              <Act key={section} keys={`Alt+${nth + 1}`} word={words[section]} run={() => toSection(section)} />
            ))}
          </nav>
          <Allergies of={first.lists.allergies} hospitals={hospitals} />
          <Medications of={first.lists.medications} hospitals={hospitals} />
          <Conditions of={first.lists.conditions} hospitals={hospitals} />
          <RecordSection
            name="results"
            of={withReports ? { items: reports, sources: newest.results.sources, more: false } : undefined}
            hospitals={hospitals}
            keyOf={({ id }) => id}
          >
            {(report) => <OneReport report={report} hospitals={hospitals} />}
          </RecordSection>
          {more && <Act keys="F2" word={words.more} run={() => void more()} off={asking.busy} />}
          <Visits of={first.lists.visits} hospitals={hospitals} />
        </>
      )}
    </section>
  );
}

interface UntilProps {
  readonly until: string;
  readonly at: () => number;
  readonly now: () => number;
  readonly onOver: () => void;
}

/** Until when they may be read; then they are on the page no more, whether anybody looks again or not. */
function Until({ until, at, now, onOver }: UntilProps) {
  const say = useSay();
  useNow(now);
  const left = Date.parse(until) - at();
  const over = left <= 0;
  useEffect(() => {
    if (over) onOver();
  }, [over]);
  const whole = Math.max(0, Math.floor(left / MINUTE_MS));
  const span = say(words.left, { hours: Math.floor(whole / 60), minutes: whole % 60 });
  return <p>{say(words.until, { day: dayOf(until), clock: clockOf(until), span })}</p>;
}
