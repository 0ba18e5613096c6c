import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import type { Quotes } from '../../../client/wire.ts';
import { hospitalName } from '../../../i18n/named.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { byHospital, openBillsIn } from '../money.ts';
import { chosenIn, payeeIn } from '../said.ts';
import { LOOK_MS, pause, useGone } from '../use-payment.ts';
import './payments.css';

/** Asks who pays what, and waits until everybody has answered. Whom we ask stands there, and who has answered. */
export function QuotingScreen() {
  const { services, answers, say, act } = useVisit();
  const [quotes, setQuotes] = useState<Quotes>();
  const gone = useGone();
  const chosen = chosenIn(answers);
  const ask = async (): Promise<Problem | undefined> => {
    const { bills = [], insurance = true, key = '' } = chosen ?? {};
    const { patientId } = payeeIn(answers);
    const asked = await services.client('askQuotes', { body: { patientId, bills: [...bills], insurance }, idempotencyKey: key });
    if (!asked.ok) return asked.problem;
    let now = asked.body;
    // Nobody waits longer than the sums would hold: then they are asked for anew.
    while (now.state === 'asking' && Date.parse(now.until) > services.now() && !gone.aborted) {
      setQuotes(now);
      await pause(LOOK_MS, gone);
      if (gone.aborted) return undefined;
      const looked = await services.client('readQuotes', { params: { id: now.id } });
      if (!looked.ok) return looked.problem;
      now = looked.body;
    }
    if (!gone.aborted) act.settle('quoting', now);
    return undefined;
  };
  return (
    <Work
      title={say('quoting.title')}
      words={say(chosen?.insurance === false ? 'quoting.self' : 'quoting.words')}
      work={ask}
      can={() => ({ bills: () => act.ask('reading-bills') })}
    >
      <Asked quotes={quotes} />
    </Work>
  );
}

function Asked({ quotes }: { readonly quotes: Quotes | undefined }) {
  const { services, answers, language, say } = useVisit();
  const names = useNames();
  const chosen = chosenIn(answers)?.bills ?? [];
  const open = openBillsIn(rememberedAnswer(answers, 'reading-bills'), services.here?.hospital);
  const asked = open.filter(({ hospital, visitRef }) =>
    chosen.some((one) => one.hospital === hospital && one.visitRef === visitRef),
  );
  const stillAsked = (hospital: string) =>
    quotes === undefined || quotes.quotes.some((one) => one.hospital === hospital && one.state === 'asking');
  return (
    <ul class="asked private">
      {byHospital(asked).map((one) => (
        <li key={one.hospital}>
          <span>{hospitalName(language, one, names?.hospitals ?? [])}</span>
          <strong>{say(stillAsked(one.hospital) ? 'quoting.asking' : 'quoting.answered')}</strong>
        </li>
      ))}
    </ul>
  );
}
