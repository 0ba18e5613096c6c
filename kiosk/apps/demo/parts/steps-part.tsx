import type { Step } from '../../../../fixtures/demo/table.ts';
import type { FaultKind } from '../../../../fixtures/simulators/wire/faults.ts';
import type { PartProps } from '../part.ts';
import { shortName } from '../short-name.ts';
import { clock } from '../when.ts';
import { actions, faults, operations, partnerOperations, partners, steps as words } from '../words.ts';

/** What the gateway wrote down and what the hospitals heard and said, the newest first, one line each. */
export function StepsPart({ table, language, say }: PartProps) {
  const { steps = [], hospitals = [] } = table ?? {};
  const nameOf = (id: string | null) => {
    const hospital = hospitals.find((one) => one.id === id);
    return hospital ? shortName(hospital, language) : '';
  };
  const whoSaw = ({ seenBy, hospital }: Step) => {
    if (seenBy === 'hospital') return nameOf(hospital);
    return say(seenBy === 'gateway' ? words.gateway : partners[seenBy]);
  };
  if (steps.length === 0) return <p class="soft">{say(words.none)}</p>;
  return (
    <ol class="lines">
      {steps.map((step) => (
        <li key={step.id} class={step.seenBy}>
          <time>{clock(step.at)}</time>
          <b>{whoSaw(step)}</b>
          <span>
            {sentenceOf(step, say)}
            {step.seenBy === 'gateway' && step.hospital !== null && <i>{nameOf(step.hospital)}</i>}
            {step.outcome !== null && <i>{outcomeOf(step.outcome, say)}</i>}
            {step.fault !== null && <em>{say(words.broken, { fault: faultOf(step.fault, say) })}</em>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What has no sentence keeps its own name: nothing is left out of the list. */
function sentenceOf({ seenBy, what }: Step, say: PartProps['say']): string {
  const list = seenBy === 'gateway' ? actions : seenBy === 'hospital' ? operations : partnerOperations[seenBy];
  const word = list[what];
  return word ? say(word) : what;
}

function outcomeOf(outcome: string, say: PartProps['say']): string {
  return /^\d+$/.test(outcome) ? say(words.answered, { outcome }) : say(words.ignored);
}

function faultOf(fault: string, say: PartProps['say']): string {
  const word = faults[fault as FaultKind];
  return word ? say(word) : fault;
}
