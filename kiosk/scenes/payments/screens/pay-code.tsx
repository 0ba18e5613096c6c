import { useEffect } from 'preact/hooks';
import type { Payment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { QrCode } from '../../../components/slip/qr-code.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { isDue, isOpen } from '../money.ts';
import { goingOnIn } from '../said.ts';
import { useFollowed } from '../use-payment.ts';
import { yuanOf } from './bills.tsx';
import { Parts } from './parts.tsx';
import { PayLink } from './pay-link.tsx';
import { TimeLeft } from './time-left.tsx';
import './payments.css';

/**
 * The code, and what happens with it, until nobody waits for anything. Whoever does not touch the screen meanwhile is asked as always, and
 * what is theirs is covered: the payment goes on without them.
 */
export function PayCodeScreen() {
  const { answers } = useVisit();
  const payment = goingOnIn(answers);
  return payment === undefined ? null : <Followed first={payment} />;
}

function Followed({ first }: { readonly first: Payment }) {
  const { act } = useVisit();
  const { payment, look } = useFollowed(first);
  const over = !payment.parts.some(isOpen);
  useEffect(() => {
    if (over) act.settle('pay-code', payment);
  }, [over]);
  const due = payment.parts.find(isDue);
  if (due === undefined) return <Telling payment={payment} />;
  return due.presented === 'link' ? <PayLink payment={payment} part={due} look={look} /> : <Code payment={payment} part={due} />;
}

type Part = Payment['parts'][number];

/** One code at a time: which of how many, of whom, and how much, above it; until when, below. */
function Code({ payment, part }: { readonly payment: Payment; readonly part: Part }) {
  const visit = useVisit();
  const { language, say, act } = visit;
  const names = useNames();
  const codes = payment.parts.filter(({ agreed }) => agreed.cash.amount > 0);
  return (
    <Screen title={say('pay-code.title')}>
      <p class="pay-whose private">
        {codes.length > 1 && <span>{say('pay-code.which', { at: codes.indexOf(part) + 1, all: codes.length })}</span>}
        <span>{hospitalName(language, part, names?.hospitals ?? [])}</span>
        <span>
          {payment.patientName} <strong class="pay-amount">{yuanOf(visit, part.agreed.cash)}</strong>
        </span>
      </p>
      <div class="pay-code">
        {part.code === undefined ? (
          <p>{say('pay-code.coming')}</p>
        ) : (
          <QrCode key={part.code} text={part.code} label={say('pay-code.label')} />
        )}
      </div>
      {part.payUntil !== undefined && <TimeLeft since={payment.createdAt} until={part.payUntil} />}
      <p role="status">{say('pay-code.waiting')}</p>
      <div class="screen-actions">
        <Action label={say('pay-code.no-phone')} onPress={() => act.settle('pay-code', 'cash')} />
      </div>
    </Screen>
  );
}

/** The money is there: nobody has to do anything, and nobody has to stay. */
function Telling({ payment }: { readonly payment: Payment }) {
  const { say, act } = useVisit();
  const paidHere = payment.parts.some(({ agreed }) => agreed.cash.amount > 0);
  return (
    <Screen title={say(paidHere ? 'pay-code.telling' : 'pay-code.telling.insured')} picture={wayDrawings.clock}>
      <p class="pay-sentence" role="status">
        {say('pay-code.stay')}
      </p>
      <Parts payment={payment} />
      <div class="screen-actions">
        <Action label={say('pay-code.go')} onPress={() => act.settle('pay-code', payment)} />
      </div>
    </Screen>
  );
}
