import { parseDuration } from '@previewenv/plugin-preview-environments-common';
import { ComponentDefinition } from '../components';
import { ExpiryLimits } from './types';

/** No limit at all. */
export const endless: ExpiryLimits = {
  idle: undefined,
  max: undefined,
  failed: undefined,
};

/** The strictest of each: what several components or an organisation ask for holds for the preview as a whole. */
export function strictest(all: ExpiryLimits[]): ExpiryLimits {
  const least = (limit: keyof ExpiryLimits) => {
    const given = all.flatMap(limits => limits[limit] ?? []);
    return given.length > 0 ? Math.min(...given) : undefined;
  };
  return { idle: least('idle'), max: least('max'), failed: least('failed') };
}

/** What the definitions of a preview's components ask for. */
export function askedBy(components: ComponentDefinition[]): ExpiryLimits {
  return strictest(
    components.map(({ definition: { spec } }) => ({
      idle: read(spec.expiry?.idle),
      max: read(spec.expiry?.max),
      failed: read(spec.expiry?.failed),
    })),
  );
}

function read(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : parseDuration(duration);
}
