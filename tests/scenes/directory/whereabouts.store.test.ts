import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hospitalFile } from '../../../bff/scenes/directory/city-file.ts';
import { importHospitals } from '../../../bff/scenes/directory/import-hospitals.ts';
import { type QuietGateway, signedIn, startQuietGateway } from '../../security/quiet-gateway.ts';
import { HOSPITAL, hospitalEntry } from '../../support/test-gateway.ts';
import { post, replyOf } from '../../support/test-people.ts';
import { ENGINES } from '../../support/test-store.ts';

const CAMPUS = {
  englishName: 'Main Campus',
  englishAddress: '1 Trial Road',
  gettingThere: { zh: '地铁2号线江北站B口出，走5分钟', en: 'Metro line 2 to North Bank, exit B' },
  emergency: { zh: '1楼东侧，白天晚上都开', en: 'First floor, east side' },
};
const DESK = { zh: '2楼骨科分诊台', en: 'Orthopaedics desk, floor 2' };

/** The hospital of every test, as its entry stands in the hospitals' file. */
const plain = () => structuredClone(hospitalEntry());
const told = () => {
  const { campuses, departments, visit, ...rest } = plain();
  return {
    ...rest,
    campuses: campuses.map((campus) => ({ ...campus, ...CAMPUS })),
    departments: departments.map((department) => ({ ...department, reportTo: DESK })),
    visit: { ...visit, arriveMinutesEarly: 15 },
  };
};

describe.each(ENGINES)('%s: where one goes, in both languages', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
  });
  afterEach(() => site.stop());

  async function imported(entry: object): Promise<void> {
    const { store, clock, ids, directory } = site.gateway.onedoor.dependencies;
    await importHospitals({ store, clock, ids }, hospitalFile.parse([entry]));
    await directory.load();
  }
  const campuses = async () =>
    (await replyOf(await site.gateway.request('/v1/hospitals'))).body.items as { campuses: Record<string, unknown>[] }[];
  const slots = async () =>
    (await replyOf(await site.gateway.request('/v1/slots?department=A04.03'))).body.items as Record<string, unknown>[];
  /** Books a place some days from now, and answers the booking and its slip. */
  const booked = async (day: number) => {
    const owner = await signedIn(site.gateway, 0);
    const { slotId } = await site.gateway.openSlot(1, day * 24 * 3_600_000);
    const { body } = await site.gateway.book({ slotId, ...owner, key: `booking-of-day-${day}` });
    return [body, (await post(site.gateway, `/v1/appointments/${String(body.id)}/slip`, {}, owner.headers)).body] as const;
  };

  it('a campus of which the hospital tells everything is shown with its English name and address, the way there and the emergency department', async () => {
    await imported(told());
    const [first] = await campuses();
    expect(first?.campuses[0]).toEqual({ name: '本部', address: '试验路1号', ...CAMPUS });
  });

  it('a campus of which the hospital tells its name and address only is shown with those only, also when it told more before', async () => {
    await imported(told());
    await imported(plain());
    const [first] = await campuses();
    expect(first?.campuses[0]).toEqual({ name: '本部', address: '试验路1号' });
  });

  it('a device is told the English name of the campus on which it stands, where the hospital gives it', async () => {
    const { directory } = site.gateway.onedoor.dependencies;
    await imported(told());
    expect(directory.campusNames(HOSPITAL, 'main')).toEqual({ name: '本部', englishName: 'Main Campus' });
    await imported(plain());
    expect(directory.campusNames(HOSPITAL, 'main')).toEqual({ name: '本部', englishName: undefined });
  });

  it('a slot, a booking and a slip say in English to which campus one goes, and at which desk one reports', async () => {
    await imported(told());
    const place = { englishCampus: 'Main Campus', englishAddress: '1 Trial Road', reportTo: DESK };
    await site.gateway.openSlot(2);
    expect(await slots()).toEqual([expect.objectContaining({ place: expect.objectContaining(place) })]);
    const [appointment, paper] = await booked(1);
    expect([appointment.place, paper.place]).toEqual([expect.objectContaining(place), expect.objectContaining(place)]);
  });

  it('a slip says how long before the visit one comes, where the hospital says it, and nothing where it does not', async () => {
    await imported(told());
    const [, early] = await booked(1);
    expect(early.arriveMinutesEarly).toBe(15);
    await imported(plain());
    const [, untold] = await booked(2);
    expect(untold).not.toHaveProperty('arriveMinutesEarly');
  });

  it('a doctor is shown with the English name that the hospital gives, and with the pinyin of the name where it gives none', async () => {
    const named = (englishName: string | undefined) => ({
      ...plain(),
      practitioners: plain().practitioners.map((one) => ({ ...one, name: '曾敏', englishName })),
    });
    await site.gateway.openSlot(2);
    for (const [given, shown] of [
      ['Dr Minnie Tsang', 'Dr Minnie Tsang'],
      [undefined, 'Zeng Min'],
    ] as const) {
      await imported(named(given));
      expect((await slots())[0]?.practitioner).toMatchObject({ name: '曾敏', englishName: shown });
    }
  });
});

describe('the hospitals’ file', () => {
  it.each([-1, 121, 7.5])('the hospitals’ file is refused when it sends people %s minutes early', (arriveMinutesEarly) => {
    const { visit, ...rest } = plain();
    expect(hospitalFile.safeParse([{ ...rest, visit: { ...visit, arriveMinutesEarly } }]).success).toBe(false);
  });
});
