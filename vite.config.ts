import { execSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Programs that run as processes of their own, by the name of their bundle in `dist/`. */
const programs: Readonly<Record<string, string>> = {
  gateway: 'bff/main/node.ts',
  onedoor: 'bff/main/onedoor.ts',
  'expression-thread': 'bff/main/expression-thread.ts',
  demo: 'fixtures/demo/main.ts',
  'simulator-fhir-r4': 'fixtures/simulators/fhir-r4/main.ts',
  'simulator-insurer': 'fixtures/simulators/insurer/main.ts',
  'simulator-payment-sandbox': 'fixtures/simulators/payment-sandbox/main.ts',
  'simulator-remote-http': 'fixtures/simulators/remote-http/main.ts',
  'simulator-sms-gateway': 'fixtures/simulators/sms-gateway/main.ts',
  'simulator-signed-json': 'fixtures/simulators/signed-json/main.ts',
  'simulator-wechat-pay': 'fixtures/simulators/wechat-pay/main.ts',
  bridge: 'fixtures/bridge/main.ts',
  prove: 'tests/simulation/prove.ts',
  'kill-gateway': 'tests/simulation/kill-gateway.ts',
  'lax-gateway': 'tests/simulation/lax-gateway.ts',
  bench: 'tests/bench/bench.ts',
  docs: 'tests/docs/write-docs.ts',
};

/** A build without the history, as in a container, is told. */
function gitCommit(): string {
  const { ONEDOOR_COMMIT } = process.env;
  if (ONEDOOR_COMMIT !== undefined && ONEDOOR_COMMIT !== '') return ONEDOOR_COMMIT;
  try {
    return execSync('git rev-parse --short HEAD', { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}

export default defineConfig({
  define: { __ONEDOOR_VERSION__: JSON.stringify(version), __ONEDOOR_COMMIT__: JSON.stringify(gitCommit()) },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    sourcemap: true,
    rollupOptions: {
      input: Object.fromEntries(Object.entries(programs).filter(([, path]) => existsSync(path))),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
