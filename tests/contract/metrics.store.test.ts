import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Metrics, SERIES } from '../../bff/platform/metrics.ts';
import { driven, type QuietGateway, signedIn, startQuietGateway } from '../security/quiet-gateway.ts';
import { ENGINES } from '../support/test-store.ts';

const DAY_MS = 24 * 3_600_000;

/** Values by series, as a scraper would read them; fails on a line that is not in the format. */
function scrape(text: string): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  const typed = new Set<string>();
  for (const line of text.trimEnd().split('\n')) {
    const [, keyword, name] = /^# (HELP|TYPE) (\S+) .+$/.exec(line) ?? [];
    if (keyword === 'TYPE') typed.add(String(name));
    if (keyword !== undefined) continue;
    const [, series, base, value] = /^(([a-z_]+)(?:\{[^{}]*\})?) (-?[0-9.e+-]+)$/.exec(line) ?? [];
    expect(series, line).toBeDefined();
    expect(
      [String(base), String(base).replace(/_(bucket|sum|count)$/, '')].some((one) => typed.has(one)),
      line,
    ).toBe(true);
    values.set(String(series), Number(value));
  }
  return values;
}

describe('metrics', () => {
  it('metrics are written once a series, with help and type in front', async () => {
    const metrics = new Metrics();
    metrics.count('onedoor_claims_total', 'state="sent"');
    metrics.count('onedoor_claims_total', 'state="sent"', 2);
    metrics.observe('onedoor_request_seconds', 'operation="searchSlots"', 0.02);
    metrics.collect(() => [{ name: 'onedoor_store_waiting', value: 7 }]);
    const text = await metrics.text();
    expect(text.match(/# TYPE onedoor_claims_total counter/g)).toHaveLength(1);
    const values = scrape(text);
    expect(values.get('onedoor_claims_total{state="sent"}')).toBe(3);
    expect(values.get('onedoor_request_seconds_bucket{operation="searchSlots",le="0.025"}')).toBe(1);
    expect(values.get('onedoor_request_seconds_bucket{operation="searchSlots",le="0.01"}')).toBe(0);
    expect(values.get('onedoor_store_waiting')).toBe(7);
  });

  const monitoring = (file: string) => readFileSync(`docs/monitoring/${file}`, 'utf8');
  const seriesIn = (text: string) => [...new Set(text.match(/\b(onedoor|process)_[a-z_]+/g) ?? [])];
  const known = (name: string) => Object.keys(SERIES).includes(name.replace(/_(bucket|sum|count)$/, '')) || name in SERIES;

  it.each(['alerts.yml', 'dashboard.json'])('metrics in %s are all there', (file) => {
    const names = seriesIn(monitoring(file)).filter((name) => !name.startsWith('onedoor_alert'));
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !known(name))).toEqual([]);
  });

  it('metrics of the table are all in the dashboard or in an alarm, but for the version', () => {
    const shown = seriesIn(monitoring('alerts.yml') + monitoring('dashboard.json')).map((name) =>
      name.replace(/_(bucket|sum|count)$/, ''),
    );
    expect(Object.keys(SERIES).filter((name) => !shown.includes(name) && name !== 'onedoor_build_info')).toEqual([]);
  });

  it('metrics that raise an alarm have a section in the runbook', () => {
    const alarms = [...monitoring('alerts.yml').matchAll(/alert: (\w+)/g)].map(([, name]) => String(name));
    const headings = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^### (\w+)$/gm)].map(([, name]) => String(name));
    expect(alarms.length).toBeGreaterThan(8);
    expect(headings).toEqual(expect.arrayContaining(alarms));
  });
});

describe.each(ENGINES)('%s: what waits', (engine) => {
  let site: QuietGateway;
  beforeEach(async () => {
    site = await startQuietGateway(engine);
  });
  afterEach(() => site.stop());

  const look = async () => scrape(await (await driven(site, site.gateway.request('/metrics'))).text());

  it('what waits is told with its age: an outcome that is unknown, and slots that were not read', async () => {
    const person = await signedIn(site.gateway);
    const { slotId } = await site.gateway.openSlot(1);
    await site.gateway.hospital.setFault('timeout-after-commit', 'write');
    const pending = await driven(site, site.gateway.book({ slotId, ...person, key: 'to-be-unknown' }));
    expect(pending.status).toBe(202);
    await site.gateway.hospital.setFault('refused', 'read');
    await site.clock.leap(20_000);
    // The call's deadline has passed; the outcome is committed in the database's own time.
    await vi.waitFor(
      async () => expect(await site.db.rows("SELECT id FROM claim WHERE state = 'unknown'")).toHaveLength(1),
      60_000,
    );
    const values = await look();
    const labels = 'hospital="test-first",state="unknown"';
    expect(values.get(`onedoor_claims_open{${labels}}`)).toBe(1);
    expect(values.get(`onedoor_claims_open_oldest_seconds{${labels}}`)).toBeGreaterThanOrEqual(20);
    const age = values.get('onedoor_slots_age_seconds{hospital="test-first"}') ?? 0;
    await site.clock.leap(DAY_MS / 2);
    expect((await look()).get('onedoor_slots_age_seconds{hospital="test-first"}')).toBeGreaterThanOrEqual(
      age + DAY_MS / 2 / 1000,
    );
    expect(values.get('onedoor_store_readable')).toBe(1);
  });

  it('what waits is not told, and said so, when the database does not answer', async () => {
    const { store } = site.db;
    const read = store.read.bind(store);
    store.read = () => Promise.reject(new Error('gone'));
    const values = await look();
    store.read = read;
    expect(values.get('onedoor_store_readable')).toBe(0);
    expect([...values.keys()].filter((name) => name.startsWith('onedoor_claims_open'))).toEqual([]);
  });
});
