import { useCallback, useState } from 'preact/hooks';
import type * as z from 'zod';
import type { openedRecords } from '../../../../bff/contract/records/break-glass-schemas.ts';
import { clockOf, dayOf } from '../../../i18n/when.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { Choices } from '../choices.tsx';
import { EmergencyForm } from './emergency-form.tsx';
import { REPORTS_A_PAGE, type RecordsPlace, RecordsView } from './records-view.tsx';
import { clinician, clinicianProblems, emergency as words } from './words.ts';

type OpenedRecords = z.output<typeof openedRecords>;

/** What a clinician opened, and who that was. */
export interface Opened extends OpenedRecords {
  readonly staffId: string;
}

interface EmergencyPartProps extends RecordsPlace {
  /** What is open now. */
  readonly opened: readonly OpenedRecords[];
  readonly onOpened: (opened: OpenedRecords) => void;
  /** Of what can be read no more. */
  readonly onGone: (id: string) => void;
}

const PROBLEMS = { ...clinicianProblems, 'not-found': words.gone };

/** Records of somebody who can not be asked: opened with a reason, read while they are open. */
export function EmergencyPart({ opened, onOpened, onGone, ...place }: EmergencyPartProps) {
  const say = useSay();
  const { client } = place;
  const [read, setRead] = useState<OpenedRecords>();
  const [gone, setGone] = useState(false);
  const load = useCallback(
    (cursor?: string) => client('readBreakGlass', { params: { id: read?.id ?? '' }, query: { limit: REPORTS_A_PAGE, cursor } }),
    [client, read],
  );
  if (read)
    return (
      <RecordsView
        key={read.id}
        {...place}
        load={load}
        whose={read}
        withReports
        problems={PROBLEMS}
        onLeave={() => setRead(undefined)}
        onGone={() => {
          onGone(read.id);
          setGone(true);
          setRead(undefined);
        }}
      />
    );
  const toRead = (one: OpenedRecords) => {
    setGone(false);
    setRead(one);
  };
  return (
    <EmergencyForm
      client={client}
      onOpened={(one) => {
        onOpened(one);
        toRead(one);
      }}
    >
      <Notice word={gone ? words.gone : undefined} />
      {opened.length > 0 && (
        <>
          <h2>{say(words.open)}</h2>
          <Choices
            label={say(words.open)}
            choices={opened.map((one) => ({
              id: one.id,
              title: say(clinician.who, { name: one.patientName, year: one.birthYear }),
              aside: say(clinician.until, { day: dayOf(one.until), clock: clockOf(one.until) }),
              act: say(clinician.read),
              run: () => toRead(one),
            }))}
          />
        </>
      )}
    </EmergencyForm>
  );
}
