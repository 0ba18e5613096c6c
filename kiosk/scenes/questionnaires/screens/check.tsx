import type { Loaded } from '../../../client/all-pages.ts';
import type { PreconsultSummary } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { fillingIn } from '../filling.ts';
import { FormLines } from './form-lines.tsx';
import { SummaryLines } from './summary-lines.tsx';

interface ReadSummary {
  readonly summary: PreconsultSummary;
  readonly etag: string | undefined;
}

/** What the doctor will read, word for word, before anything is sent: one yes, a way to change something, and "not now". */
export function FormCheckScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const { preconsult } = fillingIn(answers);
  const [read, retry] = useLoad(() => readSummary(visit, preconsult?.id ?? ''));
  if (read.state !== 'ready') return <Loading load={read} retry={retry} />;
  const { summary, etag } = read.value;
  const before = rememberedAnswer(answers, 'form-check');
  const changed = typeof before === 'object' && before.etag !== etag;
  return (
    <Screen
      title={say('form-check.title')}
      lead={
        <FormLines
          approved={preconsult?.questionnaire.approved !== false}
          words={changed ? [say('form-check.elsewhere')] : []}
          noDiagnosis={summary.noDiagnosis}
        />
      }
    >
      <SummaryLines summary={summary} />
      <div class="screen-actions">
        <Action
          kind="main"
          label={say('form-check.yes')}
          onPress={() => act.settle('form-check', { key: services.newKey(), ...(etag === undefined ? {} : { etag }) })}
          unshared
        />
        <div class="screen-actions is-row">
          <Action label={say('form-check.change')} onPress={() => act.ask('form-questions')} />
          <Action label={say('form-check.later')} onPress={() => act.settle('form-check', 'later')} />
        </div>
      </div>
    </Screen>
  );
}

async function readSummary({ services }: Visit, id: string): Promise<Loaded<ReadSummary>> {
  const read = await services.client('readSummary', { params: { id } });
  return read.ok ? { ok: true, value: { summary: read.body, etag: read.headers.get('etag') ?? undefined } } : read;
}
