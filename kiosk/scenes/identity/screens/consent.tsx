import type { Loaded } from '../../../client/all-pages.ts';
import type { PrivacyNotice } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import type { ConsentStep } from '../answers.ts';
import './consent.css';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit } from '../../../shell/visit.ts';

/** One text, one agreement. The two are never asked with one press: the second is about what is most private. */
export function ConsentScreen({ step }: { readonly step: ConsentStep }) {
  const { services, language, say, act } = useVisit();
  const [notice, retry] = useLoad<PrivacyNotice>(() => readNotice(services));
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
          label={say(agreeing(step))}
          onPress={() => act.settle(step, { agreed: true, version, key: services.newKey() })}
        />
        <Action label={say('notice.refuse')} onPress={() => act.settle(step, { agreed: false })} />
      </div>
    </Screen>
  );
}

/** What one agrees to, and for whom. */
function agreeing(step: ConsentStep) {
  if (!step.endsWith('health-data')) return 'notice.agree';
  return step.startsWith('child-') ? 'child.agree-health' : 'health.agree';
}

export function NoticeScreen() {
  return <ConsentScreen step="notice" />;
}

export function HealthDataScreen() {
  return <ConsentScreen step="health-data" />;
}

/** Who refuses is told what still works, and is not asked twice. */
export function RefusedScreen() {
  const { services, language, say, window, act } = useVisit();
  const [notice] = useLoad<PrivacyNotice>(() => readNotice(services));
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

async function readNotice({ client }: ReturnType<typeof useVisit>['services']): Promise<Loaded<PrivacyNotice>> {
  const answer = await client('readPrivacyNotice', {});
  return answer.ok ? { ok: true, value: answer.body } : answer;
}
