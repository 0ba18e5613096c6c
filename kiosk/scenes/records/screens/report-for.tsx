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
import type { ReportsOf } from '../read-reports.ts';

/** Whose: one's own, those of a grown-up who lets one read them, or those of a child for whom one may act. Whoever has none, and whoever came with a child's card, is not asked. */
export function ReportForScreen() {
  const { services, answers, say, act } = useVisit();
  const byCard = childsCard(answers) === undefined ? undefined : answerOf(answers, 'child-card');
  const known = typeof byCard === 'object' ? byCard : undefined;
  const [me, retry] = useLoad<Me | undefined>(async () => (known ? { ok: true, value: undefined } : readMe(services)));
  if (me.state !== 'ready') return <Loading load={me} retry={retry} />;
  const helped = me.value === undefined ? [] : helpedWith('results', me.value);
  if (me.value === undefined || me.value.dependants.length + helped.length === 0) return <Only whose={known ?? 'alone'} />;
  const before = rememberedAnswer(answers, 'report-for');
  const own = {
    key: 'me',
    title: say('report-for.me'),
    hint: me.value.name,
    picture: errandDrawings.person,
    chosen: before === 'me',
    onPress: () => act.settle('report-for', 'me'),
  };
  const grownUps = helped.map((one) => ({
    key: one.patientId,
    title: say('report-for.helped', { name: one.name }),
    hint: say('report-for.born', { year: one.birthYear }),
    picture: errandDrawings.person,
    chosen: typeof before === 'object' && before.patientId === one.patientId,
    onPress: () => act.settle('report-for', one),
  }));
  const children = me.value.dependants.map((child) => ({
    key: child.patientId,
    title: child.name,
    // Names are masked: two grandchildren may read alike.
    hint: say('report-for.born', { year: child.birthYear }),
    picture: errandDrawings.child,
    chosen: typeof before === 'object' && before.patientId === child.patientId,
    onPress: () => act.settle('report-for', child),
  }));
  return (
    <Screen title={say('report-for.question')}>
      <ChoiceList choices={[own, ...grownUps, ...children]} say={say} />
    </Screen>
  );
}

/** There is nothing to choose. */
function Only({ whose }: { readonly whose: ReportsOf }) {
  const { act } = useVisit();
  useEffect(() => act.settle('report-for', whose), []);
  return <Loading load={{ state: 'loading' }} retry={act.home} />;
}
