/* eslint-disable no-console -- a program that prints its table */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { adminApi } from '@previewenv/test-cluster/src/ground/api';
import { webhookSecret } from '@previewenv/test-cluster/src/ground/backendConfig';
import { githubProgram } from '@previewenv/test-cluster/src/ground/github';
import { GitRepository } from '@previewenv/test-cluster/src/ground/gitRepository';
import { kit, root } from '@previewenv/test-cluster/src/ground/place';
import { preparePlatform } from '@previewenv/test-cluster/src/ground/platform';
import { registryProgram } from '@previewenv/test-cluster/src/ground/registry';
import { ApplicationSet } from './ApplicationSet';
import { AuditTail } from './AuditTail';
import { bareApply } from './bareApply';
import { Contender } from './contender';
import { costOf } from './cost';
import { Event, measureBurst, measureEvent } from './measure';
import { PreviewEnvironments } from './PreviewEnvironments';
import { readPlan } from './readPlan';
import { LevelResult, Results, tableOf } from './results';
import { summarize } from './statistics';
import { Waits } from './waits/Waits';

/** Numbers of pull requests: seeds count up from 1, measured ones from here, so that they never meet. */
const firstMeasured = 10_001;

function countFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

async function measureLevel(
  open: number,
  samples: number,
  contenders: Contender[],
  audit: AuditTail,
  waits: Waits | undefined,
): Promise<LevelResult> {
  const api = await adminApi();
  const events = new Map<Contender, Event[]>(
    contenders.map(contender => [contender, []]),
  );
  const bare: number[] = [];
  await waits?.forget();
  for (let sample = 0; sample < samples; sample += 1) {
    // one after the other, so that whatever else the machine does hits all alike
    for (const contender of contenders) {
      const number = firstMeasured + open * 10 + sample;
      events.get(contender)!.push(await measureEvent(contender, audit, number));
    }
    bare.push(await bareApply(api));
  }
  const results = await Promise.all(
    contenders.map(async contender => {
      const measured = events.get(contender)!;
      const mean = (of: (event: Event) => number) =>
        measured.reduce((sum, event) => sum + of(event), 0) / measured.length;
      return {
        name: contender.name,
        created: summarize(measured.map(({ created }) => created)),
        removed: summarize(measured.map(({ removed }) => removed)),
        githubReadsPerEvent: mean(({ github }) => github.reads),
        chargedReadsPerEvent: mean(({ github }) => github.chargedReads),
        githubWritesPerEvent: mean(({ github }) => github.writes),
        writesPerEvent: mean(({ writes }) => writes),
        residentMebibytes: (await costOf(contender.pid())).residentMebibytes,
        waits:
          contender instanceof PreviewEnvironments
            ? await waits?.report(measured.map(({ opening }) => opening))
            : undefined,
      };
    }),
  );
  return { open, bareApply: summarize(bare), contenders: results };
}

async function bursts(
  size: number,
  contenders: Contender[],
  audit: AuditTail,
  waits: Waits | undefined,
): Promise<Results['burst']> {
  const results = [];
  for (const contender of contenders) {
    const numbers = countFrom(firstMeasured + 50_000, size);
    await waits?.forget();
    const { window, ...measured } = await measureBurst(
      contender,
      audit,
      numbers,
    );
    results.push({
      name: contender.name,
      ...measured,
      waits:
        contender instanceof PreviewEnvironments
          ? await waits?.report([window])
          : undefined,
    });
  }
  return { size, contenders: results };
}

async function main(): Promise<void> {
  const plan = readPlan(process.argv.slice(2), process.env);
  const git = new GitRepository();
  const programs = [githubProgram({ webhookSecret }), registryProgram()];
  await git.start();
  await preparePlatform();
  const waits = plan.waits
    ? new Waits(join(kit.data, 'spans.jsonl'))
    : undefined;
  for (const program of programs) await program.start();
  const contenders = [
    await PreviewEnvironments.start({
      repoURL: git.url,
      database: plan.database,
      profileDirectory: plan.profileDirectory,
      waits,
    }),
    await ApplicationSet.start({ repoURL: git.url }),
  ];
  try {
    const audit = new AuditTail();
    await audit.skip();
    const levels: LevelResult[] = [];
    let seeded = 0;
    for (const open of plan.levels) {
      const numbers = countFrom(seeded + 1, open - seeded);
      if (numbers.length > 0) {
        console.log(`Opening ${numbers.length} more for each ...`);
        for (const contender of contenders) await contender.seed(numbers);
      }
      seeded = open;
      console.log(`Measuring at ${open} open previews ...`);
      levels.push(
        await measureLevel(open, plan.samples, contenders, audit, waits),
      );
    }
    const results: Results = {
      machine: `${cpus().length} × ${cpus()[0].model}, ${Math.round(
        totalmem() / 2 ** 30,
      )} GiB, Node ${process.version}`,
      levels,
      burst: await bursts(plan.burst, contenders, audit, waits),
    };
    await mkdir(join(root, 'bench'), { recursive: true });
    // What is recorded slows the backend down: those times are not the results.
    await writeFile(
      join(root, waits ? 'bench/waits.json' : 'bench/results.json'),
      `${JSON.stringify(results, undefined, 2)}\n`,
    );
    console.log(tableOf(results));
  } finally {
    for (const contender of contenders) await contender.stop();
    for (const program of programs) await program.kill();
    await git.stop();
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.stack : error);
  process.exit(1);
});
