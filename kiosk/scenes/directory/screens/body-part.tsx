import type { BodyPart } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { dayOf } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';
import { patientIn } from '../../appointments/answers.ts';
import { departmentsFor, seekerOf } from '../fitting.ts';
import { Emergency } from './emergency.tsx';
import { WhereItHurts } from './where-it-hurts.tsx';

/**
 * Where it hurts: on a body, and in pictures with words. Where that leads to one department only, nobody is asked which. Two ways for
 * those who know their department stand below.
 */
export function BodyPartScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const [departments, retry] = useLoad(() => services.city.departments());
  if (departments.state !== 'ready') return <Loading load={departments} retry={retry} />;
  const seeker = seekerOf(patientIn(answers), dayOf(services.now()));
  const choose = (part: BodyPart) => {
    const [only, ...others] = departmentsFor(departments.value, { part, seeker, here: services.here?.hospital });
    act.settle('body-part', part);
    if (only !== undefined && others.length === 0) act.settle('department', { ...only, alone: true });
  };
  return (
    <Screen title={say('body-part.question')} lead={<Emergency />}>
      <WhereItHurts chosen={rememberedAnswer(answers, 'body-part')} onPress={choose} />
      <div class="screen-actions is-row">
        <Action label={say('way.name')} onPress={() => act.settle('body-part', 'name')} />
        <Action label={say('way.initials')} onPress={() => act.settle('body-part', 'initials')} />
      </div>
    </Screen>
  );
}
