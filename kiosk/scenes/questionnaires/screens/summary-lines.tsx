import type { PreconsultSummary } from '../../../client/wire.ts';
import { Pages } from '../../../components/pages/pages.tsx';
import { useVisit } from '../../../shell/visit.ts';
import './questionnaires.css';

const AT_ONCE = 12;

interface Line {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly abnormal: boolean;
  readonly unsure: boolean;
}

/** What is abnormal first, marked in words and by a sign; then the rest in the order of a record, and of what nothing was asked. */
export function SummaryLines({ summary }: { readonly summary: PreconsultSummary }) {
  const { language, say } = useVisit();
  const { chiefComplaint, complaintQuiet, sections } = summary;
  const asked = sections.filter((section) => section.asked);
  // Who stands behind the person reads the glass, too.
  const isQuiet = isPartlyQuiet(summary);
  const all = asked.flatMap(({ code, title, lines }): readonly Line[] =>
    lines
      // The chief complaint stands above them all.
      .filter(({ quiet }) => code !== 'chief-complaint' && quiet !== true)
      .map(({ text, abnormal, unsure }, at) => ({
        key: `${code} ${at}`,
        title: title[language],
        text: text[language],
        abnormal,
        unsure,
      })),
  );
  const unasked = sections.filter(({ code, asked: isAsked }) => !isAsked && code !== 'chief-complaint');
  const main = {
    key: 'main',
    title: titleOfComplaint(summary)[language],
    text: complaintQuiet ? say('form-check.quiet') : chiefComplaint[language],
  };
  const items: readonly Line[] = [
    { ...main, abnormal: false, unsure: false },
    ...all.filter(({ abnormal }) => abnormal),
    ...all.filter(({ abnormal }) => !abnormal),
    ...(isQuiet && !complaintQuiet
      ? [{ key: 'quiet', title: '', text: say('form-check.quiet'), abnormal: false, unsure: false }]
      : []),
    ...(unasked.length === 0
      ? []
      : [
          {
            key: 'unasked',
            title: '',
            text: say('form-check.not-asked', {
              sections: unasked.map(({ title }) => title[language]).join(language === 'zh' ? '、' : ', '),
            }),
            abnormal: false,
            unsure: false,
          },
        ]),
  ];
  return (
    <Pages items={items} keyOf={({ key }) => key} atOnce={AT_ONCE} say={say}>
      {(shown) => (
        <ul class="summary">
          {shown.map(({ key, title, text, abnormal, unsure }) => (
            <li key={key} class={abnormal ? 'summary-line summary-abnormal' : 'summary-line'}>
              {title !== '' && <span class="summary-title">{title}</span>}
              <span class="summary-text">{text}</span>
              {abnormal && <span class="summary-mark">★ {say('form-check.first')}</span>}
              {unsure && <span class="summary-mark">? {say('form-check.unsure')}</span>}
            </li>
          ))}
        </ul>
      )}
    </Pages>
  );
}

/** Whether something in it is for the doctor alone. */
export function isPartlyQuiet({ sections, complaintQuiet }: PreconsultSummary): boolean {
  return complaintQuiet || sections.some(({ lines }) => lines.some(({ quiet }) => quiet === true));
}

function titleOfComplaint({ sections }: PreconsultSummary) {
  return sections.find(({ code }) => code === 'chief-complaint')?.title ?? { zh: '主诉', en: 'Chief complaint' };
}
