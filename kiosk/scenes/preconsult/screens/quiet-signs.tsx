import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import type { Asked } from '../said.ts';
import { Signs } from './signs.tsx';

interface QuietSignsProps {
  readonly question: Asked['question'];
  readonly lead: ComponentChildren;
  /** What was said to it before. */
  readonly before: readonly string[];
  readonly onAnswer: (codes: readonly string[]) => void;
}

/**
 * Signs that nobody says aloud. Everybody with such a complaint is asked all of them, so that the list tells nothing; which one was chosen
 * would. It is marked nowhere: with the press the list goes away, and how many were chosen is all that stands there.
 */
export function QuietSigns({ question, lead, before, onAnswer }: QuietSignsProps) {
  const { language, say } = useVisit();
  const signs = question.options.filter(({ alone }) => !alone);
  const alone = question.options.filter((option) => option.alone);
  const [chosen, setChosen] = useState<readonly string[]>(before.filter((code) => signs.some((sign) => sign.code === code)));
  const [isCovered, setCovered] = useState(chosen.length > 0);
  const choose = (code: string) => {
    setChosen((codes) => [...codes.filter((one) => one !== code), code]);
    setCovered(true);
  };
  const anew = () => {
    setChosen([]);
    setCovered(false);
  };
  const on = <Action label={say('triage.on')} onPress={() => onAnswer(chosen)} />;
  if (isCovered)
    return (
      <Screen title={say('triage.covered', { number: chosen.length })} lead={lead}>
        <div class="glass-alone">
          <p>{say('triage.covered.what')}</p>
        </div>
        <div class="screen-actions">
          {on}
          <Action label={say('triage.covered.more')} onPress={() => setCovered(false)} />
          <Action label={say('triage.covered.anew')} onPress={anew} />
        </div>
      </Screen>
    );
  return (
    <Screen title={question.text[language]} lead={lead}>
      <Signs signs={signs.map(({ code, text }) => ({ code, title: text[language] }))} chosen={[]} onToggle={choose} />
      <div class="screen-actions">
        {chosen.length > 0
          ? on
          : alone.map(({ code, text }) => <Action key={code} label={text[language]} onPress={() => onAnswer([code])} />)}
      </div>
      <span class="glass-alone" />
    </Screen>
  );
}
