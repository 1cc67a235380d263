/* eslint-disable no-restricted-imports, @backstage/no-forbidden-package-imports, @backstage/no-mixed-plugin-imports -- the product's
   own expression is put to the test, by the oracle of its unit tests; neither is meant for other packages */
export { carriesKey } from '@previewenv/plugin-preview-environments-backend/src/routing/mesh/__testUtils__/oracle';
export { baggageExpression } from '@previewenv/plugin-preview-environments-backend/src/routing/mesh/baggage';
