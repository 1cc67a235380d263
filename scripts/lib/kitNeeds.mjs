// What the cluster kit needs of the machine. It is checked before anything is built or started, so that a person reads one
// list with its cure instead of a failure in the middle.
import { outputOf } from './processes.mjs';

const leastGo = [1, 26];

/** Program to the Debian package that brings it. */
const toRun = {
  ip: 'iproute2',
  nft: 'nftables',
  openssl: 'openssl',
  curl: 'curl',
  jq: 'jq',
  awk: 'mawk',
  'redis-server': 'redis-server',
  git: 'git',
};
const toBuild = { python3: 'python3 python3-venv', unzip: 'unzip' };

async function missingPackages(programs) {
  const found = await Promise.all(
    Object.keys(programs).map(async program => {
      const path = await outputOf('sh', ['-c', `command -v ${program}`]);
      return path ? undefined : programs[program];
    }),
  );
  return found.filter(Boolean);
}

async function goProblem() {
  const version = await outputOf('go', ['env', 'GOVERSION']);
  const [major, minor] = (version?.match(/^go(\d+)\.(\d+)/) ?? [])
    .slice(1)
    .map(Number);
  if (major > leastGo[0] || (major === leastGo[0] && minor >= leastGo[1])) {
    return undefined;
  }
  const present = version ? `here is ${version.trim()}` : 'there is none here';
  return `Go ${leastGo.join(
    '.',
  )} or newer builds the kit's programs; ${present}. See https://go.dev/doc/install`;
}

/** Everything that is missing, as sentences with a cure; empty when the kit can run, and be built if `build` is set. */
export async function missingNeeds({ build }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return [
      `The cluster kit runs on Linux x86_64 only; this is ${process.platform} ${process.arch}. \`npm start\` needs no cluster.`,
    ];
  }
  const problems = [];
  if (process.getuid() !== 0) {
    problems.push(
      'Root is needed: the kit makes a network namespace. Run it again with sudo.',
    );
  }
  const packages = await missingPackages(
    build ? { ...toRun, ...toBuild } : toRun,
  );
  if (packages.length > 0) {
    problems.push(
      `Programs are missing: apt-get install -y ${packages.join(' ')}`,
    );
  }
  const go = build ? await goProblem() : undefined;
  return go ? [...problems, go] : problems;
}
