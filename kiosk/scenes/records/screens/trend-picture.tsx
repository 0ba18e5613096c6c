import { sayDate } from '../../../i18n/when.ts';
import { useVisit } from '../../../shell/visit.ts';
import { isUnusual } from '../mark.ts';
import type { Plotted, TrendChart } from '../trend-chart.ts';
import './records.css';

interface TrendPictureProps {
  readonly chart: TrendChart;
  readonly unit: string;
}

/** One line from the oldest to the newest value. Drawn in percent, so that it is sharp at any size; what it shows stands below it in words. */
export function TrendPicture({ chart, unit }: TrendPictureProps) {
  const { language, say } = useVisit();
  const { points, joins, highest, lowest, first, last } = chart;
  const level = highest === lowest;
  const percent = (value: number) => `${value.toFixed(2)}%`;
  return (
    <figure class="trend-picture">
      <figcaption class="as-written">{`${say(level ? 'trend.same' : 'trend.highest')} ${highest} ${unit}`}</figcaption>
      <svg class="trend-plot" role="img" aria-label={say('trend.picture')}>
        {joins.map(({ from, to, certain }) => (
          <line
            key={`${from.key} ${to.key}`}
            class={certain ? 'trend-line' : 'trend-line trend-line-uncertain'}
            x1={percent(from.x)}
            y1={percent(from.y)}
            x2={percent(to.x)}
            y2={percent(to.y)}
          />
        ))}
        {points.map((point) => (
          <svg key={point.key} class="trend-point" aria-hidden="true" x={percent(point.x)} y={percent(point.y)}>
            <path class={isHollow(point) ? 'trend-hollow' : 'trend-full'} d={shapeOf(point)} />
          </svg>
        ))}
      </svg>
      {!level && <p class="as-written">{`${say('trend.lowest')} ${lowest} ${unit}`}</p>}
      <p class="trend-days">
        <span>{sayDate(language, first)}</span>
        <span aria-hidden="true">→</span>
        <span>{sayDate(language, last)}</span>
      </p>
    </figure>
  );
}

const ROUND = 'M-13 0a13 13 0 1 0 26 0a13 13 0 1 0 -26 0z';
const UP = 'M0 -19L19 14H-19z';
const DOWN = 'M0 19L19 -14H-19z';
const TURNED = 'M0 -19L19 0L0 19L-19 0z';

/** The shapes of the words: high upwards, low downwards; of a limit, to where the value lies. */
function shapeOf({ verdict, comparator }: Plotted): string {
  if (comparator !== undefined) return comparator.startsWith('<') ? DOWN : UP;
  if (verdict === 'high' || verdict === 'critical-high') return UP;
  if (verdict === 'low' || verdict === 'critical-low') return DOWN;
  return isUnusual({ verdict }) ? TURNED : ROUND;
}

/** Only a limit is known: it is there or beyond. */
function isHollow({ comparator }: Plotted): boolean {
  return comparator !== undefined;
}
