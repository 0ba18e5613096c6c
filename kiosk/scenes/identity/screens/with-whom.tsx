import { Screen } from '../../../components/screen/screen.tsx';
import { useVisit } from '../../../shell/visit.ts';
import { childsCard } from '../answers.ts';
import { useReading } from '../use-reading.ts';
import { DocumentNotRead, Drawing, Lying } from './document.tsx';
import './document.css';

/**
 * A child's card was read. Whoever came with the child puts down their own: the child's session is never opened. While the child's card
 * still lies there, that is no failure: it is only to be taken away first.
 */
export function WithWhomScreen() {
  const { answers, say, window } = useVisit();
  const { reading, failure, failures, again } = useReading('with-whom');
  const child = childsCard(answers);
  if (failure !== undefined && failure !== 'left-behind')
    return <DocumentNotRead failure={failure} failures={failures} onAgain={again} of="with-whom" />;
  return (
    <Screen
      title={say(reading ? 'document.reading' : 'with-whom.question')}
      lead={reading ? undefined : <p>{say('with-whom.child', { name: child?.maskedName ?? '' })}</p>}
    >
      {reading ? <Lying /> : <Drawing />}
      <p class="document-state" role="status">
        {say(reading ? 'wait.loading' : 'with-whom.how')}
      </p>
      <div class="quiet">
        <p>{say('with-whom.alone', { window })}</p>
      </div>
    </Screen>
  );
}
