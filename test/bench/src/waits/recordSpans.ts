import { appendFileSync } from 'node:fs';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ReadableSpan,
  SpanExporter,
} from '@opentelemetry/sdk-trace-node';
import { recordOf, spansVariable } from './spans';

/**
 * Loaded into the backend before anything else, as Backstage describes it for OpenTelemetry: writes what the process
 * waits for, and what is asked of it, as lines of JSON.
 */
const path = process.env[spansVariable];
if (!path) throw new Error(`${spansVariable} is not set`);

const exporter: SpanExporter = {
  export(spans: ReadableSpan[], done) {
    appendFileSync(
      path,
      spans
        .map(recordOf)
        .filter(record => record !== undefined)
        .map(record => `${JSON.stringify(record)}\n`)
        .join(''),
    );
    done({ code: 0 });
  },
  async shutdown() {},
};

new NodeTracerProvider({
  spanProcessors: [
    new BatchSpanProcessor(exporter, {
      scheduledDelayMillis: 500,
      maxQueueSize: 100_000,
    }),
  ],
}).register();

registerInstrumentations({
  instrumentations: [
    new HttpInstrumentation(),
    new UndiciInstrumentation(),
    new PgInstrumentation(),
  ],
});
