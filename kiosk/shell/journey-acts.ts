import { ask, goBack, goHome, identifyAgain, settle } from '../journey/answering.ts';
import type { Answers } from '../journey/answers.ts';
import { answered, type Journey, turnedTo } from '../journey/journey.ts';
import type { Scenes } from './scenes.ts';
import type { Acts } from './visit.ts';

/** What a screen does with the journey, whatever page it stands on. */
export function journeyActs(
  scenes: Scenes,
  setJourney: (change: (journey: Journey) => Journey) => void,
): Pick<Acts, 'settle' | 'ask' | 'back' | 'home' | 'open' | 'identify' | 'speak'> {
  const change = (to: (rows: Scenes['rows'], answers: Answers) => Answers) =>
    setJourney((journey) => answered(journey, (answers) => to(scenes.rows, answers)));
  return {
    settle: (question, value) => change((rows, answers) => settle(rows, answers, question, value)),
    ask: (question) => change((rows, answers) => ask(rows, answers, question)),
    back: () =>
      setJourney((journey) =>
        journey.page === undefined ? answered(journey, (answers) => goBack(scenes.rows, answers)) : turnedTo(journey, undefined),
      ),
    home: () => change(goHome),
    open: (page) => setJourney((journey) => turnedTo(journey, page)),
    identify: () => change(identifyAgain),
    speak: (language) => change((_, answers) => ({ ...answers, language: { settled: true, value: language } })),
  };
}
