import { readFileSync } from 'node:fs';
import { systemClock } from '../../platform/clock.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { isJson, type Json } from '../../scenes/preconsult/questionnaire/fhir-values.ts';
import { loadQuestionnaire } from '../../scenes/preconsult/questionnaire/load.ts';
import { ExpressionThreads } from '../expression-threads.ts';
import { type Command, CommandRefused } from './command.ts';

/** Whether a Questionnaire of somebody else would be run here as it is written, or each reason for which it would not. */
export const questionnaireCheck: Command = {
  usage: 'questionnaire check --file FILE [--value-sets FILE]',
  options: ['file', 'value-sets'],
  async run({ options, say }) {
    if (options.file === undefined) throw new CommandRefused('give --file, a Questionnaire of FHIR R4 as JSON');
    const resource = readJson(options.file);
    const valueSets = options['value-sets'] === undefined ? new Map() : valueSetsIn(readJson(options['value-sets']));
    const expressions = new ExpressionThreads();
    try {
      const now = () => shanghaiTime(systemClock.now());
      const loaded = await loadQuestionnaire(resource, { expressions, now, valueSets });
      if (loaded.ok)
        return say(`it is run: ${loaded.form.byLinkId.size} items, ${loaded.form.expressionCount} expressions in them`);
      for (const { linkId, reason, detail } of loaded.faults) say(`${linkId ?? '(questionnaire)'}\t${reason}\t${detail}`);
      throw new CommandRefused('it is refused; docs/questionnaires.md tells each reason');
    } finally {
      await expressions.close();
    }
  },
};

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CommandRefused(`${path} can not be read as JSON: ${(error as Error).name}`);
  }
}

/** Of one ValueSet, an array of them, or a Bundle. */
function valueSetsIn(given: unknown): ReadonlyMap<string, Json> {
  const entries =
    isJson(given) && Array.isArray(given.entry) ? given.entry.map((one) => (isJson(one) ? one.resource : one)) : given;
  const sets = (Array.isArray(entries) ? entries : [entries]).filter(isJson);
  return new Map(
    sets.flatMap((set): [string, Json][] =>
      set.resourceType === 'ValueSet' && typeof set.url === 'string' ? [[set.url, set]] : [],
    ),
  );
}
