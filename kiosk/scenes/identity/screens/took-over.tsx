import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { sessionOf } from '../answers.ts';
import './took-over.css';
import { useVisit } from '../../../shell/visit.ts';

/** More phones than this are told by the log of who used the data. */
const PHONES_SHOWN = 3;

/**
 * Somebody had typed this person's document number before: it may have been a daughter, it may have been a stranger. It is said once and
 * calmly, with where that booking is now and whom to ask.
 */
export function TookOverScreen() {
  const { answers, say, window, act } = useVisit();
  const claims = sessionOf(answers)?.tookOver ?? [];
  const phones = [...new Set(claims.flatMap(({ phone }) => (phone === undefined ? [] : [phone])))].slice(-PHONES_SHOWN);
  const toMine = () => {
    act.settle('took-over', 'seen');
    act.settle('home', 'mine');
  };
  return (
    <Screen title={say('took-over.title')} lead={<p>{say('who.take')}</p>}>
      {phones.length > 0 && <p class="took-over">{say('took-over.phone', { phones: phones.join(' ') })}</p>}
      <p class="took-over">{say('took-over.bookings')}</p>
      <p class="took-over">{say('took-over.yours')}</p>
      <p class="took-over">{say(phones.length > 0 ? 'took-over.ask' : 'took-over.ask-who', { window })}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('took-over.go-on')} onPress={() => act.settle('took-over', 'seen')} />
        <Action label={say('home.mine')} onPress={toMine} />
      </div>
    </Screen>
  );
}
