import type { Loaded } from '../client/all-pages.ts';
import type { PrivacyNotice } from '../client/wire.ts';
import { Action } from '../components/action/action.tsx';
import { Screen } from '../components/screen/screen.tsx';
import './consent.css';
import { Loading } from './loading.tsx';
import { useLoad } from './use-load.ts';
import { useVisit } from './visit.ts';

export interface ConsentProps {
  readonly step: 'notice' | 'health-data' | 'child-notice' | 'child-health-data';
}

/** One text, one agreement. The two are never asked with one press: the second is about what is most private. */
export function ConsentScreen({ step }: ConsentProps) {
  const { door, language, say, act } = useVisit();
  const [notice, retry] = useLoad<PrivacyNotice>(() => readNotice(door));
  if (notice.state !== 'ready') return <Loading load={notice} retry={retry} />;
  const aboutHealth = step.endsWith('health-data');
  const { version, texts } = notice.value;
  const text = texts[aboutHealth ? 'health-data' : 'privacy-notice'][language];
  return (
    <Screen title={text.title} lead={step.startsWith('child-') ? <p>{say('child.consent')}</p> : undefined}>
      <div class="consent-text">
        {text.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <div class="screen-actions">
        <Action
          kind="main"
          label={say(aboutHealth ? 'health.agree' : 'notice.agree')}
          onPress={() => act.settle(step, { agreed: true, version, key: door.newKey() })}
        />
        <Action label={say('notice.refuse')} onPress={() => act.settle(step, { agreed: false })} />
      </div>
    </Screen>
  );
}

/** Who refuses is told what still works, and is not asked twice. */
export function RefusedScreen() {
  const { door, language, say, window, act } = useVisit();
  const [notice] = useLoad<PrivacyNotice>(() => readNotice(door));
  return (
    <Screen title={say('refused.title')}>
      {notice.state === 'ready' && <p class="consent-text">{notice.value.withoutConsent[language]}</p>}
      <p>{say('refused.where', { window })}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('refused.again')} onPress={act.back} />
      </div>
    </Screen>
  );
}

async function readNotice({ client }: ReturnType<typeof useVisit>['door']): Promise<Loaded<PrivacyNotice>> {
  const answer = await client('readPrivacyNotice', {});
  return answer.ok ? { ok: true, value: answer.body } : answer;
}
