import { readConfig } from './config.ts';
import { keepFilesPrivate } from './private-files.ts';
import { serveGateway } from './serve-gateway.ts';
import { StartProblem } from './start-problem.ts';

/** EX_CONFIG of sysexits.h: the configuration is wrong, and starting again will not help. */
const EXIT_CONFIG = 78;
const NODE_MIN = [20, 19] as const;

keepFilesPrivate();
await main();

async function main(): Promise<void> {
  try {
    demandNode();
    const read = readConfig(process.env);
    if ('problems' in read) throw new StartProblem(read.problems.map((line) => `  ${line}`).join('\n'));
    await serveGateway(read.config);
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    process.stderr.write(`Onedoor can not start:\n${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
}

function demandNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  throw new StartProblem(`this is Node ${process.versions.node}; Onedoor needs ${NODE_MIN.join('.')} or newer`);
}
