import { Action } from '../../../components/action/action.tsx';
import { type Choice, ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { nameInTitle } from '../../../i18n/named.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import type { Offer } from '../../../shell/manifest.ts';
import { useLoad } from '../../../shell/use-load.ts';
import { useLimits, useVisit, type Visit } from '../../../shell/visit.ts';
import { sessionOf } from '../../identity/answers.ts';

/**
 * What to do today. Whoever has an appointment came for it: it stands first, and within the hour it is the button that one can not
 * miss. The choices do not wait for that: they are there at once, and what is found is put above them.
 */
export function HomeScreen() {
  const visit = useVisit();
  const { answers, scenes, say, act } = visit;
  const { choicesMax } = useLimits('home');
  const draft = useDraft(visit);
  // The same scenes in the same order each time.
  const first = scenes.manifests.flatMap(({ useFirst }) => useFirst?.() ?? []);
  const always = scenes.manifests.flatMap(({ offers = [] }) => offers.map((offer) => choiceOf(offer, visit)));
  return (
    <Screen
      title={say('home.question', { name: nameInTitle(sessionOf(answers)?.patientName ?? '') })}
      lead={<p>{say('who.take')}</p>}
    >
      <ChoiceList choices={[...first, ...draft, ...always]} say={say} atOnce={choicesMax} />
      <Action label={say('idle.end')} onPress={act.finish} />
    </Screen>
  );
}

function choiceOf({ key, title, hint }: Offer, { answers, say, act }: Visit): Choice {
  return {
    key,
    title: say(title),
    hint: hint === undefined ? undefined : say(hint),
    chosen: rememberedAnswer(answers, 'home') === key,
    onPress: () => act.settle('home', key),
  };
}

/** What was chosen before the screen was cleared: the same person finds it without a code, everybody else with it. */
function useDraft({ services, answers, say, act }: Visit): readonly Choice[] {
  const { drafts } = services.device;
  const owner = sessionOf(answers)?.patientId ?? '';
  const [own] = useLoad(async () => ({ ok: true, value: await drafts.hasOf(owner) }) as const);
  if (own.state !== 'ready' || !drafts.some) return [];
  const resume = async () => {
    const draft = await drafts.takeOf(owner);
    if (draft === undefined) act.settle('home', 'draft');
    else act.settle('draft-code', draft);
  };
  return [{ key: 'draft', title: say(own.value ? 'home.draft' : 'home.draft.code'), onPress: () => void resume() }];
}
