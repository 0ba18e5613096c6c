import { Action } from '../../components/action/action.tsx';
import { Screen } from '../../components/screen/screen.tsx';
import { SlipCard } from '../../components/slip/slip-card.tsx';
import { type Language, learnWords, sayIn } from '../../i18n/text.ts';
import { sayMoment } from '../../i18n/when.ts';
import type { KeptSlip } from './kept-slip.ts';
import { offlineWords } from './offline-words.ts';
import './phone.css';

learnWords(offlineWords);

interface OfflinePageProps {
  readonly kept: KeptSlip;
  readonly keptAt: number;
  readonly now: number;
  readonly language: Language;
  readonly onRetry: () => void;
  readonly onForget: () => void;
}

/** Nothing where nothing is kept. */
export function offlinePage(
  found: { readonly content: KeptSlip; readonly keptAt: number } | undefined,
  props: Omit<OfflinePageProps, 'kept' | 'keptAt'>,
) {
  return found && <OfflinePage kept={found.content} keptAt={found.keptAt} {...props} />;
}

/** Without a line: the next visit as it stood when there was one, and since when. Nothing else of anybody is on the phone. */
function OfflinePage({ kept, keptAt, now, language, onRetry, onForget }: OfflinePageProps) {
  const say = sayIn(language);
  const when = sayMoment(language, new Date(keptAt).toISOString(), now);
  return (
    <div class="phone-frame">
      <Screen title={say('phone.offline.title')} lead={<p role="status">{say('phone.offline.since', { when })}</p>}>
        <SlipCard {...kept} language={language} now={now} here={undefined} byHeart />
        <p>{say('phone.offline.what')}</p>
        <div class="screen-actions">
          <Action kind="main" label={say('trouble.retry')} onPress={onRetry} />
          <Action label={say('phone.offline.forget')} onPress={onForget} />
        </div>
      </Screen>
    </div>
  );
}
