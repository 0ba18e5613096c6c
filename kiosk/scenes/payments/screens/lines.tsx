import { Action } from '../../../components/action/action.tsx';
import { Pages } from '../../../components/pages/pages.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { openBillsIn } from '../money.ts';
import { whichVisit, yuanOf } from './bills.tsx';
import './payments.css';

/** What one bill is made of: name, how many, how much, and whether insurance knows it. Its address says which bill, by its place. */
export function LinesScreen() {
  const visit = useVisit();
  const { services, answers, page, language, say, act } = visit;
  const names = useNames();
  const bills = openBillsIn(rememberedAnswer(answers, 'reading-bills'), services.here?.hospital);
  const bill = bills[(page?.sheet ?? 1) - 1];
  if (bill === undefined) return <Screen title={say('bills.none')} />;
  const lines = bill.lines.map((line, at) => ({ ...line, key: String(at) }));
  return (
    <Screen
      title={say('lines.title')}
      lead={
        <p class="private">
          {hospitalName(language, bill, names?.hospitals ?? [])}
          <br />
          {whichVisit(visit, bill, names?.departments ?? [])}
        </p>
      }
    >
      <Pages items={lines} keyOf={({ key }) => key} atOnce={5} say={say}>
        {(shown) => (
          <ul class="bill-lines private">
            {shown.map(({ key, name, quantity, unit = '', amount, class: cover }) => (
              <li key={key} class="bill-line">
                <span class="bill-line-name">{name}</span>
                <span class="bill-line-amount">{yuanOf(visit, amount)}</span>
                <span class="bill-line-note">{`${quantity}${unit} · ${say(`lines.class.${cover}`)}`}</span>
              </li>
            ))}
          </ul>
        )}
      </Pages>
      <p class="bills-sum private">
        {say('split.total')} <strong>{yuanOf(visit, bill.total)}</strong>
      </p>
      <div class="screen-actions">
        <Action kind="main" label={say('lines.back')} onPress={act.back} />
      </div>
    </Screen>
  );
}
