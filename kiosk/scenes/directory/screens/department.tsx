import { useState } from 'preact/hooks';
import { allPages, type Loaded } from '../../../client/all-pages.ts';
import type { Department } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { LETTERS, Pad } from '../../../components/pad/pad.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { departmentName } from '../../../i18n/named.ts';
import { dayOf } from '../../../i18n/when.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { patientIn } from '../../appointments/answers.ts';
import { useTriage } from '../../home/use-triage.ts';
import type { ChosenDepartment } from '../answers.ts';
import { departmentsFor, seekerOf } from '../fitting.ts';
import { Emergency } from './emergency.tsx';

export function DepartmentScreen() {
  const { answers } = useVisit();
  return answerOf(answers, 'body-part') === 'initials' ? <ByInitials /> : <ByList />;
}

function ByList() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const [departments, retry] = useLoad(() => services.city.departments());
  const triage = useTriage();
  if (departments.state !== 'ready') return <Loading load={departments} retry={retry} />;
  const part = answerOf(answers, 'body-part');
  const asks = triage !== undefined && part !== 'unsure';
  const isPart = part !== undefined && part !== 'initials' && part !== 'unsure';
  const shown = fittingIn(departments.value, isPart ? part : 'name', visit);
  if (shown.length === 0)
    return (
      <Screen title={say('department.empty')}>
        <div class="screen-actions">
          <Action kind="main" label={say('department.other')} onPress={() => act.ask('body-part')} />
          <Action label={say('trouble.person')} onPress={act.help} />
        </div>
      </Screen>
    );
  return (
    <Screen title={say('department.question')} lead={<Emergency />}>
      {/* How many there is room for is another matter then. */}
      <Departments key={String(asks)} departments={shown} />
      {asks && <AskMe />}
    </Screen>
  );
}

/** For whoever does not know: what they have is asked instead, beginning with where it hurts, as far as that was said. */
function AskMe() {
  const { answers, say, act } = useVisit();
  const part = answerOf(answers, 'body-part');
  const ask = () => {
    act.settle('body-part', 'unsure');
    if (part === undefined || part === 'name' || part === 'initials' || part === 'unsure') act.ask('complaint');
    else act.settle('complaint', { kind: 'body', part });
    // What was suggested before is shown once more.
    if (answers.suggested !== undefined) act.ask('suggested');
  };
  return <Action label={say('department.ask')} onPress={ask} />;
}

function fittingIn(
  departments: readonly Department[],
  part: Parameters<typeof departmentsFor>[1]['part'],
  { services, answers }: Visit,
): readonly ChosenDepartment[] {
  const seeker = seekerOf(patientIn(answers), dayOf(services.now()));
  return departmentsFor(departments, { part, seeker, here: services.here?.hospital });
}

const INITIALS_MAX = 6;
/** Beside the keys there is room for so many. */
const FOUND_AT_ONCE = 2;

/** Pinyin initials, as one looks up a name in a telephone book; the gateway knows how each department is spelled. */
function ByInitials() {
  const visit = useVisit();
  const { say } = visit;
  const [typed, setTyped] = useState('');
  return (
    <Screen title={say('department.initials')} lead={<Emergency />}>
      <Pad
        keys={LETTERS}
        value={typed}
        lengthMax={INITIALS_MAX}
        onChange={setTyped}
        say={say}
        label={say('department.initials')}
      />
      {typed !== '' && <Found key={typed} typed={typed} />}
    </Screen>
  );
}

function Found({ typed }: { readonly typed: string }) {
  const visit = useVisit();
  const { say } = visit;
  const [found] = useLoad(() => departmentsBy(visit, typed));
  if (found.state !== 'ready') return <p role="status">{say('wait.loading')}</p>;
  if (found.value.length === 0) return <p role="status">{say('department.none')}</p>;
  return <Departments departments={fittingIn(found.value, 'name', visit)} atOnce={FOUND_AT_ONCE} />;
}

function departmentsBy({ services }: Visit, typed: string): Promise<Loaded<readonly Department[]>> {
  return allPages((cursor) => services.client('findDepartments', { query: { q: typed, limit: 50, cursor } }));
}

interface DepartmentsProps {
  readonly departments: readonly ChosenDepartment[];
  readonly atOnce?: number;
}

/** Each by its name and by what people call it; where it is not in this house, that is said before it is pressed. */
function Departments({ departments, atOnce }: DepartmentsProps) {
  const { services, answers, language, say, act } = useVisit();
  // Whoever stands in no house is told of none that it is not this one.
  const elsewhere = services.here === undefined ? '' : say('department.elsewhere');
  const before = rememberedAnswer(answers, 'department');
  const choices = departments.map((department) => ({
    key: department.code,
    title: departmentName(language, department.code, department.name, departments),
    hint: hintOf(department, language === 'zh', elsewhere),
    chosen: department.code === before?.code,
    onPress: () => act.settle('department', department),
  }));
  return <ChoiceList choices={choices} say={say} {...(atOnce === undefined ? {} : { atOnce })} />;
}

function hintOf({ here, aliases }: ChosenDepartment, inChinese: boolean, elsewhere: string): string | undefined {
  const known = inChinese ? aliases.slice(0, 3).join('、') : '';
  const hint = [here ? '' : elsewhere, known].filter((words) => words !== '').join('\n');
  return hint === '' ? undefined : hint;
}
