import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HospitalEntry } from '../../../bff/scenes/directory/city-file.ts';
import { importHospitals } from '../../../bff/scenes/directory/import-hospitals.ts';
import { initialsOf, nameInitialsOf, syllablesOf } from '../../../bff/scenes/directory/initials.ts';
import { cityPolicy } from '../../../bff/scenes/directory/policy.ts';
import { type QuietGateway, signedIn, startQuietGateway } from '../../security/quiet-gateway.ts';
import { HALF_HOUR_MS, HOSPITAL, hospitalEntry } from '../../support/test-gateway.ts';
import { ENGINES } from '../../support/test-store.ts';

/** The hospital of every test, with three departments more, and a practitioner in each. */
function wide(): HospitalEntry {
  const entry = hospitalEntry();
  const more = [
    ['xn', 'A03.04', '心血管内科', 'Cardiology', ['心内科', '高血压']],
    ['ek', 'A07', '儿科', 'Paediatrics', ['小儿科', '宝宝发烧']],
    ['kq', 'A12', '口腔科', 'Dentistry', ['牙科']],
  ] as const;
  return {
    ...entry,
    departments: [
      ...entry.departments,
      ...more.map(([ref, code, name, englishName, aliases]) => ({
        ref,
        code,
        name,
        englishName,
        aliases: [...aliases],
        campusRef: 'main',
        floor: '3F',
        room: '301',
        fasting: false,
      })),
    ],
    practitioners: [
      ...entry.practitioners,
      ...more.map(([ref, , , englishName], index) => ({
        ref: `p${index + 2}`,
        name: '单雄',
        englishName: `Shan of ${englishName}`,
        title: '医师',
        departmentRef: ref,
        feeFen: 1000,
      })),
    ],
  };
}

describe.each(ENGINES)('%s: finding a department', (engine) => {
  let site: QuietGateway;

  beforeEach(async () => {
    const city = cityPolicy.parse({ words: [{ word: '北楼', codes: ['A07'] }] });
    site = await startQuietGateway(engine, { city });
    const { store, clock, ids, directory } = site.gateway.onedoor.dependencies;
    await importHospitals({ store, clock, ids }, [wide()]);
    await directory.load();
  });
  afterEach(() => site.stop());

  async function find(typed: string) {
    const response = await site.gateway.request(`/v1/departments?q=${encodeURIComponent(typed)}`);
    expect(response.status).toBe(200);
    return ((await response.json()) as { items: { name: string }[] }).items.map(({ name }) => name);
  }

  it.each([
    ['骨科', ['骨科']],
    ['骨', ['骨科']],
    ['内科', ['心血管内科']],
    ['腰腿痛', ['骨科']],
    ['发烧', ['儿科']],
    ['牙', ['口腔科']],
    ['gk', ['骨科']],
    ['GK', ['骨科']],
    ['ytt', ['骨科']],
    ['xxg', ['心血管内科']],
    ['xnk', ['心血管内科']],
    ['gxy', ['心血管内科']],
    ['yk', ['口腔科']],
    ['ＧＫ', ['骨科']],
    ['orthop', ['骨科']],
    ['PAEDIATRICS', ['儿科']],
    ['  骨科 ', ['骨科']],
    ['牙科', ['口腔科']],
    ['齒科', ['口腔科']],
    ['guke', ['骨科']],
    ['tooth ache', ['口腔科']],
    ['ortho', ['骨科']],
    ['我膝盖疼', ['骨科']],
    ['大内科', ['心血管内科']],
    ['北樓', ['儿科']],
    ['ent', []],
    ['没有这个科', []],
    ['zzz', []],
    ['%', []],
    ['_', []],
    ["' OR 1=1", []],
  ])('finding a department by "%s" shows %j', async (typed, names) => {
    expect(await find(typed)).toEqual(names);
  });

  it('finding a department shows all of them for nothing, by code, each with the hospitals that have it', async () => {
    expect(await find('')).toEqual(['心血管内科', '骨科', '儿科', '口腔科']);
    const { items } = (await (await site.gateway.request('/v1/departments')).json()) as {
      items: { code: string; hospitals: string[]; aliases: string[] }[];
    };
    expect(items.map(({ code }) => code)).toEqual(['A03.04', 'A04.03', 'A07', 'A12']);
    expect(items.every(({ hospitals }) => hospitals.join() === HOSPITAL)).toBe(true);
  });

  it('finding a department shows the best fit first on the first of several pages, and the others once, in their order', async () => {
    const typed = '我膝盖疼、牙疼，还积食';
    const whole = await find(typed);
    expect(whole).toEqual(['骨科', '口腔科', '儿科']);
    let next: string | undefined = `/v1/departments?limit=1&q=${encodeURIComponent(typed)}`;
    const paged: string[] = [];
    while (next !== undefined && paged.length <= whole.length) {
      const page = (await (await site.gateway.request(next)).json()) as { items: { name: string }[]; next?: string };
      paged.push(...page.items.map(({ name }) => name));
      next = page.next;
    }
    expect(paged).toEqual(whole);
  });

  it('finding a department lists practitioners by department and hospital, and keeps the initials of family names as they are spoken', async () => {
    const names = async (query: string) =>
      ((await (await site.gateway.request(`/v1/practitioners?${query}`)).json()) as { items: { id: string }[] }).items.map(
        ({ id }) => id,
      );
    expect(await names('')).toEqual(['p1', 'p2', 'p3', 'p4'].map((ref) => `${HOSPITAL}.${ref}`));
    expect(await names('department=A07')).toEqual([`${HOSPITAL}.p3`]);
    expect(await names('department=A07&hospital=another')).toEqual([]);
    const rows = await site.db.rows<{ initials: string }>('SELECT initials FROM practitioner ORDER BY id');
    expect(rows.map(({ initials }) => initials)).toEqual(['zj', 'sx', 'sx', 'sx']);
  });

  describe('and its slots', () => {
    const open = async (minutes: number, departmentRef = 'gk', practitionerRef = 'p1', capacity = 1) => {
      const startsAt = site.clock.now() + minutes * 60_000;
      return site.gateway.hospital.openSlot({
        startsAt,
        endsAt: startsAt + HALF_HOUR_MS,
        capacity,
        departmentRef,
        practitionerRef,
      });
    };
    const instant = (minutes: number) => encodeURIComponent(new Date(site.clock.now() + minutes * 60_000).toISOString());

    async function search(query = '') {
      const response = await site.gateway.request(`/v1/slots?${query}`);
      expect(response.status).toBe(200);
      return ((await response.json()) as { items: { id: string; start: string; free: number; practitioner: { id: string } }[] })
        .items;
    }
    const minutesOf = (items: readonly { start: string }[]) =>
      items.map(({ start }) => (Date.parse(start) - site.clock.now()) / 60_000);

    it('the slots that are found are those from an instant on, up to but not including another', async () => {
      for (const minutes of [10, 20, 30, 40]) await open(minutes);
      await site.gateway.sync();
      expect(minutesOf(await search())).toEqual([10, 20, 30, 40]);
      expect(minutesOf(await search(`from=${instant(20)}`))).toEqual([20, 30, 40]);
      expect(minutesOf(await search(`to=${instant(30)}`))).toEqual([10, 20]);
      expect(minutesOf(await search(`from=${instant(20)}&to=${instant(30)}`))).toEqual([20]);
      expect(await search(`from=${instant(30)}&to=${instant(20)}`)).toEqual([]);
      const inShanghai = new Date(site.clock.now() + 20 * 60_000 + 8 * 3_600_000).toISOString().replace('.000Z', '+08:00');
      expect(minutesOf(await search(`from=${encodeURIComponent(inShanghai)}`))).toEqual([20, 30, 40]);
    });

    it('the slots that are found are those of a department, a practitioner, a hospital, and of all at once', async () => {
      await open(10);
      await open(20, 'ek', 'p3');
      await site.gateway.sync();
      expect(minutesOf(await search('department=A07'))).toEqual([20]);
      expect(minutesOf(await search(`practitioner=${HOSPITAL}.p1`))).toEqual([10]);
      expect(minutesOf(await search(`hospital=${HOSPITAL}`))).toEqual([10, 20]);
      expect(await search('hospital=another')).toEqual([]);
      expect(minutesOf(await search(`hospital=${HOSPITAL}&department=A07&practitioner=${HOSPITAL}.p3`))).toEqual([20]);
      expect(await search(`department=A07&practitioner=${HOSPITAL}.p1`)).toEqual([]);
    });

    it('the slots that are found are never past: not one that begins now, has begun, or is asked for by a time long ago', async () => {
      await open(10);
      await open(20);
      await site.gateway.sync();
      const long = encodeURIComponent('2000-01-01T00:00:00Z');
      await site.clock.leap(10 * 60_000 - 1);
      expect(await search()).toHaveLength(2);
      await site.clock.leap(1);
      expect(minutesOf(await search(`from=${long}`))).toEqual([10]);
      await site.clock.leap(10 * 60_000);
      expect(await search(`from=${long}`)).toEqual([]);
    });

    it('the slots that are found are never those that began between two pages', async () => {
      for (const minutes of [10, 11, 12, 60]) await open(minutes);
      await site.gateway.sync();
      const first = (await (await site.gateway.request('/v1/slots?limit=1')).json()) as { next: string };
      await site.clock.leap(30 * 60_000);
      const second = (await (await site.gateway.request(first.next)).json()) as { items: { start: string }[] };
      expect(minutesOf(second.items)).toEqual([30]);
    });

    it('the slots that are found are never full ones, and come back when a place does', async () => {
      await open(10, 'gk', 'p1', 2);
      await site.gateway.sync();
      const [slot] = await search();
      const people = await Promise.all([0, 1].map((number) => signedIn(site.gateway, number)));
      expect(slot?.free).toBe(2);
      for (const [number, person] of people.entries()) {
        await site.gateway.book({ slotId: slot?.id ?? '', ...person, key: `fills-it-${number}` });
        expect((await search()).map(({ free }) => free)).toEqual(number === 0 ? [1] : []);
      }
    });

    it('the slots that are found are never those that the hospital does not offer any more', async () => {
      const ref = await open(10);
      await open(20);
      await site.gateway.sync();
      expect(await search()).toHaveLength(2);
      await site.db.store.commit({
        id: 'unt_withdrawn',
        name: 'withdraw',
        lane: 'sync',
        deadline: Number.MAX_SAFE_INTEGER,
        parts: [{ sql: "UPDATE slot SET state = 'gone' WHERE hospital_slot_ref = ?", parameters: [ref] }],
      });
      expect(minutesOf(await search())).toEqual([20]);
    });
  });
});

describe('initials', () => {
  it.each([
    ['骨科', 'gk'],
    ['CT室', 'cts'],
    ['心血管内科（夜间）', 'xxgnkyj'],
    ['', ''],
  ])('of %s are %s', (text, initials) => {
    expect(initialsOf(text)).toBe(initials);
  });

  it.each([
    ['骨科', 'gu ke'],
    ['女科', 'nv ke'],
    ['便秘', 'bian mi'],
    ['重症', 'zhong zheng'],
    ['B超', 'b chao'],
    ['碳13', 'tan'],
    ['', ''],
  ])('the syllables of %s are "%s"', (text, syllables) => {
    expect(syllablesOf(text).join(' ')).toBe(syllables);
  });

  it.each([
    ['曾静', 'zj'],
    ['单雄信', 'sxx'],
    ['仇英', 'qy'],
    ['解缙', 'xj'],
    ['查良镛', 'zly'],
    ['尉迟恭', 'ycg'],
    ['Maria', 'maria'],
  ])('of the name %s are %s', (name, initials) => {
    expect(nameInitialsOf(name)).toBe(initials);
  });
});
