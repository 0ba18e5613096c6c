import { useState } from 'preact/hooks';
import type { Payment } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ActionLink } from '../../../components/action/action-link.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { yuanOf } from './bills.tsx';
import { TimeLeft } from './time-left.tsx';
import './payments.css';

interface PayLinkProps {
  readonly payment: Payment;
  readonly part: Payment['parts'][number];
  /** Asks the gateway at once; answers whether it answered. */
  readonly look: () => Promise<boolean>;
}

/** What came of asking whether it is paid: nothing was asked yet, it is being asked, it is not known to be paid, or nobody answered. */
type Looked = 'not-asked' | 'asking' | 'not-yet' | 'no-answer';

/**
 * On the phone with which one pays: one bill at a time, opened in WeChat by one press. Whoever comes back is told what the hospital's account says,
 * never what the way back says.
 */
export function PayLink({ payment, part, look }: PayLinkProps) {
  const visit = useVisit();
  const { services, language, say, act } = visit;
  const names = useNames();
  const [looked, setLooked] = useState<Looked>('not-asked');
  const links = payment.parts.filter(({ agreed }) => agreed.cash.amount > 0);
  // The provider's page for other browsers opens in none of WeChat's own.
  const shut = services.browser?.inWeChat === true && part.payUrl !== undefined;
  const over = part.payUntil !== undefined && Date.parse(part.payUntil) <= services.now();
  const ask = async () => {
    setLooked('asking');
    setLooked((await look()) ? 'not-yet' : 'no-answer');
  };
  return (
    <Screen title={say('pay-link.title')}>
      <p class="pay-whose private">
        {links.length > 1 && <span>{say('pay-link.which', { at: links.indexOf(part) + 1, all: links.length })}</span>}
        <span>{hospitalName(language, part, names?.hospitals ?? [])}</span>
        <span>
          {payment.patientName} <strong class="pay-amount">{yuanOf(visit, part.agreed.cash)}</strong>
        </span>
      </p>
      {part.payUntil !== undefined && <TimeLeft since={payment.createdAt} until={part.payUntil} />}
      {shut && (
        <div class="pay-sentence">
          <p>{say('pay-link.in-wechat')}</p>
          <p>{say('pay-link.in-wechat.how')}</p>
        </div>
      )}
      {(!shut || looked !== 'not-asked') && (
        <p role="status">{say(looked === 'not-asked' ? 'pay-link.waiting' : `pay-link.${looked}`)}</p>
      )}
      <div class="screen-actions">
        {part.payUrl === undefined
          ? !over && <p>{say('pay-link.coming')}</p>
          : // Another bill is another link: the one before is gone with its words.
            !over &&
            !shut && <ActionLink key={part.payUrl} label={say('pay-link.open')} href={part.payUrl} picture={wayDrawings.tick} />}
        <Action label={say('pay-link.paid')} disabled={looked === 'asking'} onPress={() => void ask()} />
        <Action label={say('pay-link.not-now')} onPress={() => act.settle('pay-code', 'cash')} />
      </div>
    </Screen>
  );
}
