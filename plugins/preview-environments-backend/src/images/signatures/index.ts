export { Cosign, type CosignSettings } from './Cosign';
export { SignedImages } from './SignedImages';
