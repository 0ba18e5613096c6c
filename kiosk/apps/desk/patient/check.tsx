import { useState } from 'preact/hooks';
import type { Appointment, Coverage, Served, Slot } from '../../../client/wire.ts';
import { departmentName, feeOf, hospitalName, practitionerName, roomAt, titleOf } from '../../../i18n/named.ts';
import { dayOf, numberOf, sayDay, timeOf } from '../../../i18n/when.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { NO_ANSWER } from '../../../staff/problem-words.ts';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import { useDesk } from '../at-desk.ts';
import { Heading } from '../heading.tsx';
import { Act } from '../keys.tsx';
import { booking as words } from '../patient-words.ts';
import { deskProblems } from '../problem-words.ts';
import { useKeyed } from '../use-keyed.ts';

interface CheckProps {
  readonly served: Served;
  readonly slot: Slot;
  readonly onBack: () => void;
  readonly onBooked: (appointment: Appointment) => void;
}

/** Everything once more, to be read to the person, before it is booked. */
export function Check({ served, slot, onBack, onBooked }: CheckProps) {
  const say = useSay();
  const { client, environment } = useDesk();
  const { busy, notice, ask } = useAsking(deskProblems);
  const [coverage, setCoverage] = useState<Coverage>('self-pay');
  const keyed = useKeyed(environment.newKey);
  const book = async () => {
    const body = { slotId: slot.id, patientId: served.patientId, coverage };
    const booked = await ask(() => keyed((idempotencyKey) => client('bookAtDesk', { body, idempotencyKey })));
    if (booked) onBooked(booked.body);
  };
  // What was asked for once is asked for again as it was.
  const unknown = notice === NO_ANSWER;
  const choose = (chosen: Coverage) => () => setCoverage(chosen);
  return (
    <>
      <Heading>{say(words.check)}</Heading>
      <Facts served={served} slot={slot} />
      <fieldset>
        <legend>{say(words.pays)}</legend>
        <div class="row">
          <Act
            keys="Alt+S"
            word={words.selfPay}
            run={choose('self-pay')}
            pressed={coverage === 'self-pay'}
            off={busy || unknown}
          />
          <Act
            keys="Alt+M"
            word={words.insurance}
            run={choose('medical-insurance')}
            pressed={coverage === 'medical-insurance'}
            off={busy || unknown}
          />
        </div>
      </fieldset>
      <Notice word={unknown ? words.again : notice} />
      <div class="row">
        <Act keys="Alt+Y" word={words.book} run={() => void book()} off={busy} main />
        <Act keys="Escape" word={words.back} run={onBack} off={busy} />
      </div>
    </>
  );
}

function Facts({ served, slot }: Pick<CheckProps, 'served' | 'slot'>) {
  const say = useSay();
  const language = useLanguage();
  const { hospitals, departments, at } = useDesk();
  const { department, practitioner, place, price, start } = slot;
  const facts = [
    [words.who, served.patientName],
    [words.when, `${sayDay(language, dayOf(start), dayOf(at))} ${timeOf(language, slot)} ${numberOf(language, slot)}`],
    [words.what, departmentName(language, department.code, department.name, departments)],
    [words.doctor, `${practitionerName(language, practitioner)} ${titleOf(language, practitioner.title)}`],
    [words.where, `${hospitalName(language, place, hospitals)} ${roomAt(language, place)}`],
    [words.fee, feeOf(language, price)],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([word, value]) => (
        <div key={word.en}>
          <dt>{say(word)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
