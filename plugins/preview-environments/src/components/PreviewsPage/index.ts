export { PreviewsOverview } from './PreviewsOverview';
