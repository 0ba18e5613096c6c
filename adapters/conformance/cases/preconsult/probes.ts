import type { SummaryAnswers } from '../../../port/preconsult.ts';
import type { CaseContext } from '../../case-context.ts';
import { holds, type Prepared, type Probes } from '../../probe.ts';
import { told } from './summaries.ts';

const prepare = async (context: CaseContext, prepared: Prepared): Promise<Prepared> => ({
  ...prepared,
  telling: await told(context),
});

async function prepareAnswered(context: CaseContext, given: Prepared): Promise<Prepared> {
  const prepared = await prepare(context, given);
  await context.summaries.answer({ key: prepared.telling.delivered.key, what: 'read' });
  await context.hospital.settled();
  return prepared;
}

const needs = ['preconsult', 'booking'] as const;

export const PRECONSULT_PROBES: Probes<'preconsult'> = {
  deliver: {
    silent: 37,
    fired: 41,
    ask: ({ preconsult }, { telling }, call) => preconsult.deliver(telling.deliver, call),
    prepare,
  },
  find: {
    silent: 38,
    fired: 42,
    ask: ({ preconsult }, { telling }, call) => preconsult.find(telling.delivered.key, call),
    prepare,
    read: { id: 'SUMMARY', needs, isTrue: (value, { telling }) => holds(value, telling.delivered.key) },
  },
  withdraw: {
    silent: 39,
    fired: 43,
    ask: ({ preconsult }, { telling }, call) => preconsult.withdraw(telling.delivered.key, call),
    prepare,
  },
  answers: {
    silent: 40,
    fired: 44,
    ask: ({ preconsult }, _args, call) => preconsult.answers(undefined, call),
    prepare: prepareAnswered,
    // Of its first page one knows only that something stands there.
    read: { id: 'ANSWERS', needs, isTrue: (value) => (value as SummaryAnswers).answers.length > 0, toldOnce: true },
  },
};
