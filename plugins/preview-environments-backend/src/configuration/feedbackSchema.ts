import { section } from './section';
import { oneOf, text, trueOrFalse } from './values';

const cure =
  'has to be the name of an environment, for instance preview or preview/{{ preview.id }}';

/** `previewEnvironments.feedback`: what the code host shows of previews. */
export const feedbackSchema = section({
  comment: trueOrFalse().default(true),
  deployment: trueOrFalse().default(true),
  // GitHub takes 255 characters, of which an id may be 53.
  environment: text(cure)
    .regex(/^(?:[\w ./-]|\{\{ preview\.id \}\}){1,200}$/, cure)
    .default('preview'),
  status: oneOf(['status', 'check', 'off']).default('status'),
}).prefault({});
