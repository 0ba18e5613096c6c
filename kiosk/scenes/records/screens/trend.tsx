import { useState } from 'preact/hooks';
import type { Trend } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { Pages } from '../../../components/pages/pages.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { sayDate } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { ownerIn } from '../read-reports.ts';
import { chartOf } from '../trend-chart.ts';
import { Mark } from './mark.tsx';
import { ProofNeeded } from './proof-needed.tsx';
import { TrendPicture } from './trend-picture.tsx';
import './records.css';

type Line = Trend['lines'][number];
type Point = Line['points'][number] & { readonly reason?: Trend['apart'][number]['reason'] };

/** What is seen at a time: a line, or the values that are on none. */
type View = { readonly line: Line } | { readonly apart: Trend['apart'] };

/** One measure from time to time. Its address says which value of the report it is, by its place. */
export function TrendScreen() {
  const { services, answers, page, say, act } = useVisit();
  const code = rememberedAnswer(answers, 'reading-report')?.items[(page?.sheet ?? 1) - 1]?.trend;
  const [read, retry] = useLoad<Trend | undefined>(async () => {
    if (code === undefined) return { ok: true, value: undefined };
    const told = await services.client('readTrend', { query: { patientId: ownerIn(answers).patientId, code } });
    return told.ok ? { ok: true, value: told.body } : { ok: false, problem: told.problem };
  });
  if (read.state === 'problem' && read.problem.code === 'document-required') return <ProofNeeded />;
  if (read.state !== 'ready') return <Loading load={read} retry={retry} />;
  if (read.value !== undefined) return <Measure trend={read.value} />;
  return (
    <Screen title={say('trend.none')}>
      <div class="screen-actions">
        <Action kind="main" label={say('trend.back')} onPress={act.back} />
      </div>
    </Screen>
  );
}

const ROWS_AT_ONCE = 6;

function Measure({ trend }: { readonly trend: Trend }) {
  const { say, act } = useVisit();
  const [at, setAt] = useState(0);
  const views: readonly View[] = [
    ...trend.lines.map((line) => ({ line })),
    ...(trend.apart.length > 0 ? [{ apart: trend.apart }] : []),
  ];
  const view = views[at];
  const next = views.length > 1 ? (at + 1) % views.length : undefined;
  // The newest first: that is what somebody came for.
  const points: readonly Point[] = view === undefined ? [] : 'line' in view ? [...view.line.points].reverse() : view.apart;
  const rows = [...points, ...missingIn(trend)].map((row, place) => ({ row, key: `${at} ${place}` }));
  return (
    <Screen title={say(points.length === 0 ? 'trend.none' : 'trend.title')} lead={<Head trend={trend} view={view} />}>
      <Pages items={rows} keyOf={({ key }) => key} atOnce={ROWS_AT_ONCE} say={say}>
        {(shown) => (
          <ul class="report-rows private">
            {shown.map(({ row, key }) =>
              typeof row === 'string' ? (
                <li key={key} class="report-row">
                  {say(row)}
                </li>
              ) : (
                <PointRow key={key} point={row} unit={view !== undefined && 'line' in view ? view.line.unit : undefined} />
              ),
            )}
          </ul>
        )}
      </Pages>
      <div class="screen-actions is-row">
        <Action kind="main" label={say('trend.back')} onPress={act.back} />
        {next !== undefined && (
          <Action
            label={say('apart' in (views[next] as View) ? 'trend.to-apart' : 'trend.to-line')}
            onPress={() => setAt(next)}
          />
        )}
      </div>
    </Screen>
  );
}

/** What else there may be: it is told below what there is. */
function missingIn({ more, sources }: Trend): readonly ('trend.more' | 'trend.missing' | 'trend.left-out')[] {
  const missing = sources.some(({ state }) => state === 'asking' || state === 'unavailable');
  const leftOut = sources.some((source) => source.leftOut);
  return [
    ...(more ? (['trend.more'] as const) : []),
    ...(missing ? (['trend.missing'] as const) : []),
    ...(leftOut ? (['trend.left-out'] as const) : []),
  ];
}

/** What is measured, the picture of it, and where it goes, in words. */
function Head({ trend, view }: { readonly trend: Trend; readonly view: View | undefined }) {
  const { language, say } = useVisit();
  const line = view !== undefined && 'line' in view ? view.line : undefined;
  const chart = line && chartOf(line);
  return (
    <div class="private">
      <p class="report-head as-written">{trend.name[language]}</p>
      {chart !== undefined && line !== undefined && <TrendPicture chart={chart} unit={line.unit} />}
      {line !== undefined && <Direction line={line} />}
      {line === undefined && trend.lines.length === 0 && <p>{say('trend.no-line')}</p>}
      {line === undefined && trend.lines.length > 0 && <p>{say('trend.apart')}</p>}
    </div>
  );
}

const ARROWS = { rising: '↗', falling: '↘', level: '→' } as const;

/** Where it goes; whether that is good is for a doctor to say. */
function Direction({ line: { points, direction } }: { readonly line: Line }) {
  const { say } = useVisit();
  if (direction === undefined) return <p>{say(points.length < 2 ? 'trend.once' : 'trend.unsure')}</p>;
  return (
    <p class="report-summary">
      <span aria-hidden="true">{ARROWS[direction]} </span>
      {say(`trend.${direction}`)}
    </p>
  );
}

function PointRow({ point, unit }: { readonly point: Point; readonly unit: string | undefined }) {
  const visit = useVisit();
  const { language, say } = visit;
  const names = useNames();
  const { at, comparator, reason } = point;
  const where = [
    ...(at === undefined ? [] : [sayDate(language, at)]),
    hospitalName(language, point, names?.hospitals ?? []),
  ].join(' · ');
  return (
    <li class="report-row">
      <div class="report-words">
        <span class="report-value">
          <strong class="report-number as-written">{numberOf(point, unit)}</strong>
          <Mark value={point} />
        </span>
        {comparator !== undefined && (
          <span class="report-of">{say(comparator.startsWith('<') ? 'trend.below' : 'trend.above')}</span>
        )}
        {wasConverted(point, unit) && <span class="report-of as-written">{asWritten(point, visit)}</span>}
        {reason !== undefined && <span class="report-summary">{say(`apart.${reason}`)}</span>}
        <span class="report-of">{where}</span>
      </div>
    </li>
  );
}

/** The hospital wrote it in another unit than the one of the line. */
function wasConverted(point: Point, unit: string | undefined): boolean {
  return unit !== undefined && point.unit !== unit && point.number !== undefined;
}

function numberOf(point: Point, unit: string | undefined): string {
  const { comparator = '', number = '', text } = point;
  if (wasConverted(point, unit)) return `${comparator}${number} ${unit}`;
  return point.unit === undefined ? text : `${text} ${point.unit}`;
}

function asWritten({ text, unit = '' }: Point, { say }: Visit): string {
  return say('trend.as-written', { text: `${text} ${unit}`.trim() });
}
