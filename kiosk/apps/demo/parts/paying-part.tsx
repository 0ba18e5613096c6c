import type { CodeToPay, PartnerOnTable, WayToPay } from '../../../../fixtures/demo/table.ts';
import type { PartProps } from '../part.ts';
import { shortName } from '../short-name.ts';
import { Switches } from '../switches.tsx';
import { clock } from '../when.ts';
import { faults as faultWords, partners as partnerWords, paying as words } from '../words.ts';

/** Somebody's phone, held before the code that a kiosk shows at this moment, and what can go wrong where the money goes. */
export function PayingPart({ table, act, language, say }: PartProps) {
  const { code = null, hospitals = [], partners = [] } = table ?? {};
  const hospital = hospitals.find(({ id }) => id === code?.hospital);
  return (
    <>
      {code === null ? (
        <p class="soft">{say(words.nothing)}</p>
      ) : (
        <Scanned code={code} where={hospital ? shortName(hospital, language) : code.hospital} {...{ act, say }} />
      )}
      {partners.map((partner) => (
        <Faults key={partner.id} partner={partner} {...{ act, say }} />
      ))}
    </>
  );
}

const WAYS: readonly WayToPay[] = ['now', 'late', 'other-amount'];

/** What stands on the phone, and the ways in which somebody pays it. */
function Scanned({
  code: { code, amount, description, until, lingers },
  where,
  act,
  say,
}: Pick<PartProps, 'act' | 'say'> & { readonly code: CodeToPay; readonly where: string }) {
  return (
    <>
      <p class="to-pay">
        <b>{yuan(amount)}</b>
        <span>{where}</span>
      </p>
      <p class="plate-acts">
        {WAYS.map((way) => (
          <button
            key={way}
            type="button"
            aria-pressed={way === 'late' ? lingers : undefined}
            onClick={() => act({ act: 'pay-code', code, way })}
          >
            {say(words[way])}
          </button>
        ))}
      </p>
      <p class="soft">{`${description} · ${say(words.until, { time: clock(until) })}`}</p>
      <p class="code">
        <code>{code}</code>
      </p>
    </>
  );
}

/** ¥12.30 */
function yuan(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`;
}

function Faults({ partner: { id, faults }, act, say }: Pick<PartProps, 'act' | 'say'> & { readonly partner: PartnerOnTable }) {
  const rows = faults.map(({ fault, on }) => ({
    name: fault,
    word: say(faultWords[fault]),
    on,
    turn: () => act({ act: 'break-partner', partner: id, fault, on: !on }),
  }));
  return <Switches label={say(words.broken, { partner: say(partnerWords[id]) })} rows={rows} folded />;
}
