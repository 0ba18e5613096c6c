import type { Questionnaires } from '../../client/wire.ts';
import { useLoad } from '../../shell/use-load.ts';
import { useVisit } from '../../shell/visit.ts';

/** What can be asked about complaints here; nothing where nobody has signed it, and as long as that is not known: nobody waits for it. */
export function useTriage(): Questionnaires | undefined {
  const { services } = useVisit();
  const [found] = useLoad(async () => {
    const answered = await services.client('listQuestionnaires', {});
    return answered.ok ? { ok: true, value: answered.body } : answered;
  });
  return found.state === 'ready' && found.value.triage.on ? found.value : undefined;
}
