import {
  MarkedRequest,
  PropagationEvidence,
  Sighting,
} from '@previewenv/plugin-preview-environments-node';
import { proofHeader } from '../routing';

/** The edge route sets the key and says so in its answers: what is behind it got the key, whatever that makes of it. */
export class EdgeProof implements PropagationEvidence {
  readonly name = 'Edge route';

  async find({ answer, entry, previewId }: MarkedRequest): Promise<Sighting[]> {
    const proof = answer.headers[proofHeader] ?? '';
    if (!entry || !proof.startsWith(`${previewId};`)) return [];
    return [
      {
        from: undefined,
        to: entry,
        entry: true,
        key: true,
        detail: `The preview's edge route answered, which sets the key for ${entry}.`,
      },
    ];
  }
}
