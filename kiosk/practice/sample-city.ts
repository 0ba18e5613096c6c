import type { Appointment, Department, Device, Hospital, Slot } from '../client/wire.ts';
import { madeUpId } from './made-up-id.ts';
import { billsWithSilence } from './sample-bills.ts';
import { sampleFamily } from './sample-family.ts';
import { samplePhones } from './sample-phones.ts';
import { sampleRecords } from './sample-records.ts';
import { sampleSharing } from './sample-shares.ts';
import { usualPreferences } from './usual-preferences.ts';
import type { World } from './world.ts';

/** The morning of a Tuesday in 临江. */
export const SAMPLE_NOW = Date.parse('2026-11-24T09:12:00+08:00');
export const TODAY = '2026-11-24';
export const TOMORROW = '2026-11-25';

export const sampleDevice: Device = {
  deviceId: madeUpId('dev', 1),
  name: '一楼大厅 3 号机',
  hospital: 'linjiang-first',
  campus: '本部',
  floor: '1F',
  window: '2号窗口',
  englishCampus: 'Main campus',
  englishWindow: 'window 2',
  kind: 'kiosk',
  mmPerPx: 0.248,
};

const hospital = (id: string, name: string, englishName: string, east: number, more: Partial<Hospital> = {}): Hospital => ({
  id,
  name,
  englishName,
  campuses: [
    {
      name: '本部',
      englishName: 'Main campus',
      address: '临江市人民路1号',
      englishAddress: '1 Renmin Road',
      position: { latitude: 30.25 + east, longitude: 120.16 + east },
      gettingThere: { zh: '地铁2号线人民路站B口，走5分钟', en: 'Metro line 2, Renmin Road, exit B, 5 minutes on foot' },
      emergency: { zh: '1楼东侧，白天晚上都开', en: 'floor 1, east side, day and night' },
    },
  ],
  dutyDesk: { name: '导诊台', phone: '0000-88000001' },
  can: { book: true, cancel: true, hear: true },
  asksDocument: false,
  reachable: true,
  closures: [],
  ...more,
});

const first = hospital('linjiang-first', '临江市第一人民医院', "Linjiang First People's Hospital", 0);
const central = hospital('linjiang-central', '临江市中心医院', 'Linjiang Central Hospital', 0.02);
const women = hospital('linjiang-women', '临江市妇幼保健院', "Linjiang Women and Children's Hospital", 0.04, {
  closures: [
    {
      kind: 'maintenance',
      from: `${TOMORROW}T00:00:00+08:00`,
      to: '2026-11-28T00:00:00+08:00',
      note: { zh: '门诊搬家。', en: 'The outpatient clinic is moving.' },
    },
  ],
});
const third = hospital('linjiang-third', '临江市第三人民医院', "Linjiang Third People's Hospital", 0.06, {
  asksDocument: false,
  reachable: false,
  unreachableSince: `${TODAY}T08:40:00+08:00`,
});
const old = hospital('linjiang-old', '临江市老年病医院', 'Linjiang Geriatric Hospital', 0.08, {
  can: { book: false, cancel: false, hear: false },
});

export const hospitals = [first, central, women, third, old];
/** The hospital of this machine is the one that is away. */
export const ownHospitalAway: World['hospitals'] = [
  { ...first, reachable: false, unreachableSince: `${TODAY}T08:40:00+08:00` },
  central,
];

const departmentRows: readonly (readonly [string, string, string, string, Department['bodyParts'], readonly string[]])[] = [
  ['A04.03', '骨科', 'Orthopaedics', 'gk', ['back-joints'], ['骨伤科', '关节科']],
  ['A50', '中医科', 'Traditional Chinese Medicine', 'zyk', ['back-joints', 'whole-body'], []],
  ['A21', '康复医学科', 'Rehabilitation Medicine', 'kfyxk', ['back-joints'], ['理疗']],
  ['A03.04', '心血管内科', 'Cardiovascular Medicine', 'xxgnk', ['chest'], ['心内科']],
  ['A03.01', '呼吸内科', 'Respiratory Medicine', 'hxnk', ['chest'], []],
  ['A03.02', '消化内科', 'Gastroenterology', 'xhnk', ['belly'], ['肠胃科']],
  ['A03.03', '神经内科', 'Neurology', 'sjnk', ['head'], []],
  ['A10', '眼科', 'Ophthalmology', 'yk', ['eyes'], []],
  ['A05.01', '妇科', 'Gynaecology', 'fk', ['women'], []],
];

/** What the hospital of this machine does not have. */
const ELSEWHERE: readonly string[] = ['A05.01'];

const departments = departmentRows.map(([code, name, englishName, initials, bodyParts, aliases]) => ({
  code,
  name,
  englishName,
  initials,
  bodyParts,
  firstFor: [],
  aliases: [...aliases],
  hospitals: hospitals.map(({ id }) => id).filter((id) => id !== first.id || !ELSEWHERE.includes(code)),
}));

export const [orthopaedics, chineseMedicine] = departments as unknown as readonly [Department, Department];
export const womensCare = departments.at(-1) as Department;

const DOCTORS = [
  { id: 'linjiang-first.d1', name: '吴敏', englishName: 'Wu Min', title: '副主任医师' },
  { id: 'linjiang-first.d2', name: '王怀瑾', englishName: 'Wang Huaijin', title: '主治医师' },
] as const;

function slotAt(number: number, at: Hospital, day: string, time: string, of: Department = orthopaedics): Slot {
  const start = `${day}T${time}:00+08:00`;
  return {
    id: madeUpId('slt', number),
    start,
    end: new Date(Date.parse(start) + 30 * 60_000).toISOString(),
    free: 1 + (number % 4),
    price: { amount: number % 2 === 0 ? 3000 : 2000, currency: 'CNY' },
    department: { code: of.code, name: of.name },
    practitioner: DOCTORS[number % 2] ?? DOCTORS[0],
    place: {
      hospital: at.id,
      hospitalName: at.name,
      campus: '本部',
      englishCampus: 'Main campus',
      address: '临江市人民路1号',
      englishAddress: '1 Renmin Road',
      floor: '3F',
      room: '312',
      reportTo: { zh: `3楼${of.name}分诊台`, en: 'the nurses’ desk on floor 3' },
    },
    ageSeconds: 20,
  };
}

const TIMES = ['08:30', '09:30', '10:00', '10:30', '14:00', '14:30', '15:30'];

const byTime = [TOMORROW, '2026-11-26', '2026-11-27'].flatMap((day, dayAt) =>
  [first, central].flatMap((at, hospitalAt) =>
    TIMES.map((time, timeAt) => slotAt(100 * (dayAt + 1) + 10 * hospitalAt + timeAt, at, day, time)),
  ),
);

/** A hospital that gives out numbers of a morning. */
const morning: Slot = {
  ...slotAt(900, central, TOMORROW, '08:00', chineseMedicine),
  end: `${TOMORROW}T11:30:00+08:00`,
  clinic: {
    half: 'morning',
    numbers: 30,
    number: 17,
    state: 'waiting',
    window: {
      from: `${TOMORROW}T09:30:00+08:00`,
      to: `${TOMORROW}T10:30:00+08:00`,
      confidence: 84,
      precision: 'broad',
      basis: 'history',
    },
  },
};

const atCentral = [TOMORROW, '2026-11-28'].flatMap((day, dayAt) =>
  ['09:00', '15:00'].map((time, timeAt) => slotAt(700 + 10 * dayAt + timeAt, central, day, time, womensCare)),
);

export const slots = [...byTime, ...atCentral, morning];
export const [halfHour] = byTime as unknown as readonly [Slot];
export { morning };

export const me: World['me'] = {
  patientId: madeUpId('pat', 1),
  name: '王*国',
  sex: 'male',
  birthYear: 1946,
  level: 'document-read',
  proved: true,
  documents: [
    { type: 'resident-id', number: '110***********1234' },
    { type: 'hk-macau-travel-permit', number: 'H08****21' },
  ],
  phone: '138****0000',
  dependants: [
    { patientId: madeUpId('pat', 2), name: '王*', sex: 'female', birthYear: 2020, relationship: 'grandparent', level: 'claimed' },
  ],
  helps: [],
};

/** The same children, whose papers somebody has seen. */
export const provedDependants = me.dependants.map((one) => ({ ...one, level: 'vouched-for' as const }));

export function appointmentOn(slot: Slot, number: number, more: Partial<Appointment> = {}): Appointment {
  const { start, end, price, department, practitioner, place, clinic } = slot;
  return {
    id: madeUpId('apt', number),
    status: 'booked',
    confirmation: 'confirmed',
    cancellation: 'none',
    patientId: me.patientId,
    patientName: me.name,
    coverage: 'medical-insurance',
    start,
    end,
    price,
    department,
    practitioner,
    place,
    clinic,
    dutyDesk: first.dutyDesk,
    ...more,
  };
}

export const booked = appointmentOn(halfHour, 1);
export const confirming = appointmentOn(halfHour, 2, {
  status: 'pending',
  confirmation: 'confirming',
  knowBy: `${TODAY}T09:30:00+08:00`,
});
/** In half an hour, and in the afternoon of today. */
export const soon = appointmentOn(slotAt(950, first, TODAY, '09:40'), 3);
export const thisAfternoon = appointmentOn(slotAt(952, first, TODAY, '15:30'), 4);

export const appointments = [
  appointmentOn(slotAt(960, first, TOMORROW, '14:00'), 5, { status: 'cancelled', cancellation: 'done', reason: 'cancelled' }),
  appointmentOn(morning, 6),
  confirming,
  booked,
];

const hoursAgo = (hours: number) => new Date(SAMPLE_NOW - hours * 3_600_000).toISOString();

export const access: World['access'] = [
  { at: hoursAgo(0), who: 'you', action: 'patient.read', where: '一楼大厅 3 号机' },
  { at: hoursAgo(0), who: 'you', action: 'session.open', where: '一楼大厅 3 号机' },
  {
    at: hoursAgo(20),
    who: 'staff',
    name: '李梅',
    action: 'session.open',
    where: '本部门诊窗口',
    reason: '老人家忘了带手机，身份证也放在家里，请我在窗口帮他看一看明天上午骨科的预约，再帮他打印一张就诊凭条带回家给儿女看',
  },
  { at: hoursAgo(21), who: 'gateway', action: 'claim.confirmed' },
  { at: hoursAgo(21), who: 'gateway', action: 'claim.sent' },
  { at: hoursAgo(21), who: 'you', action: 'appointment.book', where: '一楼大厅 3 号机' },
  { at: hoursAgo(22), who: 'you', action: 'claim.take-over', where: '一楼大厅 3 号机', phone: '138****1234' },
  { at: hoursAgo(30), who: 'claimant', action: 'appointment.book', phone: '138****1234', evidence: 'one-time-code' },
  { at: hoursAgo(31), who: 'claimant', action: 'patient.claim', phone: '138****1234', evidence: 'one-time-code' },
  { at: hoursAgo(24 * 40), who: 'hospital', name: '临江市中心医院', action: 'appointment.read' },
];

/** A line of each who, as the gateway can name them. */
export const everyKindOfAccess: World['access'] = [
  { at: hoursAgo(1), who: 'claimant', action: 'appointment.cancel', phone: '138****1234', evidence: 'one-time-code' },
  { at: hoursAgo(2), who: 'phone', action: 'appointment.list', phone: '138****0000', evidence: 'one-time-code' },
  { at: hoursAgo(3), who: 'unknown', action: 'slip.issue' },
  { at: hoursAgo(4), who: 'guardian', action: 'guardian.claim', where: '一楼大厅 3 号机', evidence: 'document-read' },
  { at: hoursAgo(5), who: 'staff', name: '李梅', action: 'guardian.prove', where: '本部门诊窗口', reason: '看过户口本' },
];

const given = { version: '2026-11-01', givenBy: 'self', channel: 'kiosk', givenAt: hoursAgo(30) } as const;

/** The gateway's own words, which a page can not import: a test holds the two against each other. */
const notice: World['notice'] = {
  version: '2026-11-01',
  texts: {
    'privacy-notice': {
      zh: {
        title: '我们怎样用您的信息',
        paragraphs: [
          '我们记下您的姓名、证件号码、出生日期和手机号。',
          '用来替您向医院挂号，让您查到自己的挂号。',
          '只告诉您要去的那家医院，不告诉别人。',
          '号码都加密存放，没有人能直接看到。',
          '谁看过您的信息，您随时可以查。',
          '您可以随时不再同意，也可以要求删除。',
        ],
      },
      en: {
        title: 'How we use your information',
        paragraphs: [
          'We keep your name, document number, date of birth and phone number.',
          'We use them to book at hospitals for you and to show you your bookings.',
          'Only the hospital that you go to is told. Nobody else.',
          'Numbers are stored encrypted. Nobody can simply read them.',
          'You can see at any time who looked at your information.',
          'You can withdraw your agreement at any time, and ask us to delete it.',
        ],
      },
    },
    'health-data': {
      zh: {
        title: '您看病的信息',
        paragraphs: [
          '您挂哪个科，说明您的身体情况，属于敏感信息。',
          '不告诉医院挂哪个科，就没法替您挂号。',
          '只用来挂号和看病，不作别的用途。',
        ],
      },
      en: {
        title: 'Information about your health',
        paragraphs: [
          'The department that you book says something about your health. That is sensitive information.',
          'Without telling the hospital the department, we can not book for you.',
          'It is used for booking and treatment only.',
        ],
      },
    },
  },
  withoutConsent: {
    zh: '不同意也可以看病：请到挂号窗口，工作人员帮您挂号。',
    en: 'You can refuse and still see a doctor: go to the registration window, and the staff will book for you.',
  },
};

/** A slip of a visit that needs preparing for: the longest that there is. */
export const preparing: World['onSlip'] = {
  code: '7K3M9QX2RT',
  qr: 'ONEDOOR1.7K3M9QX2RT.eyJhIjoiYXB0XzAwMDAwMDAwMDAwMDAwMDAwMDAwMDEifQ.c2lnbmF0dXJlLW9mLXNpeHR5LWZvdXItYnl0ZXMtc3RhbmRzLWhlcmUtLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0',
  bring: [
    { zh: '身份证', en: 'ID card' },
    { zh: '医保卡', en: 'insurance card' },
    { zh: '以前的片子', en: 'earlier images' },
  ],
  fasting: true,
  preparation: { zh: '前一天晚上八点以后只喝白开水。', en: 'From eight in the evening before, drink nothing but water.' },
  queueRule: { zh: '提前十五分钟到，在诊室门口等叫号。', en: 'Come 15 minutes early and wait to be called at the room.' },
};

export const sampleWorld: World = {
  now: () => SAMPLE_NOW,
  device: sampleDevice,
  hospitals,
  away: [],
  departments,
  slots,
  me,
  registered: true,
  tookOver: [],
  notice,
  consents: [
    { ...given, patientId: me.patientId, id: madeUpId('con', 1), kind: 'privacy-notice' },
    { ...given, patientId: me.patientId, id: madeUpId('con', 2), kind: 'health-data' },
  ],
  withdrawn: false,
  access,
  draft: undefined,
  help: {},
  helper: '李小萌',
  calls: 0,
  appointments,
  messages: [],
  messagePreferences: usualPreferences,
  bills: billsWithSilence,
  quotes: [],
  payments: [],
  takenBack: [],
  records: sampleRecords,
  sharing: sampleSharing,
  phones: samplePhones,
  family: sampleFamily,
  reportsAsked: 0,
  paying: { insured: { [first.id]: { fund: 60, account: 20 } }, confirmedAfterMs: 0 },
  onSlip: { ...preparing, fasting: false, preparation: undefined },
  triage: 'approved',
  preconsults: [],
  hearing: { delivery: 'acknowledged' },
  helpComes: true,
  flagged: [],
  booking: 'booked',
  refusal: {},
  knowBy: `${TODAY}T09:22:00+08:00`,
  confirmed: undefined,
  trouble: {},
};
