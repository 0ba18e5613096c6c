import type { Quotes } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { clockOf } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { type Agreed, byHospital, isPayable, phoneChannelOf, presentedBy, splitOf } from '../money.ts';
import { chosenIn } from '../said.ts';
import { ForOther, yuanOf } from './bills.tsx';
import { PayList } from './pay-list.tsx';
import './payments.css';

type Quote = Quotes['quotes'][number];

/** Who pays what, and the one yes: how the rest is paid is said by which button is pressed. */
export function SplitScreen() {
  const { services, answers, act } = useVisit();
  const names = useNames();
  const quotes = rememberedAnswer(answers, 'quoting');
  if (quotes === undefined) return null;
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  if (quotes.quotes.some(({ state }) => state === 'refused')) return <Refused quotes={quotes.quotes} />;
  if (!isPayable(quotes, services.now())) return <TooOld />;
  return <WhoPays quotes={quotes} />;
}

const SHARES = ['fund', 'account', 'cash', 'total'] as const;

function WhoPays({ quotes }: { readonly quotes: Quotes }) {
  const visit = useVisit();
  const { services, answers, language, say, act } = visit;
  const names = useNames();
  const hospitals = byHospital(quotes.quotes).map(({ all, ...hospital }) => ({ ...hospital, split: splitIn(all) }));
  const together = splitIn(quotes.quotes);
  const cashFirst = chosenIn(answers)?.cashFirst === true;
  const byPhone = phoneChannelOf(quotes, presentedBy(services)) !== undefined;
  // Whoever pays from home scans a code: that does without links.
  const fromHome = quotes.fromHome && phoneChannelOf(quotes, 'code') !== undefined;
  const noPhone = services.device === undefined ? 'split.no-link' : 'split.no-phone';
  const agree = (how: Agreed['how']) => () => act.settle('split', { how, key: services.newKey() });
  return (
    <Screen
      title={say('split.question')}
      lead={
        <>
          <ForOther />
          <p>{say('split.until', { clock: clockOf(quotes.until) })}</p>
          {together.cash.amount > 0 && !byPhone && <p>{say(noPhone)}</p>}
        </>
      }
    >
      <dl class="split private">
        {SHARES.map((share) => (
          <div key={share} class={`split-line split-${share}`}>
            <dt>{say(`split.${share}`)}</dt>
            <dd>{yuanOf(visit, together[share])}</dd>
          </div>
        ))}
      </dl>
      {hospitals.length > 1 && (
        <PayList items={hospitals} keyOf={({ hospital }) => hospital} atOnce={visit.display.reach === 'low' ? 2 : 3}>
          {(shown) => (
            <ul class="split-hospitals private">
              {shown.map(({ split, ...one }) => (
                <li key={one.hospital}>
                  <span>{hospitalName(language, one, names?.hospitals ?? [])}</span>
                  <strong>{say('split.of', { total: yuanOf(visit, split.total), cash: yuanOf(visit, split.cash) })}</strong>
                </li>
              ))}
            </ul>
          )}
        </PayList>
      )}
      <div class="screen-actions">
        {together.cash.amount === 0 ? (
          <Action kind="main" label={say('split.nothing-left')} picture={wayDrawings.tick} onPress={agree('cash')} />
        ) : (
          <HowToPay byPhone={byPhone} cashFirst={cashFirst} fromHome={fromHome} agree={agree} />
        )}
      </div>
    </Screen>
  );
}

interface HowToPayProps {
  /** Each hospital can be paid by phone, in one payment. */
  readonly byPhone: boolean;
  readonly cashFirst: boolean;
  /** Somebody at home can pay. */
  readonly fromHome: boolean;
  readonly agree: (how: Agreed['how']) => () => void;
}

/** Each way is a yes to the sums above. Who said before that a phone does not do finds the window first. */
function HowToPay({ byPhone, cashFirst, fromHome, agree }: HowToPayProps) {
  const { say } = useVisit();
  const home = fromHome && <Action label={say('split.home')} onPress={agree('from-home')} />;
  if (!byPhone)
    return (
      <>
        <Action kind="main" label={say('split.window.yes')} onPress={agree('cash')} />
        {home}
      </>
    );
  if (cashFirst)
    return (
      <>
        <Action kind="main" label={say('split.window.yes')} onPress={agree('cash')} />
        <Action label={say('split.phone.after-all')} onPress={agree('phone')} />
        {home}
      </>
    );
  return (
    <>
      <Action kind="main" label={say('split.phone')} onPress={agree('phone')} />
      <Action label={say('split.window')} onPress={agree('cash')} />
      {home}
    </>
  );
}

function splitIn(quotes: readonly Quote[]) {
  return splitOf(quotes.flatMap(({ split }) => split ?? []));
}

/** Insurance pays nothing of some: why, and what one can do. */
function Refused({ quotes }: { readonly quotes: readonly Quote[] }) {
  const { services, answers, language, say, window, act } = useVisit();
  const names = useNames();
  const chosen = chosenIn(answers);
  const withInsurance = chosen?.insurance !== false;
  const refused = quotes.filter(({ state }) => state === 'refused');
  const others = quotes.filter(({ state }) => state !== 'refused');
  const again = (bills: readonly Quote[], insurance: boolean) => () =>
    act.settle('bills', {
      ...chosen,
      bills: (chosen?.bills ?? []).filter((one) =>
        bills.some(({ hospital, visitRef }) => hospital === one.hospital && visitRef === one.visitRef),
      ),
      insurance,
      key: services.newKey(),
    });
  return (
    <Screen title={say(withInsurance ? 'refused.question' : 'refused.question.hospital')} alert>
      {byHospital(refused).map(({ all, ...one }) => (
        <p key={one.hospital} class="pay-sentence private">
          {say(withInsurance ? `refused.${all[0]?.reason ?? 'refused'}` : 'refused.hospital', {
            hospital: hospitalName(language, one, names?.hospitals ?? []),
          })}
        </p>
      ))}
      <p>{say('refused.charged')}</p>
      {withInsurance && <p>{say('refused.window', { window })}</p>}
      <div class="screen-actions">
        {/* Who presses the first one keeps their insurance. */}
        <Action kind="main" label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
        {others.length > 0 && (
          <Action label={say(withInsurance ? 'refused.others' : 'refused.others.plain')} onPress={again(others, withInsurance)} />
        )}
        {withInsurance && <Action label={say('refused.self')} onPress={again(quotes, false)} />}
        {!withInsurance && <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />}
      </div>
    </Screen>
  );
}

/** Nobody says yes to sums that nobody holds any more. */
function TooOld() {
  const { services, answers, say, act } = useVisit();
  const chosen = chosenIn(answers);
  const again = () =>
    chosen === undefined ? act.ask('reading-bills') : act.settle('bills', { ...chosen, key: services.newKey() });
  return (
    <Screen title={say('old.question')} picture={wayDrawings.clock}>
      <p class="pay-sentence">{say('old.what')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('old.again')} picture={wayDrawings.again} onPress={again} />
        <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}
