import { useEffect } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { isByWord, readMe } from '../../../client/me.ts';
import type { Me } from '../../../client/wire.ts';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { errandDrawings } from '../../../components/pictogram/errands.ts';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { type Answers, answerOf, type Question, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { childsCard, consentsIn } from '../../identity/answers.ts';
import { helpedWith } from '../answers.ts';

/** Which child, or which grown-up who lets this person book for them; or a child that is new. */
export function ForWhomScreen() {
  const visit = useVisit();
  const { answers, say, window, act } = visit;
  const [me, retry] = useLoad<Me>(() => readMe(visit.services));
  if (me.state !== 'ready') return <Loading load={me} retry={retry} />;
  const before = rememberedAnswer(answers, 'for-whom');
  const helped = helpedWith('appointments', me.value);
  if (me.value.dependants.length + helped.length === 0) return <None />;
  const children = me.value.dependants.map((child) => ({
    key: child.patientId,
    title: child.name,
    // Names are masked: two grandchildren may read alike.
    hint: [say('for-whom.born', { year: child.birthYear }), ...(isByWord(child) ? [say('for-whom.by-word')] : [])].join('\n'),
    picture: errandDrawings.child,
    chosen: typeof before === 'object' && before.patientId === child.patientId,
    onPress: () => act.settle('for-whom', child),
  }));
  const grownUps = helped.map((one) => ({
    key: one.patientId,
    title: say('for-whom.helped', { name: one.name }),
    hint: say('for-whom.born', { year: one.birthYear }),
    picture: errandDrawings.person,
    chosen: typeof before === 'object' && before.patientId === one.patientId,
    onPress: () => act.settle('for-whom', one),
  }));
  const fresh = {
    key: 'new',
    title: say('for-whom.new'),
    picture: wayDrawings.note,
    onPress: () => act.settle('for-whom', 'new'),
  };
  return (
    <Screen
      title={say(helped.length === 0 ? 'for-whom.question' : 'for-whom.anybody')}
      lead={me.value.dependants.some(isByWord) ? <p>{say('child.papers', { window })}</p> : undefined}
    >
      <ChoiceList choices={[...grownUps, ...children, fresh]} say={say} />
    </Screen>
  );
}

/** Where there is no child yet, there is nothing to choose: it is registered. */
function None() {
  const { act } = useVisit();
  useEffect(() => act.settle('for-whom', 'first'), []);
  return <Loading load={{ state: 'loading' }} retry={act.home} />;
}

/** Registers the child; its guardian, who stands here, may act for it from then on. */
export function RegisteringChildScreen() {
  const { services, answers, language, say, act } = useVisit();
  const given = {
    relationship: answerOf(answers, 'relationship') ?? 'guardian',
    ...shownOrTyped(answers),
    consents: consentsIn(answers, 'child-notice', 'child-health-data', language),
  } as const;
  const agreed = answerOf(answers, 'child-health-data');
  const idempotencyKey = agreed?.agreed === true ? agreed.key : '';
  const register = async (): Promise<Problem | undefined> => {
    const registered = await services.client('registerDependant', { body: given, idempotencyKey });
    if (!registered.ok) return registered.problem;
    act.settle('registering-child', registered.body);
    return undefined;
  };
  const byCard = childsCard(answers) !== undefined;
  const correct = (problem: Problem) => () => (byCard ? act.ask('relationship') : toCorrect(problem).forEach(act.ask));
  return <Work title={say('registering-child.title')} work={register} can={(problem) => ({ correct: correct(problem) })} />;
}

/** The child's card where one was read; what was typed of its birth certificate where there is none. */
function shownOrTyped(answers: Answers) {
  const card = childsCard(answers);
  if (card !== undefined) return { document: card.jws };
  return {
    person: {
      name: answerOf(answers, 'child-name') ?? '',
      birthDate: answerOf(answers, 'child-birth-date') ?? '',
      sex: answerOf(answers, 'child-sex') ?? 'unknown',
      document: { type: 'birth-certificate', number: answerOf(answers, 'child-number') ?? '' },
    },
  } as const;
}

/** What a problem with a child is about, by where in the request it lies. */
const toldAt = [
  ['birthDate', 'child-birth-date'],
  ['name', 'child-name'],
  ['sex', 'child-sex'],
] as const satisfies readonly (readonly [string, Question])[];

/** The questions that are to be asked again; the number of the certificate where nothing says which. */
function toCorrect({ code, errors }: Problem): readonly Question[] {
  if (code === 'guardian-refused') return ['relationship', 'child-birth-date'];
  const places = Array.isArray(errors) ? errors.map(({ at }: { at: string }) => at.slice(at.lastIndexOf('.') + 1)) : [];
  const asked = toldAt.filter(([place]) => places.includes(place)).map(([, question]) => question);
  const number = places.includes('number') || asked.length === 0 ? (['child-number'] as const) : [];
  return [...number, ...asked];
}
