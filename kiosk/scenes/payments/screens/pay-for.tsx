import { useEffect } from 'preact/hooks';
import { readMe } from '../../../client/me.ts';
import type { Me } from '../../../client/wire.ts';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { errandDrawings } from '../../../components/pictogram/errands.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import { helpedWith } from '../../dependants/answers.ts';
import { childsCard } from '../../identity/answers.ts';
import type { PayFor } from '../said.ts';

/** For whom: oneself, a grown-up who lets one pay for them, or a child for whom one may act. Whoever has none, and whoever came with a child's card, is not asked. */
export function PayForScreen() {
  const visit = useVisit();
  const { answers, say, act } = visit;
  const byCard = childsCard(answers) === undefined ? undefined : answerOf(answers, 'child-card');
  const known = typeof byCard === 'object' ? byCard : undefined;
  const [me, retry] = useLoad<Me | undefined>(async () => (known ? { ok: true, value: undefined } : readMe(visit.services)));
  if (me.state !== 'ready') return <Loading load={me} retry={retry} />;
  const helped = me.value === undefined ? [] : helpedWith('money', me.value);
  if (me.value === undefined || me.value.dependants.length + helped.length === 0) return <Only who={known ?? 'alone'} />;
  const before = rememberedAnswer(answers, 'pay-for');
  const own = {
    key: 'me',
    title: say('pay-for.me'),
    hint: me.value.name,
    picture: errandDrawings.person,
    chosen: before === 'me',
    onPress: () => act.settle('pay-for', 'me'),
  };
  const grownUps = helped.map((one) => ({
    key: one.patientId,
    title: say('pay-for.helped', { name: one.name }),
    hint: say('pay-for.born', { year: one.birthYear }),
    picture: errandDrawings.person,
    chosen: typeof before === 'object' && before.patientId === one.patientId,
    onPress: () => act.settle('pay-for', one),
  }));
  const children = me.value.dependants.map((child) => ({
    key: child.patientId,
    title: child.name,
    // Names are masked: two grandchildren may read alike.
    hint: say('pay-for.born', { year: child.birthYear }),
    picture: errandDrawings.child,
    chosen: typeof before === 'object' && before.patientId === child.patientId,
    onPress: () => act.settle('pay-for', child),
  }));
  return (
    <Screen title={say('pay-for.question')}>
      <ChoiceList choices={[own, ...grownUps, ...children]} say={say} />
    </Screen>
  );
}

/** There is nothing to choose. */
function Only({ who }: { readonly who: PayFor }) {
  const { act } = useVisit();
  useEffect(() => act.settle('pay-for', who), []);
  return <Loading load={{ state: 'loading' }} retry={act.home} />;
}
