import type { Problem } from '../../bff/contract/client.ts';
import type { Me } from '../client/wire.ts';
import { ChoiceList } from '../components/choice-list/choice-list.tsx';
import { Screen } from '../components/screen/screen.tsx';
import { answerOf, rememberedAnswer } from '../flows/answers.ts';
import { Loading } from './loading.tsx';
import { consentsIn } from './opening.tsx';
import { readMe } from './read-me.ts';
import { useLoad } from './use-load.ts';
import { useVisit } from './visit.ts';
import { Work } from './work.tsx';

/** Which child: those for whom this person may act already, or a new one. */
export function ForWhomScreen() {
  const visit = useVisit();
  const { answers, say, act } = visit;
  const [me, retry] = useLoad<Me>(() => readMe(visit));
  if (me.state !== 'ready') return <Loading load={me} retry={retry} />;
  const before = rememberedAnswer(answers, 'for-whom');
  const children = me.value.dependants.map((child) => ({
    key: child.patientId,
    title: child.name,
    chosen: before !== undefined && before !== 'new' && before.patientId === child.patientId,
    onPress: () => act.settle('for-whom', child),
  }));
  const fresh = { key: 'new', title: say('for-whom.new'), onPress: () => act.settle('for-whom', 'new') };
  return (
    <Screen title={say('for-whom.question')}>
      <ChoiceList choices={[...children, fresh]} say={say} />
    </Screen>
  );
}

/** Registers the child; its guardian, who stands here, may act for it from then on. */
export function RegisteringChildScreen() {
  const { door, answers, language, say, act } = useVisit();
  const given = {
    relationship: answerOf(answers, 'relationship') ?? 'guardian',
    person: {
      name: answerOf(answers, 'child-name') ?? '',
      birthDate: answerOf(answers, 'child-birth-date') ?? '',
      sex: answerOf(answers, 'child-sex') ?? 'unknown',
      document: { type: 'birth-certificate', number: answerOf(answers, 'child-number') ?? '' },
    },
    consents: consentsIn(answers, 'child-notice', 'child-health-data', language),
  } as const;
  const agreed = answerOf(answers, 'child-health-data');
  const idempotencyKey = agreed?.agreed === true ? agreed.key : '';
  const register = async (): Promise<Problem | undefined> => {
    const registered = await door.client('registerDependant', { body: given, idempotencyKey });
    if (!registered.ok) return registered.problem;
    act.settle('registering-child', registered.body);
    return undefined;
  };
  return <Work title={say('registering-child.title')} work={register} can={{ correct: () => act.ask('child-number') }} />;
}
