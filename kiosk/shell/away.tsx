import { useEffect } from 'preact/hooks';
import { Screen } from '../components/screen/screen.tsx';
import { sayIn } from '../i18n/text.ts';
import { useVisit } from './visit.ts';
import './away.css';

const PROBE_MS = 3_000;

/** The gateway does not answer. The answers are kept; when it is back the same step goes on, with the same key. */
export function AwayScreen({ onBack }: { readonly onBack: () => void }) {
  const { services, say, window } = useVisit();
  // One probe after the other until there is an answer.
  useEffect(() => {
    const probe = async () => {
      const { client } = services;
      // What nobody has to be signed in for: the gateway alone is asked whether it is there.
      const asked = services.device === undefined ? client('readPrivacyNotice', {}) : client('readDevice', {});
      const answer = await asked.catch(() => undefined);
      if (answer?.ok) onBack();
    };
    const timer = setInterval(() => void probe(), PROBE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Screen title={say('away.title')} alert>
      <p>{say('away.what')}</p>
      <p class="away-where">{say('away.where', { window })}</p>
      <p>{say('away.kept')}</p>
    </Screen>
  );
}

/** Nothing works: no settings, no bridge, or a gateway that is away or refuses this device. In both languages, as nobody chose yet. */
export function OutOfService() {
  const [zh, en] = [sayIn('zh'), sayIn('en')];
  return (
    <div class="frame">
      <Screen title={zh('out.title')} alert>
        <p class="away-where">{zh('out.where', { window: zh('out.desk') })}</p>
        <div lang="en" class="away-english">
          <h2>{en('out.title')}</h2>
          <p>{en('out.where', { window: en('out.desk') })}</p>
        </div>
      </Screen>
    </div>
  );
}
