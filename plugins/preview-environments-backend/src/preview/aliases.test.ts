import { component } from './__testUtils__/builders';
import { aliasesOf } from './aliases';

const routing = (name: string, mesh?: unknown) => ({
  host: `${name}-{{ preview.id }}.preview.example.com`,
  service: { name, port: 80 },
  ...(mesh ? { mesh } : {}),
});
const baseline = { namespace: 'shop', services: ['cart', 'payments'] };

const definition = (
  name: string,
  service: string,
  mesh?: unknown,
  more: Record<string, unknown> = { baseline },
) => component(name, { routing: routing(service, mesh), ...more }).definition;

const toBaseline = (name: string) => ({
  name,
  service: name,
  namespace: 'shop',
});
const payments = toBaseline('payments');
const standsForCart = [{ service: 'cart', namespace: 'shop', port: 80 }];

describe('the names that pods of a preview call (rule 7.1)', () => {
  it.each`
    scenario                                            | definitions                                                                              | expected
    ${'lead to the baseline'}                           | ${[definition('web', 'web')]}                                                            | ${[toBaseline('cart'), payments]}
    ${'not where a chart brings the Service'}           | ${[definition('web', 'web'), definition('cart', 'cart')]}                                | ${[payments]}
    ${'to the baseline, from where a mesh leads on'}    | ${[definition('web', 'web'), definition('cart', 'cart-app', standsForCart)]}             | ${[toBaseline('cart'), payments]}
    ${'without a mesh: to the component of that name'}  | ${[definition('web', 'web', 'none'), definition('cart', 'cart-app', 'none')]}            | ${[{ name: 'cart', service: 'cart-app', namespace: 'pv-web-pr-42' }, payments]}
    ${'without a mesh: to who says it stands for it'}   | ${[definition('web', 'web', 'none'), definition('basket', 'basket', standsForCart, {})]} | ${[{ name: 'cart', service: 'basket', namespace: 'pv-web-pr-42' }, payments]}
    ${'without a mesh: to the baseline for the others'} | ${[definition('web', 'web', 'none')]}                                                    | ${[toBaseline('cart'), payments]}
  `('$scenario', ({ definitions, expected }) => {
    expect(aliasesOf(definitions, 'pv-web-pr-42')).toEqual(expected);
  });
});
