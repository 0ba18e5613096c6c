import { systemRandom } from '../../bff/platform/ids.ts';
import { verifyHealthCard } from '../../bff/scenes/records/links/health-card.ts';
import { openFile, sealFile } from '../../bff/scenes/records/links/sealed-file.ts';
import { readShlink, shlinkOf } from '../../bff/scenes/records/links/shlink.ts';

interface Told {
  readonly text: string;
  readonly key: string;
  readonly cards: readonly string[];
  readonly issuer: string;
  readonly keys: readonly Record<string, string>[];
  readonly now: number;
  readonly foreign: string;
}

/** A Worker that seals, opens, links and verifies what it is given, so that a test can see it inside workerd. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { text, key, cards, issuer, keys, now, foreign } = (await request.json()) as Told;
    const content = new TextEncoder().encode(text);
    const sealed = await sealFile({ content, contentType: 'application/fhir+json', key, compressed: true }, systemRandom());
    const open = async (jwe: string, bytesMax: number) => {
      const opened = await openFile(jwe, { key, bytesMax });
      return 'refused' in opened ? opened : new TextDecoder().decode(opened.content);
    };
    const issuers = { keysOf: async () => keys, revokedOf: async () => 'none' as const };
    const verified = [];
    for (const card of cards)
      verified.push(await verifyHealthCard(card, { trusted: new Set([issuer]), issuers, now: () => now }));
    const url = `https://door.example/shl/${'a'.repeat(43)}`;
    return Response.json({
      sealed,
      opened: await open(foreign, 1_000_000),
      bomb: await open(sealed, 100),
      link: readShlink(shlinkOf({ url, key, longTerm: false, passcode: true, direct: false, label: '验血' })),
      verified,
    });
  },
};
