import type { Problem } from '../../../../bff/contract/client.ts';
import { answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { isDue, phoneChannelOf, presentedBy } from '../money.ts';
import { goingOnIn } from '../said.ts';
import { LOOK_MS, pause, useGone } from '../use-payment.ts';

/** Begins the payment. By phone that is WeChat, and where there is no such merchant the sandbox of those who try it out. */
export function PayingScreen() {
  const { services, answers, say, act } = useVisit();
  const agreed = answerOf(answers, 'split');
  const quotes = answerOf(answers, 'quoting');
  const pay = async (): Promise<Problem | undefined> => {
    const byPhone = agreed?.how === 'phone' || agreed?.how === 'from-home';
    // Whoever pays from home scans a code, whatever this screen is.
    const presented = agreed?.how === 'phone' ? presentedBy(services) : 'code';
    const channel = (byPhone ? quotes && phoneChannelOf(quotes, presented) : undefined) ?? 'cash';
    const fromHome = agreed?.how === 'from-home' ? { fromHome: true } : {};
    const byLink = presented === 'link' && channel !== 'cash' ? { presented } : {};
    const begun = await services.client('createPayment', {
      body: { quotesId: quotes?.id ?? '', channel, ...fromHome, ...byLink },
      idempotencyKey: agreed?.key ?? '',
    });
    if (!begun.ok) return begun.problem;
    act.settle('paying', begun.body);
    return undefined;
  };
  const inCash = () => act.settle('split', { how: 'cash', key: services.newKey() });
  return (
    // Another yes is another request: what was said of the one before is gone.
    <Work
      key={agreed?.key}
      title={say('paying.title')}
      words={say('paying.words')}
      work={pay}
      can={() => ({ bills: () => act.ask('reading-bills'), cash: inCash })}
    />
  );
}

/** After so many looks nobody is kept any longer: the payment is told as it is, and goes on. */
const LOOKS_MAX = 60;

/** Stops what nobody has paid, and looks until that is certain: money may have come in the last moment. */
export function StoppingScreen() {
  const { services, answers, say, act } = useVisit();
  const gone = useGone();
  const id = goingOnIn(answers)?.id ?? '';
  // One payment is stopped once, whatever the number of tries.
  const idempotencyKey = `stop-${id}`;
  const stop = async (): Promise<Problem | undefined> => {
    const cancelled = await services.client('cancelPayment', { params: { id }, body: {}, idempotencyKey });
    if (!cancelled.ok) return cancelled.problem;
    let payment = cancelled.body;
    for (let looks = 0; payment.parts.some(isDue) && looks < LOOKS_MAX; looks += 1) {
      await pause(LOOK_MS, gone);
      if (gone.aborted) return undefined;
      const looked = await services.client('readPayment', { params: { id } });
      if (!looked.ok) return looked.problem;
      payment = looked.body;
    }
    if (gone.aborted) return undefined;
    const nothingPaid = payment.parts.every(({ state }) => state === 'not-paid');
    act.settle('stopping', nothingPaid ? { kind: 'stopped', key: services.newKey() } : { kind: 'kept', payment });
    return undefined;
  };
  return <Work title={say('stopping.title')} words={say('stopping.words')} work={stop} />;
}
