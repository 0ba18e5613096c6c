import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, most of it in waiting: begun last, each would keep the run waiting alone. The first of these begins first. */
const LONGEST = [
  /store\/engines\./,
  /adapters\/.*\.conformance\./,
  /runtime\/(operations|many-gateways)\./,
  /e2e\//,
  /security\/(authorization-matrix|hostile-hospital)\./,
  /kiosk\/(left-behind|gallery|phone-gallery)\./,
  /kiosk\/people\//,
  /kiosk\/(fonts|hall|gallery-docs)/,
  /runtime\/worker-http\./,
  /scenes\/.*(booking-race|slot-counts|hospital-meanings)\./,
  /simulation\//,
];

/** On a fresh checkout nothing knows how long a file takes but this. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = LONGEST.length;
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((path) => path.test(moduleId));
      return at < 0 ? rest : at;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
