import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import type { Result } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Pages } from '../../../components/pages/pages.tsx';
import { errandDrawings } from '../../../components/pictogram/errands.ts';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName, shortened } from '../../../i18n/named.ts';
import { sayDate } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { isCritical } from '../mark.ts';
import { chosenReport, ownerIn } from '../read-reports.ts';
import { rowsOf } from '../report-rows.ts';
import { ProofNeeded } from './proof-needed.tsx';
import { Row } from './report-row.tsx';
import './records.css';

/** As it is now: a report may have been corrected since it stood in the list. */
export function ReadingReportScreen() {
  const { services, answers, say, act } = useVisit();
  const [unproved, setUnproved] = useState(false);
  const read = async (): Promise<Problem | undefined> => {
    const told = await services.client('readResult', { params: { id: chosenReport(answers) ?? '' } });
    if (!told.ok && told.problem.code === 'document-required') {
      setUnproved(true);
      return undefined;
    }
    if (!told.ok) return told.problem;
    act.settle('reading-report', told.body);
    return undefined;
  };
  return unproved ? <ProofNeeded /> : <Work title={say('reading-report.title')} work={read} />;
}

const AT_ONCE = 6;
/** Of its name; the paper has all of it. */
const NAME_MAX = 36;

/** One report in large letters, what is unusual first. What the hospital tells in person first does not stand here. */
export function ReportScreen() {
  const { services, answers, say, act } = useVisit();
  const report = rememberedAnswer(answers, 'reading-report');
  if (report === undefined) return null;
  if (report.held) return <Held report={report} />;
  const rows = rowsOf(report);
  return (
    <Screen title={say(titleIn(answers))} lead={<Head report={report} />}>
      {rows.length > 0 ? (
        <Pages items={rows} keyOf={({ key }) => key} atOnce={AT_ONCE} say={say}>
          {(shown) => (
            <ul class="report-rows private">
              {shown.map((row) => (
                <Row key={row.key} row={row} />
              ))}
            </ul>
          )}
        </Pages>
      ) : (
        <p>{say('report.nothing', { phone: report.dutyDesk.phone })}</p>
      )}
      <div class="screen-actions">
        {report.items.some(isCritical) && (
          <Action kind="main" label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
        )}
        {services.device !== undefined && (
          <Action
            {...(report.items.some(isCritical) ? {} : { kind: 'main' as const })}
            label={say('report.print')}
            picture={wayDrawings.paper}
            onPress={() => act.settle('report', 'print')}
          />
        )}
        {ownerIn(answers).helped === undefined && (
          <Action label={say('report.share')} picture={errandDrawings.doctor} onPress={() => act.settle('report', 'share')} />
        )}
      </div>
    </Screen>
  );
}

function titleIn(answers: Parameters<typeof ownerIn>[0]) {
  const { child, helped } = ownerIn(answers);
  if (helped !== undefined) return 'report.title.helped';
  return child === undefined ? 'report.title' : 'report.title.child';
}

/** What it is, where and when it was, and what one has to know before reading it. */
function Head({ report }: { readonly report: Result }) {
  const { services, language, say } = useVisit();
  const { name, status, correctedAt, dutyDesk, items } = report;
  return (
    <div class="private">
      <p class="report-head as-written">{shortened(name, NAME_MAX)}</p>
      <Where report={report} />
      {status === 'corrected' && (
        <p>
          {correctedAt === undefined
            ? say('report.corrected.plain')
            : say('report.corrected', { when: sayDate(language, correctedAt, services.now()) })}
        </p>
      )}
      {status === 'preliminary' && <p>{say('report.preliminary')}</p>}
      {items.some(isCritical) && (
        <p class="report-critical" role="alert">
          <span aria-hidden="true">◆ </span>
          {say('report.critical')}
          <br />
          {say('report.critical.call', { phone: dutyDesk.phone })}
        </p>
      )}
      <Summary report={report} />
      {!items.some(isCritical) && <p>{say('report.ask-doctor')}</p>}
    </div>
  );
}

function Where({ report }: { readonly report: Result }) {
  const { services, answers, language } = useVisit();
  const names = useNames();
  const { child, helped } = ownerIn(answers);
  const other = child ?? helped;
  const parts = [
    sayDate(language, report.issuedAt, services.now()),
    hospitalName(language, report, names?.hospitals ?? []),
    ...(other === undefined ? [] : [other.name]),
  ];
  return <p>{parts.join(' · ')}</p>;
}

/** How much stands out; that nothing does is said only where every value has its verdict. */
function Summary({ report: { items, unusual } }: { readonly report: Result }) {
  const { say } = useVisit();
  if (unusual > 0)
    return (
      <p class="report-summary">
        <span aria-hidden="true">▲▼ </span>
        {say('report.unusual', { count: unusual })}
      </p>
    );
  return items.length > 0 && items.every(({ verdict }) => verdict === 'usual') ? (
    <p class="report-summary">
      <span aria-hidden="true">✓ </span>
      {say('report.usual')}
    </p>
  ) : null;
}

function Held({ report }: { readonly report: Result }) {
  const { say, act } = useVisit();
  const { name, dutyDesk } = report;
  return (
    <Screen title={say('report.held.title')}>
      <div class="private report-held">
        <p class="report-head as-written">{shortened(name, NAME_MAX)}</p>
        <Where report={report} />
        <p class="report-held-what">{say('report.held.what')}</p>
        <p class="report-held-what">{say('report.held.where', { desk: dutyDesk.name })}</p>
        <p class="report-held-what">{say('report.held.phone', { phone: dutyDesk.phone })}</p>
      </div>
      <div class="screen-actions">
        <Action kind="main" label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
        <Action label={say('frame.finish')} onPress={act.finish} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}
