import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { Field } from '../../../components/field/field.tsx';
import { digitsIn } from '../../../components/field/typed.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { Trouble } from '../../../components/trouble/trouble.tsx';
import { answerOf } from '../../../journey/answers.ts';
import { useLimits, useVisit, type Visit } from '../../../shell/visit.ts';
import { evidenceWith, type PersonOfPhone } from '../answers.ts';

/** By then a message has come, or was lost. */
const RESEND_MS = 60_000;

/**
 * One field for all six digits, so that what the phone fills in by itself arrives whole. It is checked once they are there; a double tap
 * and what the phone fills in are one and the same look.
 */
export function PhoneCodeScreen() {
  const visit = useVisit();
  const { answers, say, window, act } = visit;
  const { lengthMax } = useLimits('phone-code');
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const looking = useRef(false);
  const waitSeconds = useSecondsUntil((answerOf(answers, 'code-sending')?.at ?? 0) + RESEND_MS, visit);
  const code = digitsIn(typed).slice(0, lengthMax);
  const check = async (given: string) => {
    if (looking.current || given.length !== lengthMax) return;
    looking.current = true;
    setBusy(true);
    setWrong(false);
    const found = await openWith(visit, given).catch(() => undefined);
    looking.current = false;
    setBusy(false);
    if (found === undefined) act.away();
    else if (found === 'wrong') {
      setTyped('');
      setWrong(true);
    } else if (found !== 'opened') setProblem(found);
  };
  if (problem !== undefined)
    return (
      <Trouble
        {...{ problem, say, window }}
        can={{
          retry: () => setProblem(undefined),
          home: () => act.ask('phone-number'),
          document: () => act.ask('phone-number'),
          person: act.help,
        }}
      />
    );
  return (
    <Screen
      title={say('phone-code.question')}
      lead={<p>{say('phone-code.to', { phone: answerOf(answers, 'phone-number') ?? '' })}</p>}
    >
      <form
        class="field-form"
        onSubmit={(event) => {
          event.preventDefault();
          void check(code);
        }}
      >
        <Field label={say('phone-code.label')} fault={wrong ? say('phone-code.wrong') : undefined}>
          {(id) => (
            <input
              id={id}
              class="field-input field-number"
              type="text"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={typed}
              onInput={({ currentTarget }) => {
                setTyped(currentTarget.value);
                void check(digitsIn(currentTarget.value).slice(0, lengthMax));
              }}
            />
          )}
        </Field>
        <button type="submit" class="action action-main" disabled={busy || code.length !== lengthMax}>
          <span>{say(busy ? 'phone-code.checking' : 'phone-code.check')}</span>
        </button>
      </form>
      {waitSeconds > 0 ? (
        <p class="quiet">{say('phone-code.wait', { seconds: waitSeconds })}</p>
      ) : (
        <Action label={say('phone-code.again')} disabled={busy} onPress={() => act.ask('code-sending')} />
      )}
      <Action label={say('phone-code.other')} disabled={busy} onPress={() => act.ask('phone-number')} />
    </Screen>
  );
}

/** Shows the code. `opened`: the step is settled. `wrong`: it is not the code, or no more; everything else is a problem of its own. */
async function openWith({ services, answers, act }: Visit, code: string): Promise<'opened' | 'wrong' | Problem> {
  const opened = await services.client('openSession', { body: { evidence: evidenceWith(answers, code) } });
  if (opened.ok) {
    act.settle('phone-code', { code, found: 'opened', session: opened.body });
    return 'opened';
  }
  const { problem } = opened;
  switch (problem.code) {
    case 'evidence-refused':
      return 'wrong';
    case 'registration-required':
      act.settle('phone-code', { code, found: 'register' });
      return 'opened';
    case 'consent-required':
      act.settle('phone-code', { code, found: 'agree' });
      return 'opened';
    case 'choose-patient':
      act.settle('phone-code', { code, found: 'choices', choices: choicesIn(problem) });
      return 'opened';
    default:
      return problem;
  }
}

function choicesIn(problem: Problem): readonly PersonOfPhone[] {
  const { choices } = problem as { readonly choices?: readonly PersonOfPhone[] };
  return choices ?? [];
}

/** Whole seconds until then, counted down. */
function useSecondsUntil(at: number, { services }: Visit): number {
  const [now, setNow] = useState(services.now());
  const left = Math.max(0, Math.ceil((at - now) / 1_000));
  useEffect(() => {
    if (left === 0) return undefined;
    const timer = setTimeout(() => setNow(services.now()), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return left;
}
