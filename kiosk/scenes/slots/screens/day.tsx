import type { Loaded } from '../../../client/all-pages.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { addDays, boundsOf, clockOf, comesAt, dayOf, sayDay } from '../../../i18n/when.ts';
import { answerOf, rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';

const DAYS = 7;

interface OpenDay {
  readonly day: string;
  /** When its first free half hour begins, or its first number is called. */
  readonly first: string;
}

/** The days on which some hospital has something free; the others are not shown. */
export function DayScreen() {
  const visit = useVisit();
  const { services, answers, language, say, window, act } = visit;
  const [days, retry] = useLoad(() => openDays(visit));
  if (days.state !== 'ready') return <Loading load={days} retry={retry} />;
  if (days.value.length === 0)
    return (
      <Screen title={say('day.none')}>
        <p>{say('day.none.what', { window })}</p>
        <Action kind="main" label={say('trouble.department')} onPress={() => act.ask('body-part')} />
      </Screen>
    );
  const before = rememberedAnswer(answers, 'day');
  const choices = days.value.map(({ day, first }) => ({
    key: day,
    title: sayDay(language, day, dayOf(services.now())),
    aside: say('day.first', { time: clockOf(first) }),
    chosen: day === before,
    onPress: () => act.settle('day', day),
  }));
  return (
    <Screen title={say('day.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}

/** One small question a day, all at once: the gateway has no list of days. */
async function openDays({ services, answers }: Visit): Promise<Loaded<readonly OpenDay[]>> {
  const department = answerOf(answers, 'department')?.code;
  const today = dayOf(services.now());
  const days = Array.from({ length: DAYS }, (_, ahead) => addDays(today, ahead));
  const found = await Promise.all(
    days.map((day) => services.client('searchSlots', { query: { department, ...boundsOf(day), limit: 1 } })),
  );
  const open: OpenDay[] = [];
  for (const [index, answer] of found.entries()) {
    if (!answer.ok) return answer;
    const [slot] = answer.body.items;
    const first = slot && comesAt(slot);
    const day = days[index];
    if (first !== undefined && day !== undefined) open.push({ day, first });
  }
  return { ok: true, value: open };
}
