import { useState } from 'preact/hooks';
import { allPages, type Loaded } from '../../../client/all-pages.ts';
import type { Department } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { LETTERS, Pad } from '../../../components/pad/pad.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { departmentName } from '../../../i18n/named.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';

const BODY_PARTS = [
  'head',
  'chest',
  'belly',
  'back-joints',
  'eyes',
  'ear-nose-throat',
  'mouth',
  'skin',
  'women',
  'children',
  'mind',
  'whole-body',
] as const satisfies readonly Department['bodyParts'][number][];

/** Where it hurts, what most people come for first. Two ways for those who know their department stand below. */
export function BodyPartScreen() {
  const { answers, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'body-part');
  const choices = BODY_PARTS.map((part) => ({
    key: part,
    title: say(`body-part.${part}`),
    chosen: part === before,
    onPress: () => act.settle('body-part', part),
  }));
  return (
    <Screen title={say('body-part.question')}>
      <ChoiceList choices={choices} say={say} />
      <div class="screen-actions is-row">
        <Action label={say('way.name')} onPress={() => act.settle('body-part', 'name')} />
        <Action label={say('way.initials')} onPress={() => act.settle('body-part', 'initials')} />
      </div>
    </Screen>
  );
}

export function DepartmentScreen() {
  const { answers } = useVisit();
  return answerOf(answers, 'body-part') === 'initials' ? <ByInitials /> : <ByList />;
}

function ByList() {
  const { services, answers, say } = useVisit();
  const [departments, retry] = useLoad(() => services.city.departments());
  if (departments.state !== 'ready') return <Loading load={departments} retry={retry} />;
  const part = answerOf(answers, 'body-part');
  const fitting = departments.value.filter(({ bodyParts }) => bodyParts.some((one) => one === part));
  const shown = part === 'name' ? departments.value : fitting;
  return (
    <Screen title={say('department.question')}>
      {shown.length === 0 ? <p>{say('department.empty')}</p> : <Departments departments={shown} />}
    </Screen>
  );
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
    <Screen title={say('department.initials')}>
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
  return <Departments departments={found.value} atOnce={FOUND_AT_ONCE} />;
}

function departmentsBy({ services }: Visit, typed: string): Promise<Loaded<readonly Department[]>> {
  return allPages((cursor) => services.client('findDepartments', { query: { q: typed, limit: 50, cursor } }));
}

function Departments({ departments, atOnce }: { readonly departments: readonly Department[]; readonly atOnce?: number }) {
  const { answers, language, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'department');
  const choices = departments.map((department) => ({
    key: department.code,
    title: departmentName(language, department.code, department.name, departments),
    hint: language === 'zh' ? department.aliases.slice(0, 3).join('、') : undefined,
    chosen: department.code === before?.code,
    onPress: () => act.settle('department', department),
  }));
  return <ChoiceList choices={choices} say={say} {...(atOnce === undefined ? {} : { atOnce })} />;
}
