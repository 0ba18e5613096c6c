import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingNames } from '../../bff/main/config.ts';
import { readYaml } from './yaml.ts';

type Tree = { readonly [key: string]: Tree } & string & readonly string[];

const file = readYaml(readFileSync('compose.yaml', 'utf8')) as Tree;
const dockerfile = readFileSync('Dockerfile', 'utf8');
const gateways = ['gateway-1', 'gateway-2'] as const;
const service = (name: string) => file.services?.[name] as Tree;

describe('the shipped compose file', () => {
  it.each(gateways)(
    'the shipped compose file runs %s as nobody special, on a file system of which only /data is written',
    (name) => {
      const gateway = service(name);
      expect(gateway.user).toBe('node');
      expect(dockerfile).toMatch(/^USER node$/m);
      expect(dockerfile).toMatch(/chown node:node \/data/);
      expect(gateway.read_only).toBe('true');
      expect(gateway.tmpfs).toEqual(['/tmp']);
      expect(gateway.cap_drop).toEqual(['ALL']);
      expect(gateway.security_opt).toEqual(['no-new-privileges:true']);
      expect(gateway.volumes).toEqual(['./data:/data']);
      // What it writes there is for its own user: its program sets the umask, and nothing starts another one before it.
      expect(gateway.command).toBeUndefined();
      expect(gateway.entrypoint).toBeUndefined();
      expect(dockerfile).toMatch(/^CMD \["node", "--enable-source-maps", "dist\/gateway.js"\]$/m);
    },
  );

  it('the shipped compose file opens one port, of the balancer, on loopback', () => {
    const open = Object.keys(file.services ?? {}).flatMap((name) => (service(name).ports ? [[name, service(name).ports]] : []));
    expect(open).toEqual([['balancer', ['127.0.0.1:8787:8787']]]);
    for (const name of Object.keys(file.services ?? {})) {
      expect(service(name).network_mode).toBeUndefined();
      expect(service(name).privileged).toBeUndefined();
    }
  });

  it('the shipped compose file gives the balancer the shipped file to read, and the gateways its address to trust', () => {
    const balancer = service('balancer');
    expect(balancer.volumes).toEqual(['./docs/deploy/balancer.conf:/etc/nginx/conf.d/default.conf:ro']);
    const address = ((balancer.networks as Tree).default as Tree).ipv4_address;
    for (const name of gateways) expect((service(name).environment as Tree).TRUSTED_PROXIES).toBe(address);
    const names = [...readFileSync('docs/deploy/balancer.conf', 'utf8').matchAll(/^ {2}server ([\w-]+):8787/gm)].map(
      ([, name]) => name,
    );
    expect(names).toEqual([...gateways]);
  });

  it('the shipped compose file sets nothing that the gateway does not know, and no password', () => {
    for (const name of gateways) {
      const given = Object.entries(service(name).environment ?? {});
      expect(given.map(([key]) => key).filter((key) => !settingNames.includes(key as never))).toEqual([]);
    }
    expect((service('database').environment as Tree).POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
  });
});
