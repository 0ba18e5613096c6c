import type { ListedResult, RecordSource } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import '../../../components/choice-list/choice-list.css';
import { Pages } from '../../../components/pages/pages.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName, shortened } from '../../../i18n/named.ts';
import type { SpokenKey } from '../../../i18n/text.ts';
import { sayDate } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import {
  choicesIn,
  chosenReport,
  filtered,
  type Owner,
  ownerIn,
  type ReadReports,
  sourcesLeavingOut,
  sourcesThat,
} from '../read-reports.ts';
import { useLater } from '../use-later.ts';
import { SourceList } from './source-list.tsx';
import './records.css';

const NOTHING: ReadReports = { reports: [], sources: [], more: false };
/** More are not read, they are searched. */
const AT_ONCE = 6;
/** Of a name; whoever opens it reads more of it. */
const NAME_MAX = 28;

/** Every report that has come, the newest first. What comes later is there once somebody presses for it. */
export function ReportsScreen() {
  const visit = useVisit();
  const { answers, say, act } = visit;
  const names = useNames();
  const read = rememberedAnswer(answers, 'reading-reports') ?? NOTHING;
  const later = useLater(read);
  if (names === undefined) return <Loading load={{ state: 'loading' }} retry={act.home} />;
  const seeLater = later === undefined ? undefined : () => act.settle('reading-reports', later);
  if (read.reports.length === 0) return <NoReports read={read} names={names} seeLater={seeLater} />;
  const reports = filtered(read.reports, rememberedAnswer(answers, 'report-filter'));
  const { hospitals, kinds } = choicesIn(read.reports);
  const before = chosenReport(answers);
  return (
    <Screen title={say('reports.question')} lead={<Lead read={read} shown={reports} names={names} />}>
      <Pages
        items={reports}
        keyOf={({ id }) => id}
        atOnce={AT_ONCE}
        startAt={reports.findIndex(({ id }) => id === before)}
        say={say}
      >
        {(shown) => (
          <ul class="choice-list reports private">
            {shown.map((report) => (
              <li key={report.id}>
                <button
                  type="button"
                  class={report.id === before ? 'choice choice-chosen' : 'choice'}
                  onClick={() => act.settle('reports', report.id)}
                >
                  <ReportWords report={report} names={names} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </Pages>
      {seeLater !== undefined && <Action kind="main" label={say('reports.news')} onPress={seeLater} />}
      {ownerIn(answers).helped === undefined && (
        <Action
          label={say(reports.length < read.reports.length ? 'reports.share.all' : 'reports.share')}
          onPress={() => act.settle('reports', { share: 'all' })}
        />
      )}
      <div class="screen-actions is-row">
        {(hospitals.length > 1 || kinds.length > 1) && (
          <Action label={say('reports.filter')} onPress={() => act.ask('report-filter')} />
        )}
        <SeeSources />
      </div>
    </Screen>
  );
}

function SeeSources() {
  const { say, act } = useVisit();
  return <Action label={say('reports.sources')} onPress={() => act.open({ scene: 'records', page: 'sources', sheet: 1 })} />;
}

/** What it is, whether something stands out, when and where it was. */
function ReportWords({ report, names }: { readonly report: ListedResult; readonly names: Names }) {
  const { services, language, say } = useVisit();
  const { name, issuedAt, held, status, unusual } = report;
  const notes = [
    ...(held ? [say('reports.held')] : []),
    ...(status === 'final' ? [] : [say(`reports.${status}`)]),
    ...(unusual > 0 ? [`▲▼ ${say('reports.unusual', { count: unusual })}`] : []),
  ];
  return (
    <span class="choice-words">
      <span class="choice-title as-written">{shortened(name, NAME_MAX)}</span>
      {notes.length > 0 && <span class="report-note">{notes.join(' · ')}</span>}
      <span class="choice-hint">
        {`${sayDate(language, issuedAt, services.now())} · ${hospitalName(language, report, names.hospitals)}`}
      </span>
    </span>
  );
}

interface LeadProps {
  readonly read: ReadReports;
  readonly shown: readonly ListedResult[];
  readonly names: Names;
}

/** Whose they are, which of them are shown, and who has not told anything. */
function Lead({ read, shown, names }: LeadProps) {
  const visit = useVisit();
  const { say } = visit;
  const which = whichIn(visit, names);
  const left = shown.length < read.reports.length;
  return (
    <div class="private">
      <ForOther />
      {left && which !== undefined && (
        <p>{`${say('reports.only', { which })} · ${say('reports.only.count', { count: shown.length })}`}</p>
      )}
      <Missing read={read} names={names} />
      {read.more && <p>{say('reports.older')}</p>}
    </div>
  );
}

function ForOther() {
  const { answers, say } = useVisit();
  const { child, helped } = ownerIn(answers);
  const other = child ?? helped;
  return other === undefined ? null : <p>{say('reports.for', { name: other.name })}</p>;
}

function whichIn({ answers, language, say }: Visit, { hospitals }: Names): string | undefined {
  const filter = rememberedAnswer(answers, 'report-filter');
  if (filter?.by === 'kind') return say(`kind.${filter.kind}`);
  if (filter?.by !== 'hospital') return undefined;
  const one = rememberedAnswer(answers, 'reading-reports')?.reports.find(({ hospital }) => hospital === filter.hospital);
  return one && hospitalName(language, one, hospitals);
}

/** Who is still being asked, who does not answer, and whose can not be opened: there may be more than stands here. */
function Missing({ read, names }: { readonly read: ReadReports; readonly names: Names }) {
  const { language, say } = useVisit();
  const line = (
    sources: readonly RecordSource[],
    one: 'reports.asking' | 'reports.away' | 'reports.left-out' | 'reports.no-source',
  ) => {
    const [first] = sources;
    if (first === undefined) return null;
    return (
      <p>
        {sources.length === 1
          ? say(one, { hospital: hospitalName(language, first, names.hospitals) })
          : say(`${one}.many`, { count: sources.length })}
      </p>
    );
  };
  return (
    <>
      {line(sourcesThat(read, 'asking'), 'reports.asking')}
      {line(sourcesThat(read, 'unavailable'), 'reports.away')}
      {line(sourcesLeavingOut(read), 'reports.left-out')}
      {read.reports.length > 0 && line(sourcesThat(read, 'no-source'), 'reports.no-source')}
    </>
  );
}

/** That there are none is said of those alone that have answered. */
function noReportsTitle(read: ReadReports, { child, helped }: Owner): SpokenKey {
  const { length: answered } = sourcesThat(read, 'read');
  const silent = sourcesThat(read, 'unavailable').length + sourcesThat(read, 'asking').length > 0;
  if (silent) return answered > 0 ? 'reports.none.found' : 'reports.none.yet';
  if (sourcesLeavingOut(read).length > 0) return 'reports.none.here';
  if (answered === 0) return 'reports.none.here';
  const none = answered < read.sources.length ? 'reports.none.some' : 'reports.none';
  if (helped !== undefined) return `${none}.helped`;
  return child === undefined ? none : `${none}.child`;
}

interface NoReportsProps {
  readonly read: ReadReports;
  readonly names: Names;
  readonly seeLater: (() => void) | undefined;
}

/** Nothing stands there: of those that answered it is said that they have none, of the others only what they said. */
function NoReports({ read, names, seeLater }: NoReportsProps) {
  const { answers, say, window, act } = useVisit();
  const silent = sourcesThat(read, 'unavailable').length + sourcesThat(read, 'asking').length > 0;
  const title = noReportsTitle(read, ownerIn(answers));
  return (
    <Screen title={say(title)} lead={<Lead read={read} shown={[]} names={names} />}>
      <SourceList sources={read.sources} empty />
      {sourcesLeavingOut(read).length === 0 && <p>{say('reports.none.window', { window })}</p>}
      <div class="screen-actions is-row">
        {seeLater !== undefined ? (
          <Action kind="main" label={say('reports.news')} onPress={seeLater} />
        ) : silent ? (
          <Action
            kind="main"
            label={say('reports.ask-again')}
            picture={wayDrawings.again}
            onPress={() => act.ask('reading-reports')}
          />
        ) : (
          <Action kind="main" label={say('frame.finish')} onPress={act.finish} />
        )}
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}
