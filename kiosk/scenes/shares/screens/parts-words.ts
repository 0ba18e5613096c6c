import type { Share } from '../../../client/wire.ts';
import type { Visit } from '../../../shell/visit.ts';

interface Parts {
  /** How many reports. */
  readonly results: 'all' | number;
  readonly lists: readonly Share['parts']['lists'][number][];
}

/** `全部报告、过敏` */
export function partsWords({ results, lists }: Parts, { language, say }: Pick<Visit, 'language' | 'say'>): string {
  const reports = results === 'all' ? say('parts.all') : results === 1 ? say('parts.one') : say('parts.some', { count: results });
  return [reports, ...lists.map((list) => say(`parts.${list}`))].join(language === 'zh' ? '、' : ', ');
}
