import type { Slip } from '../../client/wire.ts';
import type { ComponentFixture } from '../fixture.ts';
import { SlipCard } from './slip-card.tsx';

const slip: Slip = {
  code: '7K3M9QX2RT',
  qr: 'ONEDOOR1.7K3M9QX2RT.signature',
  state: 'confirmed',
  issuedAt: '2026-11-24T09:12:00+08:00',
  patientName: '𠮷*国',
  start: '2026-11-25T09:30:00+08:00',
  end: '2026-11-25T10:00:00+08:00',
  price: { amount: 3000, currency: 'CNY' },
  coverage: 'medical-insurance',
  department: { code: 'A04.03', name: '骨科' },
  practitioner: { id: 'linjiang-first.d1', name: '吴敏', title: '副主任医师' },
  place: {
    hospital: 'linjiang-first',
    hospitalName: '临江市第一人民医院',
    campus: '本部',
    address: '人民路1号',
    floor: '3F',
    room: '312',
  },
  bring: [{ zh: '身份证', en: 'ID card' }],
  fasting: true,
  queueRule: { zh: '提前十五分钟到，在诊室门口等叫号。', en: 'Come 15 minutes early and wait to be called at the room.' },
  dutyDesk: { name: '导诊台', phone: '0000-88000001' },
};

/** The name has a rare character, as names have. */
export const slipFixtures: readonly ComponentFixture[] = [
  {
    name: 'slip.fasting',
    render: (_, language) => (
      <SlipCard
        slip={slip}
        language={language}
        hospitals={[]}
        departments={[]}
        now={Date.parse(slip.issuedAt)}
        here={false}
        byHeart
      />
    ),
  },
];
