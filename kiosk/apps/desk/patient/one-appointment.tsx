import { useState } from 'preact/hooks';
import { isHere } from '../../../client/nearness.ts';
import type { Appointment, Slip } from '../../../client/wire.ts';
import { SlipCard } from '../../../components/slip/slip-card.tsx';
import { SlipPaper } from '../../../components/slip/slip-paper.tsx';
import type { Language } from '../../../i18n/text.ts';
import { clockOf } from '../../../i18n/when.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { useDesk } from '../at-desk.ts';
import { Question } from '../choices.tsx';
import { Heading } from '../heading.tsx';
import { Act } from '../keys.tsx';
import { one as words } from '../patient-words.ts';
import { Printed } from '../printed.tsx';
import { deskProblems } from '../problem-words.ts';
import { useKeyed } from '../use-keyed.ts';
import { useAppointmentWords } from './appointment-words.ts';

interface OneAppointmentProps {
  readonly appointment: Appointment;
  /** Booked just now. */
  readonly fresh: boolean;
  readonly onBack: () => void;
}

/** One appointment: its slip is printed, or it is cancelled, which is asked once more. */
export function OneAppointment({ appointment: given, fresh, onBack }: OneAppointmentProps) {
  const say = useSay();
  const { client, environment } = useDesk();
  const { titleOf, stateOf } = useAppointmentWords();
  const { busy, notice, say: tell, ask } = useAsking(deskProblems);
  const [appointment, setAppointment] = useState(given);
  const [asked, setAsked] = useState(false);
  const keyed = useKeyed(environment.newKey);
  const [slip, setSlip] = useState<{ readonly slip: Slip; readonly language: Language }>();
  const { id, status, cancellation } = appointment;
  const stands = status !== 'cancelled' && cancellation === 'none';
  const print = async (language: Language) => {
    const issued = await ask(() => client('issueSlipAtDesk', { params: { id }, body: {} }));
    if (issued === undefined) return;
    setSlip({ slip: issued.body, language });
    tell(words.printed);
  };
  const cancel = async () => {
    const cancelled = await ask(() =>
      keyed((idempotencyKey) => client('cancelAtDesk', { params: { id }, body: {}, idempotencyKey })),
    );
    if (cancelled === undefined) return;
    setAsked(false);
    setSlip(undefined);
    setAppointment(cancelled.body);
    tell(cancelled.body.cancellation === 'done' ? words.cancelled : words.cancelAsked);
  };
  const { title, aside } = titleOf(appointment);
  return (
    <>
      <Heading>{say(words.title)}</Heading>
      {fresh && stands && (
        <p class="notice" role="status">
          {status === 'booked'
            ? say(words.bookedNow)
            : say(words.bookingAsked, { clock: clockOf(appointment.knowBy ?? given.start) })}
        </p>
      )}
      <p>
        <strong>{title}</strong> {stateOf(appointment)}
      </p>
      <p>{aside}</p>
      <Notice word={notice} />
      {asked ? (
        <Question yes={words.cancelYes} no={words.cancelNo} onYes={() => void cancel()} onNo={() => setAsked(false)} off={busy}>
          <p>{say(words.cancelAsk)}</p>
        </Question>
      ) : (
        <div class="row">
          <Act keys="Alt+P" word={words.printZh} run={() => void print('zh')} off={busy || !stands} main={stands} />
          <Act keys="Alt+Q" word={words.printEn} run={() => void print('en')} off={busy || !stands} />
          <Act keys="Alt+C" word={words.cancel} run={() => setAsked(true)} off={busy || !stands} />
          <Act keys="Escape" word={words.back} run={onBack} off={busy} />
        </div>
      )}
      {slip && <SlipOnPaper key={`${slip.slip.issuedAt} ${slip.language}`} {...slip} />}
    </>
  );
}

/** The slip as it goes to the printer, once, and what stands on it for the clerk to see. */
function SlipOnPaper({ slip, language }: { readonly slip: Slip; readonly language: Language }) {
  const { hospitals, departments, device, at, environment } = useDesk();
  const names = { slip, language, hospitals, departments };
  return (
    <div lang={language === 'zh' ? 'zh-CN' : 'en'} class="picture">
      <SlipCard {...names} now={at} here={isHere(device, slip.place)} byHeart />
      <Printed onThere={environment.print}>
        <SlipPaper {...names} />
      </Printed>
    </div>
  );
}
