import { componentRecord, record } from '../preview/__testUtils__/builders';
import { ChangeSignals } from './ChangeSignals';

function setUp() {
  const sent: unknown[] = [];
  const warnings: string[] = [];
  const due: (() => void)[] = [];
  const broken = { value: false };
  const signals = new ChangeSignals({
    signals: {
      publish: async signal => {
        if (broken.value) throw new Error('the bus is away');
        sent.push(signal);
      },
    },
    after: work => due.push(work),
    logger: { warn: message => warnings.push(message) },
  });
  const pass = async () => {
    for (const work of due.splice(0)) work();
    await new Promise(process.nextTick);
  };
  return { signals, sent, warnings, broken, pass };
}

const web = record({ components: [componentRecord()] });

const signal = (message: object) => ({
  recipients: { type: 'broadcast' },
  channel: 'preview-environments',
  message,
});

/** The signal about these, of which only `web` has an entity. */
const about = (...ids: string[]) =>
  signal({ ids, entityRefs: ['component:default/web'] });

describe('signals', () => {
  it('name the previews that changed in the same moment, once each, and their entities', async () => {
    const { signals, sent, pass } = setUp();
    signals.recorded('web-pr-1', web, undefined);
    signals.recorded('web-pr-1', { ...web, phase: 'ready' }, web);
    signals.recorded('cart-pr-2', record({ components: [] }), undefined);
    expect(sent).toEqual([]);
    await pass();
    expect(sent).toEqual([about('web-pr-1', 'cart-pr-2')]);
  });

  it('name the entities that a preview has lost, too', async () => {
    const { signals, sent, pass } = setUp();
    signals.recorded('web-pr-1', { ...web, components: [] }, web);
    signals.recorded('web-pr-2', undefined, web);
    await pass();
    expect(sent).toEqual([about('web-pr-1', 'web-pr-2')]);
  });

  it('go out again for what changes later', async () => {
    const { signals, sent, pass } = setUp();
    signals.recorded('web-pr-1', web, undefined);
    await pass();
    signals.recorded('web-pr-2', web, undefined);
    await pass();
    expect(sent).toHaveLength(2);
  });

  it('are not sent for a look that found everything as it was', async () => {
    const { signals, sent, pass } = setUp();
    signals.recorded('web-pr-1', { ...web }, web);
    await pass();
    expect(sent).toEqual([]);
  });

  it('name nobody when very many changed, so that all pages ask', async () => {
    const { signals, sent, pass } = setUp();
    for (let number = 0; number <= 100; number++)
      signals.recorded(`web-pr-${number}`, web, undefined);
    await pass();
    expect(sent).toEqual([signal({})]);
  });

  it('are lost with a warning when the bus is away', async () => {
    const { signals, warnings, broken, pass } = setUp();
    broken.value = true;
    signals.recorded('web-pr-1', web, undefined);
    await pass();
    expect(warnings).toEqual([expect.stringContaining('the bus is away')]);
  });
});
