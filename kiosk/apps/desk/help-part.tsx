import { useAsking } from '../../staff/asking.ts';
import { inTurn } from '../../staff/calls-in-turn.ts';
import { spanOf } from '../../staff/durations.ts';
import type { HelpCall } from '../../staff/hall-types.ts';
import { Notice } from '../../staff/parts.tsx';
import { type Say, useSay } from '../../staff/saying.ts';
import { stepWord } from '../../staff/step-words.ts';
import { whereOf } from '../../staff/where.ts';
import { useDesk } from './at-desk.ts';
import { type Choice, Choices } from './choices.tsx';
import { Heading } from './heading.tsx';
import { deskProblems } from './problem-words.ts';
import { help } from './words.ts';

/** Calls to which no volunteer came in time. */
export function HelpPart({ calls }: { readonly calls: readonly HelpCall[] }) {
  const say = useSay();
  const { client, at } = useDesk();
  const { busy, notice, ask } = useAsking(deskProblems);
  const choiceOf = (call: HelpCall): Choice => {
    const { id, kiosk, mine, answeredBy, urgent } = call;
    const act = mine ? help.helped : help.answer;
    const free = mine || answeredBy === undefined;
    const run = () =>
      void ask<unknown>(() =>
        mine ? client('endHelpCall', { params: { id }, body: {} }) : client('answerHelpCall', { params: { id }, body: {} }),
      );
    return {
      id,
      title: `${kiosk} · ${whereOf(call, say)}`,
      aside: asideOf(call, at, say),
      act: free ? say(act) : say(help.answeredBy, { name: answeredBy ?? '' }),
      strong: urgent,
      off: busy || !free,
      run,
    };
  };
  return (
    <section class="stack">
      <Heading>{say(help.title)}</Heading>
      <Notice word={notice} />
      {calls.length === 0 ? (
        <p>{say(help.none)}</p>
      ) : (
        <Choices wide label={say(help.title)} choices={inTurn(calls).map(choiceOf)} />
      )}
    </section>
  );
}

function asideOf({ urgent, since, step, language }: HelpCall, at: number, say: Say): string {
  const waits = say(help.waits, { time: spanOf(say, at - Date.parse(since)) });
  const screen = say(language === 'zh' ? help.screen : help.screenEnglish);
  return [...(urgent ? [say(help.urgent)] : []), waits, say(stepWord(step)), screen].join(' · ');
}
