import { auditPart } from '../../platform/audit/audit.ts';
import { limits } from '../../platform/limits/limits.ts';
import { commit } from '../../platform/store/commit.ts';
import type { FinanceMember } from '../identity/finance-office.ts';
import { channelAt, type PaymentDependencies } from './dependencies.ts';
import { agreeMerchantParts, insertFirstMerchant, type Merchant, proposeMerchantPart, selectMerchants } from './merchant-rows.ts';

/** More than a city has. */
const SHOWN_MAX = 1_000;

/** A merchant's number as it is agreed to, as the hospitals' file has it, and as somebody wants it. */
export interface ShownMerchant extends Merchant {
  readonly since: number;
  /** What the hospitals' file of this gateway says; nobody pays there by this channel while it is another one. */
  readonly configured: string | undefined;
  readonly proposed: string | null;
  readonly proposedBy: string | null;
}

/** A wish to change a number, by a member of the hospital's finance office who has shown who they are. */
export interface MerchantWish extends Merchant {
  readonly by: FinanceMember;
  readonly requestId: string;
}

/** Each hospital joins with the number that its file has; a number that is there is never changed by a file. */
export async function joinMerchants(dependencies: PaymentDependencies): Promise<void> {
  const { channels, clock, log } = dependencies;
  const now = clock.now();
  const configured = channels.ids().map((id): Merchant => {
    const [channel = '', hospitalId = ''] = id.split(' ');
    return { channel, hospitalId, number: channels.port(id).merchant };
  });
  if (configured.length === 0) return;
  await commit(
    dependencies,
    'join-merchants',
    'background',
    configured.map((merchant) => insertFirstMerchant({ ...merchant, now })),
  );
  for (const { hospitalId, channel, number, configured: told } of await listMerchants(dependencies))
    if (told !== undefined && told !== number) log.write('error', 'merchant.not-agreed', { hospitalId, partner: channel });
}

export async function listMerchants({
  store,
  channels,
}: Pick<PaymentDependencies, 'store' | 'channels'>): Promise<readonly ShownMerchant[]> {
  const rows = await store.read(selectMerchants({ limit: SHOWN_MAX }));
  return rows.map(({ proposedAt, ...row }) => {
    const id = channelAt(row.channel, row.hospitalId);
    return { ...row, configured: channels.has(id) ? channels.port(id).merchant : undefined };
  });
}

/** One of two wants another number. False where the hospital is no merchant there, or has this number already. */
export async function proposeMerchant(dependencies: PaymentDependencies, wish: MerchantWish): Promise<boolean> {
  const { clock } = dependencies;
  const { hospitalId, channel, number, by } = wish;
  const now = clock.now();
  const done = await commit(dependencies, 'propose-merchant', 'interactive', [
    by.held,
    proposeMerchantPart({ hospitalId, channel, number, staffId: by.staffId, now }),
    wished(dependencies, wish, 'merchant.propose'),
  ]);
  return done.ok;
}

/** The second of two agrees. False where nobody else wants this number, or did so too long ago. */
export async function agreeMerchant(dependencies: PaymentDependencies, wish: MerchantWish): Promise<boolean> {
  const { clock } = dependencies;
  const { hospitalId, channel, number, by } = wish;
  const now = clock.now();
  const since = now - limits.merchantProposal.figure;
  const done = await commit(dependencies, 'agree-merchant', 'interactive', [
    by.held,
    ...agreeMerchantParts({ hospitalId, channel, number, staffId: by.staffId, since, now }),
    wished(dependencies, wish, 'merchant.agree'),
  ]);
  return done.ok;
}

function wished({ ids, clock }: PaymentDependencies, { hospitalId, by, requestId }: MerchantWish, action: string) {
  const actor = { kind: 'staff', id: by.staffId } as const;
  return auditPart(ids, clock.now(), { actor, action, subject: { kind: 'hospital', id: hospitalId }, requestId });
}
