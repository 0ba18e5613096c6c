import { SHL, SHLManifestBuilder, SHLViewer } from 'kill-the-clipboard';
import { expect, it } from 'vitest';
import { fetchFiles } from '../../../bff/main/link-viewer/fetch-files.ts';
import { readShlink } from '../../../bff/scenes/records/links/shlink.ts';
import { SHARED_BUNDLE } from './shared-bundle.ts';
import { createSharedLinks } from './shared-link-site.ts';

const site = createSharedLinks();
const fetch = async (url: string, init?: RequestInit) => site.app.request(url, init);
const bundle = JSON.parse(SHARED_BUNDLE);

it.each([
  ['in its manifest', {}],
  ['at an address', { apart: true }],
  ['compressed', { compressed: true }],
])('a link of ours with a file %s is opened by a viewer that nobody here wrote', async (_, how) => {
  const { shlink } = site.share({ passcode: '135790', files: [{ text: SHARED_BUNDLE, ...how }] });
  const viewer = new SHLViewer({ shlinkURI: shlink, fetch });
  const resolved = await viewer.resolveSHL({ recipient: 'Dr Wang', passcode: '135790' });
  expect(resolved.fhirResources).toEqual([bundle]);
  await expect(viewer.resolveSHL({ recipient: 'Dr Wang', passcode: '000000' })).rejects.toMatchObject({
    code: 'SHL_INVALID_PASSCODE_ERROR',
  });
});

it('a direct link of ours is opened by a viewer that nobody here wrote', async () => {
  const { shlink } = site.share({ direct: true, files: [{ text: SHARED_BUNDLE }] });
  const resolved = await new SHLViewer({ shlinkURI: shlink, fetch }).resolveSHL({ recipient: 'Dr Wang' });
  expect(resolved.fhirResources).toEqual([bundle]);
});

it.each([0, 1_000_000])(
  'a link that somebody else’s program made is opened by our page (embedded up to %i characters)',
  async (embeddedLengthMax) => {
    const origin = 'https://door.example';
    const shl = SHL.generate({ baseManifestURL: `${origin}/shl/`, flag: 'P' });
    const stored = new Map<string, string>();
    const builder = new SHLManifestBuilder({
      shl,
      uploadFile: async (content) => {
        stored.set(`f${stored.size}`, content);
        return `f${stored.size - 1}`;
      },
      getFileURL: async (path) => `${origin}/shl/files/${path}`,
      loadFile: async (path) => stored.get(path) ?? '',
    });
    await builder.addFHIRResource({ content: bundle, enableCompression: true });
    await builder.addFHIRResource({ content: bundle });
    const manifest = await builder.buildManifest({ embeddedLengthMax });
    const link = readShlink(shl.toURI());
    if ('refused' in link) throw new Error(link.refused);
    const answered = await fetchFiles(link, {
      asker: { recipient: '女儿', passcode: '135790' },
      origin,
      fetch: async (url) => (url === shl.url ? Response.json(manifest) : new Response(stored.get(url.split('/').at(-1) ?? ''))),
    });
    if ('refused' in answered) throw new Error(answered.refused);
    expect(answered.failed).toEqual([]);
    expect(answered.files.map(({ text }) => JSON.parse(text))).toEqual([bundle, bundle]);
  },
);
