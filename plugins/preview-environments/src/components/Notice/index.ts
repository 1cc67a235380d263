export { Notice } from './Notice';
export { ShortNotice } from './ShortNotice';
