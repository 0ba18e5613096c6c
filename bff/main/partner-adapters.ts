import * as z from 'zod';
import type { Insurer } from '../../adapters/insurers/port.ts';
import { createSandboxInsurer } from '../../adapters/insurers/sandbox/adapter.ts';
import type { SandboxInsurerConfigInput } from '../../adapters/insurers/sandbox/config.ts';
import type { PaymentChannel } from '../../adapters/payments/port.ts';
import { createSandboxPayments } from '../../adapters/payments/sandbox/adapter.ts';
import type { SandboxPaymentConfigInput } from '../../adapters/payments/sandbox/config.ts';
import { createWechatPay } from '../../adapters/payments/wechat-pay/adapter.ts';
import type { WechatPayConfigInput } from '../../adapters/payments/wechat-pay/config.ts';
import type { AdapterEnvironment } from '../../adapters/port/terms.ts';
import type { HospitalEntry } from '../scenes/directory/city-file.ts';
import { channelAt } from '../scenes/payments/dependencies.ts';
import { issuesInWords } from './issues-in-words.ts';
import { StartProblem } from './start-problem.ts';

type Build<Port> = (connection: unknown, environment: AdapterEnvironment) => Port;

/** Every channel that a hospital may name, and how its adapter is built from its `connection`, which it checks itself. */
const channels: Readonly<Record<NonNullable<HospitalEntry['payments']>[number]['channel'], Build<PaymentChannel>>> = {
  'wechat-pay': (connection, environment) => createWechatPay(connection as WechatPayConfigInput, environment),
  sandbox: (connection, environment) => createSandboxPayments(connection as SandboxPaymentConfigInput, environment),
};

const insurers: Readonly<Record<NonNullable<HospitalEntry['insurer']>['protocol'], Build<Insurer>>> = {
  sandbox: (connection, environment) => createSandboxInsurer(connection as SandboxInsurerConfigInput, environment),
};

/** What hospitals have beside their own systems. */
export interface PartnerAdapters {
  /** By `channelAt`. */
  readonly payments: ReadonlyMap<string, PaymentChannel>;
  /** By the hospital's id. */
  readonly insurance: ReadonlyMap<string, Insurer>;
}

/** @throws StartProblem naming each hospital whose merchant or insurer does not fit its adapter, and where it does not. */
export function buildPartnerAdapters(hospitals: readonly HospitalEntry[], environment: AdapterEnvironment): PartnerAdapters {
  const payments = new Map<string, PaymentChannel>();
  const insurance = new Map<string, Insurer>();
  const problems: string[] = [];
  const attempt = (hospitalId: string, what: string, connection: unknown, build: () => void) => {
    try {
      build();
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      problems.push(`hospital ${hospitalId}: its ${what} does not fit the adapter\n${issuesInWords(connection, error)}`);
    }
  };
  for (const hospital of hospitals) {
    for (const { channel, connection } of hospital.payments ?? [])
      attempt(hospital.id, `merchant at ${channel}`, connection, () => {
        payments.set(channelAt(channel, hospital.id), channels[channel](connection, environment));
      });
    const { insurer } = hospital;
    if (insurer)
      attempt(hospital.id, 'insurer', insurer.connection, () => {
        insurance.set(hospital.id, insurers[insurer.protocol](insurer.connection, environment));
      });
  }
  if (problems.length > 0) throw new StartProblem(problems.join('\n'));
  return { payments, insurance };
}
