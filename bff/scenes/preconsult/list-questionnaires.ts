import type * as z from 'zod';
import type { questionnaires } from '../../contract/preconsult/schemas.ts';
import type { BodyPart } from '../directory/body-parts.ts';
import { standingOf } from './clinical-content.ts';
import { offeredForms, triageContent } from './contents.ts';
import type { PreconsultDependencies } from './dependencies.ts';
import { draftRules } from './triage/draft-rules.ts';
import { en } from './triage/words-en.ts';
import { zh } from './triage/words-zh.ts';

const PARTS = Object.keys(draftRules.bodyParts) as readonly BodyPart[];

/** What can be asked here now, and with what triage begins. */
export async function listQuestionnaires(dependencies: PreconsultDependencies): Promise<z.output<typeof questionnaires>> {
  const standing = await standingOf(dependencies, [triageContent]);
  const { on, approved } = standing(triageContent);
  const { id, version } = draftRules;
  const topics = draftRules.topics.map(({ code }) => ({
    code,
    text: { zh: zh.topics[code], en: en.topics[code] },
    parts: PARTS.filter((part) => draftRules.bodyParts[part].includes(code)),
  }));
  const items = offeredForms.flatMap(({ content, read }) => {
    const shown = standing(content);
    const { title, minutes, offeredFor } = read;
    const item = {
      id: content.id,
      version: content.version,
      approved: shown.approved,
      title,
      minutes,
      departments: [...offeredFor],
    };
    return shown.on ? [item] : [];
  });
  return { triage: { id, version, approved, on }, topics: on ? topics : [], items };
}
