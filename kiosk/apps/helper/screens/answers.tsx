import type { FollowedJourney } from '../../../staff/hall-types.ts';
import { useSay } from '../../../staff/saying.ts';
import { stepWord } from '../../../staff/step-words.ts';
import type { Word } from '../../../staff/word.ts';
import { answered, answerValues, assisting } from '../words.ts';

/** What was answered so far, masked as the gateway tells it: of most steps only that they were. */
export function Answers({ answers }: Pick<FollowedJourney, 'answers'>) {
  const say = useSay();
  const given = Object.entries(answers);
  if (given.length === 0) return null;
  return (
    <>
      <h2>{say(assisting.answers)}</h2>
      <dl class="answers">
        {given.map(([step, value]) => (
          <div key={step}>
            <dt>{say(stepWord(step))}</dt>
            <dd>{startOf(value) ?? say(valueWord(value))}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** When a place is, in the city's own time, as the contract writes instants. */
const START = /^\d{4}-(\d{2}-\d{2})T(\d{2}:\d{2})/;

function startOf(value: string | true): string | undefined {
  const [, day, time] = START.exec(String(value)) ?? [];
  return day === undefined ? undefined : `${day} ${time}`;
}

function valueWord(value: string | true): Word {
  return (Object.hasOwn(answerValues, String(value)) ? answerValues[String(value)] : undefined) ?? answered;
}
