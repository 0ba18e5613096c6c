import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Appointment, PrintedResults, Served } from '../../../client/wire.ts';
import type { Language } from '../../../i18n/text.ts';
import { type Asking, useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import { wholeList } from '../../../staff/whole-list.ts';
import { useDesk } from '../at-desk.ts';
import { Choices } from '../choices.tsx';
import { Heading } from '../heading.tsx';
import { Act } from '../keys.tsx';
import { registering, person as words } from '../patient-words.ts';
import { binding } from '../phone-words.ts';
import { deskProblems } from '../problem-words.ts';
import { useAppointmentWords } from './appointment-words.ts';
import { BindPhoneForm } from './bind-phone-form.tsx';
import { BookForm } from './book-form.tsx';
import { DraftForm } from './draft-form.tsx';
import { LinkForm } from './link-form.tsx';
import { OneAppointment } from './one-appointment.tsx';
import { ResultsPaper } from './results-paper.tsx';

interface ServedProps {
  readonly served: Served;
  readonly onServed: (session: Served) => void;
  /** Nobody knows whom this desk serves. */
  readonly onLost: () => void;
  readonly onNextPerson: () => void;
}

type View =
  | { readonly at: 'list' }
  | { readonly at: 'book'; readonly department?: string }
  | { readonly at: 'one'; readonly appointment: Appointment; readonly fresh: boolean }
  | { readonly at: 'draft' }
  | { readonly at: 'link' }
  | { readonly at: 'phone' };

/** The person at the counter: who they are, what they have, what is done for them. */
export function ServedPerson({ served, onServed, onLost, onNextPerson }: ServedProps) {
  const say = useSay();
  const { clerk } = useDesk();
  const [view, setView] = useState<View>({ at: 'list' });
  const back = () => setView({ at: 'list' });
  const sex = say(registering[served.sex]);
  return (
    <section class="stack">
      <div class="person">
        <p class="person-who">{say(words.who, { name: served.patientName, year: served.birthYear, sex })}</p>
        <p>{[say(words.vouched, { clerk: clerk.name }), ...(served.registered ? [say(words.fresh)] : [])].join(' · ')}</p>
        <Act keys="Alt+X" word={words.next} run={onNextPerson} />
      </div>
      {served.toBeSeenFirst && (
        <p class="notice" role="alert">
          {say(words.toBeSeenFirst)}
        </p>
      )}
      {served.tookOver.length > 0 && <p class="notice">{say(words.tookOver)}</p>}
      {view.at === 'list' && <Appointments onView={setView} />}
      {view.at === 'book' && (
        <BookForm
          served={served}
          department={view.department}
          onBack={back}
          onBooked={(appointment) => setView({ at: 'one', appointment, fresh: true })}
        />
      )}
      {view.at === 'one' && <OneAppointment {...view} onBack={back} />}
      {view.at === 'draft' && <DraftForm onBack={back} onTaken={(department) => setView({ at: 'book', department })} />}
      {view.at === 'link' && <LinkForm {...{ served, onServed, onLost }} onBack={back} />}
      {view.at === 'phone' && <BindPhoneForm onBack={back} />}
    </section>
  );
}

function Appointments({ onView }: { readonly onView: (view: View) => void }) {
  const say = useSay();
  const language = useLanguage();
  const { stateOf, titleOf } = useAppointmentWords();
  const asking = useAsking(deskProblems);
  const { list, read } = useAppointments(asking);
  const { client } = useDesk();
  const [paper, setPaper] = useState<{ readonly printed: PrintedResults; readonly language: Language }>();
  const printResults = async () => {
    const answer = await asking.ask(() => client('printResultsAtDesk', { body: { results: 'all' } }));
    if (answer === undefined) return;
    const isNone = answer.body.reports.length === 0;
    asking.say(isNone ? words.resultsNone : words.resultsPrinted);
    if (!isNone) setPaper({ printed: answer.body, language });
  };
  return (
    <>
      <Heading>{say(words.appointments)}</Heading>
      <Notice word={asking.notice} />
      {list === undefined && asking.busy && <p>{say(words.loading)}</p>}
      {list?.length === 0 && <p>{say(words.none)}</p>}
      <Choices
        wide
        key={language}
        label={say(words.appointments)}
        choices={(list ?? []).map((appointment) => ({
          id: appointment.id,
          ...titleOf(appointment),
          act: stateOf(appointment),
          run: () => onView({ at: 'one', appointment, fresh: false }),
        }))}
      />
      <div class="row">
        <Act keys="Alt+B" word={words.book} run={() => onView({ at: 'book' })} main />
        <Act keys="Alt+T" word={words.draft} run={() => onView({ at: 'draft' })} />
        <Act keys="Alt+L" word={words.link} run={() => onView({ at: 'link' })} />
        <Act keys="Alt+M" word={binding.act} run={() => onView({ at: 'phone' })} />
        <Act keys="Alt+P" word={words.results} run={() => void printResults()} off={asking.busy} />
        <Act keys="Alt+R" word={words.reload} run={() => void read()} off={asking.busy} />
      </div>
      {paper && <ResultsPaper {...paper} onDone={() => setPaper(undefined)} />}
    </>
  );
}

function useAppointments({ ask }: Asking) {
  const { client } = useDesk();
  const [list, setList] = useState<readonly Appointment[]>();
  const read = useCallback(async () => {
    const loaded = await ask(() => wholeList((cursor) => client('listAtDesk', { query: { limit: 50, cursor } })));
    if (loaded) setList(loaded.body);
  }, [client, ask]);
  useEffect(() => void read(), [read]);
  return { list, read };
}
